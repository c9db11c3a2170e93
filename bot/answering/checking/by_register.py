"""What the registers make of a stated grade, a number of items or a day."""

from collections.abc import Sequence
from datetime import date

from bot.answering.checking.checked import Place, Said
from bot.answering.checking.stated import CountStated, DayStated, Fact, GradeStated
from bot.answering.gate.segments import segments_of
from bot.answering.grades.rows import AREAS_IN_WORDS
from bot.answering.pipeline import Library
from bot.answering.visits import facts_of
from corpus.dates import day_ranges
from corpus.documents import Document, Kind
from corpus.registers.judgements import Area, Grade, Judgement
from prompts import section
from retrieval.query import Query
from retrieval.search.scope import spoken_date

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


class Registers:
    """Holds facts against the registers of an index."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def said(self, fact: Fact, theirs: Sequence[Document], query: Query) -> Said | None:
        """What a register makes of a fact, None where it cannot tell.

        `theirs` are the inspectors' documents about the authority, newest first.
        """
        match fact:
            case GradeStated():
                return self._graded(fact, theirs, query)
            case CountStated():
                return self._counted(fact, theirs, query)
            case DayStated():
                return self._came(fact, theirs)

    def _graded(self, fact: GradeStated, theirs: Sequence[Document], query: Query) -> Said | None:
        register = self._library.registers.judgements
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
            return Said("not_found", self._shown(document, rows), detail)
        told = section("checks", "graded").format(
            title=document.title, dated=dated, area=area, grade=_GRADES[row.grade]
        )
        shown = self._shown(document, [row])
        if not shown:
            return None
        if row.grade == fact.grade:
            return Said("supported", shown, told)
        once = [] if of_then or fact.newest else [d for d in graded[1:] if self._gave(d, fact)][:1]
        for older in once:
            grade = _GRADES[fact.grade]
            before = section("checks", "graded_once").format(dated=spoken_date(older), grade=grade)
            rows = [r for r in register[older.id] if r.area == fact.area]
            return Said("differs", (*shown, *self._shown(older, rows)), f"{told} {before}")
        return Said("differs", shown, told)

    def _ungraded(self, fact: GradeStated, graded: Sequence[Document], query: Query) -> Said | None:
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
        return Said("not_found", self._shown(document, [row]), detail)

    def _row(self, document: Document, area: Area) -> Judgement | None:
        rows = self._library.registers.judgements.get(document.id, ())
        return next((row for row in rows if row.area == area), None)

    def _gave(self, document: Document, fact: GradeStated) -> bool:
        row = self._row(document, fact.area)
        return row is not None and row.grade == fact.grade

    def _shown(self, document: Document, rows: Sequence[Judgement]) -> tuple[Place, ...]:
        held = {p.id: p for p in self._library.passages.passages([row.passage_id for row in rows])}
        return tuple(
            (held[row.passage_id], document, held[row.passage_id].text[row.start : row.end])
            for row in rows
            if row.passage_id in held
        )

    def _counted(self, fact: CountStated, theirs: Sequence[Document], query: Query) -> Said | None:
        register = self._library.registers.recommendations
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
            p.id: p for p in self._library.passages.passages([item.passage_id for item in items])
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
        return Said("supported" if len(items) == fact.count else "differs", places, detail)

    def _came(self, fact: DayStated, theirs: Sequence[Document]) -> Said | None:
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
            return Said("not_found", detail=detail)
        place = self._day_line(document)
        if place is None:
            return None
        detail = section("checks", wording).format(dated=spoken_date(document))
        return Said("supported" if verdict == "supported" else "differs", (place,), detail)

    def _day_line(self, document: Document) -> Place | None:
        """The line in which a document says when inspectors came."""
        first, last = document.dates.inspected_from, document.dates.inspected_to
        for passage in facts_of(document, self._library.passages.passages_of([document.id])):
            for segment in segments_of(passage.text):
                line = passage.text[segment.start : segment.end]
                days = day_ranges(line)
                if days and (days[0].first, days[-1].last) == (first, last or first):
                    return passage, document, line
        return None


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
