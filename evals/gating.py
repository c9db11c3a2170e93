"""The grounding gate alone: claims from a file, and the suite of mutants and twins."""

import datetime
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import TYPE_CHECKING, TextIO

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.answering.gate.gate import examine
from bot.answering.gate.verdicts import Judge, Source
from corpus.documents import KINDS, Kind

if TYPE_CHECKING:  # only the suite needs what these import
    from evals.mutations.claims import Cite
    from evals.mutations.trial import Trial

_STANDARD = Path("-")


class ClaimsError(Exception):
    """A file of claims that cannot be judged; the message says which line, and what is wrong."""


class CitedPassage(BaseModel):
    """A passage that a claim cites, as a line of the file has it; unknown fields are ignored."""

    model_config = ConfigDict(frozen=True)

    text: str
    quote: str | None = None
    authority: str | None = None
    date: datetime.date | None = None
    kind: Kind | None = None
    publisher: str | None = None
    current: bool | None = None

    @property
    def source(self) -> Source:
        """The same, as the gate takes it."""
        return Source(
            self.text,
            self.quote,
            self.authority,
            self.date,
            self.kind,
            self.publisher,
            self.current,
        )


class ClaimLine(BaseModel):
    """A line of the file: a claim and what it cites."""

    model_config = ConfigDict(frozen=True)

    id: str | int
    claim: str
    cites: tuple[CitedPassage, ...]


class VerdictLine(BaseModel):
    """A line of the answer; `check` is the check that failed, `ms` what judging took."""

    id: str | int
    accepted: bool
    check: str | None
    ms: float


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file of claims came to."""

    claims: int
    accepted: int
    p50_ms: float
    p95_ms: float


def judge_file(given: Path, verdicts: Path, judge: Judge | None = None) -> Judged:
    """Judge each claim of a JSONL file and write its verdict, line by line and in their order.

    "-" is standard input or output. Raises `ClaimsError` at the first line that is no claim; what
    stands before it has been judged. Raises `OSError`.
    """
    spent: list[float] = []
    accepted = 0
    with _reading(given) as lines, _writing(verdicts) as out, _told(given) as tell:
        for number, line in enumerate(lines, start=1):
            tell(number)
            if not line.strip():
                continue
            claim = claim_of(line, number)
            begun = perf_counter()
            sources = [cited.source for cited in claim.cites]
            verdict = examine(claim.claim, sources, judge)
            spent.append((perf_counter() - begun) * 1000)
            accepted += verdict.accepted
            told = VerdictLine(
                id=claim.id,
                accepted=verdict.accepted,
                check=verdict.check,
                ms=round(spent[-1], 3),
            )
            out.write(told.model_dump_json() + "\n")
    cuts = quantiles(spent, n=20) if len(spent) > 1 else (spent or [0.0]) * 19
    return Judged(len(spent), accepted, round(cuts[9], 3), round(cuts[18], 3))


def claim_of(line: str, number: int) -> ClaimLine:
    """The claim of a line; `number` counts lines from 1. Raises `ClaimsError`."""
    try:
        return ClaimLine.model_validate_json(line, strict=True)
    except ValidationError as error:
        raise ClaimsError(f"Line {number}: {_fault(error)}") from None


def run_gate_suite(
    corpus: Path,
    seed: int = 1,
    limit: int = 100,
    tell: Callable[[str, int, int], None] = lambda *_: None,
    judge: Judge | None = None,
) -> "Trial":
    """Have the gate judge at most `limit` claims of each operator, made from the corpus.

    `corpus` is a folder of documents, a file, or an index; `tell` hears what is done, how much of
    it and of how much. Raises `MissingPathError`, `CatalogueError`.
    """
    from evals.mutations.material import material_of
    from evals.mutations.reading import documents_of
    from evals.mutations.trial import tried

    material = material_of(documents_of(corpus, tell))

    def gate(claim: str, cites: Sequence["Cite"]) -> str | None:
        verdict = examine(claim, [_source(cite) for cite in cites], judge)
        return None if verdict.accepted else f"{verdict.check}: {verdict.detail}"

    return tried(material, gate, seed, limit, tell=tell)


def _source(cite: "Cite") -> Source:
    return Source(
        cite.text, cite.quote, cite.authority, cite.date, cite.kind, cite.publisher, cite.current
    )


def _fault(error: ValidationError) -> str:
    """What is wrong with a line, in words for whoever wrote it."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part not in ("str", "int"))
    if first["type"] == "literal_error":
        told = f"{first['input']!r} is no kind of document; the kinds are {', '.join(KINDS)}."
    elif first["type"].startswith("date"):
        told = f"{first['input']!r} is no date; write one as 2024-05-31."
    elif first["type"] == "missing":
        told = "this field is missing."
    elif first["type"] == "json_invalid":
        told = f"this is not JSON: {first['msg'].removeprefix('Invalid JSON: ')}."
    else:
        told = f"{first['msg']}."
    return f"{where}: {told}" if where else told[0].upper() + told[1:]


@contextmanager
def _reading(path: Path) -> Iterator[TextIO]:
    if path == _STANDARD:
        yield sys.stdin
        return
    with path.open(encoding="utf-8-sig") as file:
        yield file


@contextmanager
def _writing(path: Path) -> Iterator[TextIO]:
    if path == _STANDARD:
        yield sys.stdout
        return
    # Line by line, so that a run that is broken off leaves what it has judged.
    with path.open("w", encoding="utf-8", newline="\n", buffering=1) as file:
        yield file


@contextmanager
def _told(path: Path) -> Iterator[Callable[[int], None]]:
    """Hears which line is being judged; shown where somebody watches."""
    if path == _STANDARD or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress

    with path.open("rb") as file:
        total = sum(1 for _ in file)
    with Progress(
        *Progress.get_default_columns(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("Judging", total=total)
        yield lambda number: bar.update(task, completed=number)
