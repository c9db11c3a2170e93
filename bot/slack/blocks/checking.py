"""What the documents say to a message, claim by claim."""

from collections.abc import Iterator

from bot.answering.checking.checked import Checked
from bot.slack.blocks.elements import actions
from bot.slack.blocks.links import Links
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import on_one_line
from bot.slack.blocks.rich import Run, line
from bot.slack.blocks.sources import cited_line, passage_buttons
from bot.slack.blocks.splitting import Piece, notes_of, packed, pieces_of
from bot.slack.blocks.wording import counted, words

_MOST_BUTTONS = 5


def check_messages(
    checked: Checked, kept: str | None = None, links: Links | None = None
) -> tuple[Message, ...]:
    """The result of a check: how many claims are borne out, then each with its sources.

    `kept` is the id under which the sources are kept; without one no passage can be shown.
    """
    return packed(_pieces(checked, kept, links or Links()))


def _pieces(checked: Checked, kept: str | None, links: Links) -> Iterator[Piece]:
    if not checked.claims:
        yield from pieces_of([line(words("check_nothing"))])
        return
    claims = [claim for claim in checked.claims if claim.verdict != "not_a_claim"]
    borne_out = sum(claim.verdict == "supported" for claim in claims)
    summary = words("check_summary", supported=borne_out, claims=counted(len(claims), "claim"))
    yield from pieces_of([line(Run(summary, bold=True))], leads=True)
    by_number = {citation.number: citation for citation in checked.citations}
    for number, claim in enumerate(checked.claims, 1):
        cited = [by_number[mark] for mark in claim.citations]
        lines = [
            line(f"{number}. “{on_one_line(claim.text)}”"),
            line(Run(words(f"check_{claim.verdict}"), bold=True)),
        ]
        if claim.detail:
            lines.append(line(on_one_line(claim.detail)))
        lines += [cited_line(citation, links) for citation in cited]
        yield from pieces_of(lines)
        if kept is not None and cited:
            yield Piece(actions(passage_buttons(kept, cited)[:_MOST_BUTTONS]))
    caveats = (words("caveat", caveat=on_one_line(caveat)) for caveat in checked.caveats)
    yield from notes_of("\n".join(caveats))
    yield from notes_of(words("check_searched", documents=counted(checked.documents, "document")))
