from corpus.passages import Passage, Place, Span


def _passage(*spans: Span) -> Passage:
    return Passage("p", "d", 0, "x" * 60, "paragraph", None, (), spans)


def test_a_stretch_on_one_page_is_one_place() -> None:
    passage = _passage(Span(0, 10, 1, 100), Span(11, 20, 1, 112))
    assert passage.places(2, 20) == (Place(1, 102, 121, 2, 20),)


def test_a_stretch_over_a_page_end_is_a_place_a_page() -> None:
    passage = _passage(Span(0, 10, 1, 100), Span(11, 20, 2, 5))
    assert passage.places(0, 31) == (Place(1, 100, 110, 0, 10), Place(2, 5, 25, 11, 31))


def test_folded_characters_alone_have_no_place() -> None:
    assert _passage(Span(0, 10, 1, 0), Span(11, 5, 1, 12)).places(10, 11) == ()
