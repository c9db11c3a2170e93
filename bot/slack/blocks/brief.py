"""The window that asks what a brief is to be about."""

from bot.slack.blocks.elements import choice, context, text_input
from bot.slack.blocks.message import Message
from bot.slack.blocks.splitting import note
from bot.slack.blocks.views import View, modal
from bot.slack.blocks.wording import words

PERIODS = ("newest", "three_years", "all")
_TOPIC, _AUTHORITY = 300, 150


def brief_view(topic: str = "", authority: str = "", *, channel: str = "") -> View:
    """Fields `topic`, `authority` (may stay empty) and `period`, filled as far as is known."""
    return modal(
        "brief",
        words("brief_title"),
        [
            *context(words("brief_introduction")),
            text_input(
                "topic",
                words("brief_topic"),
                initial=topic[:_TOPIC],
                placeholder=words("brief_topic_example"),
                most=_TOPIC,
                hint=words("no_names"),
            ),
            text_input(
                "authority",
                words("brief_authority"),
                initial=authority[:_AUTHORITY],
                optional=True,
                most=_AUTHORITY,
            ),
            choice(
                "period",
                words("brief_period"),
                {period: words(f"period_{period}") for period in PERIODS},
                initial="newest",
            ),
        ],
        submit=words("brief_submit"),
        metadata={"channel": channel},
    )


def brief_not_yet() -> Message:
    """That briefs cannot be had yet, and what can be asked in their place."""
    return note(words("brief_not_yet"))
