from html import escape
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.hocr import Picture, note_turn, recognised
from corpus.readers.passed_over import XHTML

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/x.dtd">\n'
    '<html xmlns="http://www.w3.org/1999/xhtml"><body>'
)
Word = tuple[str, int, int, int, int, int]


def hocr(*lines: list[Word]) -> bytes:
    """Words are (text, confidence, left, top, right, bottom)."""
    spans = [
        "<span class='ocr_line' title='bbox 0 0 9 9'>"
        + " ".join(
            f"<span class='ocrx_word' title='bbox {left} {top} {right} {bottom}; x_wconf {sure}'>"
            f"{escape(text)}</span>"
            for text, sure, left, top, right, bottom in line
        )
        + "</span>"
        for line in lines
    ]
    return f"{HEAD}<p class='ocr_par'>{''.join(spans)}</p></body></html>".encode()


def line(text: str, *, left: int = 100, top: int = 0, sure: int = 95) -> list[Word]:
    """Words of ten pixels a letter, five between them, twenty high."""
    words: list[Word] = []
    for word in text.split():
        words.append((word, sure, left, top, left + 10 * len(word), top + 20))
        left += 10 * len(word) + 5
    return words


def test_lines_and_how_sure_each_word_is() -> None:
    page = recognised(hocr(line("Carers are heard."), line("Plans drift.", top=30, sure=42)))
    assert page.text == "Carers are heard.\r\nPlans drift."
    assert list(page.confidence) == [95, 95, 95, 42, 42]


def test_a_page_that_was_given_up_has_no_words() -> None:
    page = recognised(b"")
    assert (page.text, page.confidence) == ("", b"")


@pytest.mark.parametrize("mark", ["¢", "™@", "e", "«"])
def test_what_a_bullet_was_taken_for_is_a_bullet_again(mark: str) -> None:
    bullet = (mark, 60, 60, 4, 72, 16)
    assert recognised(hocr([bullet, *line("Plans drift.")])).text == "• Plans drift."


def test_a_letter_that_is_sure_or_stands_close_is_no_bullet() -> None:
    close = [("e", 60, 80, 4, 92, 16), *line("Plans drift.")]
    assert recognised(hocr(close)).text == "e Plans drift."
    sure = [("e", 96, 40, 4, 52, 16), *line("Plans drift.")]
    assert recognised(hocr(sure)).text == "e Plans drift."


def test_numbers_read_as_a_column_go_before_their_lines() -> None:
    numbers = [[("14.", 90, 50, 2, 75, 18)], [("15.", 85, 50, 62, 75, 78)]]
    body = [line("Carers are"), line("heard.", top=30), line("Plans drift.", top=60)]
    page = recognised(hocr(*numbers, *body))
    assert page.text == "14. Carers are\r\nheard.\r\n15. Plans drift."
    assert list(page.confidence) == [90, 95, 95, 95, 85, 95, 95]


def test_a_number_with_nothing_beside_it_stays_alone() -> None:
    page = recognised(hocr(line("Carers are heard."), [("12", 96, 50, 900, 70, 918)]))
    assert page.text == "Carers are heard.\r\n12"


def test_the_stop_of_a_paragraph_number_is_mended() -> None:
    number = ("29;", 70, 40, 2, 65, 18)
    assert recognised(hocr([number, *line("Plans drift.")])).text == "29. Plans drift."
    age = ("29,", 96, 72, 2, 97, 18)
    assert recognised(hocr([age, *line("Plans drift.")])).text == "29, Plans drift."


@pytest.mark.parametrize(
    "debris",
    [
        [("KKK", 57, 0, 0, 40, 20)],
        [("•", 95, 0, 0, 9, 9), ("&", 40, 40, 0, 50, 20)],
        [("|", 90, 0, 0, 3, 90), ("—", 88, 9, 0, 30, 2)],
        [("ofsed", 0, 0, 0, 60, 20), ("raling", 31, 70, 0, 130, 20)],
    ],
)
def test_what_logos_and_rules_were_taken_for_is_left_out(debris: list[Word]) -> None:
    page = recognised(hocr(debris, line("Plans drift.", top=300)))
    assert page.text == "Plans drift."
    assert len(page.confidence) == 2


def test_a_short_line_that_is_sure_stays() -> None:
    assert recognised(hocr([("41%", 93, 0, 0, 40, 20)])).text == "41%"


def test_words_have_the_boxes_of_what_stands_in_the_text() -> None:
    numbers = [[("14.", 90, 50, 2, 75, 18)]]
    page = recognised(hocr(*numbers, line("Carers are")))
    assert page.text == "14. Carers are"
    assert page.boxes == ((50, 2, 75, 18), (100, 0, 160, 20), (165, 0, 195, 20))
    assert page.picture is None


def test_how_the_page_was_turned_is_noted_beside_its_picture() -> None:
    root = ElementTree.fromstring(
        f"<html xmlns='{XHTML}'><div class='ocr_page' title='image; bbox 0 0 800 600'/></html>"
    )
    assert recognised(ElementTree.tostring(root)).picture is None
    note_turn(root, 270, -0.5)
    assert recognised(ElementTree.tostring(root)).picture == Picture(800, 600, 270, -0.5)


@given(
    st.lists(
        st.lists(
            st.tuples(
                st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=5),
                st.integers(0, 100),
                st.integers(0, 900),
                st.integers(0, 900),
                st.integers(901, 1000),
                st.integers(901, 1000),
            ),
            max_size=5,
        ),
        max_size=6,
    )
)
def test_each_word_of_the_text_has_its_confidence(lines: list[list[Word]]) -> None:
    page = recognised(hocr(*lines))
    assert len(page.text.split()) == len(page.confidence) == len(page.boxes)
