import pytest

from evals.cases import Case, MustNot, Narrowed
from evals.records import Answer
from evals.suites.currency import asks_for, newest_inspections, scored
from tests.evals.asked import DOCUMENTS, a_citation, a_run, an_answer, of_2019

OLD, NEW = "**Inspection of Aldermere, 11 to 22 November 2019**", "**Inspection, May 2024**"


def asked(question: str, **changed: object) -> Case:
    return Case.model_validate({"id": "q", "question": question, "type": "LADO"} | changed)


NOW = asked("Are visits currently late?")
NO_TIME = asked("Are visits late?")


def faults(case: Case, answer: Answer) -> float | None:
    values = {m.name: m.value for m in scored(a_run([case], [answer])).metrics}
    return values["stale_as_current"]


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("What does Ofsted currently say must improve?", "asked"),
        ("What grades did Aldermere get in its latest inspection?", "asked"),
        ("Is the LADO still weak?", "asked"),
        ("How good is the LADO service?", "meant"),
        ("What did inspectors find about the LADO?", "meant"),
        ("What did inspectors say about the LADO in 2019?", "past"),
        ("How has the LADO service changed?", "past"),
        ("What was the previous grade?", "past"),
        ("What has improved since the latest inspection in 2019?", "past"),
    ],
)
def test_what_time_a_question_is_about(question: str, time: str) -> None:
    assert asks_for(asked(question)) == time


def test_filters_and_questions_before_set_the_time() -> None:
    assert asks_for(asked(NO_TIME.question, first_question="And in 2019?")) == "past"
    assert asks_for(asked(NOW.question, first_question="And in 2019?")) == "asked"
    by_hand = Narrowed.model_validate({"as_of": "2020-01-01"})
    assert asks_for(NOW.model_copy(update={"filters": by_hand})) == "past"


def test_the_newest_inspection_is_by_day_and_authority() -> None:
    newest = newest_inspections({document["id"]: document for document in DOCUMENTS})
    assert newest == {"aldermere": "2024-05-24", "thornbeck": "2022-07-08"}


def test_what_is_overtaken_may_not_stand_alone() -> None:
    for case in (NOW, NO_TIME):
        assert faults(case, an_answer(case, [of_2019()])) == 1
        assert faults(case, an_answer(case, [a_citation()])) == 0


def test_a_claim_or_a_caveat_may_say_so() -> None:
    assert faults(NOW, an_answer(NOW, [of_2019(quote="In 2019 visits were late.")])) == 0
    says = ["The inspection of November 2019 is older than the newest one."]
    assert faults(NOW, an_answer(NOW, [of_2019()], caveats=says)) == 0
    other = ["The inspection of 2015 is older than the newest one."]
    assert faults(NOW, an_answer(NOW, [of_2019()], caveats=other)) == 1


def test_a_heading_is_enough_where_no_time_is_asked_for() -> None:
    text = f"{OLD}\n\nVisits are late. [1]"
    assert faults(NO_TIME, an_answer(NO_TIME, [of_2019()], text)) == 0
    assert faults(NOW, an_answer(NOW, [of_2019()], text)) == 1


def test_of_the_present_something_newer_has_to_be_told_first() -> None:
    new, old = a_citation(1), of_2019(2)
    first = f"{NEW}\n\nVisits are on time. [1]\n\n{OLD}\n\nVisits are late. [2]"
    assert faults(NOW, an_answer(NOW, [new, old], first)) == 0
    last = f"{OLD}\n\nVisits are late. [2]\n\n{NEW}\n\nVisits are on time. [1]"
    assert faults(NOW, an_answer(NOW, [old, new], last)) == 1


def test_a_list_of_what_is_current_holds_nothing_older() -> None:
    case = asked("What must improve now?", type="current-recommendations")
    text = f"{NEW}\n\n- Visits are on time. [1]\n\n{OLD}\n\n- Visits are late. [2]"
    assert faults(case, an_answer(case, [a_citation(1), of_2019(2)], text)) == 1
    still = asked("Are visits still to improve?", type="current-recommendations")
    assert faults(still, an_answer(still, [a_citation(1), of_2019(2)], text)) == 0


def test_a_councils_paper_is_overtaken_by_no_inspection() -> None:
    paper = of_2019(kind="minutes")
    assert faults(NOW, an_answer(NOW, [paper])) == 0


def test_what_a_case_forbids_is_counted() -> None:
    case = asked(
        "What was said in 2019?", must_not=MustNot.model_validate({"cite_before": "2020-01-01"})
    )
    (result,) = scored(a_run([case], [an_answer(case, [of_2019()])])).cases
    assert result.parts["older_than_allowed"] == (1, 1)
    assert not result.passed
