"""The committed sample documents are what their sources say, and say that they are fiction."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from corpus.sample.build import DOCUMENTS, SOURCES, build
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


@pytest.mark.parametrize("name", sorted(path.name for path in DOCUMENTS.iterdir()))
def test_building_gives_the_committed_bytes(built: Path, name: str) -> None:
    assert (built / name).read_bytes() == (DOCUMENTS / name).read_bytes()


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


def test_the_samples_are_small() -> None:
    assert sum(path.stat().st_size for path in DOCUMENTS.iterdir()) < 3_000_000
