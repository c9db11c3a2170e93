import io
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from corpus.readers.pdf_contents import PdfContents
from corpus.readers.pdfium_reader import read_with_pdfium
from corpus.sources import Page
from tests.corpus.readers.making import make_pdf

HEAD = ["No.", "Indicator", "Target 2023/24", "Apr-23", "May-23", "Jun-23 / Q1", "RAG"]
ROWS = [
    ["1", "Children with a plan who were seen in time", "95%", "96% (48/50)", "", "97%", "Green"],
    ["2", "First-time entrants", "Not a target measure", "12", "15", "", "Red"],
    ["3", "Young people (16 - 17 year olds) not in education or work", "", "1.7%", "2%", "3", ""],
]
WIDTHS = (30, 150, 80, 80, 80, 80, 50)


def _pdf(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float] = WIDTHS,
    *,
    size: float = 8,
    spans: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    middle: bool = False,
    centred: bool = False,
    padding: float = 3,
) -> bytes:
    """A page with a table as a word processor sets it, between two sentences."""
    made = io.BytesIO()
    style = ParagraphStyle("cell", fontSize=size, leading=1.2 * size, alignment=1 if centred else 0)
    cells = [[Paragraph(cell, style) for cell in row] for row in rows]
    commands: list[tuple[Any, ...]] = [("SPAN", *span) for span in spans]
    commands += [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if middle else "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
    ]
    text = ParagraphStyle("text", fontSize=10, leading=13)
    SimpleDocTemplate(made, pagesize=landscape(A4)).build(
        [
            Paragraph("The panel follows how well the borough is doing in these matters.", text),
            Spacer(1, 12),
            Table(cells, list(widths), style=commands),
            Spacer(1, 12),
            Paragraph("RAG: red, amber and green, against the target for the year.", text),
        ]
    )
    return made.getvalue()


def _page(pdf: bytes) -> Page:
    contents = read_with_pdfium(pdf)
    pages: tuple[Page, ...] = getattr(contents, "pages", ())
    return pages[0]


def _rows(pdf: bytes) -> list[list[str]]:
    page = _page(pdf)
    return [[" ".join(page.text[a:b] for a, b in cell) for cell in row.cells] for row in page.rows]


@pytest.mark.parametrize("middle", [False, True])
@pytest.mark.parametrize("padding", [0, 3])
def test_cells_that_wrap_and_cells_that_are_empty(middle: bool, padding: float) -> None:
    assert _rows(_pdf([HEAD, *ROWS], middle=middle, padding=padding)) == [HEAD, *ROWS]


def test_what_stands_around_a_table_is_no_part_of_it() -> None:
    page = _page(_pdf([HEAD, *ROWS]))
    assert page.text.index("matters.") < page.rows[0].start
    assert page.rows[-1].end < page.text.index("RAG: red")


def test_a_line_across_the_table() -> None:
    across = ["Schools", *[""] * 6]
    rows = [HEAD, across, *ROWS]
    assert _rows(_pdf(rows, spans=[((0, 1), (-1, 1))])) == rows


def test_headings_over_headings() -> None:
    upper = ["No.", "Indicator", "Target", "Last year", "", "This year", ""]
    lower = ["", "", "", "Ours", "England", "Apr", "May"]
    rows = [upper, lower, *([*row[:6], "7"] for row in ROWS)]
    spans = [((3, 0), (4, 0)), ((5, 0), (6, 0))]
    assert _rows(_pdf(rows, spans=spans)) == rows
    # In the middle of what it is over, nobody can say where a heading begins.
    assert _rows(_pdf(rows, spans=spans, centred=True))[0] == lower


def test_pages_that_are_turned() -> None:
    for turn in (0, 90, 270):
        made = io.BytesIO()
        canvas = Canvas(made, pagesize=A4)
        canvas.setPageRotation(turn)
        canvas.setFont("Helvetica", 7)
        canvas.translate(A4[0] if turn == 90 else 0, A4[1] if turn == 270 else 0)
        canvas.rotate({0: 0, 90: 90, 270: -90}[turn])
        for number, row in enumerate([HEAD, *ROWS]):
            for place, cell in enumerate(row):
                canvas.drawString(40 + 75 * place, 500 - 20 * number, cell[:18])
        canvas.save()
        assert _rows(made.getvalue()) == [[cell[:18] for cell in row] for row in [HEAD, *ROWS]]


def test_upside_down_is_left_as_text() -> None:
    writer = PdfWriter()
    writer.add_page(PdfReader(io.BytesIO(_pdf([HEAD, *ROWS]))).pages[0].rotate(180))
    made = io.BytesIO()
    writer.write(made)
    assert _rows(made.getvalue()) == []


@pytest.mark.parametrize(
    "words",
    [
        "In 2016 17 children came, 18 20 and 30 40 went, and of 12 13 nothing was heard again.",
        "T: 0300 123 1231",
        "There were 264 (51%) of 518 children in the area.",
    ],
)
def test_figures_in_running_text_are_no_table(words: str) -> None:
    made = io.BytesIO()
    canvas = Canvas(made)
    for line in range(12):
        canvas.drawString(40, 700 - 14 * line, words)
    canvas.save()
    assert _rows(made.getvalue()) == []


def test_a_table_without_headings_is_left_as_text() -> None:
    assert _rows(_pdf([["Contacts", "12", "13"], ["Plans", "4", "5"], ["Visits", "6", "7"]])) == []


def test_a_page_without_figures_has_no_rows() -> None:
    assert _page(make_pdf()).rows == ()


_FIGURE = st.sampled_from(["", "7", "1,024", "96%", "96% (48/50)", "£1.1m", "n/a", "0.5"])
_LABEL = st.sampled_from(
    ["Visits", "Plans reviewed on time", "Children who came back to care within a year of leaving"]
)
_BODY = st.lists(
    st.tuples(_LABEL, st.lists(_FIGURE, min_size=4, max_size=4)), min_size=1, max_size=7
)


@settings(max_examples=25)
@given(_BODY, st.booleans(), st.booleans(), st.sampled_from([0, 2, 5]), st.booleans())
def test_no_figure_is_read_from_another_column(
    body: list[tuple[str, list[str]]], middle: bool, centred: bool, padding: float, numbered: bool
) -> None:
    years = ["2020/21", "2021/22", "2022/23", "2023/24"]
    names = [f"{label} {chr(65 + n) * 3}" for n, (label, _) in enumerate(body)]
    figures = {name: cells for name, (_, cells) in zip(names, body, strict=True)}
    table = [["Measure", *years], *([name, *figures[name]] for name in names)]
    widths = [130, 90, 90, 90, 90]
    if numbered:
        table = [[str(n) if n else "No.", *row] for n, row in enumerate(table)]
        widths.insert(0, 30)
    rows = _rows(_pdf(table, widths, middle=middle, centred=centred, padding=padding))
    for row in rows[1:]:
        told = dict(zip(rows[0], row, strict=True))
        label = told["Measure"]
        held = {year: told.get(year, "") for year in years}
        if any(held.values()):
            # A label may lose its first line; its figures are its own.
            (name,) = (name for name in names if name.endswith(label[-3:]))
            assert list(held.values()) == figures[name]


def test_figures_that_stand_in_no_columns_are_no_table() -> None:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(400, 300))
    for number in range(8):
        for place in range(2):
            canvas.drawString(40 + 9 * number + 40 * place, 250 - 14 * number, "12.5%")
    canvas.save()
    contents = read_with_pdfium(made.getvalue())
    assert isinstance(contents, PdfContents)
    assert contents.pages[0].text.count("12.5%") == 16
    assert contents.pages[0].rows == ()
