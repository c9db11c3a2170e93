"""What somebody's message states, cut into claims, and the facts that registers know of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answering.gate.clauses import has_verb
from bot.answering.gate.tokens import tokens_of
from corpus.authorities import mentions
from corpus.dates import DayRange, day_ranges, months
from corpus.registers.judgements import Area, Grade
from corpus.sentences import sentences
from retrieval.understanding.judgements import AREAS

NoClaim = Literal["question", "greeting", "opinion", "no_statement"]

_MARK = re.compile(r"\A\s*(?:>\s*)*(?:(?:[-–—*•◦▪]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+)?")
_EMPHASIS = re.compile(r"(?<!\w)([*_~`]{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_HELLO = (
    r"(?:hi|hello|hey|dear|morning|good (?:morning|afternoon|evening)|thanks?|thank you|cheers|"
    r"fyi|reminder|update|regards|kind regards|best wishes|all the best)"
)
_GREETING = re.compile(
    rf"\A{_HELLO}\b(?:\s+[\w’'/&-]+){{0,3}}[,.]?(?:(?<=,)\s+|[:;!]\s+|\s[-–—]\s+|\Z)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\A(?:(?:and|but|so|also|then|well)\b,?\s+|(?:i|we) (?:think|believe|understand|know|see|"
    r"gather|hear|heard|read|saw|note|noticed|remember)(?: that)?\s+|as far as i know,?\s+|"
    r"apparently,?\s+|(?:just )?to (?:confirm|note|recap|remind \w+),?\s+|"
    r"(?:please )?note that\s+|remember that\s+)+",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:i|we) (?:think|believe|feel|hope|wonder|reckon|guess|would|should|could|need|must|want|"
    r"suggest|propose|love|like)\b|\bin (?:my|our) (?:view|opinion)\b|"
    r"\b(?:imo|hopefully|personally|should|ought to|let[’']s|let us|please|congratulations|"
    r"well done|looking forward)\b|"
    r"\A(?:great|good|brilliant|excellent|fantastic) (?:news|work|job|stuff)\b",
    re.IGNORECASE,
)
_GRADE = (
    r"(?:outstanding|good|inadequate|requir(?:es?|ed|ing) improvement(?: to be good)?|(?-i:RI))"
)
_GRADES: dict[str, Grade] = {"o": "outstanding", "g": "good", "i": "inadequate"}
# A second clause has its own subject and verb, or goes on with another grade.
_JOINT = re.compile(
    r"(?:;\s+|,?\s+(?:and|but|while|whereas|although)\s+)(?=(?:"
    r"(?:that )?there (?:is|are|was|were)\b|(?:it|they|inspectors|ofsted) \w+|"
    r"the (?:\w+ ){1,4}?(?:is|are|was|were|has|have|had|took|lists?|made|makes|gave|gives)\b|"
    r"(?-i:[A-Z])[\w’'-]+ (?:is|are|was|were|has|have|had|got|received)\b))|"
    rf"(?:,?\s+(?:and|but)\s+|,\s+)(?={_GRADE} (?:for|overall|in)\b)",
    re.IGNORECASE,
)
_RATED = re.compile(
    rf"\A(?P<head>.*?\b(?:rated|judged|graded|was|were|is|are)\s+(?:\w+\s+)?){_GRADE}\b",
    re.IGNORECASE,
)
_ANY_GRADE = re.compile(rf"\b{_GRADE}(?![\w-])", re.IGNORECASE)
_SAYS_GRADE = re.compile(
    r"\b(?:rated|rates|judged|judges|graded|grades?|grading|rating|judge?ment|found|gave|given|got|"
    r"received|is|was)\b|:\s",
    re.IGNORECASE,
)
_PERMANENCE = re.compile(r"\b(?:and )?achieving permanence\b", re.IGNORECASE)
_OF_AREAS = re.compile(
    r"\b(?:in )?need(?: of|ing)? help (?:and|&|or) protection\b|\bchildren(?: (?:in|who))?\b|"
    r"\bperformance\b|\bmanagement and governance\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    r"\b(?:ofsted|inspectors?|inspections?|reports?|letters?|visits?) (?:is|was|are|were) "
    r"(?!rated|judged|graded|given)",
    re.IGNORECASE,
)
_SERVICES = re.compile(
    r"\bchildren[’']?s(?: social care)?(?: services?)?\b|\bservices? (?:for|to) children\b|"
    r"\b(?:local authority|council|borough|authority)(?:[’']s)?\b|\b(?:city|county) council\b|"
    r"\bservices?\b",
    re.IGNORECASE,
)
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "twenty",
)
_COUNTED = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:(?:key|main|current|formal|separate) )?"
    r"(?P<items>recommendations?|areas? (?:for|of) improvement|areas? for development|"
    r"priority actions?|areas? for priority action)\b",
    re.IGNORECASE,
)
_VISIT = re.compile(r"\b(?P<kind>focused|monitoring) visit(?:ed|s)?\b", re.IGNORECASE)
_INSPECTED = re.compile(r"\binspect(?:ed|ions?)\b|\bvisit(?:ed|s)?\b", re.IGNORECASE)
_NEWEST = re.compile(r"\b(?:last|latest|newest|most recent)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[A-Za-z][A-Za-z’']*|\d+|%|£")
# What may stand around a fact without making another of it; "not", "nearly", "least" are not here.
_FRAMING = frozenset(
    re.findall(
        r"[a-z']+",
        """
        a according also an are as at been being between by carried council current currently
        effectiveness experiences for found from full gave give given gives got grade graded
        grades grading had happened has have held hmi impact in inspected inspection inspections
        inspector inspectors is it its judged judgement judgment last latest letter list listed
        lists local made majesty's make makes most newest now of ofsted on out overall place
        progress ran rated rates rating received recent report reports s set that the their them
        there they this to took until visit visited was were when which with
        """,
    )
)
_OF_DATES = frozenset({"st", "nd", "rd", "th", "to"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim of a message, as written, a greeting aside; `read` is it on its own, with what it
    shares with the clause before it. `of` is the number of its sentence; `why` it is no claim.
    """

    text: str
    read: str
    of: int
    why: NoClaim | None = None


@dataclass(frozen=True, slots=True)
class GradeStated:
    """A grade that a claim says was given; `area` is the overall one where none is named."""

    area: Area
    grade: Grade
    newest: bool


@dataclass(frozen=True, slots=True)
class CountStated:
    """How many items a claim says that a list has, and what it calls them."""

    count: int
    items: str
    newest: bool


@dataclass(frozen=True, slots=True)
class DayStated:
    """When a claim says that inspectors came: `visit` is "focused" or "monitoring", "" for neither.

    `exact`: it names days, not a month or a year alone.
    """

    when: DayRange
    exact: bool
    visit: str
    newest: bool


Fact = GradeStated | CountStated | DayStated


def statements(message: str, known: Sequence[str] = ()) -> Iterator[Statement]:
    """The claims of a message: its sentences and list items, and the clauses that state facts.

    `known` are authorities that no list holds.
    """
    number = 0
    for line in message.splitlines():
        body = _EMPHASIS.sub(r"\2", _MARK.sub("", line)).strip()
        for start, end in sentences(body):
            number += 1
            yield from _of_sentence(body[start:end], number, known)


def _of_sentence(sentence: str, number: int, known: Sequence[str]) -> Iterator[Statement]:
    if sentence.rstrip(" \"'”’)").endswith("?"):
        yield Statement(sentence, sentence, number, "question")
        return
    rest = _GREETING.sub("", sentence, count=1)
    if not rest.strip(" .!,") or (rest != sentence and not has_verb(tokens_of(rest).items)):
        yield Statement(sentence, sentence, number, "greeting")
        return
    opened = _OPENING.sub("", rest, count=1)
    clauses = _clauses(opened, known)
    for at, (clause, read) in enumerate(clauses):
        text = rest if len(clauses) == 1 else clause
        why = (
            None
            if fact_in(read, known) is not None
            else _why_none(read, rest if at == 0 else clause)
        )
        yield Statement(text, read, number, why)


def _clauses(sentence: str, known: Sequence[str]) -> list[tuple[str, str]]:
    """A sentence's clauses, each as written and as it reads on its own; whole if facts are one."""
    parts = [part.strip() for part in _JOINT.split(sentence) if part and part.strip()]
    if len(parts) < 2:
        return [(sentence, sentence)]
    read: list[str] = []
    head = ""
    for part in parts:
        if (rated := _RATED.match(part)) is not None:
            head = rated["head"]
        goes_on = re.match(rf"{_GRADE}\b", part, re.IGNORECASE)
        read.append(f"{head}{part}" if goes_on and head else part)
    if not any(fact_in(each, known) for each in read):
        return [(sentence, sentence)]
    return list(zip(parts, read, strict=True))


def _why_none(read: str, whole: str) -> NoClaim | None:
    if _OPINION.search(whole) is not None:
        return "opinion"
    tokens = tokens_of(read)
    ended = len(tokens.items) > 1 and read.rstrip("\"'”’) ").endswith(".")
    if ended or has_verb(tokens.items) or re.search(r"\d", read):
        return None
    return "no_statement"


def fact_in(text: str, known: Sequence[str]) -> Fact | None:
    """The fact that a claim states, None where it states none or anything beside it.

    `known` are authorities that no list holds. In any doubt about what is stated there is none.
    """
    return _count_in(text, known) or _day_in(text, known) or _grade_in(text, known)


def _grade_in(text: str, known: Sequence[str]) -> GradeStated | None:
    told = _ANY_GRADE.findall(text)
    if len(told) != 1 or not _SAYS_GRADE.search(text) or _OF_WHOM.search(text):
        return None
    found = ((area, pattern.search(text)) for area, pattern in AREAS)
    areas = [(area, match) for area, match in found if match is not None]
    if areas and areas[0][0] == "in_care_and_care_leavers":
        areas = areas[:1]
    named: list[Area] = [area for area, _ in areas if area != "overall_effectiveness"]
    if len(named) > 1 or not (areas or _whole(text, known)):
        return None
    rest = _ANY_GRADE.sub(" ", text)
    if areas:
        rest = _PERMANENCE.sub(" ", _OF_AREAS.sub(" ", rest))
        for _, match in areas:
            rest = rest.replace(match.group(), " ")
    if _left(rest, known):
        return None
    word = told[0].lower()
    grade: Grade = "requires_improvement" if word.startswith("r") else _GRADES[word[0]]
    area: Area = named[0] if named else "overall_effectiveness"
    if area == "in_care" and _PERMANENCE.search(text):
        area = "looked_after_and_permanence"
    return GradeStated(area, grade, _NEWEST.search(text) is not None)


def _whole(text: str, known: Sequence[str]) -> bool:
    """Whether it is the authority or its services that are graded."""
    return bool(mentions(text, known)) or _SERVICES.search(text) is not None


def _count_in(text: str, known: Sequence[str]) -> CountStated | None:
    found = list(_COUNTED.finditer(text))
    if len(found) != 1 or _left(_COUNTED.sub(" ", text), known):
        return None
    word = found[0]["count"].lower()
    count = int(word) if word.isdigit() else _NUMBERS.index(word) + 1
    return CountStated(count, found[0]["items"].lower(), _NEWEST.search(text) is not None)


def _day_in(text: str, known: Sequence[str]) -> DayStated | None:
    if not _INSPECTED.search(text) or _ANY_GRADE.search(text):
        return None
    days = day_ranges(text)
    found = days or months(text)
    visit = _VISIT.search(text)
    rest = _VISIT.sub(" ", text)
    if len(found) != 1 or _left(rest, known):
        return None
    kind = visit["kind"].lower() if visit is not None else ""
    return DayStated(found[0], bool(days), kind, _NEWEST.search(text) is not None)


def _left(text: str, known: Sequence[str]) -> bool:
    """Whether anything is said beside a fact, its authority and its time."""
    for mention in reversed(mentions(text, known)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    for when in reversed(day_ranges(text) or months(text)):
        text = f"{text[: when.start]} {text[when.end :]}"
    text = _SERVICES.sub(" ", _YEAR.sub(" ", text))
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text))
    return any(word not in _FRAMING | _OF_DATES for word in words)
