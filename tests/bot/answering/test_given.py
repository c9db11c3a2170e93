"""Whether a sentence gives the number, and tells of somebody, that are asked for."""

import re
from pathlib import Path

import pytest

from bot.answering.given import _HANDED, _SOMEBODY, counts_under_its_subject
from bot.answering.said import Said
from tests.documents import REPORT_PAGES, source_of
from tests.finding import NEIGHBOUR, Finder

EDGE_OF_CARE = (
    "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
    "4. The skilled edge of care team gives families careful help. Staff visit in the evenings \r\n"
    "and at weekends. In the last year, about 40 children have been helped.\r\n"
)


@pytest.mark.parametrize(
    "said",
    [
        "The Director of Children and Families",
        "Thornbeck Trust",
        "the Board",
        "Independent Reviewing Officers",
        "A head teacher",
    ],
)
def test_offices_and_bodies_are_somebody(said: str) -> None:
    assert _SOMEBODY.search(said)
    assert not _SOMEBODY.search("Visits to Thornbeck in Spring were")


@pytest.mark.parametrize(
    ("said", "handed"),
    [
        ("Functions for children are delegated to Harbour Steps.", True),
        ("The council contracted out the delivery of early help to the Anchor Trust.", True),
        ("When a case is transferred to Thornbeck, records arrive late.", False),
        ("Cases are transferred to Thornbeck when services end.", False),
    ],
)
def test_services_are_handed_on_and_cases_are_not(said: str, handed: bool) -> None:
    assert bool(_HANDED.search(said)) is handed


def test_finding_them_takes_no_longer_with_every_word_before() -> None:
    # Names of any length before an office were gone through from each of their words on.
    assert not re.search(r"(?<!\\)[*+]|\{\d+,\}", _SOMEBODY.pattern)
    assert _SOMEBODY.search("Aa " * 100_000 + "Team")
    assert not _SOMEBODY.search("Aa " * 100_000)


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("How many kids did the edge of care team in Aldermere see?", True),
        ("How many kids did the fostering team in Aldermere see?", False),
        ("How many advocates does the edge of care team in Aldermere have?", False),
        ("Which kids does the edge of care team in Aldermere see?", False),
    ],
)
def test_people_are_counted_of_what_their_paragraph_begins_with(
    tmp_path: Path, question: str, counted: bool
) -> None:
    find = Finder(tmp_path, [source_of(*REPORT_PAGES, EDGE_OF_CARE), source_of(*NEIGHBOUR)])
    found = find(question)
    [(document, passage)] = [
        (document, passage)
        for document, passages in find.cut
        for passage in passages
        if "edge of care" in passage.text
    ]
    start = passage.text.index("In the last year")
    told = Said.of(passage.text[start:].strip(), passage, document)
    assert counts_under_its_subject(told, found.query, found.topic) is counted
