from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageDraw

from corpus.readers.boxes import Box
from corpus.readers.hocr import note_turn
from corpus.readers.kept_pages import KeptPages
from corpus.readers.passed_over import XHTML
from corpus.readers.recognised_words import recognised_glyphs

INK = (120, 90, 300, 120)
"""A word on a page of 600 by 400 pixels, 300 by 200 points."""


def kept_word(folder: Path, turn: int, skew: float, noted: bool = True) -> KeptPages:
    """The page, turned as OCRmyPDF turns it, with the box of its word as Tesseract sees it."""
    page = Image.new("L", (600, 400), 255)
    ImageDraw.Draw(page).rectangle(INK, fill=0)
    turned = page.rotate(turn, expand=True).rotate(skew, fillcolor=255)
    seen = turned.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert seen is not None
    root = ElementTree.fromstring(
        f"<html xmlns='{XHTML}'><div class='ocr_page' "
        f"title='bbox 0 0 {turned.width} {turned.height}'>"
        "<span class='ocr_line' title='bbox 0 0 9 9'>"
        f"<span class='ocrx_word' title='bbox {seen[0]} {seen[1]} {seen[2]} {seen[3]}; "
        "x_wconf 95'>Carers</span></span></div></html>"
    )
    if noted:
        note_turn(root, turn, skew)
    kept = KeptPages(folder, "0" * 64)
    kept.put(1, ElementTree.tostring(root))
    return kept


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 2.0, -2.0])
def test_a_word_is_found_where_it_is_on_the_page(tmp_path: Path, turn: int, skew: float) -> None:
    kept = kept_word(tmp_path, turn, skew)
    found = recognised_glyphs(kept, 1, "Carers", 300, 200)
    assert found is not None
    ((start, end, glyph),) = found
    assert (start, end) == (0, 6)
    assert glyph.upwards == (turn in (90, 270))
    wanted = Box(*(side / 2 for side in INK))
    for side in ("left", "top", "right", "bottom"):
        assert getattr(glyph.box, side) == pytest.approx(getattr(wanted, side), abs=4)


def test_what_was_not_noted_or_is_another_text_is_not_guessed(tmp_path: Path) -> None:
    kept = kept_word(tmp_path, 0, 0.0, noted=False)
    assert recognised_glyphs(kept, 1, "Carers", 300, 200) is None
    kept = kept_word(tmp_path, 0, 0.0)
    assert recognised_glyphs(kept, 1, "Careers", 300, 200) is None
    assert recognised_glyphs(kept, 2, "Carers", 300, 200) is None
    kept.put(1, b"<html")
    assert recognised_glyphs(kept, 1, "Carers", 300, 200) is None
