"""Claims made of verbatim lines, and how their documents are named above them."""

from collections.abc import Sequence

from bot.answering.drafts import DraftCitation, DraftClaim, Evidence
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.passages import Passage
from retrieval.concepts import padded_stems
from retrieval.query import Query
from retrieval.question_words import question_words
from retrieval.scope import spoken_date


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
    return title if document.kind == "other" else f"{title} (council paper)"


def topic_within(query: Query) -> list[str]:
    """The words of a question about a list or a table that name a topic within it."""
    return [word for word in query.core if word.lower() not in question_words("list")]


def speaks(line: str, words: Sequence[str]) -> bool:
    """Whether a line holds more than half of the words' stems."""
    padded = padded_stems(line)
    stems = [stem for word in words for stem in padded_stems(word).split()]
    return bool(stems) and sum(f" {stem} " in padded for stem in stems) / len(stems) > 0.5


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
