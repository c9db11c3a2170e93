"""Whether there is enough of something is told by what speaks of that, and by nothing near it."""

import pytest

from tests.asking import Asked
from tests.documents import REPORT_PAGES, source_of
from tests.finding import Finder

MORE = (
    "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
    "4. Children in private fostering arrangements are seen, with sufficient checks. \r\n"
    "5. Foster carers feel well supported, and their training is good.\r\n"
    "6. There is a shortage of short breaks for disabled children, and families wait.\r\n"
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    folder = tmp_path_factory.mktemp("lexical")
    return Asked(Finder(folder, [source_of(*REPORT_PAGES, MORE)]))


def test_where_nothing_tells_of_it_the_answer_says_so(ask: Asked) -> None:
    answered = ask("Does Aldermere have enough foster carers?")
    assert answered.outcome == "partial"
    assert any("“foster carers”" in correction for correction in answered.corrections)
    assert not any("private fostering" in claim.text for claim in answered.claims)


def test_where_something_tells_of_it_that_is_told(ask: Asked) -> None:
    answered = ask("Are there enough short breaks in Aldermere?")
    assert answered.outcome == "answered"
    assert "shortage of short breaks" in answered.claims[0].text


def test_how_well_something_is_done_is_no_question_of_enough(ask: Asked) -> None:
    answered = ask("Are foster carers supported well enough in Aldermere?")
    assert answered.corrections == ()


def test_a_thing_that_nothing_names_is_said_not_to_be_spoken_of(ask: Asked) -> None:
    answered = ask("Does Aldermere have a foster carers forum?")
    assert answered.outcome in ("partial", "no_evidence")
    assert "“foster carers forum”" in answered.text


def test_a_thing_that_is_named_is_told_of(ask: Asked) -> None:
    answered = ask("Does Aldermere have a designated officer?")
    assert answered.outcome == "answered"
    assert answered.corrections == ()
