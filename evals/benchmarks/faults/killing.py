"""`kill -9` at moments of an index run: drawn from its time, and from its steps of publishing.

The run is a child that was forked off, so that a hundred of them take minutes. While it works and
after it was killed the index must answer from a generation that is whole, that of before or of
after; the run after that must end with what an undisturbed one gives.
"""

import hashlib
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import numpy as np

from bot.app import open_app
from bot.faults import MendableError
from bot.settings import Settings
from corpus.ingest import ingest, reader_version
from evals.benchmarks.faults.outcomes import Outcome
from retrieval.index.building import build
from retrieval.ports import Vectors

_SEED = 50
_OURS = ("/corpus/", "/retrieval/")
QUESTION = "What did inspectors find about social workers and visits to children?"
_LOOK_SECONDS = 0.2

Contents = dict[str, int]
"""The passages of each document, by its id."""


@dataclass(frozen=True, slots=True)
class Digests:
    """An embedder that a child process may use: a real one has threads, which are not forked."""

    name: str = "digests"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts' digests, shape (texts, 32)."""
        digests = [hashlib.sha256(text.encode("utf-8", "replace")).digest() for text in texts]
        raw = np.frombuffer(b"".join(digests), np.uint8).reshape(len(texts), 32)
        vectors = raw.astype(np.float32) - 127.5
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def index(home: Path, papers: Path) -> None:
    """Bring an index up to date."""
    build(home, [papers], ingest, Digests(), reader_version())


@dataclass(frozen=True, slots=True)
class Ground:
    """An index, folders of documents that it does not have yet, and what it holds then."""

    home: Path
    papers: Path
    before: Contents
    after: Contents
    seconds: float
    steps: int


def grounds(home: Path, papers: Path, change: Callable[[], None], work: Path) -> Ground:
    """Index `papers`, `change` them, and see what an undisturbed run makes of that."""
    index(home, papers)
    before = look(home)[0]
    change()
    whole = work / "whole"
    _copy(home, whole)
    began = time.monotonic()
    index(whole, papers)
    seconds = time.monotonic() - began
    after = look(whole)[0]
    counted = work / "counted"
    _copy(home, counted)
    with _counting() as steps:
        index(counted, papers)
    assert before != after
    return Ground(home, papers, before, after, seconds, steps[0])


def killed(ground: Ground, work: Path, points: int) -> Iterator[Outcome]:
    """Kill at `points` moments of the run's time, and at as many of its steps of publishing."""
    for fault, draws in (
        ("kill -9 while indexing, any time", _times(ground, points)),
        ("kill -9 while publishing, any step", _steps(ground, points)),
    ):
        outcome = Outcome(fault)
        while outcome.points < points:
            home = work / "broken"
            _copy(ground.home, home)
            _one(outcome, ground, home, next(draws))
        yield outcome


def _times(ground: Ground, _points: int) -> Iterator[tuple[float, int]]:
    draw = random.Random(_SEED)
    while True:
        yield draw.uniform(0, ground.seconds), 0


def _steps(ground: Ground, points: int) -> Iterator[tuple[float, int]]:
    """Steps evenly from the first of publishing to the last of the run."""
    while True:
        for point in range(points):
            yield 0.0, 1 + ground.steps * point // points


def _one(outcome: Outcome, ground: Ground, home: Path, at: tuple[float, int]) -> None:
    seconds, step = at
    child = os.fork()
    if child == 0:
        _indexed(home, ground.papers, step)
    faults: list[str] = []
    due = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        if not step and time.monotonic() >= due:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            break
        _see(home, ground, faults, "while it ran")
        time.sleep(min(_LOOK_SECONDS, max(due - time.monotonic(), 0.0) if not step else 1.0))
    if not os.WIFSIGNALED(status):
        return  # it had ended: another draw
    left = _see(home, ground, faults, "after it was killed")
    try:
        index(home, ground.papers)
        if _see(home, ground, faults, "after the next run") != "the one after":
            faults.append("the next run gives something else than an undisturbed one")
    except Exception as error:
        faults.append(f"the next run: {type(error).__name__}: {error}")
    outcome.note(f"answers from {left}", faults)


def _see(home: Path, ground: Ground, faults: list[str], when: str) -> str:
    """Which generation answers."""
    try:
        contents, cited = look(home)
    except MendableError as error:
        faults.append(f"{when}: {error}")
        return "none"
    # The pointer may move between the question and the list of documents.
    if not cited or not (cited <= ground.before.keys() or cited <= ground.after.keys()):
        faults.append(f"{when}: an answer without what it cites")
    if contents == ground.before:
        return "the one before"
    if contents == ground.after:
        return "the one after"
    faults.append(f"{when}: half a generation")
    return "half of one"


def look(home: Path) -> tuple[Contents, set[str]]:
    """What an index holds, and the documents that an answer of it cites."""
    with closing(open_app(Settings(home=home), Digests())) as app:
        answer, _ = app.ask(QUESTION)
        held = {each.document.id: each.passages for each in app.documents()}
        return held, {citation.document_id for citation in answer.citations}


def _indexed(home: Path, papers: Path, step: int) -> None:
    """The child: index, and die at a step of publishing where one is given."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    try:
        with _counting(step):
            index(home, papers)
    finally:
        os._exit(0)


@contextmanager
def _counting(death: int = 0) -> Iterator[list[int]]:
    """Counts calls, into Python or into C, from the first of `publish` on; may die at one."""
    count, begun = [0], False

    def step(frame: FrameType, event: str, _: object) -> None:
        nonlocal begun
        code = frame.f_code
        begun = begun or (code.co_name == "publish" and code.co_filename.endswith("generations.py"))
        if begun and event != "return" and any(part in code.co_filename for part in _OURS):
            count[0] += 1
            if count[0] == death:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)
    try:
        yield count
    finally:
        sys.setprofile(None)


def _copy(home: Path, copy: Path) -> None:
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(home, copy)
