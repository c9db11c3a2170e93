from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.boxes import Box, Glyph, runs


def letter(left: float, top: float, size: float = 10, upwards: bool = False) -> Glyph:
    return Glyph(Box(left, top, left + 5, top + size), size, upwards)


def test_letters_of_a_line_are_one_run_and_lines_are_several() -> None:
    first = [letter(left, 0) for left in (0, 6, 12, 24)]
    second = [letter(left, 12) for left in (0, 6)]
    assert runs(first + second) == [Box(0, 0, 29, 10), Box(0, 12, 11, 22)]


def test_a_wide_gap_parts_a_run() -> None:
    assert len(runs([letter(0, 0), letter(15, 0)])) == 1
    assert len(runs([letter(0, 0), letter(60, 0)])) == 2


def test_lines_that_run_upwards_stand_beside_each_other() -> None:
    up = [letter(0, top, upwards=True) for top in (50, 40, 30)]
    beside = [letter(12, top, upwards=True) for top in (50, 40)]
    assert runs(up + beside) == [Box(0, 30, 5, 60), Box(12, 40, 17, 60)]


def test_a_line_that_leans_does_not_grow_into_those_beside_it() -> None:
    leaning = [letter(6 * n, n) for n in range(40)]
    found = runs(leaning)
    assert all(box.bottom - box.top <= 14 for box in found)


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500), st.floats(1, 40), st.booleans())))
def test_every_letter_lies_in_a_run(
    letters: list[tuple[float, float, float, bool]],
) -> None:
    glyphs = [letter(*each) for each in letters]
    found = runs(glyphs)
    assert len(found) <= len(glyphs)
    for glyph in glyphs:
        box = glyph.box
        assert any(
            b.left <= box.left
            and b.top <= box.top
            and b.right >= box.right
            and b.bottom >= box.bottom
            for b in found
        )
