from hypothesis import given
from hypothesis import strategies as st

from corpus.layout.cleaning import Folder, folded, vocabulary
from corpus.sources import Page

_PAGE = st.text(
    st.sampled_from("abc ABC.,-\r\n\t\u00ad\ufffe\ufb01\u200b’•1 "), min_size=1, max_size=200
)


def _fold(*pages: str) -> tuple[str, Folder]:
    kept = tuple(Page(n, text) for n, text in enumerate(pages, 1))
    folder = Folder(kept, vocabulary(kept))
    for index, page in enumerate(kept):
        for start, end in _lines(page.text):
            folder.put(index, start, end)
    return folder.result()[0], folder


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def test_line_ends_become_single_spaces() -> None:
    assert _fold("timely \r\nand   proportionate")[0] == "timely and proportionate"


def test_a_hyphen_at_a_line_end_is_kept_where_the_word_has_one() -> None:
    assert _fold("decision\ufffemaking is clear")[0] == "decision-making is clear"
    assert _fold("clear decision-\nmaking")[0] == "clear decision-making"


def test_a_word_cut_in_two_is_joined_where_the_document_writes_it_whole() -> None:
    assert _fold("informa\ufffetion, and again: information")[0].startswith("information,")
    assert _fold("informa-\ntion, and again: information")[0].startswith("information,")


def test_ligatures_and_soft_hyphens_are_folded() -> None:
    assert _fold("\ufb01rst of\u00adfer")[0] == "first offer"


@given(st.lists(_PAGE, min_size=1, max_size=3))
def test_every_span_is_the_same_text_on_its_page(pages: list[str]) -> None:
    text, folder = _fold(*pages)
    for span in folder.result()[1]:
        page = pages[(span.page or 1) - 1]
        assert text[span.at : span.at + span.length] == page[span.start : span.start + span.length]


@given(st.lists(_PAGE, min_size=1, max_size=3))
def test_no_letter_is_lost_or_added(pages: list[str]) -> None:
    letters = [c for c in "".join(pages).replace("\ufb01", "fi") if c.isalnum()]
    assert [c for c in _fold(*pages)[0] if c.isalnum()] == letters


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_one_changed_word_does_not_fold_away() -> None:
    assert folded("‘most’ children") == folded("'most'\n children")
    assert folded("most children") != folded("some children")
