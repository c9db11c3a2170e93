"""Web pages: the words of the page itself, without what surrounds them on every page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from corpus.readers.error_pages import error_saying
from corpus.readers.extracts import Extract, Refusal, has_words
from corpus.readers.limits import HTML_LIMIT, PROPERTY_LIMIT
from corpus.readers.text import decode, is_binary
from corpus.sources import Heading, Page

_NEVER_READ = re.compile(
    "script|style|noscript|template|svg|iframe|object|button|select|option|textarea|head|nav|"
    "footer|aside|dialog"
)
_FURNITURE = re.compile(
    r"cookie|gdpr|skip-?link|breadcrumb|consent-?(?:banner|bar|manager|notice|popup)", re.IGNORECASE
)
_FURNITURE_WORDS = 150  # what is named for cookies but longer is likely about them
_FORM_WORDS = 60  # ASP.NET, which council sites run on, wraps the whole page in a form
_SPACED = re.compile(
    "h[1-6]|address|article|blockquote|body|caption|center|details|div|dl|fieldset|figcaption|"
    "figure|form|header|hr|html|legend|main|ol|p|pre|section|summary|table|ul"
)
_HEADING = re.compile("h[1-6]")
_BULLET = "• "
_MOST_COLUMNS = 50  # browsers read no more than 1,000; tables of figures have fewer


@dataclass(frozen=True, slots=True)
class _Level:
    """Here a heading of this level begins, or with level 0 ends."""

    level: int


@dataclass(frozen=True, slots=True)
class _Break:
    """The end of a line, perhaps of a list item: the next words stand so many newlines on."""

    newlines: int
    ends_item: bool = False


_Piece = str | _Break | _Level

_NEW_LINE = _Break(1)
_BLANK_LINE = _Break(2)
_ITEM_END = _Break(1, ends_item=True)


def read_html(data: bytes) -> Extract | Refusal:
    """Read a web page into one `Page`; never raises.

    Headings, which are marked, and paragraphs stand between blank lines, list items begin with
    "• " and take a line each, cells of a table row are joined by " | ". Navigation, headers,
    footers, forms and cookie banners are left out. Pages that only report an error are refused.
    """
    if len(data) > HTML_LIMIT:
        return Refusal(
            f"The web page is larger than {HTML_LIMIT // 1_000_000} MB, more than is read: save "
            "it as a PDF and index that."
        )
    if is_binary(data):
        return Refusal("The web page is damaged (it holds binary data): download it again.")
    markup, note = decode(data)
    try:
        # Not html.parser: it takes time in the square of the length on unclosed tags and
        # comments (300 kB: minutes), which lxml reads at once.
        soup = BeautifulSoup(markup, "lxml")
        title = _line(soup.title.get_text())[:PROPERTY_LIMIT] if soup.title else ""
        _drop_furniture(soup)
        heading = next((_line(tag.get_text()) for tag in soup.find_all(["h1", "h2"])), "")
        page = _layout(soup)
        text = page.text
    except Exception:
        # A parser meets damage with errors of its own that bs4 passes on unsorted.
        return Refusal(
            "The web page is damaged and cannot be read: open it in a browser, save it as a PDF "
            "and index that."
        )
    saying = error_saying((heading, title), text)
    if saying is not None:
        return Refusal(
            f"A web page saying “{saying[:80]}” was saved in place of the document: download "
            "the document again."
        )
    if not has_words(text):
        return Refusal(
            "The web page has no text of its own (only navigation, forms or a cookie banner): "
            "open it in a browser, save it as a PDF and index that."
        )
    metadata = {"title": title} if title else {}
    return Extract((page,), metadata, notes=(note,) if note else ())


def _line(text: str) -> str:
    return " ".join(text.split())


def _drop_furniture(soup: BeautifulSoup) -> None:
    for tag in soup.find_all(lambda tag: _NEVER_READ.fullmatch(tag.name) is not None):
        tag.extract()
    for tag in soup.find_all("header"):
        if tag.find_parent(["main", "article"]) is None:
            tag.extract()
    for tag in soup.find_all("form"):
        if tag.find("h1") is None and len(tag.get_text(" ").split()) <= _FORM_WORDS:
            tag.extract()
    for tag in soup.find_all(_is_furniture):
        tag.extract()


def _is_furniture(tag: Tag) -> bool:
    if tag.name in ("html", "body", "main", "article"):
        return False
    if tag.has_attr("hidden"):
        return True
    names = " ".join((str(tag.get("id") or ""), *map(str, tag.get_attribute_list("class"))))
    return bool(_FURNITURE.search(names)) and len(tag.get_text(" ").split()) <= _FURNITURE_WORDS


def _layout(soup: BeautifulSoup) -> Page:
    """Write the words with a line for each block and a blank line around spaced blocks."""
    written: list[str] = []
    headings: list[Heading] = []
    line: list[str] = []
    gap = length = level = 0
    for piece in (*_pieces(soup), _BLANK_LINE):
        if isinstance(piece, str):
            line.append(piece)
            continue
        if isinstance(piece, _Level):
            level = piece.level
            continue
        words = _line("".join(line)).removesuffix("|").rstrip()
        if words == _BULLET.strip() and not piece.ends_item:
            continue  # the bullet waits for the block inside its item
        if words and words != _BULLET.strip():
            # No line stands above the first one.
            above = "\n" * gap if written else ""
            written += (above, words)
            length += len(above) + len(words)
            if level:
                headings.append(Heading(length - len(words), length, level))
            gap = 0
        line.clear()
        gap = max(gap, piece.newlines)
    return Page(None, "".join(written), headings=tuple(headings))


def _pieces(soup: BeautifulSoup) -> Iterator[_Piece]:
    """Walk the tree without recursion, for pages may nest deeper than Python calls."""
    pending: list[tuple[PageElement | _Piece, bool]] = [(soup, False)]
    while pending:
        node, in_cell = pending.pop()
        if isinstance(node, Tag):
            before, after = _borders(node.name, in_cell)
            if node.name in ("td", "th"):
                after *= _columns(node)
            yield from before
            pending.extend((piece, in_cell) for piece in reversed(after))
            inside = in_cell or node.name in ("td", "th")
            pending.extend((child, inside) for child in reversed(node.contents))
        elif isinstance(node, NavigableString):
            # Comments, declarations and the like are strings too, but not words of the page.
            if not isinstance(node, PreformattedString):
                yield node
        elif isinstance(node, str | _Break | _Level):
            yield node


def _columns(cell: Tag) -> int:
    """How many columns a cell stands in: it keeps their places."""
    span = str(cell.get("colspan") or "1")
    return min(int(span), _MOST_COLUMNS) if span.isdecimal() and int(span) else 1


def _borders(name: str, in_cell: bool) -> tuple[tuple[_Piece, ...], tuple[_Piece, ...]]:
    """What goes before and after the words of an element."""
    if name in ("td", "th"):
        return (), (" | ",)
    spaced = _SPACED.fullmatch(name) is not None
    lined = name in ("br", "dd", "dt", "tr")
    if in_cell:  # a row stays on its line, whatever its cells hold
        return ((" ",), (" ",)) if spaced or lined or name == "li" else ((), ())
    if name == "li":
        return (_NEW_LINE, _BULLET), (_ITEM_END,)
    if _HEADING.fullmatch(name):
        return (_BLANK_LINE, _Level(int(name[1]))), (_BLANK_LINE, _Level(0))
    if spaced:
        return (_BLANK_LINE,), (_BLANK_LINE,)
    return ((_NEW_LINE,), (_NEW_LINE,)) if lined else ((), ())
