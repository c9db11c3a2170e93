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
from bot.answering.cells import CellAnswer, cell_answer
from bot.answering.claims import named, quoted, suggestions
from bot.answering.differences import differing
from bot.answering.drafts import Brief, Draft, DraftClaim
from bot.answering.grades import beside_grades, grades, set_right
from bot.answering.holders import asks_for_holder, told_by_lines
from bot.answering.lists import listed_too, recommendations
from bot.answering.passages import sentence_answer
from bot.answering.premises import contradicted
from bot.answering.said import remembered
from bot.answering.selection import Budget, chosen, scored
from bot.answering.visits import visits
from prompts import section
from retrieval import phrases
from retrieval.scope import newest_first, spoken_date
from retrieval.search import Found

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


class ExtractiveAnswerer:
    """Chooses verbatim sentences; it cannot say what no document says."""

    def draft(self, brief: Brief) -> Draft:
        """A draft whose claims are the evidence's own sentences, rows and list items."""
        if (asked_back := clarification(brief.found)) is not None:
            return asked_back
        if brief.similarities is not None:
            brief = replace(brief, similarities=remembered(brief.similarities))
        brief = _of_whom_it_is_called_so(brief)
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
            listed = recommendations(brief)
        elif brief.found.query.intent == "judgements":
            listed = grades(brief) or _not_inspected(brief)
        elif brief.found.query.intent == "inspection":
            listed = visits(brief)
        if listed is not None:
            lack = unmet(brief, listed.claims)
            listed = set_right(brief, listed)
            return listed if lack is None else Draft((), (lack,), listed.suggestions)
        told = _with_cells(brief, cells) if cells is not None else sentence_answer(brief)
        told = beside_grades(brief, listed_too(brief, told))
        if listed_nowhere(brief):
            return Draft((), (section("caveats", "no_list"),), told.suggestions)
        if (lack := lacking(brief, told.claims)) is not None:
            others = _told_beyond(brief) if cells is None else None
            if others is None:
                return Draft((), (lack,), told.suggestions)
            told = others
        told = contradicted(brief, told)
        told = replace(told, caveats=(*told.caveats, *differing(brief, told.claims)))
        if missing := other_parts_missing(brief, told.claims):
            return replace(told, caveats=(*told.caveats, *missing), partial=True)
        return told


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
    if phrases.SMALL_TALK.match(query.question):
        return Draft((), clarification=section("refusals", "small_talk"))
    if query.unclear:
        told = sum(line.item for line in query.told) or len(query.told)
        key = "which_item" if query.unclear == "item" and told else "which_matter"
        return Draft((), clarification=section("refusals", key).format(count=told))
    if query.limited:
        return Draft(
            (),
            clarification=section("caveats", "limited").format(
                named=" and ".join(query.limited), limited=" and ".join(query.filters.authorities)
            ),
        )
    if query.perhaps:
        name = query.perhaps[0]
        return Draft((), clarification=section("refusals", "perhaps").format(name=name))
    one_wanted = query.intent in ("recommendations", "judgements", "inspection")
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


def _is_grade_of(text: str, years: Sequence[str], months: Sequence[str]) -> bool:
    """Whether a sentence tells a grade together with these years and months."""
    return (
        _GRADE.search(text) is not None
        and _WAS_GIVEN.search(text) is not None
        and any(year in text for year in years)
        and all(month in text for month in months)
    )
