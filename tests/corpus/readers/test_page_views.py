"""Boxes and pictures of pages, held against pdfium's own account of what is printed where."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from corpus.readers.kept_pages import KeptPages
from corpus.readers.ocr import read_scans
from corpus.readers.originals import SourceChangedError, SourceGoneError
from corpus.readers.page_views import (
    MOST_PIXELS,
    OpenFiles,
    PageRefusedError,
    Places,
    PrintedFile,
    PrintedPage,
)
from corpus.readers.pdf_contents import PdfContents
from corpus.readers.pdfium_reader import read_with_pdfium
from tests.corpus.readers.geometry import under
from tests.corpus.readers.making import WORDS, make_pdf, make_raw_pdf, make_scan

LINES = (
    "Children in Aldermere are seen alone, and their views are written down.",
    "Managers look at the oldest plans first (14 in May 2024) and close most.",
    "“Nobody asked me,” one young person said; that has changed since then.",
)


def page_of(path: Path, number: int = 1) -> PrintedPage:
    """A page of a file, with the text that the reader gives."""
    data = path.read_bytes()
    contents = read_with_pdfium(data)
    assert isinstance(contents, PdfContents)
    file = PrintedFile((str(path),), hashlib.sha256(data).hexdigest())
    return PrintedPage(file, number, contents.pages[number - 1].text)


def places(page: PrintedPage, *stretches: tuple[int, int]) -> Places:
    return OpenFiles().places(page, stretches)


def painted(path: Path, paint: Callable[[Canvas], None], size: tuple[float, float] = A4) -> Path:
    canvas = Canvas(str(path), pagesize=size)
    paint(canvas)
    canvas.showPage()
    canvas.save()
    return path


def plain(canvas: Canvas, left: float = 72, top: float = 760) -> None:
    for number, line in enumerate(LINES):
        canvas.drawString(left, top - 14 * number, line)


def rotated(turn: int) -> Callable[[Canvas], None]:
    def paint(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        if turn % 180:  # reportlab takes the size for that of the page as it is shown
            canvas.setPageSize(landscape(A4))
        plain(canvas)

    return paint


def cropped(canvas: Canvas) -> None:
    canvas.setCropBox((50, 600, 560, 800))
    plain(canvas)


def cropped_and_turned(canvas: Canvas) -> None:
    cropped(canvas)
    rotated(90)(canvas)


def columns(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 7)
    plain(canvas, 40)
    plain(canvas, 310)


def sideways(canvas: Canvas) -> None:
    canvas.rotate(90)
    plain(canvas, 72, -100)


def tight(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 12)
    for number, line in enumerate(LINES * 3):
        canvas.drawString(72, 700 - 11 * number, line)


def hyphenated(canvas: Canvas) -> None:
    for number, line in enumerate(("Social workers think about contin-", "gency in every plan.")):
        canvas.drawString(72, 700 - 14 * number, line)


def sized(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 30)
    canvas.drawString(40, 700, "Aldermere")
    canvas.setFont("Helvetica", 6)
    canvas.drawString(220, 700, "footnote 1 beside a heading")
    canvas.setFont("Helvetica-Oblique", 11)
    canvas.drawString(40, 670, LINES[1])


PAGES = {
    "plain": plain,
    "turned by 90": rotated(90),
    "turned by 180": rotated(180),
    "turned by 270": rotated(270),
    "cropped": cropped,
    "cropped and turned": cropped_and_turned,
    "two columns": columns,
    "text that runs upwards": sideways,
    "lines close together": tight,
    "hyphens": hyphenated,
    "large and small": sized,
}


def letters(text: str) -> str:
    """What is compared; pdfium has a hyphen at a line's end as one of three characters."""
    return "".join(c for c in text if not c.isspace() and c not in "-\x02\ufffe")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PrintedPage]:
    folder = tmp_path_factory.mktemp("pages")
    return {name: page_of(painted(folder / f"{name}.pdf", paint)) for name, paint in PAGES.items()}


@settings(max_examples=80)
@given(st.sampled_from(sorted(PAGES)), st.data())
def test_the_letters_under_the_boxes_of_a_stretch_are_that_stretch(
    pages: dict[str, PrintedPage], name: str, data: st.DataObject
) -> None:
    page = pages[name]
    start = data.draw(st.integers(0, len(page.text) - 1))
    end = data.draw(st.integers(start + 1, len(page.text)))
    (boxes,) = places(page, (start, end)).boxes
    wanted = letters(page.text[start:end])
    found = letters(under(Path(page.file.paths[0]), 1, boxes or ()))
    assert found == wanted
    assert (boxes is None) == (not page.text[start:end].replace("\ufffe", "-").strip())


@pytest.mark.parametrize("name", sorted(PAGES))
def test_boxes_lie_on_the_page_and_hold_a_line_each(
    pages: dict[str, PrintedPage], name: str
) -> None:
    page = pages[name]
    whole = places(page, (0, len(page.text)))
    (boxes,) = whole.boxes
    assert boxes is not None
    for box in boxes:
        assert -1 <= box.left < box.right <= whole.width + 1
        assert -1 <= box.top < box.bottom <= whole.height + 1
    rows = [line for line in page.text.replace("\ufffe", "\n").splitlines() if line.strip()]
    assert len(boxes) == len(rows)


def test_a_line_has_one_box_as_high_as_its_letters_can_be(tmp_path: Path) -> None:
    page = page_of(painted(tmp_path / "plain.pdf", plain))
    (boxes,) = places(page, (0, len(LINES[0]))).boxes
    assert boxes is not None
    (box,) = boxes
    assert box.left == pytest.approx(72, abs=1.5)
    assert box.top == pytest.approx(842 - 760 - 0.76 * 12, abs=1)
    assert box.bottom - box.top == pytest.approx(12, abs=1)


def test_letters_that_one_sign_stands_for_are_found(tmp_path: Path) -> None:
    """A ligature that the file says is two letters, a sign beyond the first plane, half of one."""
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        b"/CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange "
        b"3 beginbfchar <41> <D83DDE00> <42> <00660069> <43> <D83D> endbfchar endcmap end end"
    )
    body = b"BT /F 20 Tf 20 100 Td (xAyBzCwv) Tj ET"
    path = tmp_path / "signs.pdf"
    path.write_bytes(
        make_raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%b\nendstream" % (len(body), body),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
            b"<</Length %d>>stream\n%b\nendstream" % (len(table), table),
        )
    )
    page = page_of(path)
    assert page.text == "x😀yfizwv"
    for sign in ("x", "y", "z", "w", "v"):
        at = page.text.index(sign)
        (boxes,) = places(page, (at, at + 1)).boxes
        assert under(path, 1, boxes or ()) == sign
    (ligature,) = places(page, (3, 5)).boxes
    assert under(path, 1, ligature or ()) == "fi"


def test_what_another_reader_gave_is_found_by_its_letters(tmp_path: Path) -> None:
    path = painted(tmp_path / "plain.pdf", plain)
    printed = page_of(path)
    text = "\n".join(LINES)
    page = PrintedPage(printed.file, 1, text)
    at = text.index("Managers")
    (boxes,) = places(page, (at, at + len("Managers look"))).boxes
    assert under(path, 1, boxes or ()) == "Managerslook"
    other = PrintedPage(printed.file, 1, "Another text altogether.")
    assert places(other, (0, 7)).boxes == (None,)


def test_a_blank_page_and_white_space_have_no_boxes(tmp_path: Path) -> None:
    blank = page_of(painted(tmp_path / "blank.pdf", lambda _: None))
    assert places(blank, (0, 0)).boxes == (None,)
    page = page_of(painted(tmp_path / "plain.pdf", plain))
    space = page.text.index(" ")
    assert places(page, (space, space + 1)).boxes == (None,)


def test_any_of_forty_pages_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(make_pdf([f"{WORDS} {number}" for number in range(1, 41)]))
    files = OpenFiles()
    page = page_of(path, 37)
    (boxes,) = files.places(page, [(page.text.index("37"), len(page.text))]).boxes
    assert under(path, 37, boxes or ()) == "37"
    for number in (0, 41):
        with pytest.raises(PageRefusedError):
            files.picture(page.file, number, 1)


def test_a_picture_is_as_large_as_is_asked_and_never_too_large(tmp_path: Path) -> None:
    page = page_of(painted(tmp_path / "plain.pdf", plain))
    picture = Image.open(io.BytesIO(OpenFiles().picture(page.file, 1, 2)))
    assert picture.size == (1191, 1684)
    assert picture.mode == "L"
    poster = page_of(painted(tmp_path / "poster.pdf", plain, (14_000, 14_000)))
    large = Image.open(io.BytesIO(OpenFiles().picture(poster.file, 1, 4)))
    assert large.width * large.height <= MOST_PIXELS * 1.01


def test_colours_stay(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.8, 0.1, 0.1)
        canvas.rect(10, 10, 300, 300, fill=1)

    page = page_of(painted(tmp_path / "red.pdf", paint))
    picture = Image.open(io.BytesIO(OpenFiles().picture(page.file, 1, 1)))
    inside = picture.convert("RGB").crop((60, 600, 260, 800))
    assert inside.tobytes() == bytes((204, 26, 26)) * (200 * 200)


def test_a_clipping_shows_the_stretch_marked_and_little_else(tmp_path: Path) -> None:
    page = page_of(painted(tmp_path / "plain.pdf", plain))
    stretch = (0, len(LINES[0]))
    clipping = Image.open(io.BytesIO(OpenFiles().clipping(page, [stretch], 2))).convert("RGB")
    assert clipping.height < 120
    assert 500 < clipping.width < 1191
    yellow = bytes((255, 229, 110))
    pixels = clipping.tobytes()
    assert yellow in {pixels[at : at + 3] for at in range(0, len(pixels), 3)}
    # Where the words cannot be told, it is the page.
    other = PrintedPage(page.file, 1, "Another text.")
    whole = Image.open(io.BytesIO(OpenFiles().clipping(other, [(0, 7)], 1)))
    assert whole.size == (596, 842)


def test_a_scan_is_marked_by_the_words_that_were_recognised(tmp_path: Path) -> None:
    path, scans = tmp_path / "scan.pdf", tmp_path / "scans"
    path.write_bytes(make_scan([LINES * 5], turned=90))
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    text = read_scans(data, [1], KeptPages(scans, digest)).pages[1].text
    page = PrintedPage(PrintedFile((str(path),), digest), 1, text, True, scans)
    start = text.index("Managers")
    end = text.index("first", start) + len("first")
    found = OpenFiles().places(page, [(start, end)])
    assert found.boxes[0] is not None
    (box,) = found.boxes[0]
    # The page lies on its left side: what was 72 points from the left is so from the bottom.
    assert box.bottom == pytest.approx(found.height - 72, abs=2)
    assert box.left == pytest.approx(842 - 730 - 10, abs=6)
    assert box.bottom - box.top == pytest.approx(212, abs=15)
    unkept = PrintedPage(page.file, 1, text, True, tmp_path / "elsewhere")
    assert OpenFiles().places(unkept, [(start, end)]).boxes == (None,)
    changed = PrintedPage(page.file, 1, text + " ", True, scans)
    assert OpenFiles().places(changed, [(start, end)]).boxes == (None,)


def test_only_the_file_that_was_indexed_is_shown(tmp_path: Path) -> None:
    path, copy = tmp_path / "plain.pdf", tmp_path / "copy.pdf"
    page = page_of(painted(path, plain))
    files = OpenFiles()
    files.picture(page.file, 1, 1)
    copy.write_bytes(path.read_bytes())
    path.write_bytes(make_pdf())
    with pytest.raises(SourceChangedError):
        files.picture(page.file, 1, 1)
    both = PrintedFile((str(path), str(copy)), page.file.sha256)
    assert files.picture(both, 1, 1)
    path.unlink()
    with pytest.raises(SourceGoneError):
        files.picture(page.file, 1, 1)


def test_a_file_that_pdfium_cannot_open_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "torn.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing of the kind")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(PageRefusedError):
        OpenFiles().picture(PrintedFile((str(path),), digest), 1, 1)
