"""From blocks to PDF pages: the flowables, the foot of each page, outline and page labels.

Orders to the page: `page` (a new one), `space 12` (points), `right` and `centre` (a paragraph),
`table 60 40` (column widths in percent of the next table; `plain` after them: no header row),
`note 1 …` (a footnote at the foot; the page ends there), `blank` (an empty page that says so).
`{page:x}` and `{end:x}` become the printed number of the first and last page of the part x.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from corpus.sample.layouts import LAYOUTS, SQUARES, Layout, register_fonts
from corpus.sample.markup import Block, Part, Source

MARK = "Fictional sample document written for Scrutineer. Not an Ofsted publication."
_BLANK = "This page is intentionally left blank"
_RAG = {"Green": colors.lightgreen, "Amber": colors.moccasin, "Red": colors.lightcoral}
_INLINE = ((r"\*\*(.+?)\*\*", r"<b>\1</b>"), (r"\*(.+?)\*", r"<i>\1</i>"))
_RAISED = (r"\^(\d+)\^", r"<super size=6>\1</super>")


def draw(source: Source, target: Path) -> None:
    """Write the source as a PDF; the same source gives the same bytes."""
    register_fonts()
    numbers: dict[str, int] = {}
    if any("{page:" in str(block) for part in source.parts for block in part.blocks):
        numbers = _Pages(source, target).write({})
    _Pages(source, target).write(numbers)


class _SquareBullet(Paragraph):
    """A paragraph with a painted square where the typeface has none."""

    def draw(self) -> None:
        super().draw()
        if self.bulletText:
            side = self.style.fontSize * 0.55
            self.canv.rect(
                self.style.bulletIndent, self.height - side - 3, side, side, stroke=0, fill=1
            )


class _Note(Flowable):
    """A footnote: takes what is left of the page and stands at its foot."""

    def __init__(self, text: str, layout: Layout) -> None:
        super().__init__()
        self.paragraph = Paragraph(text, layout.style("note", fontSize=7.5, leading=9.5))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.paragraph.wrap(width, height)
        return width, height - 0.01

    def draw(self) -> None:
        self.canv.line(0, self.paragraph.height + 4, 50 * mm, self.paragraph.height + 4)
        self.paragraph.drawOn(self.canv, 0, 0)


class _Pages:
    """One pass over a source: draws it and remembers on which page each part began."""

    def __init__(self, source: Source, target: Path) -> None:
        self.source, self.target = source, target
        self.first: dict[str, int] = {}
        self.last: dict[str, int] = {}
        self.offset = 0
        self.is_pack = source.parts[0].layout == "front"

    def write(self, numbers: dict[str, int]) -> dict[str, int]:
        """Draw with these page numbers filled in; returns the ones that came out."""
        document = BaseDocTemplate(
            str(self.target),
            title=self.source.fields["title"],
            author="Scrutineer sample corpus (fiction)",
            invariant=1,
            pageCompression=0,
        )
        story: list[Flowable] = []
        for index, part in enumerate(self.source.parts):
            document.addPageTemplates(self._template(str(index), part))
            story += [NextPageTemplate(str(index)), PageBreak()] if index else []
            story += _flowables(part, numbers)
        document.build(story)
        found = {f"page:{name}": page - self.offset for name, page in self.first.items()}
        return found | {f"end:{name}": page - self.offset for name, page in self.last.items()}

    def _template(self, name: str, part: Part) -> PageTemplate:
        layout = LAYOUTS[part.layout]
        (width, height), (side, foot) = layout.paper, layout.margins
        frame = Frame(side, foot, width - 2 * side, height - foot - 18 * mm, 0, 0, 0, 0)

        def begin(canvas: Canvas, _: object) -> None:
            self._begin(canvas, part, layout)

        return PageTemplate(name, frame, begin, _mark, pagesize=layout.paper)

    def _begin(self, canvas: Canvas, part: Part, layout: Layout) -> None:
        page = canvas.getPageNumber()
        if part.name not in self.first:
            self.first[part.name] = page
            if self.is_pack:
                self._index(canvas, part, page)
        self.last[part.name] = page
        (width, _), (side, foot) = layout.paper, layout.margins
        own = page - self.first[part.name] + 1
        canvas.saveState()
        canvas.setFont("Helvetica" if layout.council else "Vera", 7.5)
        if self.offset:
            canvas.drawRightString(width - side, foot - 12 * mm, f"Page {page - self.offset}")
        if own > 1 and part.running and layout.footed and not layout.council:
            lines = part.running.split(" | ")
            canvas.line(side, foot - 3 * mm, width - side, foot - 3 * mm)
            for row, line in enumerate(lines):
                canvas.drawString(side, foot - (6.5 + 3.3 * row) * mm, line)
        if own > 1 and not layout.council:
            canvas.setFontSize(11)
            canvas.drawRightString(width - side, foot - 7.5 * mm, str(own))
        canvas.restoreState()

    def _index(self, canvas: Canvas, part: Part, page: int) -> None:
        """Outline entry and page label of a part that begins on this page."""
        if part.bookmark != "-":
            canvas.bookmarkPage(part.name)
            depth = part.bookmark.count("> ")
            canvas.addOutlineEntry(part.bookmark.lstrip("> "), part.name, depth)
        if page == 1:
            canvas.addPageLabel(page - 1, "ROMAN_LOWER", 1)
        elif not self.offset and part.layout != "front":
            self.offset = page - 1
            canvas.addPageLabel(page - 1, "ARABIC", 1)


def _mark(canvas: Canvas, document: Any) -> None:
    canvas.saveState()
    canvas.setFont("Helvetica-Oblique", 7)
    canvas.setFillGray(0.35)
    canvas.drawCentredString(document.pageTemplate.pagesize[0] / 2, 7 * mm, MARK)
    canvas.restoreState()


def _flowables(part: Part, numbers: dict[str, int]) -> Iterator[Flowable]:
    layout = LAYOUTS[part.layout]
    widths = ""
    for index, block in enumerate(part.blocks):
        if block.kind == "order" and block.label == "table":
            widths = block.text
        elif block.kind == "order":
            yield from _order(block, layout)
        elif block.kind == "table":
            yield _table(block.rows, widths, layout, numbers)
            yield Spacer(1, layout.size)
        elif block.kind == "heading":
            if part.layout == "slides" and block.level == 1 and index:
                yield PageBreak()
            yield Paragraph(_inline(block.text, numbers), layout.heading(block.level))
        else:
            yield _paragraph(block, layout, numbers)


def _order(block: Block, layout: Layout) -> Iterator[Flowable]:
    if block.label == "page":
        yield PageBreak()
    elif block.label == "space":
        yield Spacer(1, float(block.text))
    elif block.label in ("right", "centre"):
        side = TA_RIGHT if block.label == "right" else TA_CENTER
        yield Paragraph(_inline(block.text, {}), layout.style(block.label, alignment=side))
    elif block.label == "note":
        number, _, text = block.text.partition(" ")
        yield _Note(_inline(f"^{number}^ {text}", {}), layout)
    elif block.label == "blank":
        yield Spacer(1, 90 * mm)
        yield Paragraph(_BLANK, layout.style("blank", alignment=TA_CENTER))
    else:
        raise ValueError(f"no such order to the page: {block.label}")


def _paragraph(block: Block, layout: Layout, numbers: dict[str, int]) -> Flowable:
    text = _inline(block.text, numbers)
    if block.kind == "bullet":
        glyph = layout.bullets[block.level - 1]
        left = layout.size * (0.4 + 1.7 * block.level)
        style = layout.style(
            f"bullet{block.level}",
            leftIndent=left,
            bulletIndent=left - layout.size * 1.5,
            spaceAfter=layout.size * 0.6,
        )
        kind = _SquareBullet if glyph in SQUARES else Paragraph
        return kind(text, style, bulletText=glyph)
    if block.label:
        style = layout.style("numbered", leftIndent=layout.size * 2.8, bulletIndent=0)
        return Paragraph(text, style, bulletText=block.label)
    return Paragraph(text, layout.style("text"))


def _table(
    rows: tuple[tuple[str, ...], ...], widths: str, layout: Layout, numbers: dict[str, int]
) -> Table:
    shares = [float(word) for word in widths.split() if word != "plain"]
    headed = "plain" not in widths
    room = layout.paper[0] - 2 * layout.margins[0]
    plain = layout.style("cell", spaceAfter=0, leading=layout.size * 1.2)
    bold = layout.style("head", spaceAfter=0, leading=layout.size * 1.2, fontName=layout.bold)
    cells = [
        [Paragraph(_inline(c, numbers), bold if headed and not n else plain) for c in row]
        for n, row in enumerate(rows)
    ]
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), layout.size * 0.45),
        ("BOTTOMPADDING", (0, 0), (-1, -1), layout.size * 0.45),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    if headed and layout.council:
        commands.append(("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell in _RAG:
                commands.append(("BACKGROUND", (x, y), (x, y), _RAG[cell]))
    return Table(
        cells,
        colWidths=[room * share / 100 for share in shares] or None,
        style=commands,
        repeatRows=1 if headed else 0,
        hAlign="LEFT",
    )


def _inline(text: str, numbers: dict[str, int]) -> str:
    filled = re.sub(r"\{(\w+:[\w-]+)\}", lambda m: str(numbers.get(m[1], 0)), text)
    marked = escape(filled, quote=False).replace("\n", "<br/>")
    for pattern, repl in (*_INLINE, _RAISED):
        marked = re.sub(pattern, repl, marked)
    return marked
