"""Whether each report is known for what it is: days, how they are known, authority, kind.

`judgements.csv` has the days of the inspection and of the publication, where the latter was
printed, and the authority. Each report is also read as one text without pages, and what the two
readings say differently is counted.
"""

import csv
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.authorities import plain_name
from corpus.documents import Document
from corpus.identity import describe
from corpus.layout import lines_of
from corpus.packs import parts_of
from corpus.readers import read
from corpus.sources import Page, SkippedFile, Source
from evals.benchmarks.options import Options, options, save, show

_ASKED = (
    "inspection dates",
    "inspection basis",
    "publication date",
    "publication basis",
    "authority",
    "kind",
    "publisher",
    "one document",
)
_PRINTED = "report text"


@dataclass(frozen=True, slots=True)
class Score:
    """What is said of a report beside the gold; `told` is None where it could not be read."""

    path: str
    wanted: Mapping[str, object]
    told: Mapping[str, object] | None
    as_text: Mapping[str, object] | None
    led: bool
    notes: tuple[str, ...]
    seconds: float


def main() -> None:
    """Run the benchmark."""
    with options("identity", __doc__ or "") as given:
        figures = measure(given)
        _show(figures)
        save({"benchmark": "identity", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """The figures of all reports that the gold describes."""
    with (given.gold / "judgements.csv").open(encoding="utf-8", newline="") as file:
        return totals([_scored(row, given) for row in csv.DictReader(file)])


def totals(scores: Sequence[Score]) -> dict[str, Any]:
    """The figures of many reports: of each thing asked, how many reports tell it right."""
    return {
        "reports": len(scores),
        "unread": [score.path for score in scores if score.told is None],
        "right": {name: _right(scores, name) for name in _ASKED},
        "lead_inspector_named": sum(score.led for score in scores),
        "other_as_text": sum(score.as_text != score.told for score in scores),
        "seconds": round(sum(score.seconds for score in scores), 3),
        "notes": [
            f"{score.path}: {note}"
            for score in scores
            for note in score.notes
            if "file name" not in note
        ],
        "wrong": [
            {"path": s.path, "asked": name, "gold": s.wanted[name], "told": s.told[name]}
            for s in scores
            if s.told is not None
            for name in _ASKED
            if s.told[name] != s.wanted[name]
        ],
    }


def wanted(row: Mapping[str, str]) -> dict[str, object]:
    """What a row of the gold says of its report; all of them are inspectors' own reports."""
    return {
        "inspection dates": (row["inspection_start"], row["inspection_end"]),
        "inspection basis": "stated",
        "publication date": row["published"],
        "publication basis": "stated" if row["published_source"] == _PRINTED else "inferred",
        "authority": (plain_name(row["authority"]) or "").lower(),
        "kind": "inspection_report",
        "publisher": "Ofsted",
        "one document": True,
    }


def told(documents: Sequence[Document]) -> dict[str, object]:
    """What the first document of a file says of itself."""
    document, dates = documents[0], documents[0].dates
    return {
        "inspection dates": (str(dates.inspected_from), str(dates.inspected_to)),
        "inspection basis": dates.basis,
        "publication date": str(dates.published),
        "publication basis": dates.published_basis,
        "authority": (document.authority or "").lower(),
        "kind": document.kind,
        "publisher": document.publisher,
        "one document": len(documents) == 1,
    }


def _scored(row: Mapping[str, str], given: Options) -> Score:
    source = read(given.corpus / row["path"])
    if isinstance(source, SkippedFile):
        return Score(row["path"], wanted(row), None, None, False, (), 0.0)
    begun = time.perf_counter()
    documents = _documents(source)
    seconds = time.perf_counter() - begun
    text = Page(None, "\n".join(page.text for page in source.pages))
    as_text = _documents(replace(source, media="text", pages=(text,)))
    return Score(
        row["path"],
        wanted(row),
        told(documents),
        told(as_text),
        documents[0].lead_inspector is not None,
        documents[0].notes,
        seconds,
    )


def _documents(source: Source) -> list[Document]:
    first, *others = parts_of(source, lines_of(source.pages))
    head = describe(source, first)
    return [head, *(describe(source, part, head) for part in others)]


def _right(scores: Sequence[Score], name: str) -> int:
    return sum(s.told is not None and s.told[name] == s.wanted[name] for s in scores)


def _show(figures: Mapping[str, Any]) -> None:
    count = figures["reports"]
    rows: list[tuple[object, ...]] = [
        (name, right, f"{right / count:.1%}" if count else None)
        for name, right in figures["right"].items()
    ]
    for name in ("lead_inspector_named", "other_as_text", "seconds"):
        rows.append((name.replace("_", " "), figures[name], None))
    show(f"What {count} reports are", ("asked", "right", "share"), rows)
    if figures["wrong"]:
        wrong = [tuple(case.values()) for case in figures["wrong"]]
        show("Wrong", ("report", "asked", "gold", "told"), wrong)
    if figures["notes"]:
        show("Notes", ("note",), [(note,) for note in figures["notes"]])


if __name__ == "__main__":
    main()
