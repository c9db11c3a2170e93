from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Case, MustNot, Place
from evals.records import Answer
from evals.suites.answers import alce, scored
from tests.evals.asked import a_citation, a_run, an_answer, letter, of_letter

CASE = Case(
    id="q",
    question="Are visits on time?",
    type="paraphrase",
    gold=(Place(file="letter.txt", start=73, end=92, key_facts=("visits on time",)),),
)


def figures(case: Case, answer: Answer) -> dict[str, float | None]:
    result = scored(a_run([case], [answer]))
    return {metric.name: metric.value for metric in result.metrics if metric.group is None}


def why(case: Case, answer: Answer) -> tuple[str, ...]:
    (shown,) = scored(a_run([case], [answer])).cases
    return shown.why


@pytest.fixture
def cited(tmp_path: Path) -> dict[str, Any]:
    path = letter(tmp_path)
    return of_letter(path, "Visits are on time.")


def test_a_good_answer_has_all_its_marks(cited: dict[str, Any]) -> None:
    answer = an_answer(CASE, [cited])
    assert why(CASE, answer) == ()
    told = figures(CASE, answer)
    assert all(
        told[name] == 1 for name in ("key_facts", "gold_cited", "claims_cited", "quotes_verbatim")
    )
    assert (told["citation_recall"], told["citation_precision"]) == (1, 1)
    assert told["lists_whole"] is None


def test_a_quote_that_is_not_in_the_file_is_told(cited: dict[str, Any]) -> None:
    wrong = cited | {"quote": "Visits are never on time."}
    assert figures(CASE, an_answer(CASE, [wrong]))["quotes_verbatim"] == 0
    assert any("not on page" in reason for reason in why(CASE, an_answer(CASE, [wrong])))


def test_quotes_shown_beside_a_refusal_are_checked_too(cited: dict[str, Any]) -> None:
    wrong = cited | {"quote": "Visits are never on time."}
    refused = an_answer(CASE, [wrong], outcome="no_evidence", claims=[])
    told = figures(CASE, refused)
    assert (told["quotes_verbatim"], told["key_facts"], told["claims_cited"]) == (0, 0, None)
    assert any("can be answered" in reason for reason in why(CASE, refused))


def test_a_claim_that_cites_nothing_is_not_cited(cited: dict[str, Any]) -> None:
    for numbers in ([], [1, 7]):
        loose = an_answer(CASE, [cited])
        loose = {**loose, "claims": [{"text": "Visits are on time.", "citations": numbers}]}
        assert figures(CASE, loose)["claims_cited"] == 0


def test_a_list_is_whole_when_every_item_is_cited(cited: dict[str, Any], tmp_path: Path) -> None:
    other = Place(file="letter.txt", start=27, end=72, key_facts=("tracking not robust",))
    listed = CASE.model_copy(update={"gold": (*CASE.gold, other), "list_complete": True})
    assert figures(listed, an_answer(listed, [cited]))["lists_whole"] == 0
    assert "1 of 2 items of the list are cited" in why(listed, an_answer(listed, [cited]))
    both = [cited, of_letter(letter(tmp_path), "The tracking of allegations is not yet robust.", 2)]
    assert figures(listed, an_answer(listed, both))["lists_whole"] == 1


def test_what_a_case_demands_is_held_against_the_answer(cited: dict[str, Any]) -> None:
    answer = an_answer(CASE, [cited], caveats=["This is from 2021."])
    wants = CASE.model_copy(
        update={"must_say": ("from 2021", "nobody"), "must_not": MustNot(say=("ON TIME",))}
    )
    assert why(wants, answer) == ("“nobody” is not said", "“ON TIME” is said")
    declined = CASE.model_copy(update={"expects": ("declined",)})
    assert "the outcome is answered, not declined" in why(declined, answer)


def test_a_claim_that_says_more_than_its_quote_is_not_supported(cited: dict[str, Any]) -> None:
    answer = an_answer(CASE, [cited])
    more = {**answer, "claims": [{"text": "All 12 visits are on time.", "citations": [1]}]}
    assert figures(CASE, more)["citation_recall"] == 0
    assert figures(CASE, more)["citation_precision"] == 0


def test_cells_have_to_stand_in_what_is_cited(cited: dict[str, Any]) -> None:
    answer = {**an_answer(CASE, [cited]), "passages": {"p1": "Indicators\nRow · Apr\nVisits · 214"}}
    told = {**answer, "claims": [{"text": "Indicators · Visits · Apr · 214", "citations": [1]}]}
    assert figures(CASE, told)["citation_recall"] == 1
    told = {**answer, "claims": [{"text": "Indicators · Visits · Apr · 215", "citations": [1]}]}
    assert figures(CASE, told)["citation_recall"] == 0


def supporting(*sets: set[int]) -> Any:
    """A judge for whom these sets of citations, and all that hold one of them, support."""

    def supports(_: str, citations: Sequence[Any]) -> bool:
        numbers = {citation["number"] for citation in citations}
        return any(needed <= numbers for needed in sets)

    return supports


CITED = [a_citation(1), a_citation(2), a_citation(3)]


@pytest.mark.parametrize(
    ("supports", "recall", "precision"),
    [
        (supporting({1}), (1, 1), (1, 3)),
        (supporting({1}, {2}), (1, 1), (2, 3)),
        (supporting({1, 2}), (1, 1), (2, 3)),
        (supporting({1, 2, 3}), (1, 1), (3, 3)),
        (supporting({4}), (0, 1), (0, 3)),
    ],
    ids=["one is enough", "two each enough", "two together", "all needed", "none"],
)
def test_citations_are_scored_as_alce_does(
    supports: Any, recall: tuple[int, int], precision: tuple[int, int]
) -> None:
    assert alce([("claim", CITED)], supports) == (recall, precision)


def test_a_claim_without_citations_lowers_recall_alone() -> None:
    assert alce([("claim", [])], supporting({1})) == ((0, 1), (0, 0))


class Doubter:
    """A judge that believes nothing."""

    def supports(self, claim: str, passages: Sequence[str]) -> bool:
        return claim in passages and "believe me" in claim


def test_a_judge_adds_a_column_and_decides_nothing(cited: dict[str, Any]) -> None:
    run = a_run([CASE], [an_answer(CASE, [cited])], judge=Doubter())
    result = scored(run)
    values = {metric.name: metric.value for metric in result.metrics}
    assert values["judged_supported"] == 0
    assert all(case.passed for case in result.cases)
