from hypothesis import given
from hypothesis import strategies as st

from bot.web.reading.marks import Mark, passage_mark, pieces, stretch_mark
from corpus.passages import Passage, Span
from corpus.sources import Page


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, int, list[Mark]]:
    text = draw(st.text("ab c", max_size=40))
    begin = draw(st.integers(0, 50))
    edges = st.integers(0, begin + len(text) + 10)
    marks = draw(
        st.lists(
            st.builds(
                lambda stretches, main: Mark(tuple(map(_ordered, stretches)), main),
                st.lists(st.tuples(edges, edges), max_size=3),
                st.booleans(),
            ),
            max_size=3,
        )
    )
    return text, begin, marks


def _ordered(edges: tuple[int, int]) -> tuple[int, int]:
    return min(edges), max(edges)


@given(marked_texts())
def test_pieces_are_the_text_and_exactly_what_is_marked_is_marked(
    given_: tuple[str, int, list[Mark]],
) -> None:
    text, begin, marks = given_
    found = pieces(text, marks, begin)
    assert "".join(piece.text for piece in found) == text
    flags = [piece.marked for piece in found for _ in piece.text]
    main = [piece.main for piece in found for _ in piece.text]
    for offset in range(begin, begin + len(text)):
        over = [m for m in marks if any(s <= offset < e for s, e in m.stretches)]
        assert flags[offset - begin] == bool(over)
        assert main[offset - begin] == any(mark.main for mark in over)
    assert sum(piece.first for piece in found) == any(main)


def test_line_ends_are_shown_as_such() -> None:
    (piece,) = pieces("Plans drift.\r\nCare\ufffeleavers", [])
    assert piece.text == "Plans drift.\nCare-\nleavers"


def test_a_stretch_is_marked_if_the_page_has_it() -> None:
    page = Page(1, "Plans drift. ")
    assert stretch_mark(page, 0, 5) == Mark(((0, 5),))
    for start, end in ((-1, 4), (5, 5), (6, 5), (3, 99), (12, 13)):
        assert stretch_mark(page, start, end) is None


def passage(text: str, *spans: tuple[int, int, int, int]) -> Passage:
    made = tuple(Span(at, length, page, start) for at, length, page, start in spans)
    return Passage("d-0001", "d", 1, text, "paragraph", None, (), made)


def test_what_was_folded_within_a_passage_is_marked_with_it() -> None:
    """A line end, a hyphen at one, and a ligature, none of which a span covers."""
    page = Page(1, "Plans\r\ndrift for care\ufffeleavers in ﬁve teams.")
    text = "Plans drift for care-leavers in five teams."
    whole = passage(text, (0, 5, 1, 0), (6, 14, 1, 7), (21, 11, 1, 22), (34, 9, 1, 34))
    assert passage_mark(page, whole) == Mark(((0, len(page.text)),))


def test_what_stands_between_and_is_not_of_the_passage_is_not_marked() -> None:
    page = Page(1, "Plans drift 1 A note. for months.")
    parts = passage("Plans drift for months.", (0, 11, 1, 0), (12, 11, 1, 22))
    assert passage_mark(page, parts) == Mark(((0, 11), (22, 33)))
    assert passage_mark(Page(2, page.text), parts) is None
    assert passage_mark(Page(1, "Plans"), parts) is None
