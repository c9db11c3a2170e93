"""What a text would set off where it is shown, read as what shows it reads it.

Each function gives the active things that we did not write, one a line; none is what is wanted.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any, Final
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdf
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pypdf.generic import DictionaryObject, IndirectObject

from tests.slack_emulator.mrkdwn import links_of_message, pings_of_message

OWN: Final = "https://scrutineer.aldermere.example"
"""The address that our own pages have in what is shown elsewhere."""

# Terminals, fonts and readers act on these, written out and not taken from what is tried.
_ACTS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\u3164\uffa0\u115f\u1160"
    "\U000e0000-\U000e0fff]|[\u200c\u200d\ufe00-\ufe0f\u00ad]{2}|[\u0300-\u036f\u0489\u0e47]{9}"
)
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_FORMULA = re.compile(r"\A[\s'\"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
_SHORTEST_FORMULA: Final = 2
_MARK = re.compile(r"[\[［【〔⟦]\s*\d+(?:\s*[,–-]\s*\d+)*\s*[\]］】〕⟧]")
_XML: Final = "<?xml version='1.0' encoding='utf-8'?>"
_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_FEED: Final = (*("feed", "entry", "id", "title", "updated", "author", "name", "link", "content"),)
_FIELDS = re.compile(r' (?:TOC \\o "1-2" \\h \\n \\z|SEQ (?:Table|Figure) \\\* ARABIC|PAGE) ')
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FOREIGN_PARTS: Final = ("altChunk", "object", "OLEObject", "attachedTemplate", "fldSimple")
_ELEMENTS: Final = (
    "html head body main header footer nav section article aside div span p h1 h2 h3 h4 h5 h6 ul "
    "ol li dl dt dd table caption thead tbody tfoot tr th td colgroup col a abbr b strong i em "
    "mark q blockquote cite code pre small sub sup time figure figcaption img svg g title desc "
    "rect circle line path text polyline tspan form fieldset legend label input select optgroup "
    "option textarea button datalist output progress meter details summary dialog hr br meta link "
    "script style bdi template search noscript address s del ins"
)
_INERT: Final = frozenset(_ELEMENTS.split())
_LEADS: Final = ("href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href")


def in_text(text: str) -> list[str]:
    """Of plain text, in whatever window."""
    return [f"acts: {ord(found[0][0]):#x}" for found in _ACTS.finditer(text)]


def in_terminal(text: str) -> list[str]:
    """Of what a command writes to a terminal: nothing but colours is ours."""
    return in_text(_STYLE.sub("", text))


def in_claims(claims: list[str]) -> list[str]:
    """Of the words of an answer: what a reader would take for one of our citations."""
    return [f"a citation: {mark[0]}" for claim in claims for mark in _MARK.finditer(claim)]


def in_json(text: str) -> list[str]:
    """Of JSON on a terminal or in a file, a value a line or one over many."""
    try:
        json.loads(text)
    except ValueError as error:
        return [f"no JSON: {error}"]
    return in_text(text)


def in_log(text: str, entries: int, form: str) -> list[str]:
    """Of a log with so many entries, in lines of text or of JSON."""
    lines = text.split("\n")[:-1]
    found = in_text(text)
    if len(lines) != entries:
        found.append(f"{len(lines)} lines for {entries} entries")
    if form == "json":
        found += [fault for line in lines for fault in in_json(line)]
    return found


def in_csv(text: str) -> list[str]:
    """Of a table for a spreadsheet."""
    cells = [cell for row in csv.reader(StringIO(text.lstrip("\ufeff"))) for cell in row]
    return [
        f"a formula: {cell[:60]}"
        for cell in cells
        if _FORMULA.match(cell) and len(cell) > _SHORTEST_FORMULA and not cell.startswith("'")
    ] + [fault for cell in cells for fault in in_text(cell)]


def in_markdown(text: str, own: str = OWN) -> list[str]:
    """Of Markdown as GitHub reads it: links, pictures and elements that are not ours."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    found = in_text(text)
    for token in _tokens(reader.parse(text)):
        target = str(token.attrs.get("href") or token.attrs.get("src") or "")
        if token.type in ("link_open", "image") and not target.startswith(f"{own}/"):
            found.append(f"leads to {target}")
        elif token.type in ("html_block", "html_inline", "fence", "code_block", "s_open", "image"):
            found.append(f"{token.type}: {token.content[:60]}")
    # Some readers make links of what only looks like an address.
    bare = re.sub(r"\]\([^)\s]*\)", "", text)
    return found + [
        f"looks like a link: {at[0]}" for at in re.finditer(r"https?://\S+|www\.\w", bare)
    ]


def _tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _tokens(token.children or [])


def in_html(text: str, own: str = OWN, *, alone: bool = False) -> list[str]:
    """Of a page of ours; `alone`: of a file that needs nothing else, and runs nothing."""
    page = _Page(own, alone)
    page.feed(text)
    page.close()
    return page.found + in_text(text)


class _Page(HTMLParser):
    def __init__(self, own: str, alone: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._own, self._alone = own, alone
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _INERT:
            self.found.append(f"an element: {tag}")
        scripted = [name for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        self.found += [f"an attribute: {name}" for name in scripted]
        self.found += [
            f"{tag} leads to {given[name]}"
            for name in _LEADS
            if name in given and not self._is_ours(tag, given[name])
        ]
        if tag == "script" and (self._alone or not given.get("src", "").startswith("/static/")):
            self.found.append("a script")
        if tag == "style" and not self._alone:
            self.found.append("a style")
        if tag == "meta" and "refresh" in given.get("http-equiv", "").lower():
            self.found.append("a refresh")

    def _is_ours(self, tag: str, target: str) -> bool:
        if target.startswith("data:image/"):
            return tag == "img"
        within = target == "" or target.startswith(("#", "?"))
        path = target.startswith("/") and not target.startswith(("//", "/\\"))
        return within or target.startswith(f"{self._own}/") or (path and not self._alone)


def in_atom(text: str, own: str = OWN) -> list[str]:
    """Of a feed: elements that are not its own, what is not text, links that are not ours."""
    if "<!" in text or "<?" in text.removeprefix(_XML):
        return ["declares something"]
    try:
        feed = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        return [f"no XML: {error}"]
    found: list[str] = []
    for element in feed.iter():
        if element.tag.removeprefix(_ATOM) not in _FEED:
            found.append(f"an element: {element.tag}")
        if element.get("type", "text") != "text":
            found.append(f"not text: {element.get('type')}")
        target = element.get("href", f"{own}/")
        if not target.startswith(f"{own}/") or element.get("src") is not None:
            found.append(f"leads to {target}")
        for told in (element.text or "", *element.attrib.values()):
            found += in_text(told)
    return found


def in_name(name: str) -> list[str]:
    """Of a file's name: what leads elsewhere, hides it, or is an option of a command."""
    found = in_text(name)
    if re.search(r'[/\\:*?"<>|\x00-\x1f]', name) or name.startswith((".", "-", "~")):
        found.append(f"no plain name: {name[:60]}")
    return found


def in_slack(message: Mapping[str, Any], own: str = OWN) -> list[str]:
    """Of a message's arguments: whom it calls up, where it leads, what it acts on."""
    sent = dict(message)
    found = [f"calls {kind} {target}" for kind, target, _ in pings_of_message(sent)]
    found += [f"links to {link}" for link in links_of_message(sent) if not _leads(link, own)]
    for part in _parts(sent.get("blocks") or sent.get("view") or []):
        if part.get("type") == "link" and not _leads(str(part.get("url")), own):
            found.append(f"links to {part.get('url')}")
        if part.get("type") in ("mrkdwn", "markdown", "image", "video", "user", "broadcast"):
            found.append(f"a part: {part.get('type')}")
    texts = [part["text"] for part in _parts(sent) if isinstance(part.get("text"), str)]
    # The fallback holds joiners of ours, which keep addresses from becoming links.
    return found + [fault for text in texts for fault in in_text(text.replace("\u2060", ""))]


def _leads(link: str, own: str) -> bool:
    return link.startswith(f"{own}/")


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _parts(each)


def in_docx(data: bytes, own: str = OWN) -> list[str]:
    """Of a Word document: links, fields and parts that are not ours."""
    found: list[str] = []
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for element in ElementTree.fromstring(archive.read(name)).iter():
                found += _of_element(element, own)
    return found


def _of_element(element: ElementTree.Element, own: str) -> Iterator[str]:
    tag = element.tag.removeprefix(_WORD).rpartition("}")[2]
    target = element.get("Target", "")
    if element.get("TargetMode") == "External" and not target.startswith(f"{own}/"):
        yield f"leads to {target}"
    if tag in _FOREIGN_PARTS:
        yield f"a part: {tag}"
    if tag == "instrText" and not _FIELDS.fullmatch(element.text or ""):
        yield f"a field: {element.text}"
    if tag == "t" and element.text:
        yield from in_text(element.text)


def in_pdf(data: bytes, own: str = OWN) -> list[str]:
    """Of a PDF file: links that are not ours, and anything that runs."""
    reader = pypdf.PdfReader(BytesIO(data))
    found: list[str] = []
    seen: set[int] = set()

    def walk(value: Any) -> None:
        if isinstance(value, IndirectObject):
            if value.idnum in seen:
                return
            seen.add(value.idnum)
            value = value.get_object()
        if isinstance(value, DictionaryObject):
            kind = value.get("/S")
            if kind in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR"):
                found.append(f"an action: {kind}")
            if kind == "/URI" and not str(value.get("/URI")).startswith(f"{own}/"):
                found.append(f"leads to {value.get('/URI')}")
            if "/EmbeddedFile" in (value.get("/Type"), value.get("/Subtype")):
                found.append("a file within")
            value = list(value.values())
        if isinstance(value, list):
            for each in value:
                walk(each)

    walk(reader.trailer)
    return found


def in_prompt(text: str) -> list[str]:
    """Of a request to a model: frames that we did not put there."""
    found: list[str] = []
    tags = re.findall(r"<\s*(/?)\s*(evidence|question|follow-up|claim)\b([^<>]*)>", text, re.I)
    opened: list[str] = []
    labels: set[str] = set()
    for ends, tag, more in tags:
        if ends:
            if not opened or opened.pop() != tag:
                found.append(f"ends a frame: {tag}")
        else:
            if opened:
                found.append(f"a frame within a frame: {tag}")
            opened.append(tag)
            if tag.lower() == "evidence":
                # Those that did not fit are left out; none comes twice.
                if more in labels or not re.fullmatch(r' label="E\d+"', more):
                    found.append(f"a label: {more.strip()}")
                labels.add(more)
            elif tag != tag.lower():
                found.append(f"a frame: {tag}")
    return found + [f"a frame left open: {tag}" for tag in opened]
