"""A question becomes a query: whose findings, of when, of which kind, and the words that count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.authority_forms import spelt_out
from corpus.glossary import corrected
from corpus.markup import without_tags
from retrieval.query import Demand, Filters, Part, Query
from retrieval.understanding import rights
from retrieval.understanding.answer_types import answer_type, kind_of_answer
from retrieval.understanding.asides import without_aside
from retrieval.understanding.authorities import (
    left_out,
    perhaps_meant,
    whose,
    without_names,
    without_whose,
    years_of_each,
)
from retrieval.understanding.comparing import (
    asks_for_findings,
    compares,
    slant_of,
    words_of_slant,
)
from retrieval.understanding.core_words import WORD, core_words, proper_names
from retrieval.understanding.demands.demand import demand_of
from retrieval.understanding.demands.listed import tells
from retrieval.understanding.intents import intent_of
from retrieval.understanding.judgements import areas_of, grades_in
from retrieval.understanding.kinds import asks_the_inspectors, asks_the_panel, kinds_in
from retrieval.understanding.parts import asked_together
from retrieval.understanding.progress import asks_what_became
from retrieval.understanding.supposed import supposed_in
from retrieval.understanding.times import times_of, without_as_of
from retrieval.understanding.wording import uses_of

# "Per 10k" is written out in documents.
# "Area(s) for improvement".
_OR_SEVERAL = re.compile(r"(?<=[a-z])\(s\)")
_THOUSANDS = re.compile(r"\bper (\d{1,3})k\b", re.IGNORECASE)
# "16/17 year olds" are of two ages, and of no year.
_AGES = re.compile(
    r"(?<![\d/])(1\d)\s?(?:/|&|-|–)\s?(1\d|2\d)(?=[\s-]*(?:(?:years?|yrs?)[\s-]*olds?|y/?os?)\b)",
    re.IGNORECASE,
)
# A second question in the same breath.
_AND_ASKS = re.compile(
    r"[,;]?\s+(?:and|&)\s+(?=(?:from |by |since |until |to |with |on )?"
    r"(?:how|what|when|who|which|where|why)\b)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“‘']([^\"”’']{4,60})[\"”’']")
# What the name of a school, a nursery or the like ends in.
_INSTITUTION = re.compile(
    r"\b(?:School|Academy|College|Nursery|Pre-?school|Playgroup|Centre|Hospital)\Z", re.IGNORECASE
)


def understand(
    question: str,
    *,
    known: Sequence[str] = (),
    home: str | None = None,
    filters: Filters | None = None,
) -> Query:
    """Read a question by rules.

    `known` are the authorities of the index, `home` the one a question that names none is
    about. Filters set by hand win over what the question says.
    """
    filters = filters or Filters()
    untagged = without_tags(question)
    plain = _OR_SEVERAL.sub("s", " ".join(untagged.split()))
    plain = _THOUSANDS.sub(r"per \1,000", plain)
    corrected_text = corrected(_AGES.sub(r"\1 and \2", plain))
    written = spelt_out(corrected_text, known)
    text, as_of = without_as_of(without_aside(written.text))
    if as_of is not None and filters.as_of is None:
        filters = replace(filters, as_of=as_of)
    of = whose(text, known, home, filters)
    # What the rest is read from: the question without the authorities that it names.
    bare = without_names(text, of.named)
    times = times_of(bare)
    each_year = years_of_each(text, of.named)
    core = core_words(bare)
    also = tuple(_also(bare))
    demand = _demand(bare, also)
    # What a paper of another kind says is in no register.
    intent = intent_of(bare, core) if not demand.papers else "passages"
    progress = asks_what_became(bare)
    if progress and intent == "passages":
        # "It was criticised: sorted now?" is about the thing, whatever is said of it by now.
        aside = words_of_slant(bare) | {"sorted", "fixed", "put", "right"}
        core = tuple(word for word in core if word.lower() not in aside) or core
    names = (*proper_names(bare), *of.beside)
    entitlement = intent == "passages" and rights.asks_for_rights(bare)
    query = Query(
        question=text,
        authorities=of.authorities,
        assumed_home=of.assumed_home,
        everywhere=of.everywhere or (of.unknown and intent != "passages"),
        findings=asks_for_findings(bare) and not times.years and not times.newest,
        perhaps=() if of.named or filters.authorities else perhaps_meant(text, known),
        # What was criticised and is asked after again may be praised by now.
        slant="none" if progress else slant_of(bare),
        years=times.years,
        document_years=times.document_years,
        document_months=times.document_months,
        newest=times.newest and not _of_an_institution(names),
        still=times.still,
        progress=progress,
        each_year=each_year,
        over_time=times.over_time and not each_year,
        compare=len(of.authorities) > 1 or compares(bare),
        kinds=filters.kinds or kinds_in(bare),
        panel=asks_the_panel(bare),
        inspectors=asks_the_inspectors(bare),
        intent=intent,
        answer_type=kind_of_answer(bare, demand),
        core=rights.words_of_the_offer(core) if entitlement else core,
        quoted=tuple(_QUOTED.findall(text)),
        names=names,
        areas=areas_of(bare),
        grades=grades_in(bare),
        supposed=supposed_in(bare),
        entitlement=entitlement,
        present=times.present,
        months=times.months,
        slips=written.slips,
        as_asked="" if (text, untagged) == (corrected_text, question) else question,
        limited=left_out(of.named, filters),
        demand=demand,
        also=also,
        filters=filters,
    )
    return replace(query, demand=replace(demand, events=tuple(_told_as_events(query))))


def _of_an_institution(names: Sequence[str]) -> bool:
    """Whether a school, a nursery or the like is asked about by its name.

    "The last time" it was inspected is another day than that of the council's inspection.
    """
    return any(_INSTITUTION.search(name) for name in names)


def _demand(text: str, also: Sequence[Part]) -> Demand:
    """What an answer must hold; the first thing asked decides what is looked for one."""
    demand = demand_of(without_whose(text))
    if not also:
        # "Why can they not tell how many there are?" asks for no number.
        of_reason = answer_type(text) == "reason"
        return replace(demand, measure=None, counted="") if of_reason else demand
    one = also[0].demand
    return replace(
        demand,
        measure=one.measure,
        counted=one.counted,
        name=one.name,
        office=one.office,
        doing=one.doing,
        reached=one.reached,
    )


def _told_as_events(query: Query) -> Iterator[str]:
    """The events that a question tells of; not those whose word is one of a phrase of the field.

    "When the office is shut" asks for the team of the night, and of nothing that was shut.
    """
    phrases_used = [use.words for use in uses_of(query) if len(use.words) > 1 and use.term]
    taken = {word.lower() for words in phrases_used for word in words}
    for event in query.demand.events:
        said = [w for w in WORD.findall(query.question) if tells(w, event)]
        if not said or not taken.issuperset(word.lower() for word in said):
            yield event


def _also(text: str) -> Iterator[Part]:
    """What is asked in the same breath: the parts of a question that has several."""
    parts = _AND_ASKS.split(text)
    parts = parts if len(parts) > 1 else asked_together(text)
    for part in parts if len(parts) > 1 else ():
        yield Part(part, answer_type(part), demand_of(part), core_words(part))
