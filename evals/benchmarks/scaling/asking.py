"""How long an index takes to search and to answer, and what it holds in memory and on disk.

    python -m evals.benchmarks.scaling.asking HOME GOLD TIMES

Each question is asked in three ways: of one authority and some years, which are given as a
filter; as it was written, of the authority that it names; and of nobody, so that everything is
searched. Seconds of the clock and of the processor are kept apart: on a machine with other work
the processor's are what can be compared.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from bot.app import open_app
from bot.app.program import App
from bot.settings import of_home
from corpus.authorities import mentions
from evals.cases import read_cases
from evals.metrics import percentile
from retrieval.query import Filters

FIRST, LAST = date(2014, 1, 1), date(2019, 12, 31)
_MEGABYTE = 1_000_000


def asked(home: Path, gold: Path, times: int) -> dict[str, Any]:
    """Milliseconds of searches and answers, by the way of asking; megabytes."""
    questions = [case.question for case in read_cases(gold / "questions.jsonl")]
    began, used = time.perf_counter(), time.process_time()
    with closing(open_app(of_home(home))) as app:
        app.search(questions[0])
        opened = time.perf_counter() - began, time.process_time() - used
        start = _memory()
        ways = {
            name: {
                call: spread([taken(partial(use, question, filters)) for question, filters in rows])
                for call, use in (("search", app.search), ("ask", app.ask))
            }
            for name, rows in _ways(questions * times, app).items()
        }
        generation = app.generation()
        return {
            "passages": generation.passages,
            "documents": generation.documents,
            "ways": ways,
            "opening": {"seconds": round(opened[0], 2), "processor": round(opened[1], 2)},
            "memory": {"opened": start, "after": _memory()},
            "disk": {each.name: size_of(each) for each in sorted(home.iterdir())},
        }


def _ways(questions: Sequence[str], app: App) -> Mapping[str, Sequence[tuple[str, Filters]]]:
    """By the way of asking, each question with its filters."""
    names, nobody = app.authorities(), Filters()
    filtered: list[tuple[str, Filters]] = []
    for number, question in enumerate(questions):
        name = names[number * 7 % len(names)]
        about = Filters(authorities=(name,), first=FIRST, last=LAST)
        filtered.append((_of(question, name), about))
    return {
        "filtered": filtered,
        "named": [(question, nobody) for question in questions],
        "of nobody": [(_of(question, "the council"), nobody) for question in questions],
    }


def _of(question: str, name: str) -> str:
    """A question about another authority than it was written about."""
    for mention in reversed(mentions(question)):
        question = question[: mention.start] + name + question[mention.end :]
    return question


def taken(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    call()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - used)


def spread(milliseconds: Sequence[tuple[float, float]]) -> dict[str, float]:
    """The middle and the slow end of what was taken, by the clock and by the processor."""
    clock, processor = [one for one, _ in milliseconds], [one for _, one in milliseconds]
    figures = {
        "p50": percentile(clock, 0.5),
        "p95": percentile(clock, 0.95),
        "processor_p50": percentile(processor, 0.5),
        "processor_p95": percentile(processor, 0.95),
    }
    return {name: round(value, 1) for name, value in figures.items()}


def _memory() -> dict[str, int]:
    """Resident megabytes, and those of them that are files, which the system may let go."""
    held = psutil.Process().memory_info()
    shared = getattr(held, "shared", 0)
    return {"all": round(held.rss / _MEGABYTE), "own": round((held.rss - shared) / _MEGABYTE)}


def size_of(path: Path) -> float:
    """Megabytes of a file, or of all in a folder."""
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return round(sum(file.stat().st_size for file in files) / _MEGABYTE, 1)


if __name__ == "__main__":
    home, gold = map(Path, sys.argv[1:3])
    print(json.dumps(asked(home, gold, int(sys.argv[3]))))
