"""What is told of questions: that they were asked, what came of them, how long it took."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext

from bot.observing import watch
from bot.observing.about import unsaid
from bot.observing.metrics import DROPS, QUESTIONS, REFUSALS, STEPS

_log = logging.getLogger(__name__)


class Question:
    """A question that is looked into."""

    def __init__(self, text: str | None, span: watch.Span) -> None:
        self._text = text
        self._span = span

    def answered(
        self, answer: str, outcome: str, dropped: Iterable[str], timings_ms: Mapping[str, float]
    ) -> None:
        """The answer's id and outcome, the checks that claims failed, milliseconds by step."""
        watch.count(QUESTIONS, outcome=outcome)
        for check in dropped:
            watch.count(DROPS, check=check)
        for step, spent in timings_ms.items():
            watch.record(STEPS, spent / 1000, step=step)
        # A span for each step would cost more than all that is counted.
        steps = {f"{step}_ms": spent for step, spent in timings_ms.items() if step != "total"}
        self._span.note(outcome=outcome, answer=answer, **steps)
        milliseconds = round(timings_ms.get("total", 0.0))
        told: dict[str, object] = {"answer": answer, "outcome": outcome, "ms": milliseconds}
        if self._text is not None:
            told["question"] = self._text
        _log.info("%s in %d ms", outcome, milliseconds, extra=told)


@contextmanager
def looked_into(text: str, *, logged: bool) -> Iterator[Question]:
    """While a question that the guards let through is answered.

    Unless it may be `logged` no line of the log repeats it.
    """
    with nullcontext() if logged else unsaid(text), watch.span("ask") as span:
        try:
            yield Question(text if logged else None, span)
        except Exception:
            watch.count(QUESTIONS, outcome="failed")
            raise


def refused(kind: str) -> None:
    """The guards did not take a text."""
    watch.count(REFUSALS, kind=kind)
    _log.info("not taken: %s", kind)
