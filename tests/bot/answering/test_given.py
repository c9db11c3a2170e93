"""Which words tell that somebody does a thing."""

import re

import pytest

from bot.answering.given import _SOMEBODY


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


def test_finding_them_takes_no_longer_with_every_word_before() -> None:
    # Names of any length before an office were gone through from each of their words on.
    assert not re.search(r"(?<!\\)[*+]|\{\d+,\}", _SOMEBODY.pattern)
    assert _SOMEBODY.search("Aa " * 100_000 + "Team")
    assert not _SOMEBODY.search("Aa " * 100_000)
