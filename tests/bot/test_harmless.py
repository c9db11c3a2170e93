"""What acts on a screen, turns what is read, or hides from whoever reads it."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.harmless import escaped, on_one_line, shown

ANYTHING = st.text(st.characters())
_ACTING = frozenset(
    "\u2028\u2029\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x1b[31mred\x9b2J", "a\ufffd[31mred\ufffd2J"),
        ("grade \u202edoog\u202c", "grade \ufffddoog\ufffd"),
        ("What?" + "".join(chr(0xE0000 + ord(c)) for c in "obey"), "What?"),
        ("in\u200bvi\u2060si\ufeffble", "invisible"),
        ("bits\u200c\u200d\u200d\u200c", "bits"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("step\ufffedown", "step-down"),
        ("Z" + "\u0335\u0322\u0321\u0351\u0357\u0300" * 9, "Z\u0335\u0322\u0321\u0351"),
        ("Wrthŵl – “fine”, £4, caf\u0065\u0301", "Wrthŵl – “fine”, £4, caf\u0065\u0301"),
    ],
)
def test_what_acts_is_marked_and_what_hides_is_gone(text: str, left: str) -> None:
    assert shown(text) == left


@given(ANYTHING)
def test_what_is_shown_neither_acts_nor_changes_when_it_is_shown_again(text: str) -> None:
    told = shown(text)
    assert not set(told) & _ACTING
    assert all(c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") for c in told)
    assert shown(told) == told
    assert "\n" not in on_one_line(text)


@given(ANYTHING)
def test_what_is_escaped_is_the_same_to_a_reader_of_json(text: str) -> None:
    line = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(line) == text
    assert not set(line) & _ACTING
    assert "\n" not in line
    line.encode("utf-8")
