"""Frames around a claim ("In July 2025, inspectors found that …") and whether they are true.

A frame is not in the source, so each of its parts is checked against what is known of the
document: its authority, its day, its kind, its publisher. What is not known cannot be claimed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.gate.verdicts import Source
from corpus.authorities import plain_name
from corpus.documents import INSPECTORS_KINDS, Kind

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(_MONTHS)
_DATE = (
    rf"(?:(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:to|and|-|–)\s*(?P<until>\d{{1,2}})"
    rf"(?:st|nd|rd|th)?)?\s+)?(?P<month>{_MONTH})\s+)?(?P<year>(?:19|20)\d\d)"
)
_NAME = (
    r"(?:the\s+)?(?P<name>(?-i:[A-Z])[\w'’.-]*(?:\s+(?:and|&|of|upon|with|the|on|in)(?=\s+(?-i:[A-Z]))"
    r"|\s+(?-i:[A-Z])[\w'’.-]*)*?)"
)
_COUNCIL_FORM = r"(?:\s+(?:city|county|borough|metropolitan|district)?\s*council)"
_BOROUGH = (
    r"(?:the\s+)?(?:(?:london|royal|metropolitan)\s+borough(?:\s+council)?|(?:city|county)\s+council)"
    rf"\s+of\s+{_NAME}"
)
_INSPECTORS = (
    r"(?:ofsted(?:['’]s)?\s+inspectors|(?:the\s+)?inspectors|ofsted|hmi|the\s+inspection\s+team|"
    r"(?:his|her)\s+majesty['’]s\s+inspectors|the\s+lead\s+inspector)"
)
_COUNCIL = (
    r"(?:(?:the\s+)?(?:council|local\s+authority|authority|cabinet|councillors|members|officers|"
    r"council\s+officers|(?:overview\s+and\s+)?scrutiny(?:\s+(?:panel|committee|commission))?|"
    r"panel|committee|commission|task\s+group|council['’]s\s+(?:officers|leaders)))"
)
_NOUNS: dict[str, frozenset[Kind]] = {
    "inspection report": frozenset({"inspection_report"}),
    "ofsted report": INSPECTORS_KINDS,
    "inspection": INSPECTORS_KINDS,
    "inspection letter": INSPECTORS_KINDS,
    "letter": INSPECTORS_KINDS,
    "focused visit": frozenset({"focused_visit_letter"}),
    "focused visit letter": frozenset({"focused_visit_letter"}),
    "monitoring visit": frozenset({"monitoring_visit_letter"}),
    "monitoring visit letter": frozenset({"monitoring_visit_letter"}),
    "minutes": frozenset({"minutes"}),
    "scrutiny report": frozenset({"scrutiny_report"}),
    "performance report": frozenset({"performance_report"}),
    "update report": frozenset({"update_report"}),
    "presentation": frozenset({"presentation"}),
    "council paper": frozenset(),
    "report": frozenset(),
    "document": frozenset(),
    "paper": frozenset(),
}
_NOUN = "|".join(sorted(map(re.escape, _NOUNS), key=len, reverse=True)).replace("\\ ", r"\s+")
_NEWEST = r"(?:(?P<newest>latest|most\s+recent|newest|current|last)\s+)?"
_DOCUMENT = (
    rf"(?:the|its|this|an?|their|(?:the\s+)?(?P<inspectors>ofsted|inspectors)['’]s?|{_NAME}['’]s?)"
    rf"\s+{_NEWEST}(?:{_DATE}\s+)?(?P<ofsted>ofsted\s+)?"
    rf"(?P<noun>{_NOUN})"
)
_WHERE = (
    rf"(?:\s+(?:of|in|into|for|on|at|from|visiting|inspecting)\s+{_NAME})??"
    rf"(?:\s+(?:of|in|from|dated|on|published\s+in)\s+{_DATE})?"
)
_VERB = (
    r"(?:(?:have|has|had)\s+)?(?:also\s+)?(?:found|finds?|reported|reports?|said|says?|noted|notes?|"
    r"saw|judged|observed|observes?|concluded|concludes?|stated|states?|identified|recorded|"
    r"records?|wrote|writes?|commented|confirmed|explained|explains|highlighted|highlights|"
    r"described|recognised|heard)"
)


def _piece(pattern: str) -> re.Pattern[str]:
    # A pattern may hold several dates and names: each group's name is numbered.
    seen: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}{seen[name]}>"

    return re.compile(re.sub(r"\(\?P<([a-z]+)>", numbered, pattern), re.IGNORECASE)


_SAID = rf"\s+{_VERB}(?:\s+that\b|:|,)?\s+"
_PIECES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("inspectors", _piece(rf"{_INSPECTORS}{_WHERE}{_SAID}")),
    ("inspectors", _piece(rf"according\s+to\s+{_INSPECTORS}{_WHERE},\s+")),
    ("document", _piece(rf"{_DOCUMENT}{_WHERE}{_SAID}")),
    ("document", _piece(rf"(?:according\s+to|in|at|during)\s+{_DOCUMENT}{_WHERE},?\s+")),
    ("council", _piece(rf"{_COUNCIL}{_WHERE}{_SAID}")),
    ("council", _piece(rf"according\s+to\s+{_COUNCIL}{_WHERE},\s+")),
    ("council", _piece(rf"(?:the\s+)?{_NAME}{_COUNCIL_FORM}{_SAID}")),
    ("council", _piece(rf"according\s+to\s+{_NAME}{_COUNCIL_FORM},\s+")),
    ("council", _piece(rf"{_BOROUGH}{_SAID}")),
    ("council", _piece(rf"according\s+to\s+{_BOROUGH},\s+")),
    ("day", _piece(rf"(?:in|on|as\s+of|as\s+at)\s+{_DATE},?\s+")),
    ("place", _piece(rf"(?:in|at)\s+{_NAME}(?:\s+in\s+{_DATE})?,\s+")),
)
_TAILS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("inspectors", _piece(rf",\s+according\s+to\s+{_INSPECTORS}{_WHERE}\.?\s*\Z")),
    ("inspectors", _piece(rf",\s+{_INSPECTORS}\s+{_VERB}\.?\s*\Z")),
    ("document", _piece(rf",\s+according\s+to\s+{_DOCUMENT}{_WHERE}\.?\s*\Z")),
    ("document", _piece(rf",\s+{_DOCUMENT}\s+{_VERB}\.?\s*\Z")),
    ("council", _piece(rf",\s+according\s+to\s+{_COUNCIL}\.?\s*\Z")),
    ("council", _piece(rf",\s+{_COUNCIL}\s+{_VERB}\.?\s*\Z")),
)
_MOST_PIECES = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a claim: `claim[start:end]` is what is framed.

    `speakers` are "inspectors", "council" or "document"; `kinds` what the document must be.
    """

    start: int
    end: int
    speakers: tuple[str, ...] = ()
    kinds: tuple[frozenset[Kind], ...] = ()
    names: tuple[str, ...] = ()
    days: tuple[tuple[int, int | None, int | None, int | None], ...] = ()
    newest: bool = False

    def fault(self, source: Source) -> str | None:
        """What the frame says that is not so of the source, None when all of it is known to be."""
        return next(
            (
                fault
                for fault in (
                    *(_speaker_fault(speaker, source) for speaker in self.speakers),
                    *(_kind_fault(kinds, source) for kinds in self.kinds),
                    *(_name_fault(name, source) for name in self.names),
                    *(_day_fault(day, source.date) for day in self.days),
                    "the document is not known to be the newest"
                    if self.newest and not source.current
                    else None,
                )
                if fault
            ),
            None,
        )


def frames(claim: str) -> Iterator[Frame]:
    """The ways to read a claim as framed, the whole claim without a frame first."""
    bare = Frame(0, len(claim))
    yield bare
    for kind, pattern in _TAILS:
        if (match := pattern.search(claim)) is not None:
            yield replace(_taken(bare, kind, match), start=0, end=match.start())
    seen = {0}
    waiting = [bare]
    for _ in range(_MOST_PIECES):
        found: list[Frame] = []
        for frame in waiting:
            for kind, pattern in _PIECES:
                match = pattern.match(claim, frame.start)
                if match is not None and match.end() < len(claim):
                    taken = replace(_taken(frame, kind, match), start=match.end())
                    found.append(taken)
        waiting = [frame for frame in found if frame.start not in seen]
        seen.update(frame.start for frame in waiting)
        yield from waiting


def _taken(frame: Frame, kind: str, match: re.Match[str]) -> Frame:
    groups = match.groupdict()
    names = [value for name, value in groups.items() if name.startswith("name") and value]
    days = [
        (
            int(year),
            _month(groups.get(f"month{name[4:]}")),
            _figure(groups.get(f"day{name[4:]}")),
            _figure(groups.get(f"until{name[4:]}")),
        )
        for name, year in groups.items()
        if name.startswith("year") and year
    ]
    noun = next((value for name, value in groups.items() if name.startswith("noun") and value), "")
    ofsted = any(v for name, v in groups.items() if name.startswith(("ofsted", "inspectors")))
    speakers = [kind] if kind in ("inspectors", "council", "document") else []
    speakers += ["inspectors"] if ofsted else []
    newest = any(value for name, value in groups.items() if name.startswith("newest"))
    kinds = _NOUNS.get(" ".join(noun.lower().split()), frozenset())
    return replace(
        frame,
        speakers=(*frame.speakers, *speakers),
        kinds=(*frame.kinds, *((kinds,) if kinds else ())),
        names=(*frame.names, *names),
        days=(*frame.days, *days),
        newest=frame.newest or newest,
    )


def _month(name: str | None) -> int | None:
    return None if name is None else _MONTHS.index(name.lower()) + 1


def _figure(text: str | None) -> int | None:
    return None if text is None else int(text)


def _speaker_fault(speaker: str, source: Source) -> str | None:
    ofsted = None if source.publisher is None else "ofsted" in source.publisher.lower()
    theirs = (
        None if source.kind is None or source.kind == "other" else source.kind in INSPECTORS_KINDS
    )
    if speaker == "document":
        return None if source.kind or source.publisher else "the document is not known"
    if speaker == "inspectors":
        said = ofsted if theirs is None else theirs and ofsted is not False
        return None if said else "inspectors are not known to have said it"
    said = (ofsted is False and theirs is not True) if theirs is None else not theirs and not ofsted
    return None if said else "the council is not known to have said it"


def _kind_fault(kinds: frozenset[Kind], source: Source) -> str | None:
    return None if source.kind in kinds else "the document is of another kind"


def _name_fault(name: str, source: Source) -> str | None:
    if source.authority is None:
        return f"the document is not known to be about {name}"
    named, known = plain_name(_bare(name)), plain_name(source.authority)
    if named is not None and known is not None and named.lower() == known.lower():
        return None
    return f"the document is about {source.authority}, not {name}"


def _bare(name: str) -> str:
    return re.sub(r"['’]s?\Z", "", name)


def _day_fault(
    day: tuple[int, int | None, int | None, int | None], known: date | None
) -> str | None:
    year, month, first, until = day
    if known is None:
        return "the document’s day is not known"
    same = known.year == year and month in (None, known.month)
    if same and first is not None:
        same = first <= known.day <= until if until is not None else first == known.day
    return None if same else f"the document is of {known.isoformat()}"
