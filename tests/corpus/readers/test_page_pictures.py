import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.readers.page_pictures import draw, is_scan
from corpus.readers.pdf_contents import PdfContents
from corpus.readers.pdfium_reader import read_with_pdfium
from tests.corpus.readers.making import WORDS, make_pdf, make_raw_pdf, make_scan


def scans_in(data: bytes) -> tuple[int, ...]:
    contents = read_with_pdfium(data)
    assert isinstance(contents, PdfContents)
    return contents.scans


def one_page(paint: str) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(400, 300))
    if paint == "speck":
        canvas.circle(200, 100, 0.5, fill=1)
    elif paint == "grey paper":
        canvas.setFillGray(0.8)
        canvas.rect(0, 0, 400, 300, fill=1, stroke=0)
    elif paint == "words drawn as lines":
        for x in range(40, 240, 4):
            canvas.line(x, 200, x, 208)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


@pytest.mark.parametrize(
    ("paint", "scan"),
    [("", False), ("speck", False), ("grey paper", False), ("words drawn as lines", True)],
)
def test_a_blank_page_is_no_scan(paint: str, scan: bool) -> None:
    assert scans_in(one_page(paint)) == ((1,) if scan else ())


def test_scans_are_told_from_pages_with_text() -> None:
    assert scans_in(make_pdf([WORDS, None, WORDS])) == (2,)


def stamped(width: int) -> bytes:
    """A page with a page number for all its text, and a picture of this width."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(400, 300))
    canvas.drawImage(ImageReader(Image.new("L", (50, 50), 200)), 0, 20, width, 280)
    canvas.drawString(180, 5, "Page 57")
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def test_a_stamped_page_is_a_scan_if_a_picture_fills_it() -> None:
    assert scans_in(stamped(400)) == (1,)
    assert scans_in(stamped(100)) == ()


def test_pages_are_drawn_at_the_resolution_of_the_scan(tmp_path: Path) -> None:
    data = make_scan([[WORDS], [WORDS]], dpi=250)
    draw(data, [2], tmp_path / "pictures.pdf")
    with pypdfium2.PdfDocument(tmp_path / "pictures.pdf") as document:
        assert len(document) == 1
        (picture,) = document[0].get_objects()
        across, _ = picture.get_px_size()
        assert abs(across - 595 * 250 / 72) <= 2
        width, height = document[0].get_size()
        assert (round(width), round(height)) == (595, 842)


@pytest.mark.parametrize(("dpi", "drawn"), [(100, 200), (400, 300)])
def test_coarse_scans_are_drawn_finer_and_fine_ones_coarser(
    tmp_path: Path, dpi: int, drawn: int
) -> None:
    draw(make_scan([[]], dpi=dpi), [1], tmp_path / "pictures.pdf")
    with pypdfium2.PdfDocument(tmp_path / "pictures.pdf") as document:
        (picture,) = document[0].get_objects()
        across, _ = picture.get_px_size()
        assert abs(across - 595 * drawn / 72) <= 2


def test_ink_is_where_it_was(tmp_path: Path) -> None:
    made = io.BytesIO()
    image = Image.new("L", (400, 300), 255)
    ImageDraw.Draw(image).rectangle((300, 20, 380, 60), fill=0)
    canvas = Canvas(made, pagesize=(400, 300))
    canvas.drawImage(ImageReader(image), 0, 0, 400, 300)
    canvas.showPage()
    canvas.save()
    draw(made.getvalue(), [1], tmp_path / "pictures.pdf")
    with pypdfium2.PdfDocument(tmp_path / "pictures.pdf") as document:
        seen = document[0].render(scale=1, grayscale=True).to_numpy().squeeze()
    assert seen[40, 340] < 50
    assert seen[40, 60] > 200


def test_a_page_that_says_it_is_a_mile_wide_is_glanced_at() -> None:
    black = b"0 0 150000 200000 re f"
    data = make_raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200000 200000]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(black), black),
    )
    with pypdfium2.PdfDocument(data) as document:
        assert is_scan(document[0], "")
