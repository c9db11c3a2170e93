"""The brief's own words, and how it counts and lists."""

from collections.abc import Sequence
from datetime import date

from bot.answering.claims import named
from corpus.documents import INSPECTORS_KINDS, Document, Kind
from prompts import section
from retrieval.search.scope import spoken_date

_VISITS: dict[Kind, str] = {
    "inspection_report": "Inspection",
    "focused_visit_letter": "Focused visit",
    "monitoring_visit_letter": "Monitoring visit",
    "unannounced_inspection_letter": "Unannounced inspection",
}


def words(heading: str, **values: object) -> str:
    """A sentence of the brief's own, with these values in it."""
    text = " ".join(section("briefs", heading).split())
    return text.format(**values)


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 document", "12 documents"."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """Names in a row: "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def day(when: date) -> str:
    """A day as people write it: "14 July 2025"."""
    return f"{when.day} {when:%B %Y}"


def short(document: Document) -> str:
    """A document in a few words: what kind of inspection it is, or a paper's title; its day."""
    visit = _VISITS.get(document.kind)
    dated = spoken_date(document)
    if visit is None:
        return named(document)
    return f"{visit} of {dated}" if dated[:1].isdigit() else f"{visit} ({dated})"


def named_within(document: Document) -> str:
    """A document within a sentence: "the inspection of 14 to 18 July 2025", a paper's title."""
    name = short(document)
    return f"the {name[0].lower()}{name[1:]}" if document.kind in INSPECTORS_KINDS else name
