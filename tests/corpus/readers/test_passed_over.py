from xml.etree import ElementTree

import numpy as np

from corpus.readers.hocr import recognised
from corpus.readers.passed_over import Picture, passed_over, put_back
from tests.corpus.readers.test_hocr import Word, hocr, line


def paper() -> Picture:
    return np.full((200, 400), 240, np.uint8)


def page_of(*words: list[Word]) -> ElementTree.Element:
    """As Tesseract gives it: each line's box is that of its words."""
    page = ElementTree.fromstring(hocr(*words))
    for element, line_of in zip(page.iter("{http://www.w3.org/1999/xhtml}p"), [words], strict=True):
        for span, each in zip(list(element), line_of, strict=True):
            box = (each[0][2], each[0][3], each[-1][4], each[-1][5])
            span.set("title", "bbox {} {} {} {}".format(*box))
    return page


def test_a_bullet_that_was_passed_over_is_found_in_the_picture() -> None:
    picture = paper()
    picture[46:54, 70:78] = 10
    page = page_of(line("Plans drift", top=40), line("for months.", top=70))
    (found,) = passed_over(page, picture)
    assert (found.sign, found.box) == ("•", (70, 46, 78, 54))
    assert put_back([found])
    assert recognised(ElementTree.tostring(page)).text == "• Plans drift\r\nfor months."


def test_a_dash_is_told_from_a_bullet() -> None:
    picture = paper()
    picture[49:51, 65:79] = 10
    (found,) = passed_over(page_of(line("Plans drift", top=40)), picture)
    assert found.sign == "–"


def test_numbers_that_were_passed_over_come_from_a_second_reading() -> None:
    picture = paper()
    picture[42:58, 60:64] = 10  # strokes with paper between them: no bullet
    picture[42:58, 74:78] = 10
    page = page_of(line("Plans drift", top=40))
    found = passed_over(page, picture)
    assert [each.sign for each in found] == [""]
    assert not put_back(found)
    second = page_of([("11.", 91, 58, 41, 79, 59), *line("Plans drift", top=40)])
    assert put_back(found, second)
    assert recognised(ElementTree.tostring(page)).text == "11. Plans drift"


def test_specks_and_what_was_read_are_left_alone() -> None:
    picture = paper()
    picture[49:51, 70:71] = 10
    assert passed_over(page_of(line("Plans drift", top=40)), picture) == []
    picture[42:58, 60:78] = 10
    read = [("11.", 91, 58, 41, 79, 59)]
    page = page_of(line("Plans drift", top=40), read)
    assert passed_over(page, picture) == []
