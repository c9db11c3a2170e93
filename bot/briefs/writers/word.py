"""A brief as a Word document that staff can go on editing: real styles, footnotes, contents."""

from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from bot.answering.telling import Statement
from bot.briefs.content import (
    Block,
    Brief,
    Cell,
    GradePicture,
    Item,
    Note,
    Question,
    Section,
    SeriesPicture,
    Table,
    Told,
)
from bot.briefs.kept import kept_of, packed
from bot.briefs.writers import word_parts as parts
from bot.briefs.writers.columns import shares
from bot.briefs.writers.footnotes import places, shown
from bot.briefs.writers.pictures import picture
from bot.briefs.writers.titling import described
from bot.harmless import shown as harmless

_BLUE, _GREY = RGBColor(0x1D, 0x4F, 0x91), RGBColor(0x50, 0x50, 0x50)
_HEAD = "DCE6F2"
EVIDENCE = "Evidence"
"""The character style of every statement: what has it, has a footnote."""
_OWN = "Brief Words"
_NOTE, _LABEL, _FINDING, _QUESTION = "Brief Note", "Brief Label", "Brief Finding", "Brief Question"
_TEXT_WIDTH = Mm(166)


def word(brief: Brief, public_url: str | None = None) -> bytes:
    """The whole brief as a DOCX file."""
    return _Writer(brief, public_url).file()


class _Writer:
    def __init__(self, brief: Brief, public_url: str | None) -> None:
        self._brief = brief
        self._public_url = public_url
        self._document = docx.Document()
        _prepare(self._document, brief)
        # Looked up once: python-docx searches all styles each time it is given a name.
        self._styles = {style.name: style.style_id for style in self._document.styles}
        self._footnotes = parts.Footnotes(self._document, self._styles[parts.REFERENCE])
        self._headings: list[tuple[str, int, str]] = []
        self._captions = {"Table": 0, "Figure": 0}

    def file(self) -> bytes:
        brief, document = self._brief, self._document
        self._paragraph("Title", brief.title)
        said = " · ".join(f"{label}: {value}" for label, value in described(brief))
        self._paragraph("Subtitle", said)
        contents = None
        self._label("Cover note")
        for sentence in brief.cover:
            self._paragraph(_NOTE, sentence)
        if brief.length == "full":
            self._label("Contents")
            contents = self._paragraph(_NOTE)
        for number, section in enumerate(brief.sections):
            heading = self._section(section, 1)
            if not number and brief.length == "full":
                heading.paragraph_format.page_break_before = True
        if contents is not None:
            self._contents(contents)
        parts.keep(document, packed(kept_of(brief)))
        stream = BytesIO()
        document.save(stream)
        return stream.getvalue()

    def _section(self, section: Section, level: int) -> Paragraph:
        heading: Paragraph = self._document.add_heading(harmless(section.title), level)
        anchor = f"_Toc{len(self._headings) + 1:06}"
        parts.bookmark(heading, anchor, len(self._headings) + 1)
        self._headings.append((section.title, level, anchor))
        for block in section.blocks:
            self._block(block)
        for part in section.parts:
            self._section(part, level + 1)
        return heading

    def _contents(self, first: Paragraph) -> None:
        """The table of contents, filled in, and a field that Word can fill in again."""
        entries = [entry for entry in self._headings if entry[1] <= 2]
        paragraph = first
        for number, (title, level, anchor) in enumerate(entries):
            if number:
                following = self._document.add_paragraph()
                paragraph._p.addnext(following._p)
                paragraph = following
            paragraph._p.style = self._styles[f"toc {level}"]
            if not number:
                parts.begin_field(paragraph, r'TOC \o "1-2" \h \n \z')
            parts.link_within(paragraph, title, anchor)
        parts.end_field(paragraph)

    def _block(self, block: Block) -> None:
        match block:
            case Note():
                self._paragraph(_NOTE, block.text)
            case Told():
                self._label(block.label)
                for statement in block.statements:
                    self._told(self._paragraph(_FINDING), statement)
            case Item():
                paragraph = self._paragraph("Brief Item")
                paragraph.add_run(f"{block.number}.\t")
                self._told(paragraph, block.statement)
            case Question():
                self._paragraph(_QUESTION, block.lead)
                for label, finding in block.findings:
                    paragraph = self._paragraph(_FINDING)
                    self._run(paragraph, f"{label}: ", _OWN)
                    self._told(paragraph, finding)
                if block.why:
                    self._paragraph(_NOTE, block.why)
            case Table():
                self._table(block)
            case GradePicture() | SeriesPicture():
                self._picture(block)

    def _paragraph(self, style: str, text: str = "") -> Paragraph:
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._styles[style]
        if text:
            paragraph.add_run(harmless(text))
        return paragraph

    def _run(self, paragraph: Paragraph, text: str, style: str) -> None:
        paragraph.add_run(harmless(text))._r.style = self._styles[style]

    def _label(self, text: str) -> None:
        self._paragraph(_LABEL, text)

    def _told(self, paragraph: Paragraph, statement: Statement) -> None:
        self._run(paragraph, shown(statement), EVIDENCE)
        self._footnotes.add(paragraph, places(statement, self._public_url))

    def _table(self, table: Table) -> None:
        self._caption("Table", table.caption)
        made = self._document.add_table(rows=1, cols=len(table.head), style="Table Grid")
        made.alignment = WD_TABLE_ALIGNMENT.LEFT
        widths = [round(_TEXT_WIDTH * share) for share in shares(table)]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for cell, head, width in zip(made.rows[0].cells, table.head, widths, strict=True):
            cell.width = width
            cell.paragraphs[0]._p.style = self._styles["Table Text"]
            cell.paragraphs[0].add_run(harmless(head)).bold = True
            parts.shade(cell._tc, _HEAD)
        parts.mark_header(made.rows[0]._tr)
        for row in table.rows:
            added = made.add_row()
            parts.keep_whole(added._tr)
            for cell, content, width in zip(added.cells, row, widths, strict=True):
                cell.width = width
                cell.paragraphs[0]._p.style = self._styles["Table Text"]
                self._cell(cell.paragraphs[0], content)
        parts.tighten(self._paragraph(_NOTE), 0, 0)

    def _cell(self, paragraph: Paragraph, content: Cell) -> None:
        if isinstance(content, str):
            paragraph.add_run(harmless(content))
        else:
            self._told(paragraph, content)

    def _picture(self, block: GradePicture | SeriesPicture) -> None:
        added = self._document.add_picture(BytesIO(picture(block)), width=Mm(150))
        parts.describe(added._inline, block.caption, block.alt)
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        self._caption("Figure", block.caption)

    def _caption(self, kind: str, text: str) -> None:
        self._captions[kind] += 1
        paragraph = self._paragraph("Caption")
        paragraph.add_run(f"{kind} ")
        parts.field(paragraph, f"SEQ {kind} \\* ARABIC", str(self._captions[kind]))
        paragraph.add_run(harmless(f". {text}"))
        paragraph.paragraph_format.keep_with_next = kind == "Table"


def _prepare(document: Document, brief: Brief) -> None:
    properties = document.core_properties
    properties.title = harmless(brief.title)
    properties.subject = harmless(brief.topic or "All areas")
    properties.author = "Scrutineer"
    properties.language = "en-GB"
    properties.comments = ""
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    short = brief.length == "one-page"
    page.left_margin = page.right_margin = Mm(18 if short else 22)
    page.top_margin = page.bottom_margin = Mm(13 if short else 20)
    page.footer_distance = Mm(7 if short else 12)
    parts.speak_british(document)
    _styles(document, short)
    footer = page.footer.paragraphs[0]
    footer.style = "Footer"
    footer.add_run(f"{harmless(brief.title)} · page ")
    parts.field(footer, "PAGE", "1")


def _styles(document: Document, short: bool) -> None:
    """Type of 9 points and less space for the short form, where nothing is smaller than that."""
    size, room = (9.0, 0.4) if short else (10.5, 1.0)
    smaller = max(size - 1, 9.0)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _font(normal, size)
    normal.paragraph_format.space_after = Pt(4 * room)
    for name, points, before in (
        ("Title", 2 * size, 0),
        ("Heading 1", 12.0 if short else 15.0, 16),
        ("Heading 2", 12.0, 12),
        ("Heading 3", 11.0, 8),
    ):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _font(style, points)
        style.font.color.rgb = _BLUE
        style.font.bold = True
        style.paragraph_format.space_before = Pt(before * room)
        style.paragraph_format.space_after = Pt(4 * room)
        style.paragraph_format.keep_with_next = True
    for name, points in (("Subtitle", size), ("Caption", smaller), ("Footer", max(size - 2, 9.0))):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _font(style, points)
        style.font.italic = False
        for spacing in style.element.get_or_add_rPr().findall(qn("w:spacing")):
            spacing.getparent().remove(spacing)
        style.font.color.rgb = _GREY
        style.paragraph_format.space_after = Pt(4)
    for name in ("toc 1", "toc 2"):
        style = _added(document, name, size)
        style.paragraph_format.left_indent = Mm(0 if name == "toc 1" else 5)
        style.paragraph_format.space_after = Pt(1)
    _added(document, _NOTE, max(size - 0.5, 9.0)).font.color.rgb = _GREY
    label = _added(document, _LABEL, size)
    label.font.bold = True
    label.paragraph_format.space_before = Pt(6 * room)
    label.paragraph_format.space_after = Pt(2)
    label.paragraph_format.keep_with_next = True
    _bulleted(document, size, room)
    item = _added(document, "Brief Item", size if short else size + 0.5)
    item.paragraph_format.left_indent = Mm(7)
    item.paragraph_format.first_line_indent = Mm(-7)
    item.paragraph_format.tab_stops.add_tab_stop(Mm(7))
    question = _added(document, _QUESTION, size)
    question.font.bold = True
    question.paragraph_format.space_before = Pt(8 * room)
    question.paragraph_format.keep_with_next = True
    _added(document, "Table Text", smaller).paragraph_format.space_after = Pt(1)
    text = _added(document, "footnote text", max(size - 2, 9.0 if short else 0.0))
    text.element.set(qn("w:styleId"), "FootnoteText")
    text.paragraph_format.space_after = Pt(0)
    document.styles.add_style(EVIDENCE, WD_STYLE_TYPE.CHARACTER)
    document.styles.add_style(_OWN, WD_STYLE_TYPE.CHARACTER)
    reference = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, True)
    reference.element.set(qn("w:styleId"), "FootnoteReference")
    reference.font.superscript = True
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, True)
    link.font.color.rgb = _BLUE
    link.font.underline = True


def _bulleted(document: Document, size: float, room: float) -> None:
    finding = document.styles.add_style(_FINDING, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(finding, ParagraphStyle)
    finding.base_style = document.styles["List Bullet"]
    _font(finding, size)
    finding.paragraph_format.space_after = Pt(3 * room)


def _added(document: Document, name: str, size: float) -> ParagraphStyle:
    known = name.startswith(("toc ", "footnote "))
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, known)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    _font(style, size)
    return style


def _font(style: ParagraphStyle, size: float) -> None:
    style.font.name = "Arial"
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), "Arial")


def statements_in(document: Document) -> list[str]:
    """The statements that a brief's document shows, without their quotation marks."""
    found: list[str] = []
    for paragraph in document.element.body.iter(qn("w:p")):
        text = "".join(
            run.text
            for run in Paragraph(paragraph, document._body).runs
            if run.style is not None and run.style.name == EVIDENCE
        )
        if text:
            found.append(text[1:-1] if text.startswith("“") and text.endswith("”") else text)
    return found
