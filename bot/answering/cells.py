"""Figures read off tables: the row that a question is about, under the heading that it asks for.

A cell is told only where label and heading are certain; where the row is certain and the
column is not, the whole row is told, each cell under its heading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.claims import named
from bot.answering.columns import (
    IN_DIGITS,
    SMALL,
    TOTAL,
    WORD,
    adds_up,
    beside_words,
    cells_asked,
    headings_of,
    is_undated,
    label_period,
)
from bot.answering.drafts import Brief, DraftCitation, DraftClaim, Evidence
from bot.answering.quotes import locate
from corpus.authorities import mentions
from corpus.documents import Document
from corpus.passages import Passage
from corpus.periods import Period, dated, periods_in
from corpus.sections import is_boilerplate
from corpus.sentences import sentences
from corpus.tables import TableRow, Value, row_of
from retrieval.query import Query
from retrieval.search.concepts import OWN, Concept, padded_stems
from retrieval.search.found import Hit
from retrieval.understanding.question_words import question_words

# The share of what was asked, by weight, that row, captions and headings may leave unsaid; and
# the share that the label itself must speak of.
_MOST_UNSAID, _LEAST_IN_LABEL = 0.2, 0.3
# Words of many names that tell none from another, stemmed.
_ANYBODY = {"child", "children", "young", "peopl", "person", "care", "in", "of", "and", "to", "for"}
# "Absence" and "absenteeism" are one word to this length.
_STEM = 5
# How strongly a thing must be spoken of to count: by the asker's words, or another name of it.
_SAID = 0.8
_MOST_ROWS = 3
_NOT_VALUES = frozenset({"person", "reason", "date"})
_ASKS_NUMBER = re.compile(
    r"\b(?:indicator|KPI|PI|row|line)(?: is| has)? (?:number|no\b)|"
    r"\b(?:which|what) (?:indicator|KPI|PI|row)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"\ball (?!year)\w+|\b(?:altogether|combined|in all)\b(?: of)?", re.IGNORECASE)
# Words that tell no row from another: every row is a number of something.
_OF_EVERY_ROW = SMALL | {
    *("number", "no", "percentage", "proportion", "rate", "total", "figures", "ytd", "all", "aged"),
}
# What a question says of the time that it asks for besides naming it, and of being judged.
_OF_TIME = {"end", "ended", "ending", "year", "years", "quarter", "month", "academic", "financial"}
_OF_GRADES = {"judged", "graded", "rated", "grade", "grades", "rating", "ratings"}
# "Table 2": by what a text speaks of a table.
_NUMBER = re.compile(r"\b(?:Table|Figure|Chart) \d+\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MONEY = re.compile(r"\b(?:costs?|spen[dt]|budget(?:ed)?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CellAnswer:
    """Claims of cells, and whether label and heading of each are certain.

    Where they are not, the claims are whole rows: something to show beside sentences.
    """

    claims: tuple[DraftClaim, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A row and the cells of it that answer; `certain`: no others could be meant.

    `said` is the share of the question that it speaks of, `literal` the share of its label
    that the question says word for word, `close` that it says in these or other words.
    `named` is the weight of what the label itself names; `narrower`: it has a word before those
    of the question ("secondary exclusions").
    """

    passage: Passage
    document: Document
    row: TableRow
    values: tuple[Value, ...]
    certain: bool
    under: tuple[str, ...]
    said: float
    literal: float
    close: float
    named: float
    narrower: bool

    @property
    def fit(self) -> tuple[float, float, float]:
        """What rows are compared by."""
        return round(self.said, 2), round(self.literal, 2), round(self.close, 2)


def cell_answer(brief: Brief) -> CellAnswer | None:
    """What the tables among the hits say to a question for a figure; None where they are silent.

    Row, captions and headings together must speak of all that the question names; the column
    is given by a month, a quarter, a year or the words of its heading. Newest document first.
    """
    query = brief.found.query
    number = query.answer_type == "number" or _MONEY.search(query.question) is not None
    if query.answer_type in _NOT_VALUES or not (
        query.intent == "passages" or (number and query.intent == "judgements")
    ):
        return None
    asked = periods_asked(query)
    numbered = _ASKS_NUMBER.search(query.question) is not None
    read = [
        found
        for hit in brief.found.hits
        if (row := row_of(hit.passage)) is not None and not is_boilerplate(hit.passage)
        for found in _read(hit, row, brief, asked)
    ]
    certain = _best([r for r in read if r.certain])
    # A whole row answers those who ask for a figure; others must name row and column.
    best = certain or (_best(read) if number or asked or numbered else [])
    if not best:
        return None
    claims = [claim for r in best for claim in _claims(brief.evidence, r, numbered=numbered)]
    return CellAnswer(tuple(dict.fromkeys(claims)), bool(certain))


def periods_asked(query: Query) -> list[Period]:
    """The months, quarters and years that a question asks for; not what names a document."""
    own = dated(periods_in(query.question), query.years)
    if not own:
        # A follow-up says "the month after" of one that was named before.
        return [Period("month", year, month) for year, month in query.months]
    return [p for p in own if not _names_document(p, query)]


def _names_document(period: Period, query: Query) -> bool:
    if period.year not in query.document_years:
        return False
    return period.kind == "year" or period.month in query.document_months


def _read(hit: Hit, row: TableRow, brief: Brief, asked: Sequence[Period]) -> Iterator[_Read]:
    """How a row answers, if it does."""
    query = brief.found.query
    concepts = _needed(brief.found.topic.concepts, asked)
    weight = _weight(concepts)
    if not weight or not _is_about(row, query):
        return
    context = (*row.captions, *hit.passage.heading, hit.document.subject)
    values, certain = cells_asked(row, asked, query, context)
    of_all = _is_total_asked(row, query)
    if of_all or (certain and _wants_all(row, values, query)):
        values, certain = row.values, False
    label, head = padded_stems(row.label.text), padded_stems(" ".join(headings_of(values)))
    if not head.strip() and not any(_DIGIT.search(value.cell.text) for value in values):
        # Words under no heading tell nothing of what stands beside them.
        return
    beside = _spoken_of_table(hit, row, brief.found.hits)
    around = padded_stems(" ".join((*context, *beside, *(h.text for h in row.label_headings))))
    unsaid = [c for c in concepts if not _speaks(c, label + head + around)]
    left = _weight(unsaid) / weight
    # Where the rows are years, the headings say what of.
    waived = of_all or label_period(row) is not None
    in_label = [c for c in concepts if waived or _speaks(c, label)]
    not_in_head = [c for c in concepts if not _speaks(c, head) or c in in_label]
    if not values or not in_label or left > _MOST_UNSAID:
        return
    if _weight(in_label) < _LEAST_IN_LABEL * _weight(not_in_head):
        return
    spoken = _spoken_of(query, concepts)
    without = [c for c in concepts if c.weight > 1 and not _speaks(c, label + head)]
    yield _Read(
        passage=hit.passage,
        document=hit.document,
        row=row,
        values=values,
        certain=certain,
        under=tuple(
            caption
            for caption in row.captions
            if any(_speaks(concept, padded_stems(caption)) for concept in without)
            or (is_undated(values) and periods_in(caption))
        ),
        said=1 - left,
        literal=_closeness(row.label.text, padded_stems(query.question)),
        close=_closeness(row.label.text, spoken),
        named=_weight(in_label),
        narrower=_is_narrower(row.label.text, spoken),
    )


def _spoken_of_table(hit: Hit, row: TableRow, hits: Sequence[Hit]) -> list[str]:
    """The sentences that speak of a table by its number, in the same document."""
    numbers = [match.group() for caption in row.captions for match in _NUMBER.finditer(caption)]
    said: list[str] = []
    for other in hits:
        if other.document.id == hit.document.id and other.passage.shape == "paragraph":
            text = other.passage.text
            said += [
                text[start:end]
                for start, end in sentences(text)
                for number in numbers
                if re.search(rf"\b{re.escape(number)}\b", text[start:end], re.IGNORECASE)
            ]
    return said


def _needed(concepts: Sequence[Concept], asked: Sequence[Period]) -> list[Concept]:
    """What a row must be about: the things asked about, not how they are asked about."""
    kept = [concept for concept in concepts if not _is_frame(concept, asked)]
    soft = question_words("soft")
    return [c for c in kept if c.glossary or c.label.lower() not in soft] or kept


def _is_frame(concept: Concept, asked: Sequence[Period]) -> bool:
    """Whether a word says when or how ("09" of "2008-09", "rated") and not what of."""
    label = concept.label.lower()
    years = [p.year for p in asked if p.year is not None]
    part = label.isdigit() and any(int(label) in (y % 100, (y + 1) % 100, y) for y in years)
    quarter = label == "q" or label in {str(p.quarter) for p in asked if p.quarter is not None}
    said_otherwise = label in _OF_GRADES or _ALL.fullmatch(f"{label} of") is not None
    return said_otherwise or part or (bool(asked) and (label in _OF_TIME or quarter))


def _speaks(concept: Concept, padded: str) -> bool:
    """Whether a text speaks of a concept: in the asker's words, or by another name of it.

    "Initial assessment" and "core assessment" are names of one thing to somebody who reads
    about it, and two rows of a table: names that share a word and differ in another do not count.
    """
    digit = IN_DIGITS.get(concept.label.lower())
    if digit is not None and f" {digit} " in padded:
        return True
    # "Children's centres" are "children centres" in a table's label.
    plain = padded.replace(" s ", " ")
    own = set(padded_stems(concept.label).split()) - _ANYBODY
    return any(
        value >= OWN or _is_other_name(set(form.split()) - _ANYBODY, own)
        for form, value in concept.forms
        if value >= _SAID and form.replace(" s ", " ") in plain
    )


def _is_other_name(name: set[str], own: set[str]) -> bool:
    """Whether two names differ as words do, and not in the one word that tells them apart."""
    if not own & name or own <= name:
        return True
    return bool(own - name) and {w[:_STEM] for w in own - name} == {w[:_STEM] for w in name - own}


def _wants_all(row: TableRow, values: Sequence[Value], query: Query) -> bool:
    """Whether the question is about all of something, and the cells say of no such thing."""
    said = " ".join((row.label.text, *headings_of(values)))
    return _ALL.search(query.question) is not None and TOTAL.search(said) is None


def _is_total_asked(row: TableRow, query: Query) -> bool:
    """Whether the question is about a total, and the row holds one that is not its own."""
    asked = TOTAL.search(query.question) is not None or _ALL.search(query.question) is not None
    return asked and any(v.is_figure and not adds_up(v, row) for v in row.values)


def _weight(concepts: Sequence[Concept]) -> float:
    return sum(concept.weight for concept in concepts)


def _is_about(row: TableRow, query: Query) -> bool:
    """Whether the row is about the place asked of: another's name, or a wider one, is not."""
    places = {mention.name for mention in mentions(row.label.text)}
    if places and query.authorities and not places & set(query.authorities):
        return False
    return beside_words(row.label.text) <= beside_words(query.question)


def _spoken_of(query: Query, concepts: Sequence[Concept]) -> str:
    """The stems of the question, and of other names of what it asks about."""
    forms = (form for concept in concepts for form, value in concept.forms if value >= _SAID)
    return padded_stems(query.question) + "".join(forms)


def _closeness(label: str, spoken: str) -> float:
    """The share of a label's words that are spoken of."""
    words = [w for w in WORD.findall(label.lower()) if w not in _OF_EVERY_ROW]
    stemmed = [stem for word in words for stem in padded_stems(word).split()]
    return sum(f" {stem} " in spoken for stem in stemmed) / max(1, len(stemmed))


def _is_narrower(label: str, spoken: str) -> bool:
    """Whether words that are not spoken of stand right before the first that is.

    Small words and marks begin anew: "secondary exclusions", not "referrals to early help".
    """
    strange, begun = False, False
    for match in re.finditer(r"[^\W\d_]+|\d+|[^\w\s]", label.lower()):
        word = match.group()
        if not word[0].isalnum() or word in _OF_EVERY_ROW:
            strange, begun = False, False
        elif all(f" {stem} " in spoken for stem in padded_stems(word).split()):
            if strange and not begun:
                return True
            begun = True
        else:
            strange = True
    return False


def _best(read: Sequence[_Read]) -> list[_Read]:
    """The rows that fit best, those that fit as well included; none where they are many.

    Where the best is about a part of what was asked, the rows of its other parts belong to it.
    """
    first = max(read, key=lambda r: r.fit, default=None)
    if first is None:
        return []
    best = [r for r in read if r.fit == first.fit]
    if any(r.narrower for r in best):
        best = [r for r in read if (r.fit[0], r.named) == (first.fit[0], first.named)]
    return best if len(best) <= _MOST_ROWS else []


def row_told(evidence: Evidence, passage: Passage, group: str) -> DraftClaim | None:
    """A claim of a whole row, each cell under its heading; None where it cannot be read so."""
    row = row_of(passage)
    if row is None or not row.values:
        return None
    told = row.told(row.values, numbered=True)
    return DraftClaim(told, _cited(evidence, passage, row.values, []), item=True, group=group)


def _claims(evidence: Evidence, read: _Read, *, numbered: bool) -> Iterator[DraftClaim]:
    """A claim a cell, or one of the whole row."""
    told = [[value] for value in read.values] if read.certain else [list(read.values)]
    for values in told:
        yield DraftClaim(
            read.row.told(values, under=read.under, numbered=numbered or not read.certain),
            _cited(evidence, read.passage, values, read.under, exact=read.certain),
            item=True,
            group=named(read.document),
        )


def _cited(
    evidence: Evidence,
    passage: Passage,
    values: Sequence[Value],
    under: Sequence[str],
    *,
    exact: bool = False,
) -> tuple[DraftCitation, ...]:
    """The row, the captions `under` which it stands, and the headings above its cells.

    `exact`: a heading is quoted by itself where that is where its words first stand.
    """
    text = passage.text
    quotes = [text.rsplit("\n", 1)[-1], *under]
    for heading in (h for v in values if v.column is not None for h in v.column.headings):
        at = locate(heading.text, text)
        alone = exact and at is not None and at[0] == heading.start
        quotes.append(heading.text if alone else _line_at(text, heading.start))
    label = evidence.label(passage)
    return tuple(DraftCitation(label, quote) for quote in dict.fromkeys(quotes))


def _line_at(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text[start : end if end >= 0 else None]
