"""The gate as a whole: what it lets through and what it refuses."""

from datetime import date

import pytest

from bot.answering.gate.gate import examine
from bot.answering.gate.verdicts import Source

TEXT = (
    "Leaders do not yet know how good practice is, but they have a plan. Most children in "
    "Aldermere are visited within 12 days, and care leavers have a personal adviser. However, "
    "supervision is not always reflective (paragraph 12). This is weak."
)


def a_source(quote: str | None = None) -> Source:
    return Source(TEXT, quote, "Aldermere", date(2024, 3, 15), "inspection_report", "Ofsted")


@pytest.mark.parametrize(
    "claim",
    [
        "Most children in Aldermere are visited within 12 days.",
        "most children in Aldermere are visited within twelve days",
        "Supervision isn’t always reflective.",
        "Inspectors found that supervision is not always reflective.",
        "In Aldermere, in March 2024, inspectors found that supervision is not always reflective.",
        "The 2024 report says that supervision is not always reflective.",
        "Supervision is not always reflective. This is weak.",
    ],
)
def test_says_what_the_source_says(claim: str) -> None:
    assert examine(claim, [a_source()]).accepted


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Most children in Aldermere are visited within 13 days.", "critical"),
        ("Children in Aldermere are visited within 12 days.", "governing"),
        ("Most children in Thornbeck are visited within 12 days.", "names"),
        ("Supervision is always reflective.", "governing"),
        ("Leaders do not yet know how good practice is.", "governing"),
        ("In July 2023, supervision is not always reflective.", "attribution"),
        ("In Thornbeck, supervision is not always reflective.", "attribution"),
        ("The council reports that supervision is not always reflective.", "attribution"),
        ("This is weak.", "pronoun"),
        ("Supervision is not аlways reflective.", "characters"),
        ("", "content"),
    ],
)
def test_refuses_what_it_does_not_say(claim: str, check: str) -> None:
    assert examine(claim, [a_source()]).check == check


def test_a_quote_must_stand_in_the_passage() -> None:
    claim = "Supervision is not always reflective."
    assert examine(claim, [a_source("supervision is not … reflective")]).accepted
    assert examine(claim, [a_source("supervision is not often reflective")]).check == "verbatim"
    assert examine(claim, [a_source("they have a plan")]).check == "quote"
