"""Damaged files of an index: cut off, emptied, missing, exchanged, or with one byte changed.

Each file of a whole index is damaged in each of these ways, the catalogue at many places; then
questions are asked, which have to be answered as before or with what is damaged and how to mend
it, and the next index run has to bring all the answers back.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.app import App, open_app
from bot.faults import MendableError
from bot.settings import Settings
from evals.benchmarks.faults.outcomes import Outcome
from retrieval.ports import Embedder

_CATALOGUE = "catalogue.sqlite"
_SEED = 7
_WHOLE_PAGE = 4096

Damaging = Callable[[Path, random.Random], None]


def _cut(file: Path, draw: random.Random) -> None:
    os.truncate(file, draw.randrange(file.stat().st_size))


def _emptied(file: Path, _draw: random.Random) -> None:
    os.truncate(file, 0)


def _zeroed(file: Path, draw: random.Random) -> None:
    """Overwrite a page, or all of a small file, with zeros."""
    size = file.stat().st_size
    at = draw.randrange(0, max(size - _WHOLE_PAGE, 1))
    _write(file, at, bytes(min(_WHOLE_PAGE, size)))


def _flipped(file: Path, draw: random.Random) -> None:
    at = draw.randrange(file.stat().st_size)
    byte = file.read_bytes()[at]
    _write(file, at, bytes([byte ^ (1 << draw.randrange(8))]))


def _gone(file: Path, _draw: random.Random) -> None:
    file.unlink()


def _exchanged(file: Path, draw: random.Random) -> None:
    """Put another file of the same folder in its place, or one that has nothing to do with it."""
    others = [path for path in file.parent.iterdir() if path.is_file() and path != file]
    content = draw.choice(others).read_bytes() if others else b"Minutes of a meeting.\n" * 99
    file.write_bytes(content)


WAYS: dict[str, Damaging] = {
    "cut off": _cut,
    "emptied": _emptied,
    "a page of zeros": _zeroed,
    "one bit changed": _flipped,
    "missing": _gone,
    "another file in its place": _exchanged,
}


@dataclass(frozen=True, slots=True)
class Whole:
    """An index that is whole, the documents it was made of, and what it answers."""

    home: Path
    papers: Path
    questions: Sequence[str]
    embedder: Embedder

    def opened(self, home: Path) -> App:
        """The program on a copy of it."""
        return open_app(Settings(home=home), self.embedder)

    def answers(self, home: Path) -> list[str]:
        """What is answered, each with its quotes. Raises `MendableError`."""
        with closing(self.opened(home)) as app:
            return [_told(app, question) for question in self.questions]


def _told(app: App, question: str) -> str:
    answer, _ = app.ask(question)
    quotes = [f"{c.quote} ({c.title}, {c.dated}, {c.page})" for c in answer.citations]
    return "\n".join([answer.outcome, answer.text, *quotes])


def damaged(whole: Whole, work: Path, flips: int) -> Iterator[Outcome]:
    """Damage each file in each way, the catalogue `flips` times by a bit and by a page."""
    before = whole.answers(whole.home)
    files = [path.relative_to(whole.home) for path in sorted(whole.home.rglob("*"))]
    files = [f for f in files if (whole.home / f).is_file() and _is_of_index(f, whole.home)]
    for kind, chosen in (
        ("catalogue", [f for f in files if f.name == _CATALOGUE]),
        ("lexical index", [f for f in files if f.parts[0] == "lexical"]),
    ):
        for way, damage in WAYS.items():
            outcome = Outcome(f"{kind}: {way}")
            often = flips if kind == "catalogue" and way in _DRAWN else 1
            for file in chosen:
                for number in range(often):
                    draw = random.Random(f"{_SEED} {file.name} {way} {number}")
                    home = work / "damaged"
                    _copy(whole.home, home)
                    damage(home / file, draw)
                    _try(outcome, whole, home, before, f"{file} ({way}, {number})")
            yield outcome


_DRAWN = ("cut off", "a page of zeros", "one bit changed")


def _is_of_index(file: Path, home: Path) -> bool:
    is_ours = file.name == _CATALOGUE or file.parts[0] == "lexical"
    return is_ours and (home / file).stat().st_size > 0


def _try(outcome: Outcome, whole: Whole, home: Path, before: list[str], name: str) -> None:
    faults: list[str] = []
    seen = "answered as before"
    try:
        if whole.answers(home) != before:
            faults.append(f"{name}: another answer")
            seen = "another answer"
    except MendableError as error:
        seen = "told what is damaged"
        if "scrutineer index" not in str(error):
            faults.append(f"{name}: does not say how to mend it: {error}")
    except Exception as error:
        seen = "failed"
        faults.append(f"{name}: {type(error).__name__}: {error}")
    try:
        with closing(whole.opened(home)) as app:
            app.index([whole.papers])
        if whole.answers(home) != before:
            faults.append(f"{name}: another answer after the next index run")
    except Exception as error:
        faults.append(f"{name}: the next index run: {type(error).__name__}: {error}")
    outcome.note(seen, faults)


def _copy(home: Path, copy: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(copy)
    shutil.copytree(home, copy)


def _write(file: Path, at: int, data: bytes) -> None:
    """Write into a file where it is, and not into those that it is linked with."""
    content = bytearray(file.read_bytes())
    content[at : at + len(data)] = data
    file.unlink()
    file.write_bytes(content)
