"""What is laid out of texts that are too long to be shown at once, and of pages that are not."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from bot.reading import Reading
from bot.web.reading.room import WINDOW, Room, Wanted, opened, room_of
from corpus.passages import Passage, Span
from corpus.sources import Page
from retrieval.registers import Standing
from tests.documents import a_document

TEXT = "".join(f"Line {number:06} of a long text.\n" for number in range(20_000))


def reading(text: str | None = TEXT) -> Reading:
    """A document without pages; with None not even its text is kept."""
    document = replace(a_document(), first_page=None, last_page=None, pages=0)
    page = None if text is None else Page(None, text)
    standing = Standing(document.id, (), None, (), 0)
    known = {document.id: document}
    return Reading(document, standing, (), (), (), (), known, lambda *_: page)


def room(wanted: Wanted, text: str = TEXT) -> Room:
    view = opened(reading(text), wanted)
    assert view is not None
    return room_of(view, None)


def test_a_long_text_is_shown_piece_by_piece_to_its_end() -> None:
    seen, at = "", 0
    while True:
        shown = room(Wanted(at=at))
        seen += "".join(piece.text for piece in shown.pieces)
        if shown.later is None:
            break
        (later,) = parse_qs(urlsplit(shown.later.address).query)["at"]
        assert int(later) > at
        at = min(int(later), len(TEXT) - WINDOW)
        seen = seen[:at]
    assert seen == TEXT
    assert shown.earlier is not None
    assert room(Wanted()).earlier is None


def test_a_long_text_is_shown_from_before_the_marked_words() -> None:
    start = TEXT.index("Line 010000")
    shown = room(Wanted(start=start, end=start + 11))
    assert [piece.text for piece in shown.pieces if piece.main] == ["Line 010000"]
    assert sum(len(piece.text) for piece in shown.pieces) == WINDOW
    assert shown.marked
    assert shown.earlier
    assert shown.later


def test_a_page_of_a_text_without_pages_is_its_text() -> None:
    shown = room(Wanted(page=3, start=0, end=4), "Plans drift.")
    assert shown.notes == ("This document has no pages: all of its text is here.",)
    assert not shown.marked
    assert shown.heading == "Its text"


def test_what_is_not_kept_is_not_opened() -> None:
    assert opened(reading(None), Wanted()) is None


def test_a_passage_of_a_text_is_marked() -> None:
    passage = Passage("d-1", "d", 0, "drift.", "paragraph", None, (), (Span(0, 6, None, 6),))
    shown = room(Wanted(passage=passage), "Plans drift.")
    assert [(piece.text, piece.main) for piece in shown.pieces] == [
        ("Plans ", False),
        ("drift.", True),
    ]
