"""Claims made of verbatim lines, and how their documents are named above them."""

from collections.abc import Mapping, Sequence

from bot.answering.drafts import DraftCitation, DraftClaim, Evidence
from corpus.documents import INSPECTORS_KINDS, Document, Kind
from corpus.passages import Passage
from retrieval.query import Query
from retrieval.search.concepts import padded_stems
from retrieval.search.found import Found
from retrieval.search.scope import spoken_date
from retrieval.understanding.question_words import question_words

# What a document that defines what people are entitled to is called; others are council papers.
_CALLED: Mapping[Kind, str] = {"guidance": "guidance", "local_offer": "local offer"}


def quoted(
    evidence: Evidence, passage: Passage, line: str, group: str, *, item: bool = False
) -> DraftClaim:
    """A claim that is a line of a passage, word for word, and cites it."""
    text = line.strip()
    return DraftClaim(text, (DraftCitation(evidence.label(passage), text),), item, group)


def named(document: Document) -> str:
    """How a document is named above its sentences: title and day."""
    day = spoken_date(document)
    if document.kind in INSPECTORS_KINDS and document.dates.inspected_to:
        verb = "inspected" if document.kind == "inspection_report" else "visited"
        return f"{document.title}, {verb} {day}"
    title = document.title if day in document.title else f"{document.title}, {day}"
    # What a council says of itself is no finding of inspectors.
    if document.kind in INSPECTORS_KINDS or document.kind == "other":
        return title
    what = _CALLED.get(document.kind, "council paper")
    return title if what in title.lower() else f"{title} ({what})"


def topic_within(found: Found) -> list[str]:
    """What a question about a list or a table names as its topic within it."""
    framing = question_words("list") | question_words("soft")
    return [
        concept.label
        for concept in found.topic.concepts
        if concept.glossary or not framing.issuperset(concept.label.lower().split())
    ]


def speaks(text: str, found: Found, labels: Sequence[str]) -> bool:
    """Whether a text speaks of these concepts of the question, by whatever name."""
    concepts = [concept for concept in found.topic.concepts if concept.label in labels]
    padded = padded_stems(text)
    whole = sum(concept.weight for concept in concepts)
    spoken = sum(concept.weight * concept.strength(padded) for concept in concepts)
    return bool(whole) and spoken / whole > 0.5


def suggestions(query: Query, documents: Sequence[Document]) -> tuple[str, ...]:
    """Questions that the same documents answer, about the same authorities (two at most)."""
    whose = list(dict.fromkeys(d.authority for d in documents if d.authority))
    if not whose:
        return ()
    two = len(query.authorities) > 1 and len(whose) > 1
    name = f"{whose[0]} and {whose[1]}" if two else whose[0]
    grades = f"the current grades of {name}" if two else f"{name}’s current grades"
    offers = {
        "recommendations": f"What are the current recommendations for {name}?",
        "judgements": f"What are {grades}?",
        "passages": f"What did inspectors find about care leavers in {name}?",
    }
    return tuple(text for intent, text in offers.items() if intent != query.intent)
