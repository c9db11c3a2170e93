"""What visitors say of answers: useful or wrong, and why."""

from datetime import UTC, datetime

from starlette.datastructures import FormData

from bot.app import App
from bot.state.feedback import REASONS, Feedback, Reason, Verdict
from bot.web.forms import text_of
from bot.web.visitors import Visitor

REASON_WORDS: dict[Reason, str] = {
    "wrong_passage": "The wrong passage",
    "out_of_date": "Out of date",
    "incomplete": "Something is missing",
    "unclear": "Hard to understand",
    "other": "Something else",
}


def judged(
    form: FormData, answer_id: str, visitor: Visitor, app: App
) -> tuple[Feedback | None, bool]:
    """What a form says of an answer, None where it says nothing, and whether its note was stopped.

    A note is looked through by the guards, like a question, and none of one that they stop is
    kept.
    """
    verdicts: tuple[Verdict, ...] = ("useful", "wrong")
    verdict = next((v for v in verdicts if v == text_of(form, "verdict")), None)
    if verdict is None:
        return None, False
    now = datetime.now(UTC)
    if verdict == "useful":
        return Feedback(answer_id, verdict, visitor.asker, now), False
    reason = next((known for known in REASONS if known == text_of(form, "reason")), None)
    typed = text_of(form, "note")
    screened = app.screened(typed) if typed else None
    stopped = screened is not None and screened.refusal is not None
    note = None if screened is None or stopped else screened.question
    return Feedback(answer_id, verdict, visitor.asker, now, reason, note), stopped
