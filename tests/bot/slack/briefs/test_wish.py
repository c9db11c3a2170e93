from datetime import date

import pytest

from bot.slack.asked import Asked, Place, asked_of
from bot.slack.briefs.wish import FieldError, Wish, filled_in_wish, wish_of, without_authority

KNOWN = ("Aldermere", "Thornbeck")
FILLED: dict[str, str | None] = {
    "authority": "Thornbeck",
    "area": None,
    "topic": "  housing for\ncare leavers ",
    "first": "2024-01-31",
    "last": "2025-12-01",
    "length": "one-page",
    "format": "pdf",
    "neighbours": "neighbours",
    "changed": "2026-10-01",
}


def test_a_form_becomes_what_is_asked_of_the_program() -> None:
    wish = filled_in_wish(FILLED, KNOWN)
    wanted = wish.wanted()
    assert (wanted.topic, wanted.length) == ("housing for care leavers", "one-page")
    assert wanted.filters.authorities == ("Thornbeck",)
    assert (wanted.filters.first, wanted.filters.last) == (date(2024, 1, 31), date(2025, 12, 1))
    assert wanted.neighbours
    assert wanted.since == date(2026, 10, 1)
    assert wish.form == "pdf"
    assert wish.heading == (
        "Inspection brief: Thornbeck, housing for care leavers, documents from 31 January 2024 to "
        "1 December 2025, with what came into the index since 1 October 2026 (one page, PDF)"
    )


def test_an_empty_form_is_about_everything() -> None:
    wish = filled_in_wish({"authority": "Aldermere"}, KNOWN)
    assert wish == Wish("Aldermere")
    assert wish.heading == "Inspection brief: Aldermere, all areas (full, Word document)"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"authority": "Nowhereshire"}, "authority"),
        ({"authority": None}, "authority"),
        ({"area": "Care leavers"}, "topic"),
        ({"last": "2023-12-01"}, "last"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_field(
    changed: dict[str, str | None], field: str
) -> None:
    with pytest.raises(FieldError) as raised:
        filled_in_wish({**FILLED, **changed}, KNOWN)
    assert raised.value.field == field
    assert raised.value.said.endswith(".")


@pytest.mark.parametrize("wish", [Wish("Aldermere"), filled_in_wish(FILLED, KNOWN)])
def test_a_wish_is_kept_whole(wish: Wish) -> None:
    asked = Asked("k", "brief", wish.topic, "U1", Place("T", "C"), about=wish.kept())
    assert wish_of(asked_of(asked.as_json())) == wish
    assert wish.topic not in wish.kept().values() or not wish.topic


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("care leavers in Thornbeck", "care leavers"),
        ("thornbeck", ""),
        ("Thornbeck’s front door", "front door"),
        ("Thornbeck: LADO", "LADO"),
        ("the LADO of Aldermere", "the LADO of Aldermere"),
        ("Thornbeckian matters", "Thornbeckian matters"),
    ],
)
def test_the_authority_has_its_own_field(typed: str, left: str) -> None:
    assert without_authority(typed, "Thornbeck") == left


def test_without_an_authority_words_stay() -> None:
    assert without_authority("care leavers", None) == "care leavers"
