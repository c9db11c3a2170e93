"""A fuzzing run: damaged files by the hundred, read in workers, counted, finds kept."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from corpus.ingested import Ingested
from corpus.workers.pool import ReadResult, read_all
from evals.fuzzing.pdf_files import mutated_pdf
from evals.fuzzing.reading import read_checked
from evals.fuzzing.seeds import Kind, Seeds
from evals.fuzzing.texts import mutated_html, mutated_text
from evals.fuzzing.word_files import mutated_docx

MUTATORS: Final[Mapping[Kind, Callable[[bytes, Random], bytes]]] = {
    "pdf": mutated_pdf,
    "docx": mutated_docx,
    "html": mutated_html,
    "text": mutated_text,
}
_SHARES: Final[Mapping[Kind, int]] = {"pdf": 50, "docx": 20, "html": 15, "text": 15}
ENDINGS: Final[Mapping[Kind, str]] = {"pdf": "pdf", "docx": "docx", "html": "html", "text": "txt"}
_KINDS: Final[Mapping[str, Kind]] = {ending: kind for kind, ending in ENDINGS.items()}
_BATCH = 400
_SEED_SHARE = 0.15

FINDS: Final = ("raised", "died", "time", "memory")
"""Ends of a reading that are kept to be looked at; each cost its own file alone."""


@dataclass(slots=True)
class Tally:
    """What became of the files: by kind, the number that ended so."""

    ends: dict[str, Counter[str]] = field(default_factory=dict)
    lost: int = 0
    seconds: float = 0.0

    @property
    def files(self) -> int:
        """How many were read."""
        return sum(counts.total() for counts in self.ends.values())

    def of(self, end: str) -> int:
        """How many ended so."""
        return sum(counts[end] for counts in self.ends.values())

    def add(self, other: "Tally") -> None:
        """Count in what another run gave."""
        for kind, counts in other.ends.items():
            self.ends.setdefault(kind, Counter()).update(counts)
        self.lost += other.lost
        self.seconds += other.seconds

    def figures(self) -> dict[str, object]:
        """All of it, for a file."""
        ends = {kind: dict(counts) for kind, counts in self.ends.items()}
        return {"files": self.files, "lost": self.lost, "seconds": self.seconds, "ends": ends}

    def count(self, kind: str, end: str) -> None:
        """One more."""
        self.ends.setdefault(kind, Counter())[end] += 1


def mutants(seeds: Seeds, random: Random) -> Iterator[tuple[Kind, bytes]]:
    """Damaged files without end; some are damaged further, some have another file at their end."""
    kinds = list(_SHARES)
    made: dict[Kind, list[bytes]] = {kind: [] for kind in kinds}
    while True:
        (kind,) = random.choices(kinds, weights=list(_SHARES.values()))
        grown = made[kind]
        seed = random.choice(grown if grown and random.random() < _SEED_SHARE else seeds[kind])
        data = MUTATORS[kind](seed, random)
        if random.random() < 0.01:  # two files in one, as polyglots are
            data += random.choice(seeds[random.choice(kinds)])
        if 0 < len(data) < 1_000_000:
            grown.append(data)
            if len(grown) > 50:
                grown.pop(random.randrange(len(grown)))
        yield kind, data or b" "


def run(
    seeds: Seeds,
    files: int,
    seed: int,
    work: Path,
    finds: Path,
    until: float = float("inf"),
    file_seconds: float = 30.0,
    told: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """Read damaged files in a worker, batch by batch in `work`; what went wrong goes to `finds`.

    Ends early at `until`, of the monotonic clock.
    """
    random = Random(seed)
    tally = Tally()
    source = mutants(seeds, random)
    began = time.monotonic()
    while tally.files < files and time.monotonic() < until:
        paths = []
        for number in range(min(_BATCH, files - tally.files)):
            kind, data = next(source)
            path = work / f"{number}.{ENDINGS[kind]}"
            path.write_bytes(data)
            paths.append(str(path))
        waiting = set(paths)
        for result in read_all(read_checked, paths, workers=1, seconds=file_seconds):
            waiting.discard(result.path)
            _note(result, tally, finds)
        tally.lost += len(waiting)
        tally.seconds = time.monotonic() - began
        told(tally)
    return tally


def _note(result: ReadResult, tally: Tally, finds: Path) -> None:
    path = Path(result.path)
    kind, outcome = _KINDS[path.suffix[1:]], result.outcome
    read = isinstance(outcome, Ingested)
    tally.count(kind, ("read" if read else "refused") if result.end == "answered" else result.end)
    if result.end in FINDS and not isinstance(outcome, Ingested):
        data = path.read_bytes()
        finds.mkdir(parents=True, exist_ok=True)
        name = f"{result.end}-{hashlib.sha256(data).hexdigest()[:12]}"
        (finds / f"{name}{path.suffix}").write_bytes(data)
        (finds / f"{name}.reason").write_text(outcome.reason, "utf-8", "backslashreplace")
