"""The pictures of a brief leave out no word."""

import pytest

from bot.answering.grades.rows import AREAS_IN_WORDS
from bot.briefs.writers.pictures import _lines


@pytest.mark.parametrize("area", AREAS_IN_WORDS.values())
def test_every_area_is_written_out(area: str) -> None:
    lines = _lines(area)
    assert " ".join(lines) == area
    assert len(lines) <= 2


def test_a_long_area_stands_on_two_lines() -> None:
    assert len(_lines("Children looked after and achieving permanence " * 2)) == 2
