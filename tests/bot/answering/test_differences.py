"""What readers are told where documents, or two places of one, do not agree."""

import pytest

from tests.asking import Asked
from tests.documents import REPORT_PAGES, source_of
from tests.finding import Finder

NEWER = (
    "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
    "4. Support for kinship carers is not robust, and assessments of kinship carers drift.\r\n"
    "5. There are 212 foster carers in the borough, most of them long approved.\r\n"
    "6. Private fostering is understood by schools.\r\n"
    "7. Leaders say that there are 190 foster carers in the borough, most of them experienced.\r\n"
    "8. The academy opened in May 2023, and 31 social workers have trained at the academy."
)
OLDER = (
    "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2020 4\r\n"
    "4. Support for kinship carers is robust, and assessments of kinship carers are thorough.\r\n"
    "5. Private fostering is understood by schools.\r\n"
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    older = tuple(page.replace("March 2024", "March 2020") for page in REPORT_PAGES)
    sources = [source_of(*REPORT_PAGES, NEWER), source_of(*older, OLDER)]
    return Asked(Finder(tmp_path_factory.mktemp("lexical"), sources))


def test_two_inspections_that_found_otherwise_are_said_to(ask: Asked) -> None:
    answered = ask("How good is the support for kinship carers?")
    assert {c.dated for c in answered.citations} == {"4 to 15 March 2024", "4 to 15 March 2020"}
    assert any("differs from one inspection to the other" in c for c in answered.caveats)


def test_inspections_that_found_the_same_are_not(ask: Asked) -> None:
    answered = ask("How well do schools understand private fostering?")
    assert not any("differs" in caveat for caveat in answered.caveats)


def test_two_figures_for_one_thing_are_said_to_differ(ask: Asked) -> None:
    answered = ask("How many foster carers are there in the borough?")
    assert {"212", "190"} <= {w for claim in answered.claims for w in claim.text.split()}
    assert any("figures for this differ" in caveat for caveat in answered.caveats)


def test_both_things_that_are_asked_are_told(ask: Asked) -> None:
    answered = ask("When did the academy open, and how many social workers trained there?")
    assert answered.outcome == "answered"
    assert "May 2023" in answered.text
    assert "31 social workers" in answered.text


def test_the_one_that_is_not_told_is_named(ask: Asked) -> None:
    answered = ask("When did the academy open, and how much does it cost?")
    assert answered.outcome == "partial"
    assert "An amount of money was asked for, and none is given for this." in answered.caveats
