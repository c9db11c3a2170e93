"""Statements for papers that are longer than an answer, each verified before it exists.

A sentence is a document's own and passes the grounding gate. A fact of a register (a grade, how
many items a list has, the days of an inspection) is told in words of ours, and only where the
words that it is cited with, read once more, give the very same fact.
"""

from collections.abc import Sequence, Set
from dataclasses import InitVar, dataclass
from typing import Literal

from bot.answering.answers import SEAL, Citation
from bot.answering.citing import Citer, PageOf, RefusedError
from bot.answering.gate.gate import examine
from bot.answering.gate.verdicts import Source
from bot.answering.vetting import record
from bot.answering.visits import facts_of
from corpus.dates import day_ranges, in_words
from corpus.documents import Document
from corpus.layout.cleaning import CELL_END
from corpus.passages import Passage
from corpus.registers.judgement_rows import Grade
from corpus.registers.judgement_sentences import graded_in
from corpus.registers.judgements import Judgement
from corpus.registers.recommendations import Recommendation, RecommendationKind
from corpus.tables import row_of

Form = Literal["quote", "fact"]

GRADES_IN_WORDS: dict[Grade, str] = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
}
_ITEMS: dict[RecommendationKind, tuple[str, str]] = {
    "area_for_improvement": ("area for improvement", "areas for improvement"),
    "recommendation": ("recommendation", "recommendations"),
    "priority_action": ("priority action", "priority actions"),
    "area_for_development": ("area for development", "areas for development"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What was verified, and the citations that bear it out, their numbers all 0.

    `form` is "quote" where `text` is the document's own words, "fact" where it is told in ours.
    """

    text: str
    citations: tuple[Citation, ...]
    form: Form = "quote"
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        """Raises TypeError unless it was verified here."""
        if seal is not SEAL:
            raise TypeError("only bot.answering.telling makes a Statement")

    @property
    def document_ids(self) -> frozenset[str]:
        """The documents that it rests on."""
        return frozenset(citation.document_id for citation in self.citations)


def restored(text: str, citations: tuple[Citation, ...], form: Form) -> Statement:
    """A statement that was verified before it was kept."""
    return Statement(text, citations, form, seal=SEAL)


class Teller:
    """Makes statements; None stands for what may not be told.

    `superseded` are ids of documents in whose place a later one stands. `refused` counts the
    sentences that the gate turned down.
    """

    def __init__(self, page_of: PageOf, superseded: Set[str]) -> None:
        self._citer = Citer(page_of, {})
        self._superseded = superseded
        self.refused = 0

    def sentence(
        self, passage: Passage, document: Document, start: int, end: int
    ) -> Statement | None:
        """The words `passage.text[start:end]`, where they may stand alone."""
        text = passage.text[start:end].strip()
        source = Source(
            text=passage.text,
            quote=text,
            authority=document.authority,
            date=document.dates.ordering,
            kind=document.kind,
            publisher=document.publisher,
            current=document.id not in self._superseded,
        )
        if not examine(text, [source]).accepted:
            self.refused += 1
            return None
        return self._cited(" ".join(text.split()), passage, document, text)

    def item(self, item: Recommendation, passage: Passage, document: Document) -> Statement | None:
        """An item of a list, as its register has it and as its passage has it."""
        quote = passage.text[item.start : item.end]
        mine, theirs = record(passage.id, item.text)[1], record(passage.id, quote)[1]
        # Digits of footnotes are left out of an item.
        letters = ["".join(c for c in text if c.isalpha()) for text in (mine, theirs)]
        if letters[0] != letters[1]:
            return None
        return self._cited(item.text, passage, document, quote)

    def grade(self, row: Judgement, passage: Passage, document: Document) -> Statement | None:
        """The grade of an area ("Good"), where the words cited give that area that grade."""
        stands = (row.area, row.grade, row.start, row.end)
        if all((r.area, r.grade, r.start, r.end) != stands for r in graded_in(passage.text)):
            return None
        quote = passage.text[row.start : row.end]
        return self._cited(GRADES_IN_WORDS[row.grade], passage, document, quote, "fact")

    def days(self, document: Document, passages: Sequence[Passage]) -> Statement | None:
        """The days of an inspection, where a line of its front page or its head states them."""
        first, last = document.dates.inspected_from, document.dates.inspected_to
        if first is None or last is None:
            return None
        for passage in facts_of(document, passages):
            for line in passage.text.split("\n"):
                stated = {(found.first, found.last) for found in day_ranges(line)}
                if (first, last) in stated and len(line.split()) < 60:
                    text = in_words(first, last)
                    return self._cited(text, passage, document, line.strip(), "fact")
        return None

    def count(self, items: Sequence[Statement], kind: RecommendationKind) -> Statement | None:
        """How many items a list has; each of them is cited."""
        citations = tuple(item.citations[0] for item in items)
        if not items or len({(c.page, c.start, c.document_id) for c in citations}) != len(items):
            return None
        one, several = _ITEMS[kind]
        text = f"1 {one}" if len(items) == 1 else f"{len(items)} {several}"
        return Statement(text, citations, "fact", seal=SEAL)

    def row(self, passage: Passage, document: Document) -> Statement | None:
        """A row of a table, each figure under its heading; None where that is in doubt."""
        row = row_of(passage)
        if row is None or not row.values:
            return None
        told = row.told(row.values)
        if not row.says(told):
            return None
        quote = passage.text.rsplit("\n", 1)[-1]
        cells = told.replace(f" {CELL_END} ", " · ").replace(CELL_END, "·")
        return self._cited(cells, passage, document, quote, "fact")

    def _cited(
        self, text: str, passage: Passage, document: Document, quote: str, form: Form = "quote"
    ) -> Statement | None:
        try:
            citations = self._citer.cite(passage, document, quote)
        except RefusedError:
            self.refused += 1
            return None
        return Statement(text, tuple(citations), form, seal=SEAL)
