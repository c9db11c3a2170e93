from evals.cases import Case, Place
from evals.suites.followups import scored
from tests.evals.asked import a_citation, a_run, an_answer

CASE = Case(
    id="f",
    question="And now?",
    first_question="Were visits on time in 2019?",
    gold=(Place(file="aldermere-2024.pdf", page=1, key_facts=("visits on time",)),),
)
ALONE = Case(id="a", question="Are visits on time?", gold=CASE.gold)


def test_only_follow_ups_are_scored() -> None:
    answers = [an_answer(CASE, [a_citation()]), an_answer(ALONE, [a_citation()])]
    (case,) = scored(a_run([CASE, ALONE], answers)).cases
    assert (case.id, case.passed) == ("f", True)
    assert case.first_question == CASE.first_question


def test_a_follow_up_needs_its_facts() -> None:
    (case,) = scored(a_run([CASE], [an_answer(CASE, [a_citation(quote="Visits are late.")])])).cases
    assert case.why == ("not told: visits on time",)


def test_one_that_cannot_be_answered_has_to_be_refused() -> None:
    nobody = CASE.model_copy(update={"answerable": False, "gold": ()})
    (case,) = scored(a_run([nobody], [an_answer(nobody, [a_citation()])])).cases
    assert not case.passed
    (case,) = scored(a_run([nobody], [an_answer(nobody)])).cases
    assert case.passed
