"""How the documents of the index look in a terminal: a line or two each, or all about one."""

from collections.abc import Sequence

from rich.console import Console

from bot.cli.terminal import counted, show_line
from bot.naming import AREAS, spoken
from corpus.documents import Document
from retrieval.registers import Holding
from retrieval.search.scope import spoken_date


def show_documents(console: Console, every: Sequence[Holding]) -> None:
    """A line or two for each document: id, title, date, kind, and how it stands."""
    for held in every:
        document, standing = held.document, held.standing
        show_line(console, f"{document.id}  {document.title}", hang=4)
        facts = (
            spoken_date(document),
            spoken(document.kind),
            document.authority,
            _pages(document),
            counted(held.passages, "passage"),
            f"part of {document.part_of}" if document.part_of else None,
            f"copy of {standing.cited}" if standing.cited != document.id else None,
            f"replaced by {standing.superseded_by}" if standing.superseded_by else None,
        )
        show_line(console, " · ".join(filter(None, facts)), indent=4, style="dim")


def show_document(console: Console, held: Holding) -> None:
    """Everything that is known of one document, a line for each."""
    document, standing, dates = held.document, held.standing, held.document.dates
    published = dates.published.isoformat() if dates.published else None

    def marked(value: str | None, key: str) -> str | None:
        return f"{value} (given)" if key in document.given else value

    facts = {
        "Title": marked(document.title, "title"),
        "Id": document.id,
        "Kind": marked(spoken(document.kind), "kind"),
        "Authority": marked(document.authority, "authority"),
        "Publisher": marked(document.publisher, "publisher"),
        "Lead inspector": marked(document.lead_inspector, "lead_inspector"),
        "Dated": f"{spoken_date(document)} ({dates.basis})",
        "Published": marked(published, "published"),
        "File": document.path,
        "Published at": document.origin,
        "SHA-256": document.sha256,
        "Pages": _pages(document),
        "Passages": str(held.passages),
        "Recommendations": str(standing.recommendations),
    }
    for name, value in facts.items():
        show_line(console, f"{name}: {value or 'not known'}", hang=4)
    for graded in standing.grades:
        judgement = graded.judgement
        where = f" (page {judgement.page})" if judgement.page is not None else ""
        judged = f"{AREAS[judgement.area]}, {spoken(judgement.grade)}{where}"
        show_line(console, f"Judged: {judged}", hang=4)
    relations = {
        "Part of": (document.part_of,),
        "Copy": standing.duplicates,
        "Same file": held.also_at,
        "Replaced by": (standing.superseded_by,),
    }
    for name, others in relations.items():
        for other in filter(None, others):
            show_line(console, f"{name}: {other}", hang=4)
    for note in document.notes:
        show_line(console, f"Note: {note}", hang=4, style="yellow")


def _pages(document: Document) -> str | None:
    return counted(document.pages, "page") if document.first_page is not None else None
