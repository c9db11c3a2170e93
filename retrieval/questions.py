"""A question becomes a query: whose findings, of when, of which kind, and the words that count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from corpus.authorities import EVERYDAY, Mention, mentions
from corpus.authority_forms import spelt_out
from corpus.dates import day_ranges, month_number, months
from corpus.glossary import corrected
from corpus.judgements import Grade
from retrieval import phrases
from retrieval.demands import demand_of, tells
from retrieval.query import AnswerType, Filters, Intent, Move, Part, Query, Slant, Supposed
from retrieval.question_words import question_words
from retrieval.wording import names_a_term, uses_of

# "Shefield", "wolverhamton": long enough and like enough to be meant for the name.
_SLIP_LENGTH, _SLIP_LIKENESS = 5, 0.84
# Years between two that a question names.
_LONGEST = 40
_RANK: dict[Grade, int] = {"inadequate": 0, "requires_improvement": 1, "good": 2, "outstanding": 3}


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
    corrected_text = corrected(phrases.THOUSANDS.sub(r"per \1,000", " ".join(question.split())))
    written = spelt_out(corrected_text, known)
    text = written.text
    asked = text
    text, as_of = _as_of(text)
    if as_of is not None and filters.as_of is None:
        filters = replace(filters, as_of=as_of)
    named = mentions(text, known)
    beside: tuple[str, ...] = ()
    there = {name.lower() for name in known}
    if phrases.WHICH_FIRST.match(text) and not any(m.name.lower() in there for m in named):
        # "Which council works with Thornbeck?" is about another one, which names Thornbeck.
        beside, named = tuple(m.name for m in named), []
    authorities = filters.authorities or tuple(dict.fromkeys(m.name for m in named))
    others = phrases.EVERYWHERE.search(phrases.SO_MANY.sub(" ", text))
    everywhere = not authorities and others is not None
    unknown = not authorities and phrases.WHICH_ONE.search(text) is not None
    assumed = not authorities and not everywhere and not unknown and home is not None
    if assumed and home is not None:
        authorities = (home,)
    bare = _without(text, named)
    documents = list(phrases.DOCUMENT_OF.finditer(bare))
    document_years = tuple(dict.fromkeys(int(m["year"] or m["year2"]) for m in documents))
    in_months = [year for year, _ in _months(bare) if year is not None]
    years = tuple(dict.fromkeys((*_full_years(bare), *_short_years(bare), *in_months)))
    if between := phrases.BETWEEN.search(bare):
        first, last = (int(year) for year in between.groups() if year)
        if first < last <= first + _LONGEST:
            years, document_years = tuple(range(first, last + 1)), ()
    elif since := phrases.SINCE.search(bare):
        # "Since the 2019 inspection" asks for what came after it, beside what it said.
        first = next(int(year) for year in since.groups() if year)
        years = tuple(range(first, date.today().year + 1))
        document_years = tuple(year for year in document_years if year != first)
    month_names = [m["month"] or m["month2"] for m in documents if m["month"] or m["month2"]]
    kinds = filters.kinds or tuple(
        dict.fromkeys(
            kind for pattern, found in phrases.KINDS if pattern.search(bare) for kind in found
        )
    )
    newest = phrases.NEWEST.search(bare) is not None
    over_time = bool(phrases.OVER_TIME.search(bare)) or len(years) > 1
    if (until_now := phrases.UNTIL_NOW.search(bare)) and newest:
        years, document_years = tuple(range(int(until_now[1]), date.today().year + 1)), ()
    if not until_now and not between and (than := phrases.THAN_THEN.search(bare)):
        years, over_time = tuple(range(int(than[1]), date.today().year + 1)), True
    elif len(years) == 1 and phrases.HAD_MOVED.search(bare):
        over_time = False
    core = _core(bare)
    also = tuple(_also(bare))
    demand = demand_of(bare)
    if also:
        # The first thing asked decides what is looked for one.
        one = also[0].demand
        demand = replace(
            demand,
            measure=one.measure,
            counted=one.counted,
            name=one.name,
            office=one.office,
            doing=one.doing,
            reached=one.reached,
        )
    # What a paper of another kind says is in no register.
    intent = _intent(bare, core) if not demand.papers else "passages"
    entitlement = intent == "passages" and phrases.ENTITLEMENT.search(bare) is not None
    if entitlement:
        # What people are given is told under the name of the offer, seldom as a right.
        kept = [word for word in core if not phrases.RIGHTS_WORD.match(word)]
        core = tuple(dict.fromkeys((*kept, "local", "offer")))
    areas = tuple(area for area, pattern in phrases.AREAS if pattern.search(bare))
    if areas[:1] == ("in_care_and_care_leavers",):
        areas = areas[:1]
    if areas in ((), ("overall_effectiveness",)) and phrases.EVERY_AREA.search(bare):
        areas = ()
    query = Query(
        question=text,
        authorities=authorities,
        assumed_home=assumed,
        everywhere=everywhere or (unknown and intent != "passages"),
        findings=phrases.FINDINGS.search(bare) is not None and not years and not newest,
        perhaps=() if named or filters.authorities else _perhaps(text, known),
        slant=_slant(bare),
        years=years,
        document_years=document_years,
        document_months=tuple(month_number(name) for name in month_names),
        newest=newest,
        still=bool(phrases.STILL.search(bare)),
        over_time=over_time,
        compare=len(authorities) > 1 or bool(phrases.COMPARE.search(bare)),
        kinds=kinds,
        panel=bool(phrases.PANEL.search(bare)),
        inspectors=bool(phrases.INSPECTORS.search(bare)),
        intent=intent,
        answer_type=_answer_type(bare),
        core=core,
        quoted=tuple(re.findall(r"[\"“‘']([^\"”’']{4,60})[\"”’']", text)),
        names=(*_names(bare), *beside),
        areas=areas,
        grades=tuple(grade for grade, pattern in phrases.GRADES if pattern.search(bare)),
        supposed=_supposed(bare),
        entitlement=entitlement,
        present=not years and not over_time and phrases.PRESENT.search(bare) is not None,
        months=_months(bare),
        slips=written.slips,
        as_asked="" if asked == corrected_text else question,
        limited=tuple(m.name for m in named if not _in(m.name, filters.authorities)),
        demand=demand,
        also=also,
        filters=filters,
    )
    return replace(query, demand=replace(demand, events=tuple(_told_as_events(query))))


def _told_as_events(query: Query) -> Iterator[str]:
    """The events that a question tells of; not those whose word is one of a phrase of the field.

    "When the office is shut" asks for the team of the night, and of nothing that was shut.
    """
    phrases_used = [use.words for use in uses_of(query) if len(use.words) > 1 and use.term]
    taken = {word.lower() for words in phrases_used for word in words}
    for event in query.demand.events:
        said = [w for w in phrases.WORD.findall(query.question) if tells(w, event)]
        if not said or not taken.issuperset(word.lower() for word in said):
            yield event


def _also(text: str) -> Iterator[Part]:
    """What is asked in the same breath: the parts of a question that has several."""
    parts = phrases.AND_ASKS.split(text)
    for part in parts if len(parts) > 1 else ():
        yield Part(part, _answer_type(part), demand_of(part), _core(part))


def _names(text: str) -> Iterator[str]:
    """The proper names of several words; months and titles are no part of one.

    "London and England" are two names of one word each.
    """
    for match in phrases.PROPER.finditer(text):
        words = [re.sub(r"[’']s?\Z", "", word) for word in match.group().split()]
        while words and (phrases.NO_NAME.match(words[0]) or not words[0][0].isupper()):
            del words[0]
        while words and (phrases.NO_NAME.match(words[-1]) or not words[-1][0].isupper()):
            del words[-1]
        pair = len(words) == 3 and words[1] == "and"
        if sum(word[0].isupper() for word in words) > 1 and not pair:
            yield " ".join(words)


def _in(name: str, names: Sequence[str]) -> bool:
    return not names or name.lower() in {other.lower() for other in names}


def _as_of(text: str) -> tuple[str, date | None]:
    """The question without "as of 1 March 2018", and that day: the last of a month or a year."""
    match = phrases.AS_OF.search(text)
    # "As at 31 March 2017, how many …?" asks for a figure of that day, known since.
    if match is None or (phrases.AS_AT.match(match.group()) and demand_of(text).measure):
        return text, None
    rest = text[match.end() :]
    if iso := phrases.ISO_DAY.match(rest):
        try:
            day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        except ValueError:
            return text, None
        end = iso.end()
    elif (found := [r for r in (*day_ranges(rest), *months(rest)) if r.start == 0]) != []:
        day, end = found[0].last, found[0].end
    elif year := phrases.YEAR.match(rest):
        day, end = date(int(year[1]), 12, 31), year.end()
    else:
        return text, None
    return f"{text[: match.start()]}{rest[end:]}".strip(" ,"), day


def _full_years(text: str) -> list[int]:
    return [int(match.group(1)) for match in phrases.YEAR.finditer(text)]


def _short_years(text: str) -> list[int]:
    """The years in which school or financial years like "16/17" begin."""
    pairs = [(int(m["first"]), int(m["second"])) for m in phrases.SHORT_YEAR.finditer(text)]
    return [2000 + first for first, second in pairs if second == first + 1]


def _answer_type(text: str) -> AnswerType:
    """What is asked for first: "who led it, and when?" asks for a person."""
    found = [
        (match.start(), name) for name, pattern in phrases.TYPES if (match := pattern.search(text))
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else "any"


def _supposed(text: str) -> Supposed | None:
    """What the question takes for granted; None where it only asks."""
    counted = phrases.COUNTED.search(text)
    items: int | None = None
    if counted is not None:
        word = counted["count"].lower()
        items = _number(word)
    places = [
        phrases.PLACES[m["place"].lower()] if m["place"] else _number(m["count"].lower())
        for m in phrases.PLACE.finditer(text)
    ]
    grade: Grade | None = None
    was: Grade | None = None
    move: Move | None = None
    if phrases.SUPPOSES.search(text) or phrases.WAS_GRADED.search(text):
        grade = _grade_in(text)
        move = next((name for name, pattern in phrases.MOVES if pattern.search(text)), None)
        if (went := phrases.FROM_TO.search(text)) is not None:
            first, last = (_grade_in(f"was {went[end]}") for end in ("first", "last"))
            if first is not None and last is not None and first != last:
                grade, move = last, "up" if _RANK[last] > _RANK[first] else "down"
                was = first
    if grade is None and move is None and items is None and not places:
        return None
    return Supposed(grade, move, items, was, max(places, default=None))


def _number(word: str) -> int:
    """A number of one or two figures, or a word for two to twelve."""
    return int(word) if word.isdigit() else phrases.COUNT_WORDS.index(word) + 2


def _grade_in(text: str) -> Grade | None:
    return next((name for name, pattern in phrases.GRADES if pattern.search(text)), None)


def _months(text: str) -> tuple[tuple[int | None, int], ...]:
    """The months a question speaks of: "in July 2017, and by August?" is two."""
    found: list[tuple[int | None, int]] = []
    for match in phrases.MONTH.finditer(text):
        if match["short"]:
            found.append((_century(match["short_year"]), month_number(match["short"])))
            continue
        year = int(match["year"]) if match["year"] else None
        if year is None and match["month"] in ("may", "march"):
            continue
        found.append((year, month_number(match["month"])))
    return tuple(dict.fromkeys(found))


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _intent(text: str, core: Sequence[str]) -> Intent:
    bare_words = question_words("list") | question_words("soft")
    if phrases.LETTER_TO.search(text) or phrases.LETTER_FROM.search(text):
        return "inspection"
    others = phrases.VISITING.search(text) or _is_of_another_time(text, core, bare_words)
    if phrases.INSPECTION.search(text) and not others:
        return "inspection"
    if phrases.RECOMMENDATIONS.search(text):
        return "recommendations"
    topic = any(word.lower() not in bare_words for word in core) or names_a_term(text)
    supposed = _supposed(text)
    of_grade = supposed is not None and (supposed.grade or supposed.move) is not None
    if of_grade and _is_of_areas(text, core):
        return "judgements"
    if phrases.GOT.search(text) and areas_in(text) and _is_of_areas(text, core):
        return "judgements"
    if phrases.WEAKNESSES.search(text) and not topic:
        return "recommendations"
    if (phrases.THAN_THEN.search(text) or phrases.FARED.search(text)) and not topic:
        return "judgements"
    # "What share of audits was graded good?" is about no grade of the authority's.
    measured = demand_of(text).measure in ("share", "count", "money", "duration")
    if phrases.GRADED_OTHERS.search(text) or (measured and not _is_of_areas(text, core)):
        return "passages"
    if phrases.JUDGEMENTS.search(text):
        return "judgements"
    if phrases.PERHAPS_JUDGEMENTS.search(text) and not _other_matter(text):
        return "judgements"
    return "passages"


def _is_of_another_time(text: str, core: Sequence[str], bare_words: frozenset[str]) -> bool:
    """Whether the day of something else is asked for, that was "at the 2016 inspection"."""
    rest = phrases.TIME_OF.sub(" ", text)
    topic = any(word.lower() not in bare_words for word in core)
    return rest != text and topic and not phrases.OF_INSPECTORS.search(rest)


def _is_of_areas(text: str, core: Sequence[str]) -> bool:
    """Whether all that a question speaks of are areas of judgement and what becomes of grades."""
    if phrases.GRADED_OTHERS.search(text) or _other_matter(text):
        return False
    areas = areas_in(text)
    aside = question_words("list") | question_words("soft") | set(areas.lower().split())
    aside |= {"went", "wrong", "become", "became", "becoming", "mark", "marked", "deserve", "grade"}
    aside |= {"promotion", "demotion", "earned", "reach", "reached", "come", "stopped", "than"}
    aside |= {"only", "just", "still", "pushed", "dragged", "brought", "earn", "earned", "explain"}
    aside |= {
        "turned",
        "tipped",
        "drove",
        "sent",
        "justify",
        "justified",
        "grounds",
        "lower",
        "higher",
    }
    return all(word.lower() in aside or word.lower() in areas.lower() for word in core)


def areas_in(text: str) -> str:
    """The words by which a question names areas of judgement."""
    return " ".join(m.group() for _, pattern in phrases.AREAS for m in pattern.finditer(text))


def _other_matter(text: str) -> bool:
    """Whether a question names a thing of the field that is no area of judgement."""
    rest = text
    for _, pattern in phrases.AREAS:
        rest = pattern.sub(" ", rest)
    return names_a_term(rest)


def _perhaps(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Authorities of the index that a word of the question is a slip of."""
    # "leading" is no slip of Reading.
    names = {name.lower(): name for name in known if name.lower() not in EVERYDAY}
    found: list[str] = []
    for word in phrases.WORD.findall(text):
        if len(word) >= _SLIP_LENGTH and word.lower() not in question_words("frame"):
            found += get_close_matches(word.lower(), names, n=1, cutoff=_SLIP_LIKENESS)
    return tuple(dict.fromkeys(names[name] for name in found))


def _slant(text: str) -> Slant:
    if phrases.CRITICISM.search(text):
        return "criticism"
    return "praise" if phrases.PRAISE.search(text) else "none"


def _core(text: str) -> tuple[str, ...]:
    dates = [(r.start, r.end) for r in (*day_ranges(text), *months(text))]
    dates += [match.span() for match in phrases.YEAR.finditer(text)]
    dates += [match.span() for match in phrases.SHORT_YEAR.finditer(text)]
    dates += [match.span() for match in phrases.SEASON.finditer(text)]
    dates += [match.span() for match in phrases.MONTH.finditer(text) if match["short"]]
    dates += [match.span() for match in phrases.QUARTER.finditer(text)]
    dates += [match.span() for match in phrases.OF_AN_AGE.finditer(text)]
    dates += [match.span() for match in phrases.FRAMEWORK.finditer(text)]
    words: list[str] = []
    for match in phrases.WORD.finditer(text):
        word = match.group().strip("’'")
        word = re.sub(r"[’']s\Z", "", word)
        if word.lower() in question_words("frame") or any(s <= match.start() < e for s, e in dates):
            continue
        if phrases.CONTRACTED.fullmatch(word):
            continue
        if phrases.YEAR.fullmatch(word.strip(".,")) or not word:
            continue
        if not phrases.MONTH.fullmatch(word) or word.lower() in ("may", "march"):
            words.append(word)
    return tuple(dict.fromkeys(words))


def _without(text: str, named: Sequence[Mention]) -> str:
    """The question without its authorities, and the "city council" or "’s" that follow them."""
    parts, last = [], 0
    for mention in named:
        parts.append(phrases.FORM_BEFORE.sub("", text[last : mention.start]))
        last = mention.end
        if form := phrases.FORM_AFTER.match(text, last):
            last = form.end()
    return " ".join(" ".join((*parts, text[last:])).split())
