from datetime import date

from corpus.documents import Dates
from evals.benchmarks.identity import Score, told, totals, wanted
from tests.documents import a_document

ROW = {
    "inspection_start": "2024-03-04",
    "inspection_end": "2024-03-15",
    "published": "2024-04-29",
    "published_source": "file name / Ofsted listing",
    "authority": "aldermere",
}
DATES = Dates(
    inspected_from=date(2024, 3, 4),
    inspected_to=date(2024, 3, 15),
    published=date(2024, 4, 29),
    basis="stated",
    published_basis="inferred",
)


def _score(dates: Dates) -> Score:
    said = told([a_document(dates=dates)])
    return Score("a.pdf", wanted(ROW), said, True, True, False, False, (), 0.0)


def test_a_report_that_is_told_right_is_right_in_everything() -> None:
    figures = totals([_score(DATES)])
    assert set(figures["right"].values()) == {1}
    assert figures["wrong"] == []
    assert (figures["found_in_a_pack"], figures["found_in_a_pack_as_text"]) == (1, 0)


def test_a_wrong_day_and_a_wrong_basis_are_counted() -> None:
    wrong = Dates(inspected_from=date(2024, 3, 4), inspected_to=date(2024, 3, 16), basis="inferred")
    figures = totals([_score(DATES), _score(wrong)])
    assert figures["right"]["inspection dates"] == 1
    assert figures["right"]["authority"] == 2
    assert {case["asked"] for case in figures["wrong"]} == {
        "inspection dates",
        "inspection basis",
        "publication date",
        "publication basis",
    }


def test_a_report_that_cannot_be_read_is_not_right() -> None:
    figures = totals([Score("a.pdf", wanted(ROW), None, False, False, False, False, (), 0.0)])
    assert figures["unread"] == ["a.pdf"]
    assert set(figures["right"].values()) == {0}
