from evals.cases import Case
from evals.timing import fixed_work, spread


def test_cases_are_drawn_evenly_over_all() -> None:
    cases = [Case(id=str(n), question="?") for n in range(10)]
    assert [case.id for case in spread(cases, 5)] == ["0", "2", "4", "6", "8"]
    assert spread(cases, 30) == cases


def test_the_fixed_work_is_the_same_each_time() -> None:
    assert fixed_work() == fixed_work() > 0
