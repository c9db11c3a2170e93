"""Whether each report is known for what it is: days, how they are known, authority, kind.

`judgements.csv` has the days of the inspection and of the publication, where the latter was
printed, and the authority. Each report is also read as one text without pages, and bound into the
agenda pack of the sample corpus, with pages and as a text: it should be found there, from its
first page to its last, and say the same of itself.
"""

import csv
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.authorities import plain_name
from corpus.documents import Document
from corpus.identity.describing import describe
from corpus.layout.lines import lines_of
from corpus.packs.parts import parts_of
from corpus.readers import read
from corpus.sample import DOCUMENTS
from corpus.sources import SkippedFile, Source
from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.plain_texts import as_text

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
_PACK = "aldermere-scrutiny-pack-2024-11.pdf"
_BEFORE, _AFTER = 10, 18  # pages of the pack before the report that it holds, and to its end


@dataclass(frozen=True, slots=True)
class Score:
    """What is said of a report beside the gold; `told` is None where it could not be read.

    The same is said `as_text`, and where it is `bound` into a pack.
    """

    path: str
    wanted: Mapping[str, object]
    told: Mapping[str, object] | None
    as_text: bool
    bound: bool
    bound_as_text: bool
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
    pack = read(DOCUMENTS / _PACK)
    if isinstance(pack, SkippedFile):
        raise SystemExit(pack.reason)
    with (given.gold / "judgements.csv").open(encoding="utf-8", newline="") as file:
        return totals([_scored(row, given, pack) for row in csv.DictReader(file)])


def totals(scores: Sequence[Score]) -> dict[str, Any]:
    """The figures of many reports: of each thing asked, how many reports tell it right."""
    return {
        "reports": len(scores),
        "unread": [score.path for score in scores if score.told is None],
        "right": {name: _right(scores, name) for name in _ASKED},
        "lead_inspector_named": sum(score.led for score in scores),
        "same_as_text": sum(score.as_text for score in scores),
        "found_in_a_pack": sum(score.bound for score in scores),
        "found_in_a_pack_as_text": sum(score.bound_as_text for score in scores),
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


def _scored(row: Mapping[str, str], given: Options, pack: Source) -> Score:
    source = read(given.corpus / row["path"])
    if isinstance(source, SkippedFile):
        return Score(row["path"], wanted(row), None, False, False, False, False, (), 0.0)
    begun = time.perf_counter()
    documents = _documents(source)
    seconds = time.perf_counter() - begun
    said = told(documents)
    return Score(
        row["path"],
        wanted(row),
        said,
        told(_documents(as_text(source))) == said,
        _is_found(_bound(source, pack), documents[0]),
        _is_found(as_text(_bound(source, pack)), documents[0]),
        documents[0].lead_inspector is not None,
        documents[0].notes,
        seconds,
    )


def _bound(report: Source, pack: Source) -> Source:
    """The pack's papers around the report, in the place of the report that it holds."""
    pages = (*pack.pages[:_BEFORE], *report.pages, *pack.pages[_AFTER:])
    numbered = tuple(replace(page, number=n, label=None) for n, page in enumerate(pages, 1))
    return replace(report, pages=numbered, outline=())


def _is_found(bound: Source, alone: Document) -> bool:
    """Whether one document of a pack is the report, with its own pages and what it says alone."""
    last = None if bound.media == "text" else _BEFORE + alone.pages
    return [
        (found.last_page, found.title, found.lead_inspector, _stated(found))
        for found in _documents(bound)
        if found.kind == alone.kind
    ] == [(last, alone.title, alone.lead_inspector, _stated(alone))]


def _stated(document: Document) -> tuple[object, ...]:
    """What does not come from the file's name."""
    dates = document.dates
    printed = dates.published if dates.published_basis == "stated" else None
    return (dates.inspected_from, dates.inspected_to, printed, document.authority)


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
    for name in (
        *("lead_inspector_named", "same_as_text", "found_in_a_pack", "found_in_a_pack_as_text"),
        "seconds",
    ):
        rows.append((name.replace("_", " "), figures[name], None))
    show(f"What {count} reports are", ("asked", "right", "share"), rows)
    if figures["wrong"]:
        wrong = [tuple(case.values()) for case in figures["wrong"]]
        show("Wrong", ("report", "asked", "gold", "told"), wrong)
    if figures["notes"]:
        show("Notes", ("note",), [(note,) for note in figures["notes"]])


if __name__ == "__main__":
    main()
