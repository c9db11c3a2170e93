"""Events, papers and sorts of things that questions speak of, kept as data in `listed.toml`."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

_SORT = re.compile(r"\b(?:which|what) (?P<words>(?:[\w’'&-]+ ?){1,4})", re.IGNORECASE)
# "What does the school do?" asks for no school.
_VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|the|a|an|of)\b",
    re.IGNORECASE,
)
# What follows the name of a sort and is what is asked for itself: "which school nurses".
_OF_A_SORT = re.compile(
    r"[ -](?:(?:age|aged) )?(?:children|pupils|staff|places?|leaders?|leavers?|governors?|workers?|"
    r"officers?|nurs\w+|improvement|exclusions?|attendance|readiness|services?|teams?|systems?|"
    r"years?|days?|terms?|holidays?|meals?|visits?|visitors?|orders?|hearings?|proceedings|work|"
    r"boards?|managers?|moves?|places|admissions?|support|settings?|provision)\b",
    re.IGNORECASE,
)


def tells(text: str, words: str) -> bool:
    """Whether a text has one of the words of an event or a paper, as a demand holds them."""
    return _pattern(words).search(text) is not None


def events_in(text: str, *, loose: bool) -> Iterator[str]:
    """The events that a question speaks of; without those that words are used loosely of, too."""
    for entry, (asked, told) in zip(_data()["events"], _entries("events"), strict=True):
        turned = "pattern" in entry and re.search(entry["pattern"], text) is not None
        if (turned or asked.search(text)) and (loose or not entry.get("loose", False)):
            yield told


def papers_in(text: str) -> Iterator[str]:
    """The papers that a question names and that the catalogue has no kind for."""
    return (told for named, told in _papers() if named.search(text))


def sort_of(text: str) -> tuple[str, bool]:
    """The words for the sort of thing that is asked for, and whether such things have names."""
    for match in _SORT.finditer(text):
        for entry, (asked, told) in zip(_data()["sorts"], _entries("sorts"), strict=True):
            found = asked.search(match["words"])
            if found is None or _VERB.search(match["words"][: found.start()]):
                continue
            if not _is_part(text, match, found):
                return told, entry.get("named", False)
    return "", False


def _is_part(text: str, words: re.Match[str], sort: re.Match[str]) -> bool:
    """Whether a sort only says of what sort another thing is: "which school nurses"."""
    return _OF_A_SORT.match(text, words.start("words") + sort.end()) is not None


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    listing = files(__package__).joinpath("listed.toml").read_text(encoding="utf-8")
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
    """Words as they are written in `listed.toml`: "_" for a space, "*" for any ending."""
    forms = [
        re.escape(word).replace("_", "[ -]").replace(r"\*", r"\w*").replace("'", "['’]")
        for word in words.split()
    ]
    return re.compile(rf"\b(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
