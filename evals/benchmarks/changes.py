"""Whether the account of what changed is complete and right: pairs of inspections of an authority.

The earlier state has all reports of the authority but the newest, the later one has that too. The
account must have the grades of `judgements.csv` before and after, area by area, and each item of
`recommendations.jsonl` as new, dropped, or asked for before in the same words, once.
"""

import csv
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.catalogue.catalogue import Registers
from corpus.ingest import documents_of
from corpus.ingested import IngestedDocument
from corpus.readers import read
from corpus.sources import SkippedFile
from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.recommendations import comparable
from retrieval.changes import Change, changes
from retrieval.registers import Holdings

# The areas of the form of 2018 and since, which every pair has.
_AREAS = {
    "overall_effectiveness": "overall",
    "leaders": "impact_of_leaders",
    "help_and_protection": "help_and_protection",
    "in_care": "in_care",
    "care_leavers": "care_leavers",
    "in_care_and_care_leavers": "in_care_and_care_leavers",
}
_FRAMEWORK = re.compile(r"\((?:outcome|enabler|principle|para)[^()]*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the gold: its file, when it was inspected, its grades and its list."""

    path: str
    inspected: str
    grades: Mapping[str, str]
    items: Sequence[str]


def main() -> None:
    """Run the benchmark."""
    with options("changes", __doc__ or "") as given:
        figures = measure(given)
        rows = [(name, value) for name, value in figures.items() if name != "wrong"]
        show("What changed", ("figure", "value"), rows)
        for wrong in figures["wrong"]:
            show(wrong["path"], ("what", "wanted", "told"), wrong["faults"])
        save({"benchmark": "changes", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """The figures of all authorities with two inspections of the same form."""
    wrong, told = [], defaultdict[str, int](int)
    pairs = _pairs(given.gold)
    for before, after in pairs:
        [change] = _account(given.corpus, before, after)
        faults = list(_faults(change, before, after))
        told["grades"] += len(change.grades)
        told["items"] += len(change.new) + len(change.dropped) + len(change.kept)
        if faults:
            wrong.append({"path": after.path, "faults": faults})
    return {"pairs": len(pairs), "right": len(pairs) - len(wrong), **told, "wrong": wrong}


def _pairs(gold: Path) -> list[tuple[Report, Report]]:
    lists = {
        (record := json.loads(line))["path"]: [item["text"] for item in record["items"]]
        for line in (gold / "recommendations.jsonl").read_text("utf-8").splitlines()
    }
    of_each: dict[str, list[Report]] = defaultdict(list)
    with (gold / "judgements.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["framework"] == "ILACS" and row["path"] in lists:
                given = {
                    area: row[column]
                    for area, column in _AREAS.items()
                    # The form of 2026 has no overall grade.
                    if row[column] and not row[column].startswith("not reported")
                }
                of_each[row["authority"]].append(
                    Report(row["path"], row["inspection_start"], given, lists[row["path"]])
                )
    newest = (sorted(reports, key=lambda r: r.inspected)[-2:] for reports in of_each.values())
    return [(two[0], two[1]) for two in newest if len(two) == 2]


def _account(corpus: Path, before: Report, after: Report) -> list[Change]:
    old, new = _ingested(corpus / before.path), _ingested(corpus / after.path)
    return changes(_holdings(old), _holdings([*old, *new]))


def _ingested(path: Path) -> list[IngestedDocument]:
    source = read(path)
    assert not isinstance(source, SkippedFile), source
    return list(documents_of(source))


def _holdings(every: Sequence[IngestedDocument]) -> Holdings:
    return Holdings(
        [one.document for one in every],
        Registers(
            {one.document.id: one.judgements for one in every},
            {one.document.id: one.recommendations for one in every},
        ),
        {},
    )


def _faults(change: Change, before: Report, after: Report) -> list[tuple[str, object, object]]:
    """What of the account is not as the gold has it: what, wanted, told."""
    told = {
        g.area: (
            g.before.judgement.grade.replace("_", " ") if g.before else "",
            g.after.judgement.grade.replace("_", " ") if g.after else "",
        )
        for g in change.grades
    }
    wanted = {
        area: (before.grades.get(area, ""), after.grades.get(area, ""))
        for area in {**before.grades, **after.grades}
    }
    had, has = _keys(before.items), _keys(after.items)
    pairs: list[tuple[str, object, object]] = [
        ("grades", sorted(wanted.items()), sorted(told.items())),
        ("new", sorted(has - had), sorted(_told(change.new))),
        ("dropped", sorted(had - has), sorted(_told(change.dropped))),
        ("kept", sorted(had & has), sorted(_told(change.kept))),
        ("replaced", 1, len(change.replaced)),
    ]
    return [row for row in pairs if row[1] != row[2]]


def _told(found: Sequence[Any]) -> set[str]:
    return _keys([listed.recommendation.text for listed in found])


def _keys(texts: Sequence[str]) -> set[str]:
    plain = (_FRAMEWORK.sub(" ", comparable(text)) for text in texts)
    return {re.sub(r"\W+", " ", unicodedata.normalize("NFKC", t).lower()).strip() for t in plain}


if __name__ == "__main__":
    main()
