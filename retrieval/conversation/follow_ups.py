"""A follow-up question keeps what the thread has settled: authority, topic, time, documents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.documents import LETTERS, Kind
from retrieval.conversation.references import (
    Item,
    asks_of_others,
    asks_on_another_matter,
    asks_something_else,
    asks_what_came_of_it,
    asks_what_is_done,
    asks_what_is_said,
    idle_words,
    is_elliptic,
    is_left_open,
    item_meant,
    names_the_same_paper,
    people_in,
    points_to_the_matter,
    speaks_of_people,
    step_in_time,
)
from retrieval.query import Demand, Intent, Query, Told
from retrieval.understanding.authorities import named_in
from retrieval.understanding.demands.demand import demand_of
from retrieval.understanding.judgements import areas_in
from retrieval.understanding.overviews import asks_to_sum_up
from retrieval.understanding.question_words import question_words
from retrieval.understanding.wording import names_a_term

_FRAMEWORK = re.compile(r"\([^)]*(?:framework|outcome)[^)]*\)", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:before (?:that|it|then|this)|(?:the )?(?:one|report|inspection|time) before|"
    r"previous(?:ly)?|earlier|prior|before)\b",
    re.IGNORECASE,
)
_LONGEST_ITEM = 40
# Who else inspected: the front page of the report says that too.
_OF_THE_TEAM = re.compile(
    r"\b(?:deput(?:y|ies)|assistants?|team|else|others?|second|with (?:him|her|them))\b", re.I
)
_BARE_WHY = re.compile(
    r"\A\W*(?:and |but |so )?(?:why|how come)\b(?: (?:is|was) (?:that|it|this))?\W*\Z", re.I
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


def follow_on(query: Query, earlier: Query, *, known: Sequence[str] = ()) -> Query:
    """The query of a follow-up, in the light of the one before it.

    "And in 2017?" keeps the topic; "What about Wandsworth?" keeps topic and time; "the second
    one" is about that item of the answer; "who told the panel that?" is about its documents.
    Where what it points back to cannot be known the query is `unclear`.
    """
    question = query.question
    if query.intent == "overview" and not asks_to_sum_up(question):
        # "What did they find?" goes on with what was spoken of.
        query = replace(query, intent="passages")
    if _WHERE_SAID.search(question):
        return replace(earlier, question=question, as_asked=query.as_asked)
    if (item := item_meant(question, earlier.told)) is not None:
        return _about_item(query, earlier, item)
    if is_left_open(question, query.core) and not _was_about_something(earlier):
        return replace(query, unclear="matter")
    named = tuple(m.name for m in named_in(question, known))
    names_own = bool(named) or bool(query.filters.authorities)
    time = _time_meant(query, earlier, others=bool(set(named) - set(earlier.authorities)))
    topic = _topic_meant(query, earlier, time.said)
    reason = _BARE_WHY.match(question) is not None
    told = tuple(dict.fromkeys(t.document_id for t in earlier.told))
    # "And in 2017?" asks for the same kind of thing again.
    else_asked = topic.own and asks_something_else(question)
    same_kind = query.answer_type == "any" and not else_asked
    before = _BEFORE.search(question) is not None and time.said is None
    same_paper = names_the_same_paper(question) and len(told) == 1
    of_list = query.progress and earlier.intent == "recommendations" and not time.own
    within = told if reason or _SAID_BY.search(question) or same_paper or of_list else ()
    return replace(
        query,
        authorities=query.authorities if names_own else earlier.authorities,
        everywhere=query.everywhere if names_own else query.everywhere or earlier.everywhere,
        assumed_home=earlier.assumed_home if not names_own else False,
        core=topic.core,
        intent="recommendations" if of_list else _intent_after(query, earlier, topic),
        areas=query.areas or (earlier.areas if topic.kept else ()),
        years=time.years,
        years_near=time.moved and not time.own,
        months=time.months,
        document_years=time.document_years,
        document_months=(
            earlier.document_months if not (time.own or names_own) else query.document_months
        ),
        newest=time.newest,
        compare=query.compare
        or (earlier.compare and len(earlier.authorities) > 1 and not names_own),
        over_time=(query.over_time or (earlier.over_time and not time.own))
        and not (before or time.said),
        before=before,
        before_those=told if before and len(told) == 1 else (),
        kinds=query.kinds or _kinds_of_another(earlier, another=names_own and time.moved),
        panel=query.panel or (earlier.panel and not query.inspectors),
        inspectors=query.inspectors or (earlier.inspectors and not query.panel),
        quoted=query.quoted or (earlier.quoted if topic.kept else ()),
        answer_type=earlier.answer_type if same_kind else query.answer_type,
        demand=_demand(query, earlier) if same_kind else query.demand,
        carried=f"{earlier.carried} {earlier.question}".strip() if topic.kept else "",
        entitlement=query.entitlement or (earlier.entitlement and topic.kept),
        within=within,
        beyond=earlier.beyond if topic.kept else (),
    )


def opening(query: Query) -> Query:
    """The query of a question that follows on from none; `unclear` where it points back."""
    item = item_meant(query.question, ())
    names_own = query.authorities and not query.assumed_home
    # "The third area for improvement of Thornbeck" says itself which list is meant.
    of_list = query.intent == "recommendations" and bool(names_own)
    if item is not None and not of_list and not _topic(_without(query.core, item.words)):
        return replace(query, unclear="item")
    says_nothing = not (names_own or query.years or query.areas or query.grades or query.kinds)
    left_open = (
        query.intent in ("passages", "overview")
        and says_nothing
        and is_left_open(query.question, query.core)
    )
    return replace(query, unclear="matter") if left_open else query


def _without(core: Sequence[str], words: str) -> list[str]:
    return [word for word in core if word.lower() not in words.lower().split()]


@dataclass(frozen=True, slots=True)
class _Time:
    """The time that a follow-up is about.

    `own`: it says so itself; `said`: the words that step on or back from the time before;
    `moved`: another authority's documents are meant, of about that time.
    """

    years: tuple[int, ...]
    months: tuple[tuple[int | None, int], ...]
    document_years: tuple[int, ...]
    newest: bool
    own: bool = False
    said: str | None = None
    moved: bool = False


def _time_meant(query: Query, earlier: Query, *, others: bool) -> _Time:
    if query.years or query.newest:
        own = (query.years, query.months, query.document_years, query.newest)
        return _Time(*own, own=True, moved=others)
    if (stepped := _stepped_from(query.question, earlier)) is not None:
        return stepped
    if asks_what_came_of_it(query.question) and not others:
        return _Time(_since(earlier.told), (), (), newest=False)
    months = query.months or earlier.months
    if others:
        # Another authority has no report of that very year, perhaps: near it will do.
        years = tuple(dict.fromkeys((*earlier.years, *earlier.document_years)))
        return _Time(years, months, (), earlier.newest, moved=True)
    return _Time(earlier.years, months, earlier.document_years, earlier.newest)


def _stepped_from(question: str, earlier: Query) -> _Time | None:
    """The time some months or years on or back from that of the earlier question."""
    step = step_in_time(question)
    if step is None:
        return None
    count, unit, said = step
    if unit == "month" and earlier.months:
        months = tuple(_stepped(year, month, count) for year, month in earlier.months)
        years = tuple(year for year, _ in months if year is not None) or earlier.years
        return _Time(years, months, earlier.document_years, earlier.newest, said=said)
    told = [line.day.year for line in earlier.told if line.day is not None]
    from_years = earlier.years or earlier.document_years or tuple(told[:1])
    if unit != "year" or not from_years:
        return None
    years = tuple(dict.fromkeys(year + count for year in from_years))
    return _Time(years, (), (), newest=False, said=said)


def _since(told: Sequence[Told]) -> tuple[int, ...]:
    """The years from that of the oldest document told of until now; none where none is dated."""
    days = [line.day for line in told if line.day is not None]
    return tuple(range(min(days).year, date.today().year + 1)) if days else ()


def _stepped(year: int | None, month: int, step: int) -> tuple[int | None, int]:
    number = month - 1 + step
    return (None if year is None else year + number // 12, number % 12 + 1)


@dataclass(frozen=True, slots=True)
class _Topic:
    """The words that carry the topic of a follow-up; `kept`: those of before are among them."""

    core: tuple[str, ...]
    own: bool
    kept: bool


def _topic_meant(query: Query, earlier: Query, time_said: str | None) -> _Topic:
    """What a follow-up is about: its own matter, that of before, or that of before for others."""
    aside = idle_words(query.question) | set((time_said or "").lower().split())
    core = tuple(word for word in query.core if word.lower() not in aside)
    mine = _topic(core)
    if time_said is not None:
        # "Had that got better a year later?" asks how it was then.
        core = tuple(mine)
    people, before = people_in(" ".join(mine)), people_in(earlier.question)
    others = people and not _beside(mine, people)
    if others and (asks_of_others(query.question) or before):
        # "And for care leavers?": the same is asked of others.
        rest = _beside(earlier.core, [*before, *people_in(" ".join(earlier.core))])
        if earlier.intent == "passages" and _topic(rest):
            return _Topic(tuple(dict.fromkeys((*rest, *core))), own=True, kept=True)
    graded = earlier.intent != "passages" and before and not people
    if graded and mine and speaks_of_people(query.question):
        # "How were care leavers graded?" – "And do they get a laptop?"
        core = tuple(dict.fromkeys((*" ".join(before).split(), *core)))
        return _Topic(core, own=True, kept=False)
    asks_in_full = bool(query.areas) or (bool(mine) and asks_what_is_said(query.question))
    own = (
        query.intent != "passages"
        or len(mine) > 1
        or (asks_in_full and not is_elliptic(query.question))
        or names_a_term(" ".join(core))
        or (bool(mine) and asks_on_another_matter(query.question))
        # One area of judgement takes the place of another: "And leadership?".
        or (bool(query.areas and earlier.areas) and _names_areas_alone(query, core))
    )
    if not own:
        # What a list, a grade or a front page was asked for says nothing of another matter.
        listed = earlier.intent != "passages" and mine
        pointed = points_to_the_matter(query.question, mine)
        old = earlier.core if pointed or not listed else ()
        return _Topic(tuple(dict.fromkeys((*old, *core))), own=bool(mine), kept=True)
    back = query.intent == earlier.intent == "passages" and (
        points_to_the_matter(query.question, mine) or asks_of_others(query.question)
    )
    if back:
        return _Topic(tuple(dict.fromkeys((*earlier.core, *core))), own=True, kept=True)
    return _Topic(core, own=True, kept=False)


def _beside(words: Sequence[str], people: Sequence[str]) -> tuple[str, ...]:
    """The words that are not of the names of people."""
    theirs = set(" ".join(people).lower().replace("-", " ").split())
    return tuple(w for w in words if not theirs.issuperset(w.lower().replace("-", " ").split()))


def _was_about_something(earlier: Query) -> bool:
    """Whether a question spoke of anything that another may point back to."""
    return bool(earlier.told or earlier.core) or earlier.intent != "passages"


def _kinds_of_another(earlier: Query, *, another: bool) -> tuple[Kind, ...]:
    """The kinds that were meant; of another authority, whatever letter inspectors wrote it."""
    if another and any(kind in LETTERS for kind in earlier.kinds):
        return LETTERS
    return earlier.kinds


def _topic(core: Sequence[str]) -> list[str]:
    """The core words that name a topic of their own."""
    listed = question_words("list") | question_words("soft")
    return [w for w in core if w.lower() not in listed and not w.isdigit()]


def _demand(query: Query, earlier: Query) -> Demand:
    """What the earlier question asked for is asked for again ("and the year after?")."""
    own, asked = query.demand, earlier.demand
    if own.measure or own.name or own.reached:
        # "And her e-mail address?" asks for another thing of the same person.
        return own
    return replace(own, measure=asked.measure, name=asked.name, reached=asked.reached)


def _intent_after(query: Query, earlier: Query, topic: _Topic) -> Intent:
    if _BARE_WHY.match(query.question):
        return earlier.intent if earlier.intent == "judgements" else "passages"
    of_team = query.answer_type == "person" and _OF_THE_TEAM.search(query.question)
    if of_team and earlier.intent == "inspection":
        return "inspection"
    if earlier.intent == "judgements" and _asks_the_same_of_areas(query):
        return "judgements"
    if query.intent != "passages" or topic.own:
        return query.intent
    # "When was that?" asks for the days of the inspection whose grades were told.
    day = query.answer_type == "date" and not query.core and earlier.intent != "passages"
    return "inspection" if day else earlier.intent


def _asks_the_same_of_areas(query: Query) -> bool:
    """Whether a question names areas of judgement and nothing else: "And for care leavers?"."""
    question = query.question
    if asks_what_is_said(question):
        return False
    same = is_elliptic(question) and not asks_something_else(question)
    alone = _names_areas_alone(query, query.core)
    return bool(query.areas) and alone and (same or asks_of_others(question))


def _names_areas_alone(query: Query, core: Sequence[str]) -> bool:
    """Whether the topic of a question is nothing but areas of judgement."""
    aside = idle_words(query.question) | set(areas_in(query.question).lower().split())
    return all(word.lower() in aside for word in _topic(core))


def _about_item(query: Query, earlier: Query, item: Item) -> Query:
    """What the documents say on an item of the answer, beyond the item itself."""
    meant = item.told
    if meant is None:
        return replace(query, unclear="item", authorities=earlier.authorities, told=earlier.told)
    whose = {line.authority for line in earlier.told if line.item}
    if earlier.everywhere and len(whose) > 1 and meant.authority is not None:
        # A list of authorities: one of them is meant.
        return replace(
            query,
            question=query.question.replace(item.words, meant.authority),
            as_asked=query.as_asked or query.question,
            authorities=(meant.authority,),
            everywhere=False,
            assumed_home=False,
            core=tuple(_without(query.core, item.words)),
        )
    words = re.findall(r"[A-Za-z][A-Za-z’'-]*[A-Za-z]", _named(meant.text))
    topic = [w for w in words if w.lower() not in question_words("frame") | question_words("list")]
    own = _topic(_without(query.core, item.words))
    since = asks_what_came_of_it(query.question)
    return replace(
        query,
        question=query.question.replace(item.words, f"‘{_named(meant.text)}’"),
        as_asked=query.as_asked or query.question,
        authorities=earlier.authorities,
        assumed_home=earlier.assumed_home,
        core=tuple(dict.fromkeys((*topic, *own))),
        demand=demand_of(query.question.replace(item.words, " ")),
        intent="passages",
        areas=(),
        years=query.years or (_since([meant]) if since else earlier.years),
        document_years=query.document_years or (() if since else earlier.document_years),
        document_months=query.document_months or (() if since else earlier.document_months),
        newest=query.newest or (earlier.newest and not since),
        over_time=query.over_time,
        panel=query.panel or asks_what_is_done(query.question),
        # The findings behind an item stand in its own report, what came of it in others.
        within=() if since else (meant.document_id,),
        beyond=tuple(dict.fromkeys(told.passage_id for told in earlier.told)),
        told=(replace(meant, text=_named(meant.text)),),
    )


def _named(text: str) -> str:
    """An item as it is called in a question: without its framework, its end where it is long."""
    words = _FRAMEWORK.sub("", text).split()
    cut = len(words) > _LONGEST_ITEM
    return " ".join(words[:_LONGEST_ITEM]).rstrip(" .;,") + ("…" if cut else "")
