"""Claims made of verbatim lines, and how their documents are named above them."""

from collections.abc import Sequence

from bot.answering.drafts import DraftCitation, DraftClaim, Evidence
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.passages import Passage
from retrieval.concepts import padded_stems
from retrieval.query import Query
from retrieval.question_words import question_words
from retrieval.scope import spoken_date
from retrieval.search import Found


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
    ours = document.kind in INSPECTORS_KINDS or document.kind == "other"
    return title if ours else f"{title} (council paper)"


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
    """Questions that the same documents answer, about the same authority."""
    authority = next((d.authority for d in documents if d.authority), None)
    if authority is None:
        return ()
    offers = {
        "recommendations": f"What are the current recommendations for {authority}?",
        "judgements": f"What are {authority}’s current grades?",
        "passages": f"What did inspectors find about care leavers in {authority}?",
    }
    return tuple(text for intent, text in offers.items() if intent != query.intent)
