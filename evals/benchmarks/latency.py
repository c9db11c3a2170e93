"""How long an answer takes: warm in one process, and cold from the command line.

The questions are those of `questions.jsonl`, asked of an index of CORPUS/ofsted; follow-ups are
asked after their first question, which is not counted. `--times` is of the cold runs.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bot.app import open_app
from bot.settings import of_home
from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import measured, scrutineer
from evals.cases import Case, read_cases
from evals.metrics import percentile


def main() -> None:
    """Run the benchmark."""
    with options("latency", __doc__ or "", times=5) as given:
        figures = measure(given)
        rows = [[name, f["p50"], f["p95"]] for name, f in figures["warm_ms"].items()]
        show("Warm, milliseconds", ["", "p50", "p95"], rows)
        cold = [[name, f["median"], f["longest"]] for name, f in figures["cold_s"].items()]
        show("Cold, seconds", ["", "median", "longest"], cold)
        save({"benchmark": "latency", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """Milliseconds of warm questions, seconds of cold ones."""
    home = given.work / "ofsted"
    measured(scrutineer("index", given.corpus / "ofsted", "--home", home), given.work)
    asked = read_cases(given.gold / "questions.jsonl")
    asking, searching = _warm(asked, home)
    cold = {
        name: [
            measured(scrutineer(name, asked[n % len(asked)].question, "--home", home), given.work)
            for n in range(given.times)
        ]
        for name in ("ask", "search")
    }
    return {
        "questions": len(asked),
        "warm_ms": {"ask": _spread(asking), "search": _spread(searching)},
        "cold_s": {
            name: {
                "median": round(median(run.seconds for run in runs), 2),
                "longest": round(max(run.seconds for run in runs), 2),
                "processors_busy_elsewhere": round(median(run.others for run in runs), 2),
            }
            for name, runs in cold.items()
        },
    }


def _warm(asked: Sequence[Case], home: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of each answer and of each search, each in an `App` warmed by one question."""
    asking: list[float] = []
    with closing(open_app(of_home(home))) as app:
        app.ask(asked[0].question)
        for case in asked:
            follows = None if case.first_question is None else app.ask(case.first_question)[1]
            asking.append(_taken(partial(app.ask, case.question, follows=follows)))
    with closing(open_app(of_home(home))) as app:
        app.search(asked[0].question)
        searching = [_taken(partial(app.search, case.question)) for case in asked]
    return asking, searching


def _taken(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)


def _spread(milliseconds: list[float]) -> dict[str, float]:
    figures = {"p50": percentile(milliseconds, 0.5), "p95": percentile(milliseconds, 0.95)}
    return {name: round(value, 1) for name, value in figures.items()}


if __name__ == "__main__":
    main()
