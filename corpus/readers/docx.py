"""Word files (.docx): the words of the body in reading order."""

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from corpus.readers.extracts import Extract, Refusal, has_words
from corpus.readers.limits import MARKUP_LIMIT, MEMBERS_LIMIT, TEXT_LIMIT, UNPACKED_LIMIT
from corpus.sources import Heading, Page

_DAMAGED = Refusal(
    "The Word file is damaged or of a kind that cannot be opened (a template, macros, strict "
    "Open XML): open it in Word or LibreOffice, save it as an ordinary .docx and index that."
)
_OUTSIDE_THE_FLOW = frozenset(
    map(qn, ("w:txbxContent", "w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText"))
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_HOLDERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo")))
_MARKS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
}
_NOT_PARSED = ("word/media/", "word/embeddings/", "word/fonts/")
_HEADING = re.compile(r"heading|title", re.IGNORECASE)
# The heading of a table of contents is as wide as those of chapters.
_OF_HEADINGS = re.compile(r"(?P<title>title)|TOC heading|heading (?P<number>[1-9])", re.IGNORECASE)
_BETWEEN = "\n\n"
_MOST_COLUMNS = 63  # of a table in Word
_MOST_STYLES = 20
_LIST = re.compile(r"list(?! heading)", re.IGNORECASE)


def read_docx(data: bytes) -> Extract | Refusal:
    """Read a Word file into one `Page`; never raises.

    Paragraphs and table rows each take a line, blank lines stand between blocks; what has a
    style of headings is marked, with the title above them; list items begin with "• " and cells
    are joined by " | ". Headers, footers, text boxes, footnotes and what tracked changes have
    deleted are left out.
    """
    try:
        oversized = _oversized(data)
        if oversized is not None:
            return oversized
        document = docx.Document(io.BytesIO(data))
        page = _page(_blocks(document, document.element.body))
        text = page.text
        metadata = _metadata(document)
    except Exception:
        # python-docx and lxml meet damage with KeyError, ValueError, XMLSyntaxError and more.
        return _DAMAGED
    if len(text) > TEXT_LIMIT:
        return _too_large("text")
    if not has_words(text):
        return Refusal(
            "The Word file has no text (only pictures, text boxes or nothing): save it as a "
            "PDF and index that."
        )
    return Extract((page,), metadata)


def _oversized(data: bytes) -> Refusal | None:
    """Refuse by the declared sizes: zipfile never unpacks a member beyond its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    if sum(member.file_size for member in members) > UNPACKED_LIMIT:
        return _too_large("contents")
    if len(members) > MEMBERS_LIMIT:
        return _too_large("parts")
    # Relations may call any part the one with the text; pictures and what is embedded are not it.
    markup = (m.file_size for m in members if not m.filename.startswith(_NOT_PARSED))
    return _too_large("text") if max(markup, default=0) > MARKUP_LIMIT else None


def _too_large(what: str) -> Refusal:
    return Refusal(
        f"The Word file unpacks to more {what} than a document is read for: split it into its "
        "documents, or save it as a PDF and index that."
    )


def _page(blocks: Iterator[tuple[str, int]]) -> Page:
    """The blocks as one text, a blank line between them."""
    texts: list[str] = []
    headings: list[Heading] = []
    at = 0
    for text, level in blocks:
        if level:
            headings.append(Heading(at, at + len(text), level))
        texts.append(text)
        at += len(text) + len(_BETWEEN)
    return Page(None, _BETWEEN.join(texts), headings=tuple(headings))


def _blocks(document: Document, holder: BaseOxmlElement) -> Iterator[tuple[str, int]]:
    """Paragraphs and tables with the level of those that are headings, 0 of the others."""
    for element in holder:
        if element.tag == qn("w:p"):
            text = _text(element).strip()
            paragraph = Paragraph(element, document)
            if text and _is_list_item(paragraph):
                yield f"• {text}", 0
            elif text:
                yield text, _level(paragraph)
        elif element.tag == qn("w:tbl"):
            rows = "\n".join(_rows(element))
            if rows:
                yield rows, 0
        elif element.tag in _HOLDERS:
            yield from _blocks(document, element)


def _rows(table: BaseOxmlElement) -> Iterator[str]:
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue  # a table inside a cell is read with that cell
        cells: list[str] = []
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is row:
                words = (_text(paragraph) for paragraph in cell.iter(qn("w:p")))
                # A cell that spans columns keeps their places: figures stand under headings.
                cells += [" ".join(" ".join(words).split()), *[""] * (_columns(cell) - 1)]
        if any(cells):
            yield " | ".join(cells)


def _columns(cell: BaseOxmlElement) -> int:
    """How many columns a cell stands in."""
    spans: list[str] = cell.xpath("./w:tcPr/w:gridSpan/@w:val")
    return min(int(spans[0]), _MOST_COLUMNS) if spans and spans[0].isdecimal() else 1


def _text(element: BaseOxmlElement) -> str:
    """Join the words of a paragraph, those of links, fields and insertions included."""
    parts: list[str] = []
    for child in element:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _MARKS:
            parts.append(_MARKS[child.tag])
        elif child.tag not in _OUTSIDE_THE_FLOW:
            parts.append(_text(child))
    return "".join(parts)


def _level(paragraph: Paragraph) -> int:
    """The level of a heading by its style, 1 for a title; 0 of what is none."""
    style: object = paragraph.style
    named = _OF_HEADINGS.fullmatch(style.name or "") if isinstance(style, ParagraphStyle) else None
    if named is None:
        return 0
    return 1 if named["title"] else int(named["number"] or 1) + 1


def _is_list_item(paragraph: Paragraph) -> bool:
    """Whether Word shows a bullet or number: by the paragraph itself or a style it builds on."""
    own = _numbering(paragraph._p)
    style: object = paragraph.style
    named = style.name or "" if isinstance(style, ParagraphStyle) else ""
    if own is not None or _HEADING.match(named):
        return bool(own) and not _HEADING.match(named)
    for _ in range(_MOST_STYLES):  # styles of a hostile file may build on each other in a ring
        if not isinstance(style, ParagraphStyle):
            break
        inherited = _numbering(style.element)
        if inherited is not None:
            return inherited
        if _LIST.match(style.name or ""):
            return True
        style = style.base_style
    return False


def _numbering(element: BaseOxmlElement) -> bool | None:
    """Whether numbering is switched on (number 0 switches it off); None where nothing is said."""
    numbers = element.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    return numbers[0] != "0" if numbers else None


def _metadata(document: Document) -> dict[str, str]:
    # Asking python-docx for properties that a file lacks makes up "Word Document" of today.
    if not any(str(part.partname) == "/docProps/core.xml" for part in document.part.package.parts):
        return {}
    core = document.core_properties
    found = {"title": core.title.strip(), "author": core.author.strip()}
    for name, moment in (("created", core.created), ("modified", core.modified)):
        found[name] = "" if moment is None else moment.isoformat()
    return {name: value for name, value in found.items() if value}
