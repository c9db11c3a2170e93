"""What the documents say to a message, claim by claim."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answering.answers import Citation
from bot.slack.blocks.elements import actions
from bot.slack.blocks.links import Links
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import on_one_line
from bot.slack.blocks.rich import Run, line
from bot.slack.blocks.sources import cited_line, passage_buttons
from bot.slack.blocks.splitting import Piece, notes_of, packed, pieces_of
from bot.slack.blocks.wording import counted, words

Verdict = Literal["supported", "differs", "not_found"]
_MOST_BUTTONS = 5


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A sentence of a message, what the documents make of it, and where they speak of it.

    `answer_id` is of the kept answer that holds the citations, None where none is kept.
    """

    text: str
    verdict: Verdict
    citations: tuple[Citation, ...] = ()
    detail: str | None = None
    answer_id: str | None = None


def check_messages(
    claims: Sequence[CheckedClaim], documents: int, links: Links | None = None
) -> tuple[Message, ...]:
    """The result of a check: how many claims are borne out, then each with its sources."""
    return packed(_pieces(claims, documents, links or Links()))


def _pieces(claims: Sequence[CheckedClaim], documents: int, links: Links) -> Iterator[Piece]:
    if not claims:
        yield from pieces_of([line(words("check_nothing"))])
        return
    borne_out = sum(claim.verdict == "supported" for claim in claims)
    summary = words("check_summary", supported=borne_out, claims=counted(len(claims), "claim"))
    yield from pieces_of([line(Run(summary, bold=True))], leads=True)
    for number, claim in enumerate(claims, 1):
        lines = [
            line(f"{number}. “{on_one_line(claim.text)}”"),
            line(Run(words(f"check_{claim.verdict}"), bold=True)),
        ]
        if claim.detail:
            lines.append(line(on_one_line(claim.detail)))
        lines += [cited_line(citation, links) for citation in claim.citations]
        yield from pieces_of(lines)
        if claim.answer_id is not None and claim.citations:
            buttons = passage_buttons(claim.answer_id, claim.citations)
            yield Piece(actions(buttons[:_MOST_BUTTONS]))
    searched = words("check_searched", documents=counted(documents, "document"))
    yield from notes_of(searched)
