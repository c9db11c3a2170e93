"""Whether the register holds the grades of each report: every area, none invented, with its words.

`judgements.csv` has the grades by area, and the page that they stand on. Each report is also read
as one text without pages, and without its first page: there the headings alone tell the grades,
and are held against the table.
"""

import csv
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.ingest import documents_of
from corpus.ingested import IngestedDocument
from corpus.readers import read
from corpus.registers.judgements import Area, Judgement, judgements_of
from corpus.sources import SkippedFile, Source
from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.plain_texts import as_text
from evals.quotes import standing
from evals.sources import page_text

Grades = Mapping[Area, str]

_COLUMNS: Mapping[str, Area] = {
    "overall": "overall_effectiveness",
    "impact_of_leaders": "leaders",
    "help_and_protection": "help_and_protection",
    "in_care": "in_care",
    "care_leavers": "care_leavers",
    "in_care_and_care_leavers": "in_care_and_care_leavers",
    "sif_help_and_protection": "help_and_protection",
    "sif_looked_after": "looked_after_and_permanence",
    "sif_adoption": "adoption",
    "sif_care_leavers": "care_leavers",
    "sif_leadership": "leaders",
    "sif_lscb": "lscb",
}
_NO_GRADE = "not reported"


@dataclass(frozen=True, slots=True)
class Score:
    """A report's grades beside the gold; `faults` say which words or pages are not as told."""

    path: str
    wanted: Grades
    given: Grades
    as_text: Grades
    by_headings: Grades
    faults: tuple[str, ...]
    seconds: float

    @property
    def right(self) -> bool:
        """Whether every area has its grade and there is no other."""
        return self.given == self.wanted


def main() -> None:
    """Run the benchmark."""
    with options("judgements", __doc__ or "") as given:
        figures = measure(given)
        _show(figures)
        save({"benchmark": "judgements", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """The figures of all reports that the gold has grades of."""
    with (given.gold / "judgements.csv").open(encoding="utf-8", newline="") as file:
        return totals([_scored(row, given.corpus) for row in csv.DictReader(file)])


def wanted(row: Mapping[str, str]) -> dict[Area, str]:
    """The grades of a row of the gold, by area, as the register names them."""
    return {
        area: row[column].replace(" ", "_")
        for column, area in _COLUMNS.items()
        if row[column] and not row[column].startswith(_NO_GRADE)
    }


def totals(scores: Sequence[Score]) -> dict[str, Any]:
    """The figures of many reports."""
    right = sum(score.right for score in scores)
    return {
        "reports": len(scores),
        "right": right,
        "share": round(right / len(scores), 4) if scores else 0.0,
        "grades": sum(len(score.wanted) for score in scores),
        "missing": sum(len(score.wanted.keys() - score.given.keys()) for score in scores),
        "invented": sum(len(_invented(score.wanted, score.given)) for score in scores),
        "right_as_text": sum(score.as_text == score.wanted for score in scores),
        "invented_as_text": sum(len(_invented(score.wanted, score.as_text)) for score in scores),
        "told_by_headings": sum(len(score.by_headings) for score in scores),
        "headings_against_table": sum(
            len(_invented(score.given, score.by_headings)) for score in scores
        ),
        "faults": [f"{score.path}: {fault}" for score in scores for fault in score.faults],
        "register_seconds": round(sum(score.seconds for score in scores), 3),
        "wrong": [
            {"path": score.path, "area": area, "wanted": w, "given": g}
            for score in scores
            for area, w, g in _differences(score)
        ],
    }


def _scored(row: Mapping[str, str], corpus: Path) -> Score:
    grades = wanted(row)
    source = read(corpus / row["path"])
    if isinstance(source, SkippedFile):
        return Score(row["path"], grades, {}, {}, {}, (source.reason,), 0.0)
    documents = documents_of(source)
    begun = time.perf_counter()
    found = [j for each in documents for j in judgements_of(each.document, each.passages)]
    seconds = time.perf_counter() - begun
    return Score(
        row["path"],
        grades,
        _grades(found),
        _grades([j for each in documents_of(as_text(source)) for j in each.judgements]),
        _grades(_headings(source)),
        tuple(_faults(found, documents, corpus / row["path"], row["judgement_page"])),
        seconds,
    )


def _headings(source: Source) -> list[Judgement]:
    """What the report says without its first page, whatever it is then taken for."""
    rest = documents_of(replace(source, pages=source.pages[1:]))
    return [
        judgement
        for each in rest
        for judgement in judgements_of(
            replace(each.document, kind="inspection_report"), each.passages
        )
    ]


def _grades(found: Sequence[Judgement]) -> dict[Area, str]:
    return {judgement.area: judgement.grade for judgement in found}


def _faults(
    found: Sequence[Judgement], documents: Sequence[IngestedDocument], path: Path, page: str
) -> Iterator[str]:
    """Words that are not on their page or in their passage, grades on another page than gold."""
    texts = {passage.id: passage.text for each in documents for passage in each.passages}
    for judgement in found:
        if texts[judgement.passage_id][judgement.start : judgement.end] != judgement.quote:
            yield f"{judgement.area}: the passage has other words"
        if standing(judgement.quote, page_text(path, judgement.page)) is None:
            yield f"{judgement.area}: {judgement.quote!r} is not on page {judgement.page}"
        # The board is judged in its own chapter; the gold has the page of the table.
        if judgement.area != "lscb" and str(judgement.page) != page:
            yield f"{judgement.area}: on page {judgement.page}, not {page}"


def _invented(wanted: Grades, given: Grades) -> list[Area]:
    return [area for area, grade in given.items() if wanted.get(area) != grade]


def _differences(score: Score) -> Iterator[tuple[Area, str | None, str | None]]:
    for area in sorted(score.wanted.keys() | score.given.keys()):
        told, gold = score.given.get(area), score.wanted.get(area)
        if told != gold:
            yield area, gold, told


def _show(figures: Mapping[str, Any]) -> None:
    rows = [
        (name.replace("_", " "), len(value) if name == "faults" else value)
        for name, value in figures.items()
        if name != "wrong"
    ]
    show("Judgements", ("figure", "value"), rows)
    columns = ("report", "area", "gold", "register")
    wrong = [tuple(wrong.values()) for wrong in figures["wrong"]]
    if wrong:
        show("Wrong", columns, wrong)
    if figures["faults"]:
        show("Faults", ("fault",), [(fault,) for fault in figures["faults"]])


if __name__ == "__main__":
    main()
