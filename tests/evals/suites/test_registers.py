import csv
import json
from pathlib import Path
from typing import Any

import pytest

from evals.records import Records
from evals.results import SuiteResult
from evals.runs import SAMPLE_REGISTERS
from evals.suites.registers import GRADES, LISTS, scored
from evals.suites.running import Run
from tests.evals.asked import a_document

ITEM = "See children in time."


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    with (SAMPLE_REGISTERS / GRADES).open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with (tmp_path / GRADES).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerow({"path": "x/report.pdf", "overall": "good", "in_care": "outstanding"})
        writer.writerow({"path": "x/absent.pdf", "overall": "good"})
    row = {"path": "x/report.pdf", "items": [{"page": 2, "text": f"\uf0b7 {ITEM}"}]}
    (tmp_path / LISTS).write_text(json.dumps(row) + "\n", "utf-8")
    return tmp_path


def judged(area: str, grade: str) -> dict[str, str]:
    return {"area": area, "grade": grade}


RIGHT = [judged("overall_effectiveness", "good"), judged("in_care", "outstanding")]


def result(
    gold: Path | None, judgements: list[dict[str, str]], items: list[dict[str, Any]]
) -> SuiteResult:
    source = {"path": "y/report.pdf", "sha256": "1" * 64}
    document = a_document("d1", "2024-05-24", source=source, judgements=judgements)
    return scored(Run((), Records({}, {"d1": document}, items, {}), gold))


def values(found: SuiteResult) -> dict[str, float | None]:
    return {metric.name: metric.value for metric in found.metrics}


def item(text: str = ITEM, page: int = 2, of: str = "d1") -> dict[str, Any]:
    return {"document_id": of, "text": text, "page": page}


def test_registers_like_the_gold_are_right(gold: Path) -> None:
    found = result(gold, RIGHT, [item(), item(of="d9")])
    assert values(found) == {
        "reports_graded_right": 1,
        "grades_invented": 0,
        "items_recalled": 1,
        "items_precise": 1,
        "lists_whole": 1,
    }
    assert len(found.cases) == 2  # the report that is not in the corpus is left out


def test_a_grade_too_many_is_invented_and_one_too_few_is_not(gold: Path) -> None:
    found = values(result(gold, [*RIGHT, judged("adoption", "good")], [item()]))
    assert (found["grades_invented"], found["reports_graded_right"]) == (1, 0)
    found = values(result(gold, RIGHT[:1], [item()]))
    assert (found["grades_invented"], found["reports_graded_right"]) == (0, 0)


def test_items_missing_or_on_another_page_are_told(gold: Path) -> None:
    found = result(gold, RIGHT, [item(page=3), item("Train carers.")])
    assert (values(found)["items_recalled"], values(found)["items_precise"]) == (0, 0)
    assert f"missing: {ITEM} (page 2)" in found.failing[0].why


def test_without_gold_there_is_nothing_to_score(tmp_path: Path) -> None:
    assert result(None, RIGHT, []).skipped is not None
    assert result(tmp_path, RIGHT, []).skipped is not None
