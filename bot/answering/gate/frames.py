"""Frames around a claim ("In July 2025, inspectors found that …"), as patterns of English.

A frame is read piece by piece, each naming a speaker, a document, a place or a day; what it says
of the source is checked in `attribution`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.documents import INSPECTORS_KINDS, Kind

_MONTHS = {
    month: number
    for number, month in enumerate(
        (
            *("january", "february", "march", "april", "may", "june", "july"),
            *("august", "september", "october", "november", "december"),
        ),
        1,
    )
}
_TH = r"(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?:(?P<day>\d{{1,2}}){_TH}(?:\s*(?:to|and|-|–)\s*(?P<until>\d{{1,2}}){_TH})?\s+)?"
    rf"(?P<month>{'|'.join(_MONTHS)})\s+)?(?P<year>(?:19|20)\d\d)"
)
_NAMED = (
    r"(?P<name>(?-i:[A-Z])[\w'’.-]*"
    r"(?:\s+(?:and|&|of|upon|with|the|on|in)(?=\s+(?-i:[A-Z]))|\s+(?-i:[A-Z])[\w'’.-]*)*?)"
)
_FORM = r"(?:city|county|borough|metropolitan|district)"
_NAME = (
    rf"(?:the\s+)?(?:(?:(?:london|royal|metropolitan)\s+)?{_FORM}(?:\s+council)?\s+of\s+)?{_NAMED}"
    rf"(?:\s+{_FORM})?(?:\s+(?:council|local\s+authority))?"
)
_INSPECTORS = (
    r"(?:(?:the\s+)?(?:ofsted(?:['’]s)?\s+)?inspectors|ofsted|hmi|"
    r"the\s+(?:inspection\s+team|lead\s+inspector|inspectorate)|"
    r"(?:his|her)\s+majesty['’]s\s+inspectors)"
)
_COUNCIL = (
    r"(?:(?:the\s+)?(?:council(?:['’]s\s+(?:officers|leaders))?|local\s+authority|authority|"
    r"cabinet|councillors|members|(?:council\s+)?officers|"
    r"(?:overview\s+and\s+)?scrutiny(?:\s+(?:panel|committee|commission))?|"
    r"panel|committee|commission|task\s+group))"
)
_COUNCIL_NAMED = (
    rf"(?:(?:the\s+)?{_NAMED}(?:\s+{_FORM})?\s+(?:council|local\s+authority)|"
    rf"(?:the\s+)?(?:(?:(?:london|royal|metropolitan)\s+)?{_FORM})(?:\s+council)?\s+of\s+{_NAMED}|"
    rf"{_NAMED})"
)
# What a document may be called, and the kinds that are called so; none where it may be any.
_NOUNS: dict[str, frozenset[Kind]] = {
    "inspection report": frozenset({"inspection_report"}),
    "inspection": INSPECTORS_KINDS,
    "inspection letter": INSPECTORS_KINDS,
    "letter": INSPECTORS_KINDS,
    "focused visit": frozenset({"focused_visit_letter"}),
    "focused visit letter": frozenset({"focused_visit_letter"}),
    "monitoring visit": frozenset({"monitoring_visit_letter"}),
    "monitoring visit letter": frozenset({"monitoring_visit_letter"}),
    "minutes": frozenset({"minutes"}),
    "minutes of the meeting": frozenset({"minutes"}),
    "meeting": frozenset({"minutes", "agenda"}),
    "scrutiny report": frozenset({"scrutiny_report"}),
    "performance report": frozenset({"performance_report"}),
    "update report": frozenset({"update_report"}),
    "presentation": frozenset({"presentation"}),
    "report": frozenset(),
    "document": frozenset(),
    "paper": frozenset(),
}
_NOUN = "|".join(
    re.escape(noun).replace("\\ ", r"\s+") for noun in sorted(_NOUNS, key=len, reverse=True)
)
_DOCUMENT = (
    r"(?:the(?:\s+(?P<council>council|authority|panel|committee)['’]s)?|its|this|an?|their|"
    rf"(?:the\s+)?(?P<inspectors>ofsted|inspectors)['’]s?|{_NAMED}['’]s?)"
    r"(?:\s+(?P<newest>latest|most\s+recent|newest|current|last))?"
    rf"(?:\s+{_DATE})?(?:\s+(?P<ofsted>ofsted)|\s+(?P<papers>council)|\s+{_NAMED})?"
    rf"\s+(?P<noun>{_NOUN})"
)
_WHERE = (
    rf"(?:\s+(?:of|in|into|for|on|at|from|visiting|inspecting)\s+{_NAME})??"
    rf"(?:\s+(?:of|in|from|dated|on|published\s+in)\s+{_DATE})?"
    rf"(?:\s+(?:of|in|into|for|on|at)\s+{_NAME})??"
)
_VERB = (
    r"(?:(?:have|has|had)\s+)?(?:also\s+)?(?:found|finds?|reported|reports?|said|says?|noted|"
    r"notes?|saw|judged|observed|observes?|concluded|concludes?|stated|states?|identified|"
    r"recorded|records?|wrote|writes?|commented|confirmed|explained|explains?|highlighted|"
    r"highlights?|described|recognised|heard)"
)
_SAID = rf"\s+{_VERB}(?:\s+that\b|:|,)?\s+"
_BY = r"(?:according\s+to|per)\s+"
_AT = r"(?:in|at|during)\s+(?:the\s+time\s+of\s+)?"
_AS = r"as\s+"
_SAYS = rf"\s+{_VERB},\s+"
_OPENINGS = (
    ("inspectors", rf"{_INSPECTORS}{_WHERE}{_SAID}"),
    ("inspectors", rf"{_INSPECTORS}:\s+"),
    ("inspectors", rf"{_BY}{_INSPECTORS}{_WHERE},\s+"),
    ("inspectors", rf"{_AS}{_INSPECTORS}{_WHERE}{_SAYS}"),
    ("document", rf"{_DOCUMENT}{_WHERE}{_SAID}"),
    ("document", rf"(?:{_BY}|{_AT}){_DOCUMENT}{_WHERE},?\s+"),
    ("document", rf"{_AS}{_DOCUMENT}{_WHERE}{_SAYS}"),
    (
        "document",
        rf"it\s+(?:is|was)\s+(?:reported|noted|stated|recorded)(?:\s+in\s+{_DATE})?"
        r"\s+that\s+",
    ),
    ("inspectors", r"it\s+was\s+found\s+that\s+"),
    ("document", rf"as\s+reported\s+in\s+{_DATE},\s+"),
    ("council", rf"{_COUNCIL}{_WHERE}{_SAID}"),
    ("council", rf"{_BY}{_COUNCIL}{_WHERE},\s+"),
    ("council", rf"{_COUNCIL_NAMED}{_SAID}"),
    ("council", rf"{_BY}{_COUNCIL_NAMED},\s+"),
    ("", rf"(?:in|on|as\s+of|as\s+at)\s+{_DATE},?\s+"),
    ("", rf"(?:in|at|for)\s+{_NAME}(?:['’]s\s+case)?(?:\s+in\s+{_DATE}|\s+\({_DATE}\))?,\s+"),
    ("", rf"in\s+{_NAMED}\s+(?=inspectors\b|ofsted\b)"),
    ("", rf"{_NAMED}(?:,\s+{_DATE}|\s+\({_DATE}\))?:\s+"),
)
_ENDINGS = (
    ("inspectors", rf",\s+according\s+to\s+{_INSPECTORS}{_WHERE}\.?\s*\Z"),
    ("inspectors", rf",\s+{_INSPECTORS}{_WHERE}\s+{_VERB}\.?\s*\Z"),
    ("document", rf",\s+according\s+to\s+{_DOCUMENT}{_WHERE}\.?\s*\Z"),
    ("document", rf",\s+{_DOCUMENT}{_WHERE}\s+{_VERB}\.?\s*\Z"),
    ("council", rf",\s+according\s+to\s+{_COUNCIL}\.?\s*\Z"),
    ("council", rf",\s+{_COUNCIL}\s+{_VERB}\.?\s*\Z"),
)
_MOST_PIECES = 4


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern may hold several dates and names: each group's name gets a number."""
    seen: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}{seen[name]}>"

    return re.compile(re.sub(r"\(\?P<([a-z]+)>", numbered, pattern), re.IGNORECASE)


_PIECES = tuple((speaker, _compiled(pattern)) for speaker, pattern in _OPENINGS)
_TAILS = tuple((speaker, _compiled(pattern)) for speaker, pattern in _ENDINGS)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year that is named; `until` is the last of several days."""

    year: int
    month: int | None
    day: int | None
    until: int | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a claim: `claim[start:end]` is what is framed.

    `speakers` are "inspectors", "council" or "document"; `kinds` what the document must be;
    `newest`: it is said to be the latest.
    """

    start: int
    end: int
    speakers: tuple[str, ...] = ()
    kinds: tuple[frozenset[Kind], ...] = ()
    names: tuple[str, ...] = ()
    days: tuple[Day, ...] = ()
    newest: bool = False


def frames(claim: str) -> Iterator[Frame]:
    """The ways to read a claim as framed, the whole claim without a frame first."""
    bare = Frame(0, len(claim))
    yield bare
    for speaker, pattern in _TAILS:
        if (match := pattern.search(claim)) is not None:
            yield replace(_with(bare, speaker, match), end=match.start())
    waiting = [bare]
    for _ in range(_MOST_PIECES):
        waiting = [
            replace(_with(frame, speaker, match), start=match.end())
            for frame in waiting
            for speaker, pattern in _PIECES
            if (match := pattern.match(claim, frame.start)) and match.end() < len(claim)
        ]
        waiting = list(dict.fromkeys(waiting))
        yield from waiting


def _with(frame: Frame, speaker: str, match: re.Match[str]) -> Frame:
    """The frame with what one more piece of it says."""
    said = {name: value for name, value in match.groupdict().items() if value}

    def all_of(group: str) -> list[str]:
        return [value for name, value in said.items() if name.rstrip("0123456789") == group]

    speakers = [speaker] if speaker else []
    speakers += ["inspectors"] if all_of("ofsted") or all_of("inspectors") else []
    speakers += ["council"] if all_of("council") or all_of("papers") else []
    kinds = [_NOUNS[" ".join(noun.lower().split())] for noun in all_of("noun")]
    return replace(
        frame,
        speakers=(*frame.speakers, *speakers),
        kinds=(*frame.kinds, *filter(None, kinds)),
        names=(*frame.names, *all_of("name")),
        days=(*frame.days, *(_day(name[4:], said) for name in said if name.startswith("year"))),
        newest=frame.newest or bool(all_of("newest")),
    )


def _day(number: str, said: dict[str, str]) -> Day:
    month = said.get(f"month{number}")
    day, until = said.get(f"day{number}"), said.get(f"until{number}")
    return Day(
        int(said[f"year{number}"]),
        _MONTHS[month.lower()] if month else None,
        int(day) if day else None,
        int(until) if until else None,
    )
