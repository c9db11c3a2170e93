"""Texts of others hold nothing that acts or hides once they are shown."""

import unicodedata
from xml.etree import ElementTree as Xml

from hypothesis import given
from hypothesis import strategies as st

from evals.report.visible import clipped, on_one_line, visible

anything = st.text(st.characters())


@given(anything)
def test_what_is_shown_may_stand_in_xml(text: str) -> None:
    element = Xml.Element("t")
    element.text = visible(text)
    assert Xml.fromstring(Xml.tostring(element, "utf-8")).text == visible(text) or not text


@given(anything)
def test_nothing_invisible_is_left(text: str) -> None:
    left = {c for c in visible(text) if unicodedata.category(c) in ("Cc", "Cf", "Cs")}
    assert left <= set("\n\t\u00ad")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "M", "Zs"])))
def test_plain_text_is_left_alone(text: str) -> None:
    assert visible(text) == text


def test_what_hides_is_named() -> None:
    assert visible("a\u202eb\x1b[2J\U000e0041\ud800\ufffe") == (
        "a⟨U+202E⟩b⟨U+001B⟩[2J⟨U+E0041⟩⟨U+D800⟩⟨U+FFFE⟩"
    )


def test_a_long_text_is_cut_and_says_by_how_much() -> None:
    assert clipped("x" * 1_234, 234) == "x" * 234 + "… (1,000 more characters)"
    assert clipped("short", 5) == "short"


@given(anything, st.integers(2, 40))
def test_a_line_is_one_line_and_no_longer_than_asked(text: str, limit: int) -> None:
    line = on_one_line(text, limit)
    assert len(line) <= limit
    assert line.splitlines() in ([], [line])
