"""What a footnote says: the document, its day, the page, the paragraph, and the words cited."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bot import addresses
from bot.answering.answers import Citation
from bot.answering.telling import Statement
from bot.harmless import on_one_line


@dataclass(frozen=True, slots=True)
class Place:
    """One document of a footnote: where in it, the words where they do not stand above, a link."""

    where: str
    quotes: tuple[str, ...]
    link: str | None

    @property
    def text(self) -> str:
        """The whole of it in one line."""
        quoted = " … ".join(f"“{quote}”" for quote in self.quotes)
        return on_one_line(f"{self.where}: {quoted}" if quoted else f"{self.where}.")


def places(statement: Statement, public_url: str | None) -> tuple[Place, ...]:
    """The places of a statement's footnote, one for each document and paragraph."""
    return tuple(_places(statement, public_url))


def shown(statement: Statement) -> str:
    """A statement as it stands in running text: a document's own words in quotation marks."""
    text = on_one_line(statement.text)
    return f"“{text}”" if statement.form == "quote" else text


def _places(statement: Statement, public_url: str | None) -> Iterator[Place]:
    for _, group in groupby(statement.citations, lambda c: (c.document_id, c.paragraph)):
        cited = list(group)
        first = cited[0]
        where = ", ".join(
            part for part in (first.title, _dated(first), _pages(cited), _paragraph(first)) if part
        )
        quotes = tuple(c.quote for c in cited) if statement.form == "fact" else ()
        yield Place(where, quotes, _link(first, public_url))


def _dated(citation: Citation) -> str:
    verb = {"inspection_report": "inspected ", "focused_visit_letter": "visited "}
    verb["monitoring_visit_letter"] = "visited "
    known = citation.dated[:1].isdigit()
    # A title may give the day itself.
    if citation.dated in citation.title:
        return ""
    return f"{verb.get(citation.kind, '') if known else ''}{citation.dated}"


def _pages(cited: list[Citation]) -> str:
    pages = list(dict.fromkeys(c.page for c in cited if c.page is not None))
    if not pages:
        return ""
    if len(pages) == 1:
        printed = cited[0].printed_page
        beside = f" (printed {printed})" if printed and printed != str(pages[0]) else ""
        return f"page {pages[0]}{beside}"
    return f"pages {', '.join(map(str, pages[:-1]))} and {pages[-1]}"


def _paragraph(citation: Citation) -> str:
    return f"paragraph {citation.paragraph}" if citation.paragraph else ""


def _link(citation: Citation, public_url: str | None) -> str | None:
    if public_url is None:
        return citation.origin
    path = addresses.document(citation.document_id, citation.page, citation.start, citation.end)
    return public_url.rstrip("/") + path
