from typing import Any

import pytest

from evals.cases import Case, Place
from evals.suites.refusal import denials, met_rightly, scored
from prompts import section
from tests.evals.asked import a_citation, a_run, an_answer

GOLD = Place(file="aldermere-2024.pdf", page=1)
BARE = Case(id="u", question="What is the director paid?", answerable=False)
PREMISE = BARE.model_copy(update={"id": "p", "gold": (GOLD,)})
ELSEWHERE = a_citation(2, page=7)
DENIED = section("caveats", "absent").format(name="Northwell")


@pytest.mark.parametrize(
    ("case", "citations", "changed", "rightly"),
    [
        (BARE, [], {}, True),
        (BARE, [], {"outcome": "declined"}, True),
        (BARE, [], {"outcome": "needs_clarification"}, True),
        (BARE, [], {"outcome": "failed"}, False),
        (BARE, [a_citation()], {}, False),
        (BARE, [a_citation()], {"outcome": "partial"}, False),
        (BARE, [a_citation()], {"caveats": ["What it says may have changed."]}, False),
        (BARE, [a_citation()], {"caveats": [DENIED]}, True),
        (BARE, [a_citation()], {"corrections": ["It was good."]}, True),
        (PREMISE, [a_citation(), ELSEWHERE], {"corrections": ["It was good."]}, True),
        (PREMISE, [ELSEWHERE], {"corrections": ["It was good."]}, False),
        (PREMISE, [a_citation()], {}, True),
        (PREMISE, [a_citation(), ELSEWHERE], {}, False),
    ],
)
def test_what_meets_a_question_that_cannot_be_answered(
    case: Case, citations: list[dict[str, Any]], changed: dict[str, Any], rightly: bool
) -> None:
    assert met_rightly(case, an_answer(case, citations, **changed)) is rightly


def test_an_outcome_that_is_expected_is_the_only_right_one() -> None:
    case = BARE.model_copy(update={"expects": ("declined",)})
    assert not met_rightly(case, an_answer(case))
    assert met_rightly(case, an_answer(case, outcome="declined"))


def test_denials_are_known_by_their_wording() -> None:
    other = section("caveats", "item_dropped")
    assert denials([DENIED, other]) == [DENIED]


def test_both_ways_of_going_wrong_are_counted() -> None:
    answerable = Case(id="a", question="Are visits on time?", gold=(GOLD,))
    answers = [an_answer(BARE, [a_citation()]), an_answer(answerable)]
    result = scored(a_run([BARE, answerable], answers))
    values = {m.name: m.value for m in result.metrics if m.group is None}
    assert values["not_answered_as_asked"] == 0
    assert values["answerable_refused"] == 1
    assert [case.passed for case in result.cases] == [False, False]
