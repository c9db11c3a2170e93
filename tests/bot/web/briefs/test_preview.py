"""The page of a brief: every statement has its number, every number leads to a page."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.briefs.content import GradePicture
from bot.web.briefs.preview import preview_of
from tests.bot.briefs.making import brief_of, every_section
from tests.bot.running import Scrutineer


def numbers(value: Any) -> Iterator[int]:
    """The numbers of statements in their order, however deep they stand."""
    if isinstance(value, Mapping):
        if value.get("number") and "places" in value:
            yield value["number"]
        for inner in value.values():
            yield from numbers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers(inner)


def test_statements_are_numbered_in_their_order(sample: Scrutineer) -> None:
    brief = brief_of(sample)
    shown = preview_of(brief)
    assert list(numbers(shown.sections)) == [note.number for note in shown.footnotes]
    assert len(shown.footnotes) == len(list(brief.statements()))
    for note in shown.footnotes:
        assert note.places
        assert all(place["link"].startswith("/documents/") for place in note.places)


def test_pictures_are_in_the_page(sample: Scrutineer) -> None:
    brief = brief_of(sample)
    shown = preview_of(brief)
    drawn = [
        block
        for part in every_section(brief.sections)
        for block in part.blocks
        if isinstance(block, GradePicture)
    ]
    assert drawn
    assert len(shown.pictures) >= len(drawn)
    assert all(each.startswith("data:image/png;base64,") for each in shown.pictures.values())
