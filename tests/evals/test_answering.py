from collections.abc import Callable, Iterator, Sequence

import pytest

from bot.settings import of_home
from evals.answering import Desk, answer_all, desk, fingerprint
from evals.cases import Case, Narrowed
from evals.records import Answer
from tests.bot.running import Scrutineer

FIRST = Case(id="first", question="What did inspectors find about the LADO in Aldermere in 2024?")
THEN = Case(id="then", question="And in 2019?", follows="first")
ALONE = Case(id="alone", question="And in 2019?", first_question=FIRST.question)
OTHER = Case(id="other", question="What are the current recommendations for Thornbeck?")
CASES = (FIRST, OTHER, ALONE, THEN)


@pytest.fixture(scope="module")
def opened(sample: Scrutineer) -> Iterator[Desk]:
    with desk(of_home(sample.home)) as found:
        yield found


Asking = Callable[..., tuple[list[Answer], list[str]]]


@pytest.fixture
def ask(opened: Desk) -> Asking:
    """Asks cases; gives the answers and the ids of those that were asked now."""

    def asked(
        cases: Sequence[Case], kept: Sequence[Answer] = (), workers: int = 2
    ) -> tuple[list[Answer], list[str]]:
        new: list[str] = []
        answers = answer_all(
            opened,
            cases,
            {answer["case"]: answer for answer in kept},
            lambda answer: new.append(answer["case"]),
            workers=workers,
            count=lambda *_: None,
        )
        return answers, new

    return asked


def told(answers: Sequence[Answer]) -> list[object]:
    return [_untimed({**answer, "first": _untimed(answer["first"])}) for answer in answers]


def _untimed(answer: Answer | None) -> Answer | None:
    return None if answer is None else {**answer, "timings_ms": None}


def test_answers_come_in_the_order_of_the_cases_however_many_ask(ask: Asking) -> None:
    one, _ = ask(CASES, workers=1)
    many, asked = ask(CASES, workers=4)
    assert [answer["case"] for answer in one] == [case.id for case in CASES]
    assert told(one) == told(many)
    assert sorted(asked) == sorted(case.id for case in CASES)


def test_a_follow_up_is_read_in_the_light_of_what_it_follows(ask: Asking) -> None:
    answers = {answer["case"]: answer for answer in ask(CASES)[0]}
    then, alone = answers["then"], answers["alone"]
    assert "2019" in then["scope"]["reading"]
    assert "LADO" in then["scope"]["reading"]
    assert [c["text"] for c in then["claims"]] == [c["text"] for c in alone["claims"]]
    assert alone["first"]["question"] == FIRST.question


def test_what_was_kept_is_not_asked_again(ask: Asking) -> None:
    before, _ = ask((FIRST,))
    marked = {**before[0], "text": "kept as it was"}
    answers, asked = ask((FIRST, THEN), [marked])
    assert asked == ["then"]
    assert answers[0] == marked
    assert "LADO" in answers[1]["scope"]["reading"]


def test_all_that_scoring_needs_is_kept(ask: Asking) -> None:
    case = FIRST.model_copy(update={"suites": ("retrieval",)})
    (answer,), _ = ask((case,))
    cited = {citation["passage_id"] for citation in answer["citations"]}
    assert set(answer["passages"]) == cited
    assert [hit["rank"] for hit in answer["hits"]] == list(range(1, 11))
    assert answer["corrections"] == []
    assert answer["asked"] == fingerprint(case)


def test_filters_are_asked_with(ask: Asking) -> None:
    early = Narrowed.model_validate({"as_of": "2016-01-01", "authorities": ["aldermere"]})
    case = Case(id="f", question="What must improve?", filters=early)
    (answer,), _ = ask((case,))
    assert answer["scope"]["as_of"] == "2016-01-01"
    assert {citation["date"] for citation in answer["citations"]} == {"2015-10-22"}


def test_a_case_that_cannot_be_asked_fails_and_the_others_go_on(ask: Asking) -> None:
    lost = Case(id="lost", question="?", filters=Narrowed(authorities=("Nowhere",)))
    answers, _ = ask((lost, OTHER))
    assert [answer["outcome"] for answer in answers] == ["failed", "answered"]
    assert "Nowhere" in answers[0]["text"]


def test_a_fingerprint_is_of_what_is_asked_and_not_of_what_is_expected() -> None:
    assert fingerprint(FIRST) == fingerprint(FIRST.model_copy(update={"notes": "new"}))
    for changed in ({"question": "?"}, {"follows": "x"}, {"filters": Narrowed(kinds=("other",))}):
        assert fingerprint(FIRST) != fingerprint(FIRST.model_copy(update=changed))
