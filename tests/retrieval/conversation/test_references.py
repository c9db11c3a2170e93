import pytest

from retrieval.conversation.references import (
    asks_of_others,
    asks_what_came_of_it,
    is_left_open,
    item_meant,
    names_the_same_paper,
    people_in,
    points_to_the_matter,
    step_in_time,
)
from retrieval.query import Told

ITEMS = tuple(Told("d1", f"d1-{n}", f"Item {n}.", item=True) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Tell me more about the third", "Item 3."),
        ("the second?", "Item 2."),
        ("What about the first one?", "Item 1."),
        ("And the 2nd, what is the council doing?", "Item 2."),
        ("Say more about number 3", "Item 3."),
        ("What has been done about the last one?", "Item 3."),
        ("Is the first still a problem?", "Item 1."),
    ],
)
def test_an_item_is_meant_by_its_place(question: str, text: str) -> None:
    item = item_meant(question, ITEMS)
    assert item is not None
    assert item.told is not None
    assert item.told.text == text


def test_only_the_items_of_a_list_are_counted() -> None:
    told = (Told("d1", "d1-0", "The list follows."), *ITEMS)
    item = item_meant("the second one", told)
    assert item is not None
    assert item.told == ITEMS[1]


def test_an_item_that_was_not_told_is_nobodys() -> None:
    item = item_meant("Tell me more about the ninth", ITEMS)
    assert item is not None
    assert item.told is None


CALLED = (
    Told("d1", "d1-4", "The recording of supervision.", item=True),
    Told("d1", "d1-4", "The recording of strategy meetings.", item=True),
)


@pytest.mark.parametrize(
    "question", ["Say more on the strategy meetings point", "Is that strategy item done?"]
)
def test_an_item_may_be_called_by_its_words(question: str) -> None:
    item = item_meant(question, CALLED)
    assert item is not None
    assert item.told == CALLED[1]


@pytest.mark.parametrize(
    "question", ["Say more on the recording point", "What of the care leavers point?"]
)
def test_words_of_several_items_or_of_none_call_none(question: str) -> None:
    assert item_meant(question, CALLED) is None


@pytest.mark.parametrize(
    "question",
    [
        "What did the first inspection say?",
        "How many second homes are there?",
        "When was the last report published?",
        "Who was at the third meeting of the panel?",
    ],
)
def test_the_first_of_something_else_is_no_item(question: str) -> None:
    assert item_meant(question, ITEMS) is None


@pytest.mark.parametrize(
    ("question", "step"),
    [
        ("And a year later?", (1, "year")),
        ("and three years earlier?", (-3, "year")),
        ("What was it the month before?", (-1, "month")),
        ("the following year?", (1, "year")),
        ("two years on?", (2, "year")),
        ("and the previous month?", (-1, "month")),
    ],
)
def test_a_step_in_time_has_a_length_and_a_way(question: str, step: tuple[int, str]) -> None:
    found = step_in_time(question)
    assert found is not None
    assert found[:2] == step
    assert found[2] in question


def test_a_year_that_is_named_is_no_step() -> None:
    assert step_in_time("And in 2019?") is None
    assert step_in_time("How long did the year of waiting last?") is None


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Is that still so?", []),
        ("Who told the panel that?", []),
        ("Have any of them lost a home?", ["lost", "home"]),
        ("What did young people say about it?", []),
        ("How many of these were accepted?", ["accepted"]),
    ],
)
def test_pronouns_point_to_the_matter(question: str, topic: list[str]) -> None:
    assert points_to_the_matter(question, topic)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What did they find about the LADO?", ["LADO"]),
        ("What does it say about health?", ["health"]),
        ("What happens to runaways when they come back?", ["runaways", "come"]),
        ("Which children that go missing are interviewed?", ["missing", "interviewed"]),
        ("How long does it take to issue a plan?", ["issue", "plan"]),
        ("How many adoptions were there this year?", ["adoptions"]),
    ],
)
def test_not_every_pronoun_does(question: str, topic: list[str]) -> None:
    assert not points_to_the_matter(question, topic)


@pytest.mark.parametrize("question", ["And why?", "What about it?", "Is that still the case?"])
def test_a_question_may_say_nothing_by_itself(question: str) -> None:
    core = tuple(word for word in ("case",) if word in question)
    assert is_left_open(question, core)


def test_a_question_with_a_matter_of_its_own_is_whole() -> None:
    assert not is_left_open("What about council tax?", ("council", "tax"))
    assert not is_left_open("How many foster carers are there?", ("foster", "carers"))


def test_the_same_may_be_asked_of_others() -> None:
    assert asks_of_others("And for care leavers?")
    assert asks_of_others("What about for disabled children?")
    assert not asks_of_others("What about council tax?")
    assert people_in("care leavers and disabled children") == ["care leavers", "disabled children"]


def test_what_came_of_it_is_asked_of_later_documents() -> None:
    assert asks_what_came_of_it("How many of these were accepted?")
    assert asks_what_came_of_it("What is being done about the second one?")
    assert not asks_what_came_of_it("What did they find?")


def test_the_paper_told_of_is_named_again() -> None:
    assert names_the_same_paper("What does that letter say about supervision?")
    assert names_the_same_paper("Does it mention adoption?")
    assert not names_the_same_paper("What did inspectors say about adoption?")
