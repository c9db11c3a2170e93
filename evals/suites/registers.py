"""`registers`: the grades and the lists that the index holds, against lists made by people.

`judgements.csv` and `recommendations.jsonl` stand in one folder; their form is that of
`evals/cases/registers`. Only files of the corpus are counted, found by their hash, or else by
their name. What an authority's list holds beside the gold, and a grade that is not in it, are
invented.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from evals.benchmarks.judgements import wanted
from evals.benchmarks.recommendations import Item, comparable
from evals.benchmarks.recommendations import scored as scored_list
from evals.records import Json, Records
from evals.results import CaseResult, SuiteResult
from evals.suites.measuring import Figure, measured
from evals.suites.running import Run

GRADES, LISTS = "judgements.csv", "recommendations.jsonl"

FIGURES: Final = (
    Figure("reports_graded_right", "reports with every grade of every area, and no other"),
    Figure("grades_invented", "grades that the gold has not", "count", "lower"),
    Figure("items_recalled", "items of lists that are there, in order, on their page"),
    Figure("items_precise", "items in the register that are in the gold"),
    Figure("lists_whole", "lists that are the gold's, item by item"),
)


def scored(run: Run) -> SuiteResult:
    """The figures of the registers."""
    about = "grades and recommendations as read off the documents, against lists made by people"
    if run.registers is None:
        return SuiteResult(name="registers", about=about, skipped="there is no gold for them")
    cases = [*_graded(run.registers, run.records), *_listed(run.registers, run.records)]
    if not cases:
        return SuiteResult(
            name="registers", about=about, skipped="none of the gold's files is in the corpus"
        )
    metrics = tuple(metric for figure in FIGURES for metric in measured(figure, cases))
    return SuiteResult(name="registers", about=about, metrics=metrics, cases=tuple(cases))


def _graded(folder: Path, records: Records) -> Iterator[CaseResult]:
    path = folder / GRADES
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            documents = _documents(row, records)
            if not documents:
                continue
            gold = wanted(row)
            given = {j["area"]: j["grade"] for d in documents for j in d["judgements"]}
            invented = [area for area, grade in given.items() if gold.get(area) != grade]
            why = [
                f"{area}: {given.get(area, 'no grade')}, not {gold.get(area, 'graded')}"
                for area in sorted(gold.keys() | given.keys())
                if gold.get(area) != given.get(area)
            ]
            parts = {
                "reports_graded_right": (float(not why), 1.0),
                "grades_invented": (float(len(invented)), float(len(given))),
            }
            yield _case(row["path"], "judgements", _told(gold), why, parts)


def _listed(folder: Path, records: Records) -> Iterator[CaseResult]:
    path = folder / LISTS
    if not path.exists():
        return
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        documents = _documents(row, records)
        if not documents:
            continue
        gold: list[Item] = [(comparable(item["text"]), item["page"]) for item in row["items"]]
        ids = _with_copies(documents)
        given: list[Item] = [
            (comparable(item["text"]), item["page"])
            for item in records.lists
            if item["document_id"] in ids
        ]
        score = scored_list(row["path"], gold, given, 0.0)
        why = [f"missing: {text} (page {page})" for text, page in score.missing]
        why += [f"not in the gold: {text} (page {page})" for text, page in score.extra]
        parts = {
            "items_recalled": (float(score.right), float(score.wanted)),
            "items_precise": (float(score.right), float(score.given)),
            "lists_whole": (float(score.complete), 1.0),
        }
        yield _case(row["path"], "recommendations", _items(gold), why, parts)


def _documents(row: Mapping[str, Any], records: Records) -> list[Json]:
    """The documents of a gold file: those of its hash, else those of its name."""
    every = records.documents.values()
    same = [d for d in every if d["source"]["sha256"] == row.get("file_sha256")]
    if same or row.get("file_sha256"):
        return same
    name = Path(row["path"]).name
    return [document for document in every if Path(document["source"]["path"]).name == name]


def _with_copies(documents: Sequence[Json]) -> set[str]:
    """Ids of the documents and of their copies, one of which tells the list for all."""
    return {i for d in documents for i in (d["id"], *d["duplicates"])}


def _case(
    path: str,
    kind: str,
    expected: str,
    why: Sequence[str],
    parts: Mapping[str, tuple[float, float]],
) -> CaseResult:
    return CaseResult(
        id=f"{kind}/{path}",
        suite="registers",
        question=f"{kind.capitalize()} of {Path(path).name}",
        type=kind,
        passed=not why,
        why=tuple(why),
        expected=expected,
        parts=dict(parts),
    )


def _told(grades: Mapping[Any, str]) -> str:
    return "; ".join(f"{area}: {grade}" for area, grade in sorted(grades.items()))


def _items(items: Sequence[Item]) -> str:
    return "\n".join(
        f"{number}. {text} (page {page})" for number, (text, page) in enumerate(items, 1)
    )
