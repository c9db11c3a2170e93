from pathlib import Path

from docx import Document

from corpus.sample import DOCUMENTS
from evals.quotes import standing
from evals.sources import page_text


def test_a_page_of_a_pdf_is_read_from_the_file() -> None:
    report = DOCUMENTS / "aldermere-inspection-2024.pdf"
    assert standing("Inspection dates: 13 to 24 May 2024", page_text(report, 1)) is not None
    assert page_text(report, 999) == page_text(report, None) == ""


def test_a_text_keeps_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes("One.\r\nTwo £5.".encode("cp1252"))
    assert page_text(path, None) == "One.\r\nTwo £5."


def test_of_html_only_what_is_seen_is_read(tmp_path: Path) -> None:
    path = tmp_path / "offer.html"
    path.write_text(
        "<head><title>T</title><style>p{}</style></head><body><p>Free  bus&nbsp;pass"
        "<script>x()</script> &amp; gym</p></body>",
        "utf-8",
    )
    assert page_text(path, None).split() == ["Free", "bus", "pass", "&", "gym"]


def test_of_docx_each_paragraph_is_a_line(tmp_path: Path) -> None:
    made = Document()
    made.add_paragraph("Visits are on time.")
    made.add_paragraph("Plans are not.")
    made.save(str(tmp_path / "paper.docx"))
    assert page_text(tmp_path / "paper.docx", None) == "Visits are on time.\nPlans are not."


def test_a_broken_pdf_has_no_text(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    assert page_text(path, 1) == ""
