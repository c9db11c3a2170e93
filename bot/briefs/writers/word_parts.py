"""What python-docx has no words for: footnotes, fields, alt text, languages, and a kept part."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bot.briefs.writers.footnotes import Place
from bot.harmless import shown

REFERENCE = "footnote reference"
"""The name of the style of footnotes' marks."""
_KEPT_PART = "/customXml/item%d.xml"
KEPT_NAMESPACE = "urn:scrutineer:brief:1"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_SEPARATORS = f"""<w:footnotes {nsdecls("w", "r")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>
<w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>
<w:r><w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"""


class Footnotes:
    """The footnotes of a Word document, which python-docx knows nothing of."""

    def __init__(self, document: Document, style: str) -> None:
        """`style` is the id of the style of the marks."""
        self._style = style
        package = document.part.package
        assert package is not None
        self._part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            parse_xml(_SEPARATORS),
            package,
        )
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._last = 0
        _name_separators(document)

    def add(self, paragraph: Paragraph, places: Sequence[Place]) -> None:
        """A footnote behind what a paragraph holds so far."""
        self._last += 1
        run = paragraph.add_run()
        run._r.style = self._style
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._last))
        run._r.append(reference)
        self._part.element.append(self._note(places))

    def _note(self, places: Sequence[Place]) -> BaseOxmlElement:
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self._last))
        body = OxmlElement("w:p")
        body.append(parse_xml(f'<w:pPr {nsdecls("w")}><w:pStyle w:val="FootnoteText"/></w:pPr>'))
        body.append(
            parse_xml(
                f'<w:r {nsdecls("w")}><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
                "<w:footnoteRef/></w:r>"
            )
        )
        for number, place in enumerate(places):
            body.append(_run(" " if number == 0 else "; "))
            if place.link is None:
                body.append(_run(place.text))
            else:
                body.append(self._link(place.text, place.link))
        note.append(body)
        return note

    def _link(self, text: str, link: str) -> BaseOxmlElement:
        identity = self._part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        element = OxmlElement("w:hyperlink")
        element.set(qn("r:id"), identity)
        element.append(_run(text, "Hyperlink"))
        return element


def _run(text: str, style: str = "") -> BaseOxmlElement:
    styled = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    element: BaseOxmlElement = parse_xml(
        f'<w:r {nsdecls("w")}>{styled}<w:t xml:space="preserve">{escape(shown(text))}</w:t></w:r>'
    )
    return element


def _name_separators(document: Document) -> None:
    """Settings name the two separators, as Word itself writes them."""
    settings = document.settings.element
    names = parse_xml(
        f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    )
    before = settings.find(qn("w:compat"))
    if before is not None:
        before.addprevious(names)
    else:
        settings.append(names)


def field(paragraph: Paragraph, instruction: str, shown: str = "") -> None:
    """A field of Word's with what it shows until it is updated."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = paragraph.add_run()
        if kind == "instruction":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {instruction} "
            run._r.append(text)
        elif kind == "shown":
            run.text = shown
        else:
            _mark(run, kind)


def begin_field(paragraph: Paragraph, instruction: str) -> None:
    """The beginning of a field that goes on over several paragraphs."""
    _mark(paragraph.add_run(), "begin")
    run = paragraph.add_run()
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    run._r.append(text)
    _mark(paragraph.add_run(), "separate")


def end_field(paragraph: Paragraph) -> None:
    """The end of a field that was begun."""
    _mark(paragraph.add_run(), "end")


def _mark(run: Run, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A bookmark around what a paragraph holds."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    first = paragraph._p.find(qn("w:r"))
    if first is not None:
        first.addprevious(start)
    paragraph._p.append(end)


def link_within(paragraph: Paragraph, text: str, anchor: str) -> None:
    """A link to a bookmark of the same document."""
    element = OxmlElement("w:hyperlink")
    element.set(qn("w:anchor"), anchor)
    element.set(qn("w:history"), "1")
    element.append(_run(text))
    paragraph._p.append(element)


def describe(picture: BaseOxmlElement, title: str, text: str) -> None:
    """The alt text of a picture, for those who do not see it."""
    properties = picture.find(".//" + qn("wp:docPr"))
    assert properties is not None
    properties.set("descr", shown(text))
    properties.set("title", shown(title))


def mark_header(row: BaseOxmlElement) -> None:
    """A table's row of headings: repeated on each page, and read out as such."""
    properties = row.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(name))


def keep_whole(row: BaseOxmlElement) -> None:
    """A table's row that no page divides."""
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def shade(cell: BaseOxmlElement, colour: str) -> None:
    """The colour behind a cell."""
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    cell.get_or_add_tcPr().append(shading)


def speak_british(document: Document) -> None:
    """The language of every style that names none."""
    for fonts in document.styles.element.iter(qn("w:rPrDefault")):
        for language in fonts.iter(qn("w:lang")):
            language.set(qn("w:val"), "en-GB")


def keep(document: Document, text: str) -> None:
    """A part with text that nobody sees, which Word keeps when it saves the document."""
    package = document.part.package
    assert package is not None
    body = f'<brief xmlns="{KEPT_NAMESPACE}">{escape(text)}</brief>'
    data = f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode()
    part = Part(package.next_partname(_KEPT_PART), "application/xml", data, package)
    document.part.relate_to(part, _CUSTOM_XML)


def kept_text(document: Document) -> str | None:
    """The text that `keep` left in a document; None where there is none."""
    for relation in document.part.rels.values():
        if relation.reltype == _CUSTOM_XML and not relation.is_external:
            blob = relation.target_part.blob
            root = parse_xml(blob)
            if root.tag == f"{{{KEPT_NAMESPACE}}}brief":
                return root.text or ""
    return None


def tighten(paragraph: Paragraph, before: float, after: float) -> None:
    """The space before and after a paragraph, in points."""
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
