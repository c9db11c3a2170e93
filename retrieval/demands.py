"""What an answer must hold besides speaking of the matter: a figure, a name, an event, a paper.

A sentence on the topic is no answer to "How many?" without a figure, to "Who is?" without a
name, nor to "Why did he resign?" where nobody is said to have resigned.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from corpus.dates import day_ranges, months
from retrieval import demand_phrases as phrases
from retrieval.query import Demand, Trend


def demand_of(text: str) -> Demand:
    """What an answer to a question must hold; `text` is without the authorities that it names."""
    text = phrases.ASIDE.sub("", text)
    reached = phrases.REACHED.search(text) is not None
    measure = next((name for name, pattern in phrases.MEASURES if pattern.search(text)), None)
    doing = phrases.DOES.search(text)
    name = phrases.NAMED.search(text) is not None
    why = phrases.WHY.search(text) is not None
    sort, called = _sort(text)
    return Demand(
        measure=None if reached else measure,
        counted=_counted(text) if measure == "count" else "",
        name=name,
        office=_office(text) if name else "",
        doing=doing["verb"].lower() if doing else "",
        reached=reached,
        speaker=_speaker(text),
        sort=sort,
        called=called or (not name and phrases.CALLED.search(text) is not None),
        taken=tuple(_taken(text)),
        events=tuple(_events(text, loose=True)),
        firm=tuple(_events(text, loose=False)),
        papers=tuple(told for named, told in _papers() if named.search(text)),
        law=phrases.LAW.search(text) is not None,
        future=phrases.FUTURE.search(text) is not None,
        days=tuple(_named_days(text)),
        blames=why and phrases.BLAMES.search(text) is not None,
        faults=phrases.WRONG.search(text) is not None,
        praises=why and phrases.PRAISES.search(text) is not None,
        trend=_trend(text),
    )


def tells(text: str, words: str) -> bool:
    """Whether a text has one of the words of an event or a paper, as a demand holds them."""
    return _pattern(words).search(text) is not None


def _counted(text: str) -> str:
    match = phrases.COUNTED.search(text)
    return match["thing"] if match else ""


def _named_days(text: str) -> Iterator[tuple[date, date]]:
    """Days in full, and the month of a meeting."""
    yield from ((day.first, day.last) for day in day_ranges(text))
    if phrases.MEETING.search(text):
        yield from ((month.first, month.last) for month in months(text))


def _office(text: str) -> str:
    match = phrases.OFFICE.search(text)
    return match.group().lower().strip() if match else ""


def _speaker(text: str) -> str:
    match = phrases.SPEAKER.search(text)
    if match is None or phrases.NO_SPEAKER.search(match["who"]):
        return ""
    # "The mayor of (Thornbeck)" is left without the place.
    return re.sub(r" (?:of|for|in|at|from)\Z", "", match["who"])


def _sort(text: str) -> tuple[str, bool]:
    """The words for the sort of thing that is asked for, and whether such things have names."""
    for match in phrases.SORT.finditer(text):
        for entry, (asked, told) in zip(_data()["sorts"], _entries("sorts"), strict=True):
            found = asked.search(match["words"])
            if found is None or phrases.VERB.search(match["words"][: found.start()]):
                continue
            if not _is_part(text, match, found):
                return told, entry.get("named", False)
    return "", False


def _events(text: str, *, loose: bool) -> Iterator[str]:
    """The events that a question speaks of; without those that words are used loosely of, too."""
    for entry, (asked, told) in zip(_data()["events"], _entries("events"), strict=True):
        turned = "pattern" in entry and re.search(entry["pattern"], text) is not None
        if (turned or asked.search(text)) and (loose or not entry.get("loose", False)):
            yield told


def _is_part(text: str, words: re.Match[str], sort: re.Match[str]) -> bool:
    """Whether a sort only says of what sort another thing is: "which school nurses"."""
    return phrases.OF_A_SORT.match(text, words.start("words") + sort.end()) is not None


def _taken(text: str) -> Iterator[str]:
    """Figures that are said in passing; those after "about" may be off by a little."""
    for match in phrases.TAKEN.finditer(text):
        if phrases.ROUGHLY.search(text[: match.start()]) is None:
            yield " ".join(match.group().split())
    for match in phrases.TAKEN_COUNT.finditer(text):
        if phrases.ROUGHLY.search(text[: match.start("count")]) is None:
            yield match["count"].lower()


def _trend(text: str) -> Trend | None:
    if phrases.WHY.search(text) is None:
        return None
    if phrases.WORSE.search(text):
        return "worse"
    return "better" if phrases.BETTER.search(text) else None


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    listing = files("retrieval").joinpath("demands.toml").read_text(encoding="utf-8")
    return tomllib.loads(listing)


@lru_cache(maxsize=2)
def _entries(table: str) -> list[tuple[re.Pattern[str], str]]:
    """What tells of an event or a sort in a question, and the words that must stand in answers."""
    return [
        (_pattern(entry["asked"]), f"{entry['asked']} {entry.get('told', '')}".strip())
        for entry in _data()[table]
    ]


@lru_cache(maxsize=1)
def _papers() -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(entry["named"], re.IGNORECASE), entry["told"]) for entry in _data()["papers"]
    ]


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str]:
    """Words as they are written in `demands.toml`: "_" for a space, "*" for any ending."""
    forms = [
        re.escape(word).replace("_", "[ -]").replace(r"\*", r"\w*").replace("'", "['’]")
        for word in words.split()
    ]
    return re.compile(rf"\b(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
