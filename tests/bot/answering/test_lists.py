from pathlib import Path

import pytest

from tests.asking import Asked
from tests.documents import REPORT_PAGES, source_of
from tests.finding import NEIGHBOUR, OLDER, Finder

SILENT = tuple(
    page.replace("What needs to improve?1\r\n", "")
    .replace("◼ ", "")
    .replace("March 2024", "March 2025")
    for page in REPORT_PAGES
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    sources = [source_of(*pages) for pages in (SILENT, REPORT_PAGES, OLDER, NEIGHBOUR)]
    return Asked(Finder(tmp_path_factory.mktemp("lexical"), sources))


def test_the_newest_list_stays_current_where_the_newest_report_lists_nothing(ask: Asked) -> None:
    answered = ask("What are the current recommendations?")
    assert {citation.dated for citation in answered.citations} == {"4 to 15 March 2024"}
    assert len(answered.claims) == 2
    assert any("4 to 15 March 2025) lists nothing" in caveat for caveat in answered.caveats)


def test_a_wrong_number_of_items_is_set_right(ask: Asked) -> None:
    answered = ask("Which four things was Aldermere told to improve in 2024?")
    assert answered.corrections == (
        "The question speaks of 4 items; the list of 4 to 15 March 2024 has 2 items.",
    )


@pytest.mark.parametrize(
    "question",
    [
        "What was Aldermere's third area for improvement in 2024?",
        "Aldermere's second and third areas for improvement in 2024?",
        "What was recommendation 3 of the 2024 inspection of Aldermere?",
    ],
)
def test_a_place_beyond_the_end_of_a_list_is_said_to_be_so(ask: Asked, question: str) -> None:
    answered = ask(question)
    assert answered.corrections == (
        "The question speaks of an item 3; the list of 4 to 15 March 2024 has 2 items.",
    )


def test_a_grade_taken_for_granted_beside_a_list_is_set_right(ask: Asked) -> None:
    answered = ask("With Aldermere still inadequate in 2024, what must it improve?")
    assert "“inadequate”" in answered.corrections[0]
    assert answered.outcome == "partial"
    assert len([claim for claim in answered.claims if claim.item]) == 2


def test_the_right_number_is_not(ask: Asked) -> None:
    assert ask("Which two things was Aldermere told to improve in 2024?").corrections == ()


@pytest.mark.parametrize(
    "question",
    [
        "what does aldermere need to work on",
        "Aldermere – what did they get pulled up on last time pls",
        "current recomendations for Aldermere",
        "What are Aldermere's main weaknesses?",
        "list the improvement areas in aldermere's most recent ILACS",
    ],
)
def test_people_ask_for_the_list_in_many_ways(ask: Asked, question: str) -> None:
    assert len([claim for claim in ask(question).claims if claim.item]) == 2


def test_which_authorities_are_told_by_what_else_the_thing_is_called(ask: Asked) -> None:
    answered = ask("Which councils have the LADO on their newest list of what must improve?")
    assert "Thornbeck" in {citation.authority for citation in answered.citations}
    assert all("allegations" in claim.text for claim in answered.claims)


def test_the_item_meant_is_looked_for_beyond_the_list(tmp_path: Path) -> None:
    ask = Asked(Finder(tmp_path, [source_of(*REPORT_PAGES)]))
    first = "What did inspectors tell Aldermere to improve in 2024?"
    answered = ask("What was the problem with the second one?", first)
    assert any("three places" in claim.text for claim in answered.claims)
    assert not any(claim.item for claim in answered.claims)


def test_items_on_a_matter_are_said_to_be_some_of_the_list(ask: Asked) -> None:
    answered = ask("Which councils have the LADO on their newest list of what must improve?")
    assert "(1 of 2 items)" in answered.text


def test_some_of_a_list_are_told_where_some_are_asked_for(ask: Asked) -> None:
    answered = ask("Which areas for improvement in Aldermere mention allegations?")
    items = [claim for claim in answered.claims if claim.item]
    [told] = items
    assert told.text.startswith("The tracking of allegations")
    assert "(1 of 2 items)" in answered.text


def test_what_they_still_want_fixed_is_the_list(ask: Asked) -> None:
    answered = ask("aldermere - what does ofsted still want fixed?")
    assert len([claim for claim in answered.claims if claim.item]) == 2
    assert not any("mentions" in caveat for caveat in answered.caveats)


def test_what_is_compared_is_told_with_its_items_of_the_lists(tmp_path: Path) -> None:
    then = tuple(page.replace("March 2024", "March 2020") for page in REPORT_PAGES)
    now = tuple(
        page.replace("The tracking of allegations against adults", "The care of adults")
        for page in REPORT_PAGES
    )
    ask = Asked(Finder(tmp_path, [source_of(*then), source_of(*now)]))
    answered = ask("How has the LADO been sorted since it was flagged in 2020?")
    listed = [claim for claim in answered.claims if "tracking of allegations" in claim.text]
    assert [claim.item for claim in listed] == [True]
    assert "2020" in listed[0].group


def test_what_authorities_were_told_in_a_year_is_of_that_year_alone(tmp_path: Path) -> None:
    next_year = tuple(page.replace("March 2024", "March 2025") for page in NEIGHBOUR)
    ask = Asked(Finder(tmp_path, [source_of(*REPORT_PAGES), source_of(*next_year)]))
    answered = ask("Which councils were told to improve the tracking of allegations in 2024?")
    assert {citation.authority for citation in answered.citations} == {"Aldermere"}
