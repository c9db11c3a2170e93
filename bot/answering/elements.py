"""What kind of thing a sentence holds: a figure, a day, a name, an address."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from bot.answering.figures import FigureKind, figures
from corpus.dates import day_ranges, days_in_figures, months
from corpus.glossary import terms
from retrieval.query import Measure, Part, Query
from retrieval.search.concepts import NAME as NAME_OF_IT
from retrieval.search.concepts import RELATED, Concept, Topic, padded_stems

_HOLDS: dict[Measure, frozenset[FigureKind]] = {
    "count": frozenset({"count", "share", "times"}),
    "share": frozenset({"share", "rate"}),
    "money": frozenset({"money"}),
    "duration": frozenset({"duration"}),
    "age": frozenset(),
    "clock": frozenset(),
    "change": frozenset({"count", "share", "rate", "money", "duration", "times"}),
    "figure": frozenset({"count", "share", "rate", "money", "duration", "times"}),
}
_NONE_OF_THEM = re.compile(
    r"\b(?:no|none of (?:the|its|their|these)|not (?:had |have |been )?an?y?|zero|nil)"
    r"(?: [\w’'-]+){0,2}? (?P<thing>[\w’'-]+)",
    re.IGNORECASE,
)
# What a concept weighs that tells sentences apart.
_TELLING = 1.5
# How far "no" reaches, in characters beyond the first word after it.
_REACH = 30
# "No child at immediate risk of harm" does not say that there was no child: so many words of
# their own, which the question does not have, make what there is none of another thing.
_OF_THEIR_OWN = 3
_CLAUSE_ENDS = re.compile(
    r"[.;:!?]|,\s|\b(?:and|but|while|although|because|since|when|until|till|up to|before|after)\b",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"at (?:the|this) time of (?:the|this) (?:inspection|visit)|at the point of (?:this|the) "
    r"inspection|(?:in|during|over) the (?:last|past|previous) (?:\w+ )?(?:weeks?|months?|years?)|"
    # Whom it is all about.
    r"\bfor (?:\w+ )?(?:children|care leavers|young people|families)\b|"
    r"\b(?:was|were|is|are|been|being|be|had|has|have|the|an?|of|in|on|to|for|by|with|at|from|"
    r"who|that|which|their|its|this|any|yet|own|via|through|currently|identified|recorded|reported|seen|made)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|as a result of|result(?:s|ed|ing) (?:in|from)|owing to|lack of|caused|"
    r"means? that|led to|leads to|attributable|so that|reasons?)\b",
    re.IGNORECASE,
)
_OF_TIME = re.compile(
    r"\b(?:days?|weeks?|months?|years?|time|long|age|average|targets?|limits?|deadlines?)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:increas|reduc|decreas|declin|improv|grow|grew|rais|rose|risen|rising|fell|fall|drop|"
    r"cut|lower|higher|tripl|doubl|halv|up from|down from|from [^.]*\d[^.]* to\b|compared|"
    r"more than|less than|fewer)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\bage[sd]?\b[^.;]{0,20}?\d|\b\d{1,2}(?:st|nd|rd|th) birthday|\b\d{1,2}[- ]years?[- ]olds?\b|"
    r"\b\d\d(?:[+]|[- ]plus)|"
    r"\b(?:over|under|until|to|from|at|turn\w*|reach\w*|beyond) (?:1\d|2[0-6])\b|"
    # Until no age at all.
    r"\b(?:all|any)[- ]age\b|\blife-?long\b|\bno (?:upper )?age limit\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\b|\b\d{1,2}[:.]\d\d\b|\b(?:midnight|noon)\b", re.I
)
_AT_LENGTH = re.compile(
    r"\b(?:a (?:considerable|long|short|significant) (?:period|time)|too long|for (?:many )?"
    r"(?:weeks|months|years)|until (?:they|the age)|since)\b|"
    r"\bbetween \w+ and \w+ (?:minutes|hours|days|weeks|months|years)\b|"
    # A bound of age is a length of time for those who grow up to it.
    r"\b(?:to|until|till|beyond) (?:the )?age of \d|"
    r"\b(?:up to|until|till|beyond) (?:age |their )?(?:1\d|2[0-6])(?:(?:st|nd|rd|th) birthdays?)?"
    r"(?=[.,;:)]| and\b|\Z)",
    re.IGNORECASE,
)
_IN_UNITS = re.compile(
    r"\bhow many\b|\bin (?:working )?(?:days|weeks|hours|months)\b|\bexact", re.IGNORECASE
)
_PER_SO_MANY = re.compile(r"\bper (?:10|1|100)?[ ,]?000\b")
_HOW_OFTEN = re.compile(r"\bhow (?:often|frequently)\b", re.IGNORECASE)
_SO_OFTEN = re.compile(
    r"\b(?:once|twice|times|days?|hours?) (?:a|an|each|every|per) (?:day|week|fortnight|month|term|"
    r"quarter|year)\b|\b(?:daily|weekly|fortnightly|monthly|termly|quarterly|annual(?:ly)?|yearly|"
    r"six-monthly)\b|\bevery (?:\w+ )?(?:days?|weeks?|fortnight|months?|terms?|quarters?|years?)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|spring|summer|autumn|winter|daily|weekly|monthly|immediately)\b|"
    r"\bwithin \w+ (?:working )?(?:days|weeks|months|hours)\b|\b(?:days|weeks|months|years) "
    r"(?:ago|later|before|after|old)\b|\b(?:last|next|this|past) (?:year|month|week|summer|term)\b|"
    r"\b(?:since|until|till|by) (?:the )?(?:last|end|start|time|age)\b|\b(?:age|aged) \d",
    re.IGNORECASE,
)
# Words with capitals that are parts of bodies, offices and places, not of people's names; the
# first ones in any form of theirs.
_NO_NAME = (
    r"(?:(?:Strateg|Safeguard|Inspect|Majest|Partner|Perform|Improve|Educat|Foster|Adopt|Communit)|"
    r"(?:Boards?|Parenting|Council|Corporate|Panel|Committee|Services?|Trust|Plan|Team|Hub|School|"
    r"Review|Reviewing|Court|Officers?|Director|Chief|Executive|Children|Child|Young|People|Health|"
    r"Local|Authority|Social|Workers?|Work|Care|Ofsted|National|Borough|London|County|City|Early|"
    r"Help|Public|Law|Family|Virtual|Head|Lead|Members?|Cabinet|Department|Overview|Scrutiny|Signs|"
    r"Safety|Her|His|The|In|At|On|Since|Most|Some|All|This|When|While|As|For|Multi|Agency|"
    r"Independent|Principal|Assistant|Deputy|Interim|Senior|Housing|Police|Practice|Framework|"
    r"Outcome|North|South|East|West|Greater|Royal|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|Report|Annual|Act|Age|Adult|Staying|Put|Return|Home|"
    r"Personal|Road|Street|House|Centre|Green|Park|University|College|Academy|Key|Stage|Project|"
    r"Programme|Pathway|Group|Forum|Offer|Charter|Guidance|Regulations?)\b)"
)
NAME = re.compile(
    r"\b(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Dr|Sir|Dame|Judge|Lord|Lady)\.? [A-Z][a-z]|"
    rf"\b(?!{_NO_NAME})[A-Z][a-z]+ (?:[A-Z]\.? |[A-Z][a-z]*[-’'])?(?!{_NO_NAME})"
    r"(?:Ma?c|O[’'])?[A-Z][a-z]+(?:[-’'][A-Z][a-z]+)?\b"
)
# A word with a capital that does not merely begin a sentence: the name of a thing.
_OF_A_NAME = re.compile(rf"\b(?!{_NO_NAME}|_)(?:[A-Z][a-z’'-]+\w*|[A-Z][a-z]*\d+)\b")
_BEGINS = re.compile(r"(?:\A|[.:;!?•]|[-–] )[\s“‘\"'*•-]*\Z")
_NO_THING = frozenset(
    (
        *("PAs", "IROs", "Ofsted", "Cafcass", "Children’s", "Children's", "Education", "England"),
        *("British", "Government", "Inspectors", "Inspector", "Leaders", "Managers"),
    )
)
# "The children in care council (CiCC)": short for what it is, and no name of its own.
_SHORT_FORM = re.compile(r"\(([A-Z]\w{1,7})\)")
_CALLED = r"(?<!\d)0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b|[\w.]+@[\w.]+"
_CALL = re.compile(_CALLED)
_TO_CALL = re.compile(r"\b(?:phone|mobile|fax|hotline|helpline|contact|e-?mail)\b", re.IGNORECASE)
_CONTACT = re.compile(
    rf"{_CALLED}|\bwww\.|https?://|"
    r"\b\d+[A-Za-z]? (?:[A-Z][a-z]+ )+(?:Road|Street|Avenue|Lane|Square|Way|Place)\b|"
    r"\b(?:located|based|situated|housed) (?:in|at|within)\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
)


def holds(text: str, query: Query | Part, topic: Topic) -> bool | None:
    """Whether a sentence holds the kind of thing that is asked for; None where none is."""
    demand = query.demand
    if demand.reached:
        return has_contact(text, query.question)
    if (measure := measure_of(query)) is not None:
        # What a change is told with says more of it.
        kind: Measure = "figure" if measure == "change" else measure
        return has_figure(text, kind, query.question) or says_none(
            text, query.question, counted_of(query, topic), RELATED
        )
    if demand.name or query.answer_type == "person":
        return NAME.search(text) is not None
    if query.answer_type == "date":
        return has_day(text)
    if isinstance(query, Query) and demand.called and not demand.sort:
        return gives_own_name(text, query.authorities)
    if query.answer_type == "reason":
        return _REASON.search(text) is not None
    return None


def measure_of(query: Query | Part) -> Measure | None:
    """The kind of figure that is asked for; any where it is not said which."""
    return query.demand.measure or ("figure" if query.answer_type == "number" else None)


def has_figure(text: str, measure: Measure, question: str) -> bool:
    """Whether a sentence gives a figure of a kind, or says none or all of what is asked about."""
    kinds = _HOLDS[measure]
    if measure in ("figure", "change") and _OF_TIME.search(question) is None:
        kinds -= {"duration"}
    if measure == "change" and _CHANGED.search(text) is None:
        return False
    if measure in ("count", "figure") and _PER_SO_MANY.search(question):
        # Of "how many per 10,000" a count is no answer.
        return any(figure.kind == "rate" for figure in figures(text))
    if any(figure.kind in kinds for figure in figures(text)):
        return True
    if measure == "figure" and _HOW_OFTEN.search(question):
        return _SO_OFTEN.search(text) is not None
    if measure == "age":
        return _AGE.search(text) is not None
    if measure == "clock":
        return _CLOCK.search(text) is not None
    if measure == "duration":
        # "How many weeks?" is not answered by "too long".
        return _IN_UNITS.search(question) is None and _AT_LENGTH.search(text) is not None
    if measure not in ("count", "share"):
        return False
    asked = padded_stems(question)
    return any(
        padded_stems(" ".join(match.group().split()[-2:])).strip() in asked
        or padded_stems(match["thing"]) in asked
        for match in nones(text, question)
    )


def nones(text: str, question: str) -> Iterator[re.Match[str]]:
    """Where a text says that there is none of a `thing`, and not that there are none of a sort."""
    asked = padded_stems(question)
    for match in _NONE_OF_THEM.finditer(text):
        ends = _CLAUSE_ENDS.search(text, match.end())
        rest = _SAYS_NOTHING.sub(" ", text[match.end() : ends.start() if ends else len(text)])
        own = [word for word in padded_stems(rest).split() if f" {word} " not in asked]
        if len(own) < _OF_THEIR_OWN:
            yield match


def figures_given(text: str) -> set[str]:
    """The figures of a sentence as they are written; ages, days, years and labels are none."""
    return {text[figure.start : figure.end].lower() for figure in figures(text)}


def is_share_alone(text: str) -> bool:
    """Whether all figures of a sentence are shares."""
    kinds = {figure.kind for figure in figures(text)}
    return bool(kinds) and not kinds & {"count", "times"}


def counted_of(query: Query | Part, topic: Topic) -> list[Concept]:
    """What "how many" asks the number of, where not every sentence speaks of it."""
    last = padded_stems(query.demand.counted.rpartition(" ")[2])
    return [
        concept
        for concept in topic.concepts
        if query.demand.counted
        and concept.weight >= _TELLING
        and last in padded_stems(concept.label)
    ]


def says_none(
    text: str, question: str, concepts: Sequence[Concept], least: float = NAME_OF_IT
) -> bool:
    """Whether a sentence says that there is none of a thing; `least` is how strongly it does."""
    return any(
        concept.strength(padded_stems(text[match.start() : match.end() + _REACH])) >= least
        for match in nones(text, question)
        for concept in concepts
    )


def names_thing(text: str, places: Collection[str] = (), *, acronyms: bool = False) -> bool:
    """Whether a text gives a thing's own name; those of authorities, `places`, are none.

    `acronyms`: names in capitals alone count as well.
    """
    for place in places:
        text = text.replace(place, "_")
    for match in _OF_A_NAME.finditer(text):
        if match.group() in _NO_THING:
            continue
        # The first word of a sentence has its capital from there; two in a row are a name.
        second = _OF_A_NAME.match(text, match.end() + 1)
        if _BEGINS.search(text[: match.start()]) is None or second is not None:
            return True
    quoted = re.search(r"[‘“][A-Za-z][^‘’“”]{1,40}[’”]", text) is not None
    return quoted or (acronyms and re.search(r"\b[A-Z]{3,}\b", text) is not None)


def gives_own_name(text: str, places: Collection[str]) -> bool:
    """Whether a text gives a name of something's own, and not what all of its kind are called."""
    text = _SHORT_FORM.sub(lambda short: " " if short[1] in _general() else short[0], text)
    return names_thing(text, places, acronyms=True)


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    """What things of the field are called everywhere, acronyms among them."""
    return frozenset(name for term in terms() for name in term.names)


def has_contact(text: str, question: str) -> bool:
    """Whether a text gives an address; a number or an e-mail address where that is asked for."""
    return (_CALL if _TO_CALL.search(question) else _CONTACT).search(text) is not None


def has_day(text: str) -> bool:
    """Whether a sentence says when: a day, a year, how long since."""
    return bool(_DAY.search(text) or day_ranges(text) or months(text) or days_in_figures(text))
