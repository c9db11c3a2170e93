from collections.abc import Mapping
from typing import Any

import pytest

from evals.cases import Case, MustNot, Narrowed, Place
from evals.records import Answer
from evals.suites.scope import authorities_asked, kind_named, plain, scored, year_named
from tests.evals.asked import DOCUMENTS, a_citation, a_run, an_answer, of_2019

THORNBECK: Mapping[str, Any] = {"authority": "Thornbeck", "document_id": "t2022"}


def asked(question: str, **changed: object) -> Case:
    return Case.model_validate({"id": "q", "question": question} | changed)


def wrong(case: Case, answer: Answer) -> dict[str, float | None]:
    values = {m.name: m.value for m in scored(a_run([case], [answer])).metrics}
    return {name: value for name, value in values.items() if value and name != "cases_right"}


@pytest.mark.parametrize(
    ("case", "names"),
    [
        (asked("?", authority="aldermere; North_Yarrow (none)"), {"aldermere", "north yarrow"}),
        (asked("How is Thornbeck’s LADO?"), {"thornbeck"}),
        (asked("And there?", first_question="How is Thornbeck doing?"), {"thornbeck"}),
        (asked("Which council has a LADO?", gold=[{"file": "d2024.pdf"}]), set()),
        (asked("How is the LADO?", gold=[{"file": "d2024.pdf"}]), {"aldermere"}),
        (asked("How is the LADO?"), set()),
    ],
)
def test_whom_a_question_is_about(case: Case, names: set[str]) -> None:
    assert authorities_asked(case, DOCUMENTS) == names


def test_a_name_within_another_is_not_taken_for_it() -> None:
    documents = [{**DOCUMENTS[0], "authority": name} for name in ("Yarrow", "North Yarrow")]
    assert authorities_asked(asked("How is North Yarrow?"), documents) == {"north yarrow"}
    assert authorities_asked(asked("North Yarrow or Yarrow?"), documents) == {
        "yarrow",
        "north yarrow",
    }


def test_names_are_compared_by_their_words() -> None:
    assert plain("Stoke & Thornbeck (city)") == "stoke and thornbeck"


def test_another_authoritys_document_is_out_of_scope() -> None:
    case = asked("How is the LADO in Aldermere?")
    assert wrong(case, an_answer(case, [a_citation(), a_citation(2, **THORNBECK)])) == {
        "wrong_authority": 1
    }
    assert wrong(case, an_answer(case, [a_citation(authority=None)])) == {}


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("What did the 2019 report say about the LADO?", 2019),
        ("What did the inspection of November 2019 find?", 2019),
        ("What has changed since the 2019 report?", None),
        ("Compare the 2019 report with that of 2024.", None),
        ("How many children were in care in 2019?", None),
    ],
)
def test_the_year_of_a_paper_that_is_named(question: str, year: int | None) -> None:
    assert year_named(asked(question)) == year


def test_a_document_of_another_year_is_out_of_scope() -> None:
    case = asked("What did the 2019 report on Aldermere find?")
    assert wrong(case, an_answer(case, [of_2019()])) == {}
    assert wrong(case, an_answer(case, [a_citation()])) == {"wrong_time": 1}
    caveats = ["No document of 2019 about Aldermere is in the index."]
    assert wrong(case, an_answer(case, [a_citation()], caveats=caveats)) == {}


def test_a_visit_that_is_named_answers_for_itself() -> None:
    case = asked("What did the focused visit find?")
    assert kind_named(case) == "focused_visit_letter"
    assert wrong(case, an_answer(case, [a_citation()])) == {"wrong_kind": 1}
    assert kind_named(asked("What changed since the focused visit found this?")) is None
    assert kind_named(asked("How many monitoring visits were there?")) is None


def test_filters_bind() -> None:
    narrowed = {"kinds": ["minutes"], "to": "2020-01-01", "authorities": ["Thornbeck"]}
    case = asked("What was said?", filters=Narrowed.model_validate(narrowed))
    assert wrong(case, an_answer(case, [a_citation()])) == {
        "wrong_authority": 1,
        "wrong_time": 1,
        "wrong_kind": 1,
    }


def test_what_a_case_forbids_is_out_of_scope() -> None:
    forbidden = MustNot(cite_authorities=("Thornbeck",), cite_files=("x/aldermere-2024.pdf",))
    case = asked("Which council does well?", must_not=forbidden)
    assert wrong(case, an_answer(case, [a_citation()])) == {"forbidden": 1}
    assert wrong(case, an_answer(case, [a_citation(source="b.pdf", **THORNBECK)])) == {
        "forbidden": 1
    }
    assert Place(file="b.pdf").quote == ""
