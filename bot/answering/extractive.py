"""Answers without a model: the documents' own sentences, chosen and put in order."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answering.answered import (
    lacking,
    listed_nowhere,
    other_parts_missing,
    unmet,
    without_figures,
)
from bot.answering.borne_out import wider
from bot.answering.cells import CellAnswer, cell_answer
from bot.answering.claims import named, quoted, suggestions
from bot.answering.differences import differing
from bot.answering.drafts import Brief, Draft, DraftClaim
from bot.answering.grades.told import beside_grades, grades, set_right
from bot.answering.holders import asks_for_holder, told_by_lines
from bot.answering.lists import listed_too, recommendations
from bot.answering.offers import offered
from bot.answering.overviews import overview, shortfalls
from bot.answering.passages import alike_in_meaning, sentence_answer
from bot.answering.premises import contradicted
from bot.answering.progress import progress
from bot.answering.said import remembered, said
from bot.answering.selection.choosing import Budget, chosen
from bot.answering.selection.scoring import scored
from bot.answering.sufficiency import not_told_enough, not_told_there
from bot.answering.visits import visits
from bot.answering.whose import of_those_who_tell, place_meant, place_unknown, told_of
from corpus.dates import day_ranges, months
from corpus.documents import Kind
from prompts import section
from retrieval.query import Query
from retrieval.search.found import Found
from retrieval.search.scope import spoken_date
from retrieval.search.shelf import newest_first
from retrieval.understanding.asides import asks_nothing

# Sentences that are told beside a figure from a table: they may give another one.
_BESIDE_A_CELL = 2
_DIGIT = re.compile(r"\d")
_GRADE = re.compile(
    r"\b(?:outstanding|good|inadequate|adequate|requires? improvement(?: to be good)?)\b",
    re.IGNORECASE,
)


_WAS_GIVEN = re.compile(
    r"\b(?:judged|graded|rated|found to be|judge?ments?|(?:re-?)?inspect(?:ed|ion))\b"
    r"(?!.*\bby \w+ 20)",
    re.IGNORECASE,
)


_LETTERS_IN_WORDS: dict[Kind, str] = {
    "focused_visit_letter": "focused visit",
    "monitoring_visit_letter": "monitoring visit",
    "unannounced_inspection_letter": "unannounced inspection",
}


class ExtractiveAnswerer:
    """Chooses verbatim sentences; it cannot say what no document says."""

    def draft(self, brief: Brief) -> Draft:
        """A draft whose claims are the evidence's own sentences, rows and list items."""
        asked_back = clarification(brief.found)
        query = brief.found.query
        place = None if query.unclear or query.limited else place_unknown(brief.found)
        if place is not None and not query.perhaps:
            # Nobody is asked which authority is meant who has named one.
            return _of_no_place_known(place, brief.found)
        if asked_back is not None:
            return asked_back
        if brief.similarities is not None:
            brief = replace(brief, similarities=remembered(brief.similarities))
        brief = of_those_who_tell(_of_whom_it_is_called_so(brief))
        if brief.found.scope.missing is not None:
            return Draft(_told_by_others(brief))
        if asks_for_holder(brief.found.query) and (told := told_by_lines(brief)) is not None:
            return told
        # Where any authority may be meant, a figure of one is no answer.
        one = len({hit.document.authority for hit in brief.found.hits}) < 2
        cells = cell_answer(brief) if one or brief.found.query.authorities else None
        if cells is not None and cells.certain:
            told = _with_cells(brief, cells)
            if without_figures(brief, cells.claims):
                caveat = section("caveats", "no_figure_there")
                return replace(told, corrections=(caveat,), partial=True)
            return replace(told, caveats=(*told.caveats, *differing(brief, told.claims)))
        if brief.found.query.demand.future and brief.found.query.intent != "passages":
            return Draft((), (section("caveats", "future"),))
        listed: Draft | None = None
        if brief.found.query.intent == "recommendations":
            told_since = progress(brief) if brief.found.query.progress else None
            listed = told_since or recommendations(brief) or shortfalls(brief)
        elif brief.found.query.intent == "judgements":
            listed = grades(brief) or _not_inspected(brief)
        elif brief.found.query.intent == "inspection":
            listed = visits(brief)
        elif brief.found.query.intent == "overview":
            listed = overview(brief)
        elif brief.found.query.entitlement:
            listed = offered(brief)
        if listed is not None:
            lack = unmet(brief, listed.claims)
            if lack is not None:
                return Draft((), (lack,), listed.suggestions)
            return _with_parts_open(brief, set_right(brief, listed))
        told = _with_cells(brief, cells) if cells is not None else sentence_answer(brief)
        in_words = bool(told.claims)
        if not in_words:
            told = _told_in_other_words(brief) or told
        told = beside_grades(brief, listed_too(brief, told))
        if listed_nowhere(brief):
            return Draft((), (section("caveats", "no_list"),), told.suggestions)
        if (lack := lacking(brief, told.claims, in_words=in_words)) is not None:
            others = _told_beyond(brief) if cells is None else None
            if others is None:
                return Draft((), (lack,), told.suggestions)
            told = others
        told = _told_more_widely(brief, contradicted(brief, told))
        differ = (*told_of(brief, told.claims), *differing(brief, told.claims))
        told = replace(told, caveats=(*told.caveats, *differ))
        return _with_parts_open(brief, set_right(brief, told))


def _told_in_other_words(brief: Brief) -> Draft | None:
    """What means the same as the question and has too few of its words, which the draft says."""
    alike = alike_in_meaning(brief)
    told = sentence_answer(brief, alike) if alike else None
    if told is None or not told.claims:
        return None
    caveat = section("caveats", "in_other_words")
    return replace(told, corrections=(*told.corrections, caveat), partial=True)


def _with_parts_open(brief: Brief, told: Draft) -> Draft:
    """The draft, which says what of several things that are asked it does not answer."""
    missing = other_parts_missing(brief, told.claims) if told.claims else []
    return replace(told, caveats=(*missing, *told.caveats), partial=True) if missing else told


def _told_more_widely(brief: Brief, told: Draft) -> Draft:
    """The draft, which says where only something wider than what is asked about is told of."""
    query, claims = brief.found.query, said(brief, told.claims)
    missing = None
    if claims:
        topic = brief.found.topic
        missing = wider(query, claims) or not_told_enough(query, topic, claims)
        missing = missing or not_told_there(query, topic, claims)
    if missing is None:
        return told
    return replace(told, corrections=(*told.corrections, missing), partial=True)


def _of_no_place_known(place: str, found: Found) -> Draft:
    """What nobody is called is asked back where a name is like it, and else not answered."""
    if (name := place_meant(place, found)) is not None:
        return Draft((), clarification=section("refusals", "perhaps").format(name=name))
    return Draft((), (section("caveats", "no_event").format(word=place),))


def _of_whom_it_is_called_so(brief: Brief) -> Brief:
    """Only the authorities whose passages have the name in quotation marks that is asked about.

    What another authority's service of the kind does says nothing of the one with that name.
    """
    found = brief.found
    names = [name.casefold() for name in found.query.quoted if " " in name]
    if not names or found.query.authorities:
        return brief
    called = {
        hit.document.authority
        for hit in found.hits
        if any(name in " ".join(hit.passage.text.split()).casefold() for name in names)
    }
    hits = tuple(hit for hit in found.hits if hit.document.authority in called)
    return replace(brief, found=replace(found, hits=hits)) if hits else brief


def _told_beyond(brief: Brief) -> Draft | None:
    """What other documents answer where those of the time asked about do not, else None."""
    found = brief.found
    wanted = {document.id for document in found.scope.wanted}
    others = tuple(hit for hit in found.hits if hit.document.id not in wanted)
    asked_for = found.query.newest or found.query.document_years
    if asked_for or not wanted or not others:
        return None
    brief = replace(brief, found=replace(found, hits=others))
    told = sentence_answer(brief)
    return told if told.claims and lacking(brief, told.claims) is None else None


def _with_cells(brief: Brief, cells: CellAnswer) -> Draft:
    """What tables say, and sentences: the cell that is asked for first, where it is certain."""
    running = tuple(hit for hit in brief.found.hits if hit.passage.shape != "table")
    draft = sentence_answer(replace(brief, found=replace(brief.found, hits=running)))
    if cells.certain:
        # They may give another figure for the same thing; what gives none adds nothing.
        others = [claim for claim in draft.claims if _DIGIT.search(claim.text)]
        return replace(draft, claims=(*cells.claims, *others[:_BESIDE_A_CELL]))
    return replace(draft, claims=(*draft.claims, *cells.claims))


def clarification(found: Found) -> Draft | None:
    """A question back, where an authority has to be known and is not."""
    query = found.query
    if asks_nothing(query.question):
        return Draft((), clarification=section("refusals", "small_talk"))
    if query.unclear:
        told = sum(line.item for line in query.told) or len(query.told)
        key = "which_item" if query.unclear == "item" and told else "which_matter"
        if query.unclear == "authority":
            key = "which_other"
        return Draft((), clarification=section("refusals", key).format(count=told))
    if query.limited:
        return Draft(
            (),
            clarification=section("caveats", "limited").format(
                named=" and ".join(query.limited), limited=" and ".join(query.filters.authorities)
            ),
            suggestions=_within_limits(query),
        )
    if query.perhaps:
        name = query.perhaps[0]
        return Draft((), clarification=section("refusals", "perhaps").format(name=name))
    one_wanted = query.intent != "passages"
    authorities = {d.authority for d in found.scope.searched if d.authority}
    if query.authorities or query.everywhere or not one_wanted or len(authorities) < 2:
        return None
    return Draft(
        (),
        clarification=section("refusals", "which_authority").format(count=len(authorities)),
        suggestions=tuple(
            f"{query.question.rstrip('?. ')} – {name}?" for name in sorted(authorities)[:2]
        ),
    )


def _within_limits(query: Query) -> tuple[str, ...]:
    """The same question about the authority that it is limited to, where that is one for one."""
    asked = query.question
    others = [a for a in query.filters.authorities if a.casefold() not in asked.casefold()]
    if len(query.limited) != 1 or len(others) != 1:
        return ()
    named = re.compile(rf"\b{re.escape(query.limited[0])}\b", re.IGNORECASE)
    return (named.sub(lambda _: others[0], asked),) if named.search(asked) else ()


def _not_inspected(brief: Brief) -> Draft | None:
    """The grades of a year without an inspection, where the inspections there are are known."""
    query = brief.found.query
    years = {*query.years, *query.document_years}
    graded = [d for d in brief.found.scope.known if brief.judgements.get(d.id)]
    several = query.over_time or query.before or query.everywhere
    if len(years) != 1 or several or not graded:
        return None
    caveat = section("caveats", "not_inspected").format(
        years=", ".join(str(year) for year in years),
        inspections="; ".join(spoken_date(d) for d in newest_first(graded)),
    )
    return Draft(_told_by_others(brief), (caveat,), suggestions(query, graded))


def _told_by_others(brief: Brief) -> tuple[DraftClaim, ...]:
    """The document asked for is not there; a grade it gave may stand in another one."""
    found = brief.found
    query = found.query
    if query.intent not in ("judgements", "inspection"):
        return ()
    if query.intent == "inspection" and query.answer_type == "date":
        return _days_of_letters(brief)
    years = [str(year) for year in (*query.document_years, *query.years)]
    months = [f"{date(2000, month, 1):%B}" for month in query.document_months]
    told = [
        s
        for s in scored(found.hits, query, found.topic)
        # The grade may stand in the sentence after the one that names the inspection.
        if _is_grade_of(s.passage.text[s.start : s.end + 120], years, months)
    ]
    return tuple(
        quoted(brief.evidence, s.passage, s.text, named(s.document))
        for s in chosen(told, Budget(80, 60, 2, 1), least=0.7)
    )


def _days_of_letters(brief: Brief) -> tuple[DraftClaim, ...]:
    """When a visit was whose letter is not there, where another document tells of it."""
    found = brief.found
    asked = [words for kind in found.query.kinds if (words := _LETTERS_IN_WORDS.get(kind))]
    told = [
        s
        for s in scored(found.hits, found.query, found.topic)
        if (months(s.text) or day_ranges(s.text))
        and any(words in s.text.lower() for words in asked)
    ]
    return tuple(
        quoted(brief.evidence, s.passage, s.text, named(s.document))
        for s in chosen(told, Budget(80, 60, 2, 1), least=0.7)
    )


def _is_grade_of(text: str, years: Sequence[str], months: Sequence[str]) -> bool:
    """Whether a sentence tells a grade together with these years and months."""
    return (
        _GRADE.search(text) is not None
        and _WAS_GIVEN.search(text) is not None
        and any(year in text for year in years)
        and all(month in text for month in months)
    )
