"""Documents and pages that tests are made of: our own writing about boroughs that do not exist."""

import hashlib
from collections.abc import Sequence
from datetime import date

from corpus.documents import Dates, Document, Kind
from corpus.ingest import documents_of
from corpus.passages import Passage
from corpus.sources import Page, Source

REPORT_PAGES = (
    "Inspection of Aldermere local authority \r\nchildren’s services \r\n"
    "Inspection dates: 4 to 15 March 2024\r\n"
    "Lead inspector: Odalys Quillfeather, His Majesty’s Inspector\r\n"
    "Judgement Grade\r\n"
    "The impact of leaders on social work \r\npractice with children and families\r\nGood\r\n"
    "The experiences and progress of \r\nchildren who need help and protection\r\n"
    "Requires improvement to be good\r\n"
    "The experiences and progress of \r\nchildren in care\r\nGood\r\n"
    "Overall effectiveness Good\r\n"
    "Aldermere has steadied since its last inspection, and most families meet one worker who \r\n"
    "stays with them. The pace of change in the assessment teams is slower than leaders wish, \r\n"
    "and too many children still wait for a first visit.",
    "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 2\r\n"
    "What needs to improve?1\r\n"
    "◼ The time it takes to see a child after a contact is made.\r\n"
    "◼ The tracking of allegations against adults who work with children by the designated \r\n"
    "officer, so that none is left open.\r\n"
    "The experiences and progress of children who need help and \r\nprotection: requires "
    "improvement to be good\r\n"
    "1. Families who ask for help are met by a small team that knows the borough well. Step\ufffe"
    "down plans are clear. When a worker leaves, however, the family often has to tell its \r\n"
    "story again, and managers do not always notice.\r\n"
    "2. The local authority designated officer (LADO) answers in a day. Employers value the \r\n"
    "advice they are given. The record of what was decided, however, is kept in three places,\r\n"
    "1 The areas are numbered in the order in which inspectors came to them, and in no other.",
    "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 3\r\n"
    "and nobody can say how long an allegation has been open. Leaders have asked for a single \r\n"
    "register by the summer.\r\n"
    "The experiences and progress of children in care: good\r\n"
    "3. In the year to March 2024, 41% of children in care changed school at least once, \r\n"
    "against 28% the year before. Carers describe the notice they are given as short.",
)


def source_of(*pages: str, path: str = "letters/aldermere.pdf") -> Source:
    """A file as the readers give it; a single page without a number when the path is text."""
    text = path.endswith(".txt")
    return Source(
        path=path,
        sha256=hashlib.sha256("\f".join(pages).encode()).hexdigest(),
        size=1,
        media="text" if text else "pdf",
        pages=tuple(Page(None if text else n, page) for n, page in enumerate(pages, 1)),
    )


def cut_source(source: Source) -> tuple[Document, tuple[Passage, ...]]:
    """A file's first document and its passages, as `corpus.ingest` makes them."""
    first = documents_of(source)[0]
    return first.document, first.passages


def a_document(
    name: str = "Aldermere",
    year: int = 2024,
    kind: Kind = "inspection_report",
    *,
    month: int = 3,
    dates: Dates | None = None,
) -> Document:
    """A document with an inspection in March of a year, unless other dates are given."""
    inspected = Dates(
        inspected_from=date(year, month, 4), inspected_to=date(year, month, 15), basis="stated"
    )
    return Document(
        id=f"d{name.lower()}{year}{month}{kind[:3]}",
        title=f"Inspection of {name} children’s services",
        kind=kind,
        authority=name,
        publisher="Ofsted",
        lead_inspector=None,
        dates=dates or inspected,
        path=f"{name}-{year}.pdf",
        sha256=hashlib.sha256(f"{name}{year}{month}{kind}".encode()).hexdigest(),
        first_page=1,
        last_page=3,
        pages=3,
    )


def headings(passages: Sequence[Passage]) -> list[tuple[str, ...]]:
    """The distinct heading trails, in order."""
    return list(dict.fromkeys(passage.heading for passage in passages))
