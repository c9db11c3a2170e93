import re
from importlib.resources import files

import pytest

from bot.guards.patterns import matches, pattern
from bot.guards.words import lists

FILES = ("identifiers", "jailbreaks", "situations", "topics")


def headings(file: str) -> list[str]:
    text = files("bot.guards").joinpath(f"{file}.txt").read_text("utf-8")
    return re.findall(r"^\[([a-z ]+)\]$", text, re.MULTILINE)


@pytest.mark.parametrize("file", FILES)
def test_every_group_can_be_made(file: str) -> None:
    names = headings(file)
    assert len(set(names)) == len(names)
    for name in names:
        assert pattern(file, name).flags & re.IGNORECASE


def test_a_heading_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        pattern("topics", "nothing")


def test_a_match_begins_where_a_word_does() -> None:
    assert matches("topics", "fun", "jokes")
    assert not matches("topics", "fun", "xjokes")


def test_lists_are_of_small_words_without_accents() -> None:
    for words in (*lists("names").values(), *lists("vocabulary").values()):
        assert words
        assert all(word == word.lower() and word.isascii() for word in words)
