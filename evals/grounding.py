"""The gate on other people's claims: public sets of claims that people judged against texts.

`python -m evals.grounding FOLDER`. Each file of the folder has a line a claim: `claim`,
`evidence` (the sentences or passages that it is held against) and `label`, 1 where people found
it supported. The gate is meant to let nothing through that is not supported, and lets little
free paraphrase through: both shares are told, with their 95 % intervals.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.answering.gate.gate import examine
from bot.answering.gate.verdicts import Judge, Source
from evals.metrics import Interval, percentile, wilson

# The share of unsupported claims that may pass at most.
_SETS: dict[str, tuple[str, float | None]] = {
    "wice_claim_dev.jsonl": ("WiCE, claims, dev", 0.005),
    "fm2_dev.jsonl": ("FM2, dev", 0.005),
    "bump_pairs.jsonl": ("BUMP, pairs", 0.02),
    "clapnq_dev.jsonl": ("CLAPnq, gold answers, dev", None),
}
# Balanced accuracy on WiCE's test claims, as the LLM-AggreFact leaderboard gives it: these judge
# every claim, and let through what they score high enough.
PUBLISHED: tuple[tuple[str, float], ...] = (
    ("SummaC-ZS", 0.628),
    ("AlignScore", 0.660),
    ("MiniCheck-FT5", 0.722),
    ("HHEM-2.1-open", 0.759),
    ("GPT-4o", 0.785),
    ("Bespoke-MiniCheck", 0.830),
)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; `interval` is the 95 % interval of the share, None of nothing."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's score interval."""
        return wilson(self.count, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gate did with a set: unsupported and supported claims that it accepted.

    `most` is the share of unsupported ones that may pass; `passed` names those that did.
    """

    name: str
    unsupported: Share
    supported: Share
    most: float | None
    passed: tuple[str, ...]
    p95_ms: float

    @property
    def balanced_accuracy(self) -> float | None:
        """Half of the unsupported ones refused and the supported ones accepted, as shares."""
        refused, accepted = self.unsupported.value, self.supported.value
        return None if refused is None or accepted is None else (1 - refused + accepted) / 2

    @property
    def met(self) -> bool:
        """Whether no more of the unsupported ones passed than may."""
        share = self.unsupported.value
        return self.most is None or (share is not None and share <= self.most)


def measured(folder: Path, console: Console, judge: Judge | None = None) -> list[Outcome]:
    """The gate on each set that the folder has. Raises `FileNotFoundError` where it has none."""
    there = [name for name in _SETS if (folder / name).is_file()]
    if not there:
        raise FileNotFoundError(f"{folder} holds none of {', '.join(_SETS)}.")
    found: list[Outcome] = []
    with Progress(console=console, transient=True) as bar:
        for name in there:
            rows = [row for row in _rows(folder / name) if row["claim"] and row["evidence"]]
            task = bar.add_task(_SETS[name][0], total=len(rows))
            given: list[tuple[dict[str, Any], bool]] = []
            spent: list[float] = []
            for row in rows:
                begun = perf_counter()
                accepted = examine(row["claim"], sources_of(row["evidence"]), judge).accepted
                spent.append((perf_counter() - begun) * 1000)
                given.append((row, accepted))
                bar.advance(task)
            found.append(_outcome(name, given, percentile(spent, 0.95)))
    return found


def sources_of(evidence: Sequence[str]) -> list[Source]:
    """The evidence as one passage, a line each; nothing is known of who wrote it, or when."""
    return [Source("\n".join(evidence))]


def _outcome(name: str, given: Sequence[tuple[dict[str, Any], bool]], p95: float) -> Outcome:
    title, most = _SETS[name]
    shares = []
    for label in (0, 1):
        judged = [accepted for row, accepted in given if row["label"] == label]
        shares.append(Share(sum(judged), len(judged)))
    passed = tuple(row["id"] for row, accepted in given if accepted and row["label"] == 0)
    # CLAPnq's unanswerable questions have no answer to be judged.
    return Outcome(title, shares[0], shares[1], most, passed, round(p95, 2))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def show(outcomes: Sequence[Outcome], console: Console) -> None:
    """Print the figures, and those that others publish."""
    table = Table(title="The gate on public sets", title_justify="left")
    for column in ("set", "unsupported accepted", "supported accepted", "balanced", "p95 ms"):
        table.add_column(column, justify="left" if column == "set" else "right")
    for each in outcomes:
        balanced = each.balanced_accuracy
        table.add_row(
            each.name,
            _told(each.unsupported) + ("" if each.met else " !"),
            _told(each.supported),
            "–" if balanced is None else f"{100 * balanced:.1f}",
            f"{each.p95_ms:.1f}",
        )
    console.print(table)
    beside = Table(title="Balanced accuracy on WiCE's test claims, published", title_justify="left")
    for name, _ in PUBLISHED:
        beside.add_column(name, justify="right")
    beside.add_row(*(f"{100 * value:.1f}" for _, value in PUBLISHED))
    console.print(beside)


def _told(share: Share) -> str:
    interval = share.interval
    if interval is None:
        return "–"
    low, high = (100 * end for end in interval)
    return f"{share.count}/{share.of} = {100 * share.count / share.of:.2f} % ({low:.2f}–{high:.2f})"


def main() -> None:
    """Run from the command line; exit 1 where more unsupported claims passed than may."""
    parser = argparse.ArgumentParser(prog="python -m evals.grounding", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of the sets")
    folder = parser.parse_args().folder
    try:
        outcomes = measured(folder, Console(stderr=True))
    except FileNotFoundError as error:
        parser.error(str(error))
    show(outcomes, Console(width=120))
    sys.exit(0 if all(each.met for each in outcomes) else 1)


if __name__ == "__main__":
    main()
