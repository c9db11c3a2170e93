"""A follow-up question keeps what the thread has settled: authority, topic, time, documents."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.authorities import mentions
from corpus.documents import LETTERS, Kind
from retrieval.query import AnswerType, Demand, Intent, Query, Told
from retrieval.question_words import question_words
from retrieval.wording import names_a_term

# "There" and "then" point to the place and the time, these to the matter itself.
_REFERS_BACK = re.compile(
    r"\b(?:it|they|them|that|this|those|these|he|she|its|their|ones)\b", re.IGNORECASE
)
_FRAMEWORK = re.compile(r"\([^)]*(?:framework|outcome)[^)]*\)", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:before (?:that|it|then|this)|(?:the )?(?:one|report|inspection|time) before|"
    r"previous(?:ly)?|earlier|prior|before)\b",
    re.IGNORECASE,
)
_BARE_WHY = re.compile(
    r"\A\W*(?:and |but |so )?(?:why|how come)\b(?: (?:is|was) (?:that|it|this))?\W*\Z", re.I
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
_WHICH_ITEM = re.compile(
    rf"\b(?:the )?(?P<ordinal>{'|'.join(_ORDINALS)}|last|\d{{1,2}}(?:st|nd|rd|th))\s+"
    r"(?:one|point|item|recommendation|area|bullet|thing|finding)\b|"
    r"\b(?:number|no\.?|point|item|recommendation) (?P<number>\d{1,2})\b",
    re.IGNORECASE,
)
_WHERE_SAID = re.compile(
    r"\A\W*(?:and )?(?:(?:on )?(?:which|what) page|"
    r"where (?:does it|do they|did (?:it|they)|is that|was that)(?: \w+){0,2} (?:say|said|written)|"
    r"where is (?:that|this)(?: from)?|what(?: i|’|')?s (?:the|your) source)\b",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    r"\bwho (?:\w+ )?(?:told|said|says|wrote|reported|found|decided|claimed)\b", re.I
)
_NEXT = re.compile(
    r"\b(?:month|year) (?P<after>after|later)\b|\b(?:the )?(?:next|following) (?:month|year)\b",
    re.I,
)
_LAST = re.compile(
    r"\b(?:month|year) (?:before|earlier)\b|\b(?:the )?previous (?:month|year)\b", re.I
)
_BY_YEAR = re.compile(r"\byear\b", re.IGNORECASE)


def follow_on(query: Query, earlier: Query, *, known: Sequence[str] = ()) -> Query:
    """The query of a follow-up, in the light of the one before it.

    "And in 2017?" keeps the topic; "What about Wandsworth?" keeps topic and time; "the second
    one" is about that item of the answer; "who told the panel that?" is about its documents.
    """
    question = query.question
    if _WHERE_SAID.search(question):
        return replace(earlier, question=question, as_asked=query.as_asked)
    if (item := _item_meant(question, earlier.told)) is not None:
        return _about_item(query, earlier, item)
    moved = _another_time(question, earlier)
    if moved is not None:
        return replace(moved, question=question, as_asked=query.as_asked)
    named = tuple(m.name for m in mentions(question, known))
    names_own = bool(named) or bool(query.filters.authorities)
    own_topic = query.intent != "passages" or _has_topic(query)
    own_time = bool(query.years or query.newest)
    before = _BEFORE.search(question) is not None
    back = _REFERS_BACK.search(question) is not None
    keeps_topic = not own_topic or (back and query.intent == "passages")
    topic = tuple(dict.fromkeys((*earlier.core, *query.core))) if keeps_topic else query.core
    years = query.years if own_time else earlier.years
    document_years = query.document_years if own_time else earlier.document_years
    others = set(named) - set(earlier.authorities)
    if others and not own_time:
        # Another authority has no report of that very year, perhaps: near it will do.
        years, document_years = (*years, *document_years), ()
    reason = _BARE_WHY.match(question) is not None
    within = tuple(dict.fromkeys(t.document_id for t in earlier.told))
    return replace(
        query,
        authorities=query.authorities if names_own else earlier.authorities,
        everywhere=query.everywhere if names_own else query.everywhere or earlier.everywhere,
        assumed_home=earlier.assumed_home if not names_own else False,
        core=topic,
        intent=_intent_after(query, earlier),
        areas=query.areas or (earlier.areas if keeps_topic else ()),
        grades=query.grades,
        years=tuple(dict.fromkeys(years)),
        months=query.months or (() if own_time else earlier.months),
        document_years=document_years,
        document_months=query.document_months if own_time or names_own else earlier.document_months,
        newest=query.newest if own_time else earlier.newest,
        over_time=(query.over_time or (earlier.over_time and not own_time)) and not before,
        compare=query.compare,
        before=before,
        kinds=query.kinds or _kinds_of_another(earlier, another=bool(others)),
        panel=query.panel or (earlier.panel and not query.inspectors),
        inspectors=query.inspectors or (earlier.inspectors and not query.panel),
        quoted=query.quoted or (earlier.quoted if keeps_topic else ()),
        answer_type=_answer_type(query, earlier),
        demand=query.demand if query.answer_type != "any" else _demand(query, earlier),
        entitlement=query.entitlement or (earlier.entitlement and keeps_topic),
        within=within if reason or _SAID_BY.search(question) else (),
    )


def _kinds_of_another(earlier: Query, *, another: bool) -> tuple[Kind, ...]:
    """The kinds that were meant; of another authority, whatever letter inspectors wrote it."""
    if another and any(kind in LETTERS for kind in earlier.kinds):
        return LETTERS
    return earlier.kinds


def _has_topic(query: Query) -> bool:
    """Whether a question names a matter of its own: a thing of the field, or in several words."""
    return len(_topic(query)) > 1 or names_a_term(" ".join(query.core))


def _topic(query: Query) -> list[str]:
    """The core words that name a topic of their own."""
    listed = question_words("list") | question_words("soft")
    return [w for w in query.core if w.lower() not in listed and not w.isdigit()]


def _answer_type(query: Query, earlier: Query) -> AnswerType:
    return query.answer_type if query.answer_type != "any" else earlier.answer_type


def _demand(query: Query, earlier: Query) -> Demand:
    """What the earlier question asked for is asked for again ("and the year after?")."""
    own, asked = query.demand, earlier.demand
    if own.measure or own.name or own.reached:
        # "And her e-mail address?" asks for another thing of the same person.
        return own
    return replace(own, measure=asked.measure, name=asked.name, reached=asked.reached)


def _intent_after(query: Query, earlier: Query) -> Intent:
    if _BARE_WHY.match(query.question):
        return earlier.intent if earlier.intent == "judgements" else "passages"
    if query.intent != "passages" or _topic(query):
        return query.intent
    return "inspection" if query.answer_type == "date" and not query.core else earlier.intent


def _item_meant(question: str, told: Sequence[Told]) -> Told | None:
    """The line of the answer that "the second one" means; None where no such line is meant."""
    match = _WHICH_ITEM.search(question)
    if match is None or not told:
        return None
    if match["number"] or match["ordinal"][0].isdigit():
        place = int(re.sub(r"\D", "", match["number"] or match["ordinal"])) - 1
    elif match["ordinal"].lower() == "last":
        place = len(told) - 1
    else:
        place = _ORDINALS.index(match["ordinal"].lower())
    return told[place] if 0 <= place < len(told) else None


def _about_item(query: Query, earlier: Query, item: Told) -> Query:
    """What the documents say on an item of the answer, beyond the item itself."""
    words = re.findall(r"[A-Za-z][A-Za-z’'-]*[A-Za-z]", _FRAMEWORK.sub("", item.text))
    topic = [w for w in words if w.lower() not in question_words("frame") | question_words("list")]
    own = [w for w in _topic(query) if w.lower() not in (*_ORDINALS, "last", "number")]
    return replace(
        query,
        authorities=earlier.authorities,
        assumed_home=earlier.assumed_home,
        core=tuple(dict.fromkeys((*topic, *own))),
        intent="passages",
        areas=(),
        years=query.years or earlier.years,
        document_years=query.document_years or earlier.document_years,
        document_months=query.document_months or earlier.document_months,
        newest=query.newest or earlier.newest,
        over_time=query.over_time,
        beyond=tuple(dict.fromkeys(told.passage_id for told in earlier.told)),
    )


def _another_time(question: str, earlier: Query) -> Query | None:
    """The earlier query a month or a year on or back; None where no such step is asked for."""
    step = 1 if _NEXT.search(question) else -1 if _LAST.search(question) else 0
    if not step:
        return None
    if earlier.months and not _BY_YEAR.search(question):
        months = tuple(_stepped(year, month, step) for year, month in earlier.months)
        years = tuple(year for year, _ in months if year is not None) or earlier.years
        return replace(earlier, months=months, years=years)
    if earlier.years:
        return replace(earlier, years=tuple(year + step for year in earlier.years))
    return None


def _stepped(year: int | None, month: int, step: int) -> tuple[int | None, int]:
    number = month - 1 + step
    return (None if year is None else year + number // 12, number % 12 + 1)
