"""What was asked, and what was said of answers, as cases of the evaluation."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.answering.answers import Answer
from bot.state.feedback import Feedback
from bot.state.questions import AskedQuestion

Given = tuple[Feedback, Answer | None]


def cases_of(every: Iterable[Given]) -> Iterator[dict[str, Any]]:
    """A case for each question, the first time it comes; what is right somebody has to add.

    An answer that is kept no more gives none.
    """
    seen: set[str] = set()
    for said, answer in every:
        if answer is None or answer.id in seen:
            continue
        seen.add(answer.id)
        why = ", ".join(part for part in (said.verdict, said.reason or "", said.note or "") if part)
        yield {
            "id": f"feedback-{answer.id}",
            "question": answer.question,
            "type": "feedback",
            "notes": f"A reader said: {why}. It was answered: {answer.text}",
        }


def cases_of_questions(asked: Iterable[AskedQuestion]) -> Iterator[dict[str, Any]]:
    """A case for each question that was kept, the first time it comes with an answer."""
    seen: set[str] = set()
    for each in asked:
        if each.question and each.answer_id not in seen:
            seen.add(each.answer_id)
            yield {
                "id": f"asked-{each.answer_id}",
                "question": each.question,
                "type": "asked",
                "notes": f"The outcome was {each.outcome}.",
            }
