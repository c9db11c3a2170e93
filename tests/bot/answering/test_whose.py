from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.whose import reckoned
from tests.asking import Asked
from tests.documents import REPORT_PAGES, source_of
from tests.finding import Finder


def _neighbour(name: str, *changed: tuple[str, str]) -> tuple[str, ...]:
    pages = tuple(page.replace("Aldermere", name) for page in REPORT_PAGES)
    for old, new in changed:
        pages = tuple(page.replace(old, new) for page in pages)
    return pages


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Two boroughs: one alone has a bus for advice, of both employers value the advice."""
    own = "Step\ufffedown plans are clear. A converted bus brings advice to the estates."
    reports = (
        REPORT_PAGES,
        _neighbour(
            "Thornbeck",
            ("Step\ufffedown plans are clear.", own),
            ("The local authority designated officer (LADO) answers", "The team answers"),
        ),
    )
    files = [source_of(*pages, path=f"letters/{n}.pdf") for n, pages in enumerate(reports)]
    return Asked(Finder(tmp_path_factory.mktemp("lexical"), files))


def test_which_council_is_told_of_the_one_whose_documents_say_it(ask: Asked) -> None:
    answered = ask.of_nobody("Which council brings advice to estates with a converted bus?")
    assert answered.outcome == "answered"
    assert {citation.authority for citation in answered.citations} == {"Thornbeck"}
    assert not any("No authority is named" in caveat for caveat in answered.caveats)


def test_what_several_say_is_told_one_by_one_and_said_to_be_of_several(ask: Asked) -> None:
    answered = ask.of_nobody("In which authority did children in care change school?")
    assert {citation.authority for citation in answered.citations} == {"Aldermere", "Thornbeck"}
    assert len(answered.claims) == 2
    assert all(claim.group for claim in answered.claims)
    assert any(
        "Aldermere and Thornbeck" in c or "Thornbeck and Aldermere" in c for c in answered.caveats
    )


def test_a_service_is_told_of_by_those_who_name_it(ask: Asked) -> None:
    answered = ask.of_nobody("Which authority has a designated officer who answers in a day?")
    assert {citation.authority for citation in answered.citations} == {"Aldermere"}


def test_a_question_that_names_an_authority_is_told_of_no_other(ask: Asked) -> None:
    answered = ask.of_nobody("How many children in care changed school in Thornbeck?")
    assert {citation.authority for citation in answered.citations} == {"Thornbeck"}
    assert not any("No authority is named" in caveat for caveat in answered.caveats)


@pytest.mark.parametrize("asked", ["of_nobody", "__call__"])
def test_a_place_that_nothing_speaks_of_is_told_of_no_other(ask: Asked, asked: str) -> None:
    answered = getattr(ask, asked)("how good is the advice of the designated officer in glanworth")
    assert answered.outcome == "no_evidence"
    assert any("“glanworth”" in caveat for caveat in answered.caveats)


def test_a_misspelt_place_is_asked_back_by_the_name_that_is_like_it(ask: Asked) -> None:
    answered = ask.of_nobody("do employers value the advice in thornebec?")
    assert answered.outcome == "needs_clarification"
    assert "Is Thornbeck meant?" in answered.text


@pytest.mark.parametrize(
    "question",
    [
        "What grade did Midshire get?",
        "What are the current recommendations for Midshire?",
        "Midshire: what is said of the advice?",
    ],
)
def test_a_place_that_is_none_is_named_and_nothing_is_told_of_home(
    ask: Asked, question: str
) -> None:
    answered = ask(question)
    assert answered.outcome == "no_evidence"
    assert any("“Midshire”" in caveat for caveat in answered.caveats)


def test_places_outside_england_are_no_part_of_the_topic(ask: Asked) -> None:
    answered = ask("what was cardiff told to improve?")
    assert answered.outcome == "no_evidence"
    assert "No document about Cardiff" in answered.text


def test_where_one_of_two_is_not_indexed_the_answer_is_partial(ask: Asked) -> None:
    answered = ask("Compare the designated officer in Aldermere and Glasgow")
    assert answered.outcome == "partial"
    assert {citation.authority for citation in answered.citations} == {"Aldermere"}
    assert any("Glasgow" in caveat for caveat in answered.caveats)


def test_a_word_that_is_a_slip_of_a_name_is_asked_back_where_a_place_stands(ask: Asked) -> None:
    assert "Is Leeds meant?" in ask("what must get better in leads?").text
    assert ask("who leads the service?").outcome != "needs_clarification"


@given(st.lists(st.tuples(st.floats(0, 1.35), st.floats(-1, 1)), max_size=40))
def test_what_is_not_compared_could_not_have_come_close(both: list[tuple[float, float]]) -> None:
    every = [words + cosine for words, cosine in both]
    found = reckoned([words for words, _ in both], lambda places: [every[p] for p in places])
    least = 0.85 * max(found.values(), default=0.0)
    assert {p: each for p, each in enumerate(every) if each >= least > 0} == {
        p: each for p, each in found.items() if each >= least > 0
    }
    if max(every, default=0.0) > 0:
        assert max(found.values()) == max(every)


def test_what_is_left_behind_by_its_words_is_not_compared() -> None:
    compared: list[int] = []

    def close(places: Sequence[int]) -> list[float]:
        compared.extend(places)
        return [1.8] * len(places)

    assert reckoned([1.0, 0.2, 0.95, 0.6], close).keys() == {0, 2, 3}
    assert compared == [0, 2, 3]
