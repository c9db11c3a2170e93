"""A soak: very many questions of one process, and whether anything grows that should not.

CORPUS/ofsted is indexed and served; `--people` people ask `--questions` questions that differ,
a part of them follow-ups, and look at every fifth answer's page again. Then, or with `--through`
alone, as many are asked through `App.ask` in a process of its own. Every `--every` questions
memory, threads and open files are looked at, and written on stderr as a line of JSON, so that a run
that is cut short tells what it saw.

Memory is flat where over the last half of the looks its slope is under 100 kB in 1,000 questions:
10 MB in 100,000. What is remembered grows on the disk, of which memory holds a page cache that is
bounded, so nothing is set apart for it. There must be eight looks in that half. `own` is memory
that is in no file, without the pages of the index that the system keeps as long as there is room.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import count as numbers
from itertools import islice, takewhile
from pathlib import Path
from statistics import fmean
from threading import Lock
from typing import Any

import psutil

from bot.app import open_app
from bot.settings import of_home
from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import environment, measured, module, scrutineer
from evals.benchmarks.serving import serving
from evals.benchmarks.varied import questions
from evals.benchmarks.visiting import Person, new_name

_MEGABYTE = 1_000_000
# Megabytes in 10,000 questions.
_FLAT = 1.0
_FEWEST_LOOKS = 8
_OF_APP = "app-child"


@dataclass(frozen=True, slots=True)
class Point:
    """What was seen after so many questions, memory in MB.

    `own` of the memory is in no file; `state` are the files of what is remembered.
    """

    questions: int
    seconds: float
    processor: float
    memory: float
    own: float
    threads: int
    files: int
    state: float


def main() -> None:
    """Run the benchmark."""
    with options(
        "soak",
        __doc__ or "",
        questions=(100_000, "questions"),
        people=(4, "people who ask at the same time"),
        every=(1_000, "questions between two looks"),
        through=("both", "web, app, or both"),
        minutes=(0.0, "minutes after which no more is asked in a way, 0 for no end"),
    ) as given:
        if given.more["through"] == _OF_APP:
            _ask_app(given)
            return
        figures = measure(given)
        for name, of in figures.items():
            rows = [list(point.values()) for point in of["points"]]
            show(f"{name}: MB, by questions", [*of["points"][0]], rows)
            show(name, ["", ""], [[k, v] for k, v in of.items() if k != "points"])
        save({"benchmark": "soak", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """What each way showed."""
    home = given.work / "soak"
    measured(scrutineer("index", given.corpus / "ofsted", "--home", home), given.work)
    ways = {"web": lambda: _through_web(given, home), "app": lambda: _through_app(given)}
    chosen = ways if given.more["through"] == "both" else [given.more["through"]]
    return {way: ways[way]() for way in chosen}


def slope(points: Sequence[Point], read: Callable[[Point], float]) -> tuple[float, float]:
    """How much something grows in 10,000 questions, and the standard error of that."""
    xs, ys = [point.questions / 10_000 for point in points], [read(point) for point in points]
    x, y = fmean(xs), fmean(ys)
    across = sum((each - x) ** 2 for each in xs)
    steep = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / across
    left = sum((b - y - steep * (a - x)) ** 2 for a, b in zip(xs, ys, strict=True))
    return steep, (left / (len(xs) - 2) / across) ** 0.5


def told(points: Sequence[Point], came: Counter[str]) -> dict[str, Any]:
    """The points, and what they say together."""
    late = points[len(points) // 2 :]
    of_all, of_own = (
        slope(late, read) for read in (lambda point: point.memory, lambda point: point.own)
    )
    first, last = points[0], points[-1]
    asked = last.questions - first.questions
    return {
        "questions": last.questions,
        "came of them": ", ".join(f"{name} {many:,}" for name, many in came.most_common()),
        "questions a second": round(asked / (last.seconds - first.seconds), 1),
        "processor ms a question": round(1000 * (last.processor - first.processor) / asked, 1),
        "memory at first, and at the end, MB": f"{first.memory} and {last.memory}",
        "memory grows in the last half, MB in 10,000": "{:.2f} ± {:.2f}".format(*of_all),
        "of it in no file": "{:.2f} ± {:.2f}".format(*of_own),
        "flat": len(late) >= _FEWEST_LOOKS and max(of_all[0], of_own[0]) <= _FLAT,
        "threads, files at the end": f"{last.threads}, {last.files}",
        "state, bytes a question": round(_MEGABYTE * (last.state - first.state) / asked),
        "points": [asdict(point) for point in points],
    }


class Watching:
    """Looks at a process now and then. Threads share it."""

    def __init__(self, process: psutil.Process, home: Path, every: int) -> None:
        self.points: list[Point] = []
        self.came: Counter[str] = Counter()
        self._process, self._home, self._every = process, home, every
        self._began, self._turn = time.monotonic(), Lock()
        self._look()

    def count(self, came: str) -> None:
        """One more question, and what came of it."""
        with self._turn:
            self.came[came] += 1
            if self.came.total() % self._every == 0:
                self._look()

    def _look(self) -> None:
        of = self._process
        with of.oneshot():
            memory = of.memory_info()
            self.points.append(
                Point(
                    self.came.total(),
                    round(time.monotonic() - self._began, 1),
                    round(sum(of.cpu_times()[:2]), 1),
                    round(memory.rss / _MEGABYTE, 1),
                    # Only Linux tells what of it files hold too.
                    round((memory.rss - getattr(memory, "shared", 0)) / _MEGABYTE, 1),
                    of.num_threads(),
                    of.num_fds(),
                    sum(f.stat().st_size for f in self._home.glob("state.sqlite*")) / _MEGABYTE,
                )
            )
        print(json.dumps(asdict(self.points[-1])), file=sys.stderr, flush=True)


def _in_time(minutes: float) -> Iterator[int]:
    """Numbers from 0, until so many minutes are over."""
    end = time.monotonic() + 60 * minutes
    return takewhile(lambda _: not minutes or time.monotonic() < end, numbers())


def _through_web(given: Options, home: Path) -> dict[str, Any]:
    number, people = given.more["questions"], given.more["people"]
    authorities = _authorities(home)
    with serving(home) as (process, site, _):
        # What the first questions open is no leak.
        _visit(site, authorities, range(50), 0, lambda _: None)
        watching = Watching(process, home, given.more["every"])
        with ThreadPoolExecutor(people) as threads:
            visits = [
                threads.submit(_visit, site, authorities, islice(end, share), seed, watching.count)
                for seed, (share, end) in enumerate(
                    (number // people, _in_time(given.more["minutes"])) for _ in range(people)
                )
            ]
            for visit in visits:
                visit.result()
    return told(watching.points, watching.came)


def _visit(
    site: str,
    authorities: Sequence[str],
    turns: Iterable[int],
    seed: int,
    count: Callable[[str], None],
) -> None:
    person, conversation = Person(), new_name()
    for asked, (question, follows) in zip(turns, questions(authorities, seed), strict=False):
        if not follows:
            conversation = new_name()
        came = person.ask(site, question, conversation, new_name())
        if came.name == "answer" and asked % 5 == 0:
            status, _ = person.open(site, str(came.data["address"]).partition("#")[0])
            if status != 200:
                count(f"page {status}")
                continue
        count(came.name or f"status {came.status}")
    person.close()


def _through_app(given: Options) -> dict[str, Any]:
    # A process of its own, so that what this one holds is none of it.
    path = given.work / "soak-app.json"
    subprocess.run(
        module(
            "evals.benchmarks.soak",
            *("--corpus", given.corpus, "--work", given.work, "--json", path),
            *("--through", _OF_APP, "--questions", given.more["questions"]),
            *("--every", given.more["every"], "--minutes", given.more["minutes"]),
        ),
        env=environment(),
        check=True,
    )
    figures: dict[str, Any] = json.loads(path.read_text("utf-8"))
    del figures["machine"]
    return figures


def _ask_app(given: Options) -> None:
    """Ask all of them through `App.ask`, in this process."""
    home, number = given.work / "soak", given.more["questions"]
    with closing(open_app(of_home(home))) as app:
        authorities, query = app.authorities(), None
        asking = questions(authorities, 0)
        for _, (question, _) in zip(range(50), asking, strict=False):
            app.ask(question)
        watching = Watching(psutil.Process(), home, given.more["every"])
        wanted = islice(_in_time(given.more["minutes"]), number)
        for _, (question, follows) in zip(wanted, asking, strict=False):
            answer, query = app.ask(question, follows=query if follows else None)
            watching.count(answer.outcome)
    save(told(watching.points, watching.came), given.json)


def _authorities(home: Path) -> Sequence[str]:
    with closing(open_app(of_home(home))) as app:
        return app.authorities()


if __name__ == "__main__":
    main()
