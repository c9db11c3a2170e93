"""The grounding gate alone: claims from a file, and the suite of mutants and twins.

`python -m evals.gating [--corpus PATH]` shows the suite's shares, operator by operator, and what
the gate judged wrongly, without asking or indexing anything.
"""

import datetime
import gc
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
_ANY = "Two of the visits were late."


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
    # What is read once, and what it costs to walk this program's memory, is no claim's.
    examine(_ANY, [Source(_ANY)])
    gc.freeze()
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
    gc.freeze()  # what it costs to walk the material is no claim's

    def gate(claim: str, cites: Sequence["Cite"]) -> str | None:
        verdict = examine(claim, [_source(cite) for cite in cites], judge)
        return None if verdict.accepted else f"{verdict.check}: {verdict.detail}"

    return tried(material, gate, seed, limit, tell=tell)


def show(trial: "Trial", examples: int) -> None:
    """Print each operator's share on stdout, with so many of the claims judged wrongly."""
    from rich.console import Console
    from rich.table import Table

    table = Table(
        title=f"{trial.mutants:,} mutants, {trial.twins:,} twins, of {trial.documents} documents\n"
        f"p50 {trial.p50_ms} ms, p95 {trial.p95_ms} ms a claim",
        title_justify="left",
    )
    for column in ("operator", "claims", "caught", "accepted", "asked"):
        table.add_column(column, justify="left" if column == "operator" else "right")
    for tally in trial.tallies:
        share = "–" if tally.share is None else f"{100 * tally.share:.1f} %"
        asked = "–" if tally.target is None else f"{100 * tally.target:.0f} %"
        short = tally.made and not tally.met
        shares = ("", share) if tally.supported else (share, "")
        table.add_row(tally.operator, str(tally.made), *shares, asked + (" !" if short else ""))
    console = Console(width=110)
    console.print(table)
    for tally in trial.tallies:
        for failure in tally.failures[:examples]:
            console.print(f"\n[bold]{tally.operator}[/]: {failure.refused or 'accepted'}")
            console.print(failure.claim, markup=False)
            for cite in failure.cites:
                console.print(f"    {cite.quote or cite.text}", markup=False)


def main() -> None:
    """Run the suite from the command line; exit 1 where an operator falls short."""
    import argparse

    from rich.console import Console
    from rich.progress import Progress

    from corpus.sample import DOCUMENTS

    parser = argparse.ArgumentParser(prog="python -m evals.gating", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=DOCUMENTS, help="folder, file or index")
    parser.add_argument("--seed", type=int, default=1, help="of the draw (1)")
    parser.add_argument("--limit", type=int, default=100, help="claims of an operator (100)")
    parser.add_argument("--examples", type=int, default=2, help="failures shown of each (2)")
    given = parser.parse_args()
    if not given.corpus.exists():
        parser.error(f"{given.corpus} does not exist")
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading")

        def tell(doing: str, done: int, total: int) -> None:
            bar.update(task, description=doing, completed=done, total=total)

        trial = run_gate_suite(given.corpus, given.seed, given.limit, tell)
    show(trial, given.examples)
    sys.exit(0 if all(tally.met or not tally.made for tally in trial.tallies) else 1)


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


if __name__ == "__main__":
    main()
