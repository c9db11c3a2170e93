"""How long a warm question takes, beside a fixed piece of work done in the same minute."""

import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from bot.app import App
from evals.answering import Count, filters_for
from evals.cases import Case

_MOST = 30
_DOING = "Timing"
_TEXT = " ".join(f"{n % 97} children of team {n % 13} were seen in week {n}." for n in range(4_000))


def timed(app: App, cases: Sequence[Case], count: Count) -> dict[str, object]:
    """Milliseconds of questions and of the fixed work, taken in turns, alone in one thread."""
    chosen = spread([c for c in cases if c.answerable and c.follows is None], _MOST)
    if chosen:
        app.ask(chosen[0].question)
    asking: list[float] = []
    working: list[float] = []
    for done, case in enumerate(chosen):
        count(_DOING, done, len(chosen))
        filters = filters_for(case.filters, app.authorities())
        follows = None
        if case.first_question is not None:
            follows = app.ask(case.first_question, filters)[1]
        working.append(_taken(fixed_work))
        asking.append(_taken(partial(app.ask, case.question, filters, follows)))
    count(_DOING, len(chosen), len(chosen))
    return {"ids": [case.id for case in chosen], "ask_ms": asking, "work_ms": working}


def spread(cases: Sequence[Case], most: int) -> list[Case]:
    """At most that many of the cases, evenly over all of them."""
    if len(cases) <= most:
        return list(cases)
    return [cases[n * len(cases) // most] for n in range(most)]


def fixed_work() -> int:
    """Work of the sort that answering does: words are found, folded, counted and ranked."""
    words = Counter(match.group().lower() for match in re.finditer(r"\w+", _TEXT))
    return sum(number for _, number in words.most_common(100))


def _taken(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)
