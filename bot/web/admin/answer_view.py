"""An answer with its passages, and what was said of it, as the pages for admins show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.answers import Answer
from bot.app import App
from bot.faults import NothingIndexedError
from bot.state.feedback import Feedback
from bot.web.admin.asked import moment
from bot.web.asking.answer_view import OUTCOMES, Block, Group, blocks_of, groups_of
from bot.web.asking.judging import REASON_WORDS
from bot.web.asking.source_view import Source, sources_of


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that was given."""

    identity: str
    question: str
    outcome: str
    groups: Sequence[Group]
    instead: Sequence[Block]
    notes: Sequence[str]
    sources: Sequence[Source]
    answerer: str


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of an answer; of who it was nothing."""

    at: str
    verdict: str
    reason: str
    note: str


def told(answer: Answer, app: App) -> Told:
    """An answer, ready for the template."""
    try:
        held = frozenset(each.document.id for each in app.documents())
        superseded = app.superseded()
    except NothingIndexedError:
        held, superseded = frozenset(), frozenset()
    claimed = bool(answer.claims)
    return Told(
        answer.id,
        answer.question or "A question that was not kept",
        OUTCOMES[answer.outcome],
        groups_of(answer) if claimed else (),
        () if claimed else blocks_of(answer),
        (*answer.corrections, *answer.caveats),
        sources_of(answer.citations, superseded, held, ""),
        "the documents’ own sentences" if answer.answerer == "extractive" else answer.answerer,
    )


def said(feedback: Feedback) -> Said:
    """What somebody said, in words."""
    return Said(
        moment(feedback.at),
        "Useful" if feedback.verdict == "useful" else "Wrong",
        REASON_WORDS[feedback.reason] if feedback.reason else "",
        feedback.note or "",
    )
