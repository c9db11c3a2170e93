"""A message held against the documents, claim by claim: borne out, told otherwise, or not found.

What is said to be borne out passes the grounding gate word for word, or is a grade, a number of
items or a day that a register holds of the very inspection meant; its citation shows the words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field, replace
from datetime import date
from typing import Literal

from bot.answering.answers import SEAL, Citation
from bot.answering.cautions import cautions
from bot.answering.citing import Citer, RefusedError
from bot.answering.gate.gate import examine
from bot.answering.gate.nearest import nearest_quote
from bot.answering.gate.segments import nearest_segments, segments_of
from bot.answering.gate.tokens import tokens_of
from bot.answering.gate.verdicts import Source
from bot.answering.grades import AREAS_IN_WORDS
from bot.answering.pipeline import Library, understood
from bot.answering.stated import (
    CountStated,
    DayStated,
    Fact,
    GradeStated,
    Statement,
    fact_in,
    statements,
)
from bot.answering.visits import facts_of
from corpus.authorities import mentions
from corpus.currency import superseded_by
from corpus.dates import day_ranges
from corpus.documents import INSPECTORS_KINDS, Document, Kind
from corpus.judgements import Area, Grade, Judgement
from corpus.passages import Passage
from prompts import section
from retrieval.query import Filters, Query
from retrieval.scope import newest_first, newest_inspection, spoken_date
from retrieval.search import Found, Hit, search

LONGEST = 4_000
"""The most characters of a message."""

Verdict = Literal["supported", "differs", "not_found", "not_a_claim"]
Place = tuple[Passage, Document, str]

_MOST_CLAIMS = 40
_HITS = 20
_QUOTES_TRIED = 4
_MOST_LISTED = 5
_GRADES: dict[Grade, str] = {
    "outstanding": "outstanding",
    "good": "good",
    "requires_improvement": "requires improvement",
    "inadequate": "inadequate",
}
_TOGETHER: tuple[Area, ...] = ("in_care_and_care_leavers", "looked_after_and_permanence")
_VISITS: dict[str, Kind] = {
    "focused": "focused_visit_letter",
    "monitoring": "monitoring_visit_letter",
}


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim as it was written, what the documents make of it, and where they speak of it.

    `citations` are numbers of `Checked.citations`; `detail` is a sentence for a reader, empty
    where there is nothing to add.
    """

    text: str
    verdict: Verdict
    citations: tuple[int, ...]
    detail: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A message checked claim by claim; `documents` is how many were searched for it."""

    claims: tuple[CheckedClaim, ...]
    citations: tuple[Citation, ...]
    caveats: tuple[str, ...]
    documents: int
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        """Raises TypeError unless it was made here."""
        if seal is not SEAL:
            raise TypeError("only bot.answering.checking makes a Checked")


@dataclass(frozen=True, slots=True)
class _Said:
    """What became of a claim: the verdict, the places that show it, and what is added."""

    verdict: Verdict
    places: tuple[Place, ...] = ()
    detail: str = ""


def check(message: str, library: Library) -> Checked:
    """Hold a screened message against the documents. Raises `EmbeddingError`."""
    return _Check(library, superseded_by(library.documents, {})).run(message)


@dataclass(slots=True)
class _Check:
    library: Library
    replaced: Mapping[str, str]
    searched: set[str] = field(default_factory=set)
    newest: dict[str, Document] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    years: tuple[int, tuple[int, ...]] = (0, ())

    def run(self, message: str) -> Checked:
        citer = Citer(self.library.page_of, self.library.copies)
        every = list(statements(message, self.library.known))
        claims = [self._claim(statement, citer) for statement in every[:_MOST_CLAIMS]]
        caveats = [section("caveats", "no_dense")] if self.library.dense is None else []
        if left := len(every) - len(claims):
            caveats.append(section("checks", "most_claims").format(most=_MOST_CLAIMS, left=left))
        return Checked(
            tuple(claims),
            tuple(citer.citations),
            tuple(caveats),
            len(self.searched),
            seal=SEAL,
        )

    def _claim(self, statement: Statement, citer: Citer) -> CheckedClaim:
        said = self._said(statement)
        numbers: list[int] = []
        for passage, document, quote in said.places:
            try:
                cited = citer.cite(passage, document, quote)
            except RefusedError:
                # What cannot be shown where it stands is not told of.
                return CheckedClaim(
                    statement.text, "not_found", (), section("checks", "nothing_near")
                )
            numbers += [citer.number(citation) for citation in cited]
        shown = [citer.citations[number - 1] for number in dict.fromkeys(numbers)]
        # What an older document says is told as that, beside the very claim.
        beside = [] if said.verdict == "not_found" else cautions(shown, list(self.newest.values()))
        detail = " ".join(filter(None, (said.detail, *beside)))
        return CheckedClaim(
            statement.text, said.verdict, tuple(citation.number for citation in shown), detail
        )

    def _said(self, statement: Statement) -> _Said:
        if statement.why in ("question", "greeting"):
            return _Said("not_a_claim", detail=section("checks", statement.why))
        query = self._query(statement)
        absent = [name for name in query.authorities if name not in self.library.known]
        if absent and not query.assumed_home:
            return _Said("not_found", detail=section("checks", "absent").format(name=absent[0]))
        fact = fact_in(statement.read, self.library.known)
        if fact is not None and len(query.authorities) == 1:
            said = self._by_register(fact, query)
            if said is not None:
                return said
        found = self._found(query)
        if (borne_out := self._word_for_word(statement.read, found)) is not None:
            return borne_out
        if statement.why is not None:
            return _Said("not_a_claim", detail=section("checks", statement.why))
        return self._otherwise(statement.read, found) or self._nearest(statement.read, found)

    def _query(self, statement: Statement) -> Query:
        """The claim as a query; whom and when it is about may be said by the one before it."""
        query = understood(statement.read, self.library)
        if query.authorities and not query.assumed_home:
            self.about = query.authorities
        elif self.about:
            filters = Filters(authorities=self.about)
            query = replace(understood(statement.read, self.library, filters), filters=Filters())
        years = tuple(dict.fromkeys((*query.years, *query.document_years)))
        if years or self.years[0] != statement.of:
            self.years = (statement.of, years)
        return replace(query, years=self.years[1])

    def _found(self, query: Query) -> Found:
        library = self.library
        # A claim is looked for among all that is known of whom it is about, newest first.
        loose = replace(query, newest=False, document_years=(), document_months=(), supposed=None)
        found = search(
            loose,
            library.documents,
            library.passages,
            library.lexical,
            library.dense,
            _HITS,
            library.registers,
        )
        self.searched |= {document.id for document in found.scope.searched}
        self._remember(found.scope.newest)
        return found

    def _remember(self, documents: Sequence[Document]) -> None:
        self.newest |= {d.authority: d for d in documents if d.authority is not None}

    def _by_register(self, fact: Fact, query: Query) -> _Said | None:
        """What a register makes of a fact, None where it cannot tell."""
        theirs = [
            d
            for d in newest_first(list(self.library.documents))
            if d.kind in INSPECTORS_KINDS and d.authority == query.authorities[0]
        ]
        if not theirs:
            return None
        self.searched |= {document.id for document in theirs}
        if (newest := newest_inspection(theirs)) is not None:
            self._remember([newest])
        match fact:
            case GradeStated():
                return self._graded(fact, theirs, query)
            case CountStated():
                return self._counted(fact, theirs, query)
            case DayStated():
                return self._came(fact, theirs)

    def _graded(self, fact: GradeStated, theirs: Sequence[Document], query: Query) -> _Said | None:
        register = self.library.registers.judgements
        graded = [d for d in theirs if register.get(d.id) and d.dates.ordering]
        if not graded:
            return None
        of_then = _of_then(graded, query)
        if (query.years or query.months) and not of_then:
            return self._ungraded(fact, graded, query)
        document = (of_then or graded)[0]
        if of_then and len({d.id for d in of_then if self._row(d, fact.area)}) > 1:
            # Two inspections of one year: it must be of one, and either may be meant.
            same = [d for d in of_then if self._gave(d, fact)]
            document = same[0] if same else document
        row = self._row(document, fact.area)
        dated, area = spoken_date(document), AREAS_IN_WORDS[fact.area]
        if row is None:
            rows = [r for r in register[document.id] if r.area in _TOGETHER][:1]
            detail = section("checks", "graded_together").format(dated=dated, area=area)
            return _Said("not_found", self._shown(document, rows), detail)
        told = section("checks", "graded").format(
            title=document.title, dated=dated, area=area, grade=_GRADES[row.grade]
        )
        shown = self._shown(document, [row])
        if not shown:
            return None
        if row.grade == fact.grade:
            return _Said("supported", shown, told)
        once = [] if of_then or fact.newest else [d for d in graded[1:] if self._gave(d, fact)][:1]
        for older in once:
            grade = _GRADES[fact.grade]
            before = section("checks", "graded_once").format(dated=spoken_date(older), grade=grade)
            rows = [r for r in register[older.id] if r.area == fact.area]
            return _Said("differs", (*shown, *self._shown(older, rows)), f"{told} {before}")
        return _Said("differs", shown, told)

    def _ungraded(
        self, fact: GradeStated, graded: Sequence[Document], query: Query
    ) -> _Said | None:
        document = graded[0]
        row = self._row(document, fact.area)
        if row is None:
            return None
        detail = section("checks", "ungraded_then").format(
            when=_when(query),
            area=AREAS_IN_WORDS[fact.area],
            dated=spoken_date(document),
            grade=_GRADES[row.grade],
        )
        return _Said("not_found", self._shown(document, [row]), detail)

    def _row(self, document: Document, area: Area) -> Judgement | None:
        rows = self.library.registers.judgements.get(document.id, ())
        return next((row for row in rows if row.area == area), None)

    def _gave(self, document: Document, fact: GradeStated) -> bool:
        row = self._row(document, fact.area)
        return row is not None and row.grade == fact.grade

    def _shown(self, document: Document, rows: Sequence[Judgement]) -> tuple[Place, ...]:
        held = {p.id: p for p in self.library.passages.passages([row.passage_id for row in rows])}
        return tuple(
            (held[row.passage_id], document, held[row.passage_id].text[row.start : row.end])
            for row in rows
            if row.passage_id in held
        )

    def _counted(self, fact: CountStated, theirs: Sequence[Document], query: Query) -> _Said | None:
        register = self.library.registers.recommendations
        reports = [d for d in theirs if d.kind == "inspection_report"]
        chosen = _of_then(reports, query) if query.years or query.months else reports[:1]
        if len(chosen) != 1:
            return None
        (document,) = chosen
        items = [item for item in register.get(document.id, ()) if item.addressee == "authority"]
        kinds = {item.kind for item in items}
        priority = "priority" in fact.items
        if not items or (priority != ("priority_action" in kinds)) or len(kinds) > 1:
            return None
        held = {
            p.id: p for p in self.library.passages.passages([item.passage_id for item in items])
        }
        places = tuple(
            (held[i.passage_id], document, held[i.passage_id].text[i.start : i.end])
            for i in items
            if i.passage_id in held
        )
        if len(places) != len(items):
            return None
        noun = items[0].kind.replace("_", " ")
        noun = noun if len(items) == 1 else noun.replace("area", "areas", 1)
        noun = noun if len(items) == 1 or noun.startswith("areas") else f"{noun}s"
        detail = section("checks", "listed").format(
            title=document.title, dated=spoken_date(document), count=len(items), items=noun
        )
        return _Said("supported" if len(items) == fact.count else "differs", places, detail)

    def _came(self, fact: DayStated, theirs: Sequence[Document]) -> _Said | None:
        kind: Kind = _VISITS[fact.visit] if fact.visit else "inspection_report"
        came = [d for d in theirs if d.kind == kind and d.dates.inspected_from]
        if not came:
            return None
        within = [d for d in came if _within(fact, d)]
        year = fact.when.first.year
        of_year = [d for d in came if d.dates.ordering and d.dates.ordering.year == year]
        wording = "visited" if fact.visit else "inspected"
        if fact.newest:
            document, verdict = came[0], "supported" if came[0] in within else "differs"
        elif within:
            document, verdict = within[0], "supported"
        elif len(of_year) == 1:
            document, verdict = of_year[0], "differs"
        else:
            there = "; ".join(spoken_date(d) for d in came[:_MOST_LISTED])
            detail = section("checks", "other_inspections").format(inspections=there)
            return _Said("not_found", detail=detail)
        place = self._day_line(document)
        if place is None:
            return None
        detail = section("checks", wording).format(dated=spoken_date(document))
        return _Said("supported" if verdict == "supported" else "differs", (place,), detail)

    def _day_line(self, document: Document) -> Place | None:
        """The line in which a document says when inspectors came."""
        first, last = document.dates.inspected_from, document.dates.inspected_to
        for passage in facts_of(document, self.library.passages.passages_of([document.id])):
            for segment in segments_of(passage.text):
                line = passage.text[segment.start : segment.end]
                days = day_ranges(line)
                if days and (days[0].first, days[-1].last) == (first, last or first):
                    return passage, document, line
        return None

    def _word_for_word(self, claim: str, found: Found) -> _Said | None:
        for hit in self._newest_first(found):
            for said in _readings(claim, hit.document, self.library.known):
                quote = self._quote_for(said, hit)
                if quote is not None:
                    detail = section("checks", "said").format(
                        title=hit.document.title, dated=spoken_date(hit.document)
                    )
                    return _Said("supported", ((hit.passage, hit.document, quote),), detail)
        return None

    def _newest_first(self, found: Found) -> list[Hit]:
        order = {d.id: at for at, d in enumerate(newest_first(list(found.scope.searched)))}
        return sorted(found.hits, key=lambda hit: (order[hit.document.id], hit.rank))

    def _quote_for(self, said: str, hit: Hit) -> str | None:
        """The sentence of a passage that bears out what is said, None where none does."""
        text = hit.passage.text
        if hit.passage.shape == "table" or not examine(said, [self._source(hit, None)]).accepted:
            return None
        for segment in nearest_segments(said, segments_of(text), _QUOTES_TRIED):
            quote = text[segment.start : segment.end]
            if examine(said, [self._source(hit, quote)]).accepted:
                return quote
        return None

    def _source(self, hit: Hit, quote: str | None) -> Source:
        document = hit.document
        return Source(
            text=hit.passage.text,
            quote=quote,
            authority=document.authority,
            date=document.dates.ordering,
            kind=document.kind,
            publisher=document.publisher,
            current=self._is_current(hit),
        )

    def _is_current(self, hit: Hit) -> bool:
        return hit.document.id not in self.replaced

    def _otherwise(self, claim: str, found: Found) -> _Said | None:
        """A sentence that is the claim but for one figure; None without one."""
        figures = [token.written for token in tokens_of(claim).items if token.is_number]
        if not figures:
            return None
        years = found.query.years
        for hit in self._newest_first(found):
            day = hit.document.dates.ordering
            # Another figure at another time is no other figure for the same thing.
            if (day is None or day.year not in years) if years else not self._is_current(hit):
                continue
            for said in _readings(claim, hit.document, self.library.known):
                for segment in nearest_segments(said, segments_of(hit.passage.text), 2):
                    there = [t.written for t in segment.items if t.is_number]
                    for mine, theirs in _exchanged(figures, there):
                        quote = self._quote_for(_with(said, mine, theirs), hit)
                        if quote is not None:
                            detail = section("checks", "figure").format(
                                title=hit.document.title,
                                dated=spoken_date(hit.document),
                                there=theirs,
                                said=mine,
                            )
                            return _Said("differs", ((hit.passage, hit.document, quote),), detail)
        return None

    def _nearest(self, claim: str, found: Found) -> _Said:
        for hit in found.hits:
            if hit.passage.shape == "table":
                continue
            quote = nearest_quote(claim, hit.passage.text)
            if quote is not None:
                place = (hit.passage, hit.document, quote)
                return _Said("not_found", (place,), section("checks", "nearest"))
        return _Said("not_found", detail=section("checks", "nothing_near"))


def _of_then(documents: Sequence[Document], query: Query) -> list[Document]:
    """The documents of the years and months that a claim names: inspected or published then."""
    months = {month for _, month in query.months}

    def then(document: Document) -> bool:
        dates = document.dates
        days = [d for d in (dates.inspected_from, dates.inspected_to, dates.published) if d]
        return any(
            (not query.years or d.year in query.years) and (not months or d.month in months)
            for d in days
        )

    return [d for d in documents if then(d)] if query.years or months else []


def _when(query: Query) -> str:
    if query.months:
        named = (f"{date(2000, month, 1):%B} {year or ''}".strip() for year, month in query.months)
        return ", ".join(named)
    return ", ".join(map(str, query.years))


def _within(fact: DayStated, document: Document) -> bool:
    first = document.dates.inspected_from
    last = document.dates.inspected_to or first
    if first is None or last is None:
        return False
    if fact.exact:
        return (fact.when.first, fact.when.last) == (first, last)
    return fact.when.first <= last and first <= fact.when.last


def _readings(claim: str, document: Document, known: Sequence[str]) -> Iterator[str]:
    """A claim as it stands, and without the name of the authority whose document it is held to."""
    yield claim
    named = mentions(claim, known)
    if len(named) != 1 or named[0].name != document.authority:
        return
    before, after = claim[: named[0].start], claim[named[0].end :]
    for word in ("in ", "at ", "across "):
        if before.lower().endswith(f" {word}"):
            yield f"{before[: -len(word) - 1]}{after}"
    possessive = next((s for s in ("’s ", "'s ") if after.startswith(s)), None)
    if possessive is not None:
        the = "The " if not before.strip() else "the "
        yield f"{before}{the}{after[len(possessive) :]}"


def _exchanged(figures: Sequence[str], there: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each figure of a claim that a sentence has not, with each of the sentence's in its place."""
    for mine in dict.fromkeys(figures):
        if mine not in there and figures.count(mine) == 1:
            for theirs in dict.fromkeys(there):
                if theirs not in figures:
                    yield mine, theirs


def _with(claim: str, mine: str, theirs: str) -> str:
    for token in tokens_of(claim).items:
        if token.written == mine:
            return f"{claim[: token.start]}{theirs}{claim[token.end :]}"
    return claim
