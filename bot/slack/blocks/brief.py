"""The window that asks what a brief is to be about."""

from collections.abc import Mapping, Sequence

from bot.slack.blocks.elements import choice, context, day, menu, text_input, tick
from bot.slack.blocks.rich import of_markdown
from bot.slack.blocks.splitting import pieces_of
from bot.slack.blocks.views import View, modal
from bot.slack.blocks.wording import words

LENGTHS = ("full", "one-page")
FORMATS = ("docx", "pdf")
_TOPIC = 300


def brief_view(
    authorities: Sequence[str],
    areas: Sequence[str],
    *,
    authority: str | None = None,
    topic: str = "",
    metadata: Mapping[str, str] | None = None,
) -> View:
    """The fields of a brief, filled in as far as is known; `authorities` holds one at least.

    Those called `area`, `topic`, `first`, `last`, `changed` and `neighbours` may stay empty. A
    topic that is called as an area is chosen among them.
    """
    named = {area.casefold(): area for area in areas}
    area = named.get(topic.strip().casefold())
    return modal(
        "brief",
        words("brief_title"),
        [
            *context(words("brief_introduction")),
            menu(
                "authority",
                words("brief_authority"),
                authorities,
                initial=authority,
                placeholder=words("brief_authority_example"),
            ),
            menu(
                "area",
                words("brief_area"),
                areas,
                initial=area,
                optional=True,
                placeholder=words("brief_area_example"),
            ),
            text_input(
                "topic",
                words("brief_topic"),
                initial="" if area else topic[:_TOPIC],
                placeholder=words("brief_topic_example"),
                optional=True,
                most=_TOPIC,
                hint=words("no_names"),
            ),
            day("first", words("brief_first")),
            day("last", words("brief_last")),
            day("changed", words("brief_changed")),
            choice(
                "length",
                words("brief_length"),
                {length: words(f"brief_length_{length}") for length in LENGTHS},
                initial="full",
            ),
            choice(
                "format",
                words("brief_format"),
                {form: words(f"brief_format_{form}") for form in FORMATS},
                initial="docx",
            ),
            tick("neighbours", words("brief_neighbours"), words("brief_neighbours_tick")),
        ],
        submit=words("brief_submit"),
        metadata=metadata or {},
    )


def declined_view(said: str) -> View:
    """Why a topic is not looked into (Markdown), over the form."""
    blocks = [piece.block for piece in pieces_of(of_markdown(said))]
    return modal("brief_declined", words("brief_title"), blocks)
