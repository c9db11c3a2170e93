"""What a host's robots.txt asks of us, read by RFC 9309.

Of the rules of the groups that name us, or of those for all where none does, the one with the
longest pattern decides, and of two as long the one that allows. `*` stands for any characters,
`$` for the end of an address. Crawl-delay and Request-rate are no part of the RFC, and are kept to
as far as they are understood.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, unquote_to_bytes, urlsplit

_LONGEST_PAUSE: Final = 3600.0
_ROBOTS: Final = "/robots.txt"
_ANYBODY: Final = "*"
# RFC 9309, 2.2.1: what names a program is letters, "_" and "-"; what follows it is no part of it.
_NAME = re.compile(r"[A-Za-z_-]+")
_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_RATE = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})\s*([smh]?)", re.IGNORECASE)
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}
# `*` and `$` in an address are escaped, and so are not those of a pattern.
_AS_THEY_ARE: Final = "/:?#[]@!&'()+,;=-._~"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, as the parts between its `*`, and what of the addresses that it matches.

    With `ends` an address has to end where the pattern does.
    """

    parts: tuple[str, ...]
    ends: bool
    allows: bool

    @property
    def weight(self) -> tuple[int, bool]:
        """What decides between rules that match: how long the pattern is, then that it allows."""
        return sum(map(len, self.parts)) + len(self.parts) - 1 + self.ends, self.allows

    def matches(self, path: str) -> bool:
        """Whether an address (path and query, as `plain` makes it) begins as the pattern says."""
        first, *others = self.parts
        if not path.startswith(first):
            return False
        at = len(first)
        if not others:
            return not self.ends or at == len(path)
        last = others.pop() if self.ends else ""
        for part in others:
            at = path.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return path.endswith(last) and len(path) - len(last) >= at


def rule_of(pattern: str, *, allows: bool) -> Rule:
    """The rule with a pattern as it stands in a robots.txt."""
    ends = pattern.endswith("$")
    parts = pattern.removesuffix("$").split("*")
    return Rule(tuple(plain(part) for part in parts), ends, allows)


def plain(path: str) -> str:
    """A path, or a part of a pattern, with each character escaped in one way alone."""
    return quote(unquote_to_bytes(path), safe=_AS_THEY_ARE)


@dataclass(slots=True)
class _Group:
    """The rules of a group, the names that it is for, and the pause it asks for."""

    names: set[str] = field(default_factory=set)
    rules: list[Rule] = field(default_factory=list)
    pause: float = 0.0


class Robots:
    """A robots.txt as one program reads it; an empty one asks nothing."""

    def __init__(self, text: str, name: str) -> None:
        groups = _groups(text)
        ours = [group for group in groups if name.lower() in group.names]
        chosen = ours or [group for group in groups if _ANYBODY in group.names]
        self._rules = [rule for group in chosen for rule in group.rules]
        self._pause = max((group.pause for group in chosen), default=0.0)

    def allows(self, address: str) -> bool:
        """Whether an address may be fetched."""
        parts = urlsplit(address)
        path = plain((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == _ROBOTS:
            return True
        found = (rule for rule in self._rules if rule.matches(path))
        decides = max(found, key=lambda rule: rule.weight, default=None)
        return decides is None or decides.allows

    @property
    def pause(self) -> float:
        """The seconds that it asks for between two requests; 0 where it asks for none."""
        return min(self._pause, _LONGEST_PAUSE)


def _groups(text: str) -> list[_Group]:
    """The groups, each with all that stands under its lines of user agents."""
    groups: list[_Group] = []
    is_naming = False
    for key, value in _lines(text):
        if key == "user-agent":
            if not is_naming:
                groups.append(_Group())
            groups[-1].names.add(_named(value))
            is_naming = True
            continue
        # What is no rule, such as a sitemap, ends no list of names.
        if key not in ("allow", "disallow", "crawl-delay", "request-rate"):
            continue
        is_naming = False
        if not groups:
            continue
        if key in ("allow", "disallow"):
            # An empty pattern matches nothing.
            if value:
                groups[-1].rules.append(rule_of(value, allows=key == "allow"))
        else:
            groups[-1].pause = max(groups[-1].pause, _seconds(key, value))
    return groups


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")):
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _named(value: str) -> str:
    if value.split()[:1] == [_ANYBODY]:
        return _ANYBODY
    name = _NAME.match(value)
    return name[0].lower() if name is not None else ""


def _seconds(key: str, value: str) -> float:
    """The seconds between two requests that a line asks for; 0 where it is not understood."""
    if key == "crawl-delay":
        delay = _SECONDS.fullmatch(value)
        return float(delay[0]) if delay is not None else 0.0
    rate = _RATE.match(value)
    if rate is None or not int(rate[1]):
        return 0.0
    return int(rate[2]) * _UNITS[rate[3].lower()] / int(rate[1])
