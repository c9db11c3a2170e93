"""The committed sample documents are what their sources say, and say that they are fiction."""

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import ImageChops, ImageStat
from pypdf import PdfReader

from corpus.sample import DOCUMENTS, SOURCES
from corpus.sample.build import build
from corpus.sample.drawing import MARK

SCANNED = "aldermere-unannounced-inspection-2012.pdf"
PACK = "aldermere-scrutiny-pack-2024-11.pdf"
PDFS = sorted(path.name for path in DOCUMENTS.glob("*.pdf"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    build(folder)
    return folder


def _pages(path: Path) -> list[str]:
    with pdfium.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_every_source_has_its_document() -> None:
    expected = {
        path.with_suffix(".pdf" if path.suffix == ".md" else path.suffix).name
        for path in SOURCES.iterdir()
    }
    assert {path.name for path in DOCUMENTS.iterdir()} == expected


@pytest.mark.parametrize(
    "name", sorted(path.name for path in DOCUMENTS.iterdir() if path.name != SCANNED)
)
def test_building_gives_the_committed_bytes(built: Path, name: str) -> None:
    assert (built / name).read_bytes() == (DOCUMENTS / name).read_bytes()


def test_building_gives_the_committed_pictures(built: Path) -> None:
    """The renderer and the JPEG encoder may differ by a few grey levels from release to release."""
    pages = [PdfReader(folder / SCANNED).pages for folder in (built, DOCUMENTS)]
    for ours, committed in zip(*pages, strict=True):
        pictures = [page.images[0].image for page in (ours, committed)]
        assert pictures[0] is not None
        assert pictures[1] is not None
        assert pictures[0].size == pictures[1].size
        difference = ImageChops.difference(pictures[0].convert("L"), pictures[1].convert("L"))
        assert ImageStat.Stat(difference).mean[0] < 4


@pytest.mark.parametrize("name", [name for name in PDFS if name != SCANNED])
def test_every_page_says_that_it_is_fiction(name: str) -> None:
    for number, text in enumerate(_pages(DOCUMENTS / name), 1):
        assert MARK in text, f"page {number}"


@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_text_documents_say_that_they_are_fiction(suffix: str) -> None:
    for path in DOCUMENTS.glob(f"*{suffix}"):
        assert MARK in path.read_text(encoding="utf-8"), path.name


def test_the_scanned_letter_has_pictures_and_no_text() -> None:
    assert [text.strip() for text in _pages(DOCUMENTS / SCANNED)] == ["", ""]
    assert all(len(page.images) == 1 for page in PdfReader(DOCUMENTS / SCANNED).pages)


def test_the_pack_has_outline_and_page_labels() -> None:
    with pdfium.PdfDocument(DOCUMENTS / PACK) as pack:
        labels = [pack.get_page_label(index) for index in range(len(pack))]
        outline = [(entry.get_title(), entry.get_dest().get_index()) for entry in pack.get_toc()]
    assert len(labels) >= 25
    assert labels[:5] == ["i", "ii", "iii", "1", "2"]
    assert [title for title, _ in outline if title[0].isdigit()] == [
        "3 Minutes of the previous meeting",
        "5 Ofsted inspection of children’s services",
        "6 Performance monitoring report",
        "7 Department update report",
        "8 Work programme 2024/25",
    ]


def test_the_agenda_names_the_pages_that_are_printed() -> None:
    pages = _pages(DOCUMENTS / PACK)
    ranges = re.findall(r"(\d+) - (\d+)", pages[0])
    assert len(ranges) == 5
    for item, (first, _) in zip((3, 5, 6, 7, 8), ranges, strict=True):
        page = next(text for text in pages if f"Page {first}\r\n" in text)
        assert f"Agenda Item {item}" in page


def test_the_pack_holds_the_inspection_report() -> None:
    pack = "".join(_pages(DOCUMENTS / PACK))
    report = _pages(DOCUMENTS / "aldermere-inspection-2024.pdf")
    for page in report:
        assert page.replace(MARK, "").strip()[-400:] in pack


def test_the_traps_that_readers_are_tested_on_are_there() -> None:
    report = _pages(DOCUMENTS / "aldermere-inspection-2024.pdf")
    assert "What needs to improve?1" in report[0]
    assert "decision\ufffemaking" in "".join(report)
    assert "In the\r\n" + MARK in report[2]
    assert "twelve months to March 2024 there were 118 referrals" in report[3]


def test_the_samples_are_small() -> None:
    assert sum(path.stat().st_size for path in DOCUMENTS.iterdir()) < 3_000_000
