"""Ages, school years and births in a question, and whether they are one person's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.guards.words import OLDEST, Token, is_a, lists

_RANGE = frozenset({"to", "and", "or", "-", "/", "&"})
_LAST_SCHOOL_YEAR = 13
# How far the noun may be that an age is told of: "16-year-old homeless care leavers".
_NOUN_WITHIN = 4
_DATE_WITHIN = 6


@dataclass(frozen=True, slots=True)
class Age:
    """The tokens `first` to `last`. `group`: of many, or of nobody in particular.

    `weak`: a number of weeks or years, which need not be an age; `exact`: a birth with its day.
    """

    first: int
    last: int
    group: bool = False
    weak: bool = False
    school: bool = False
    birth: bool = False
    exact: bool = False


def ages(found: Sequence[Token]) -> list[Age]:
    """Every age in a question, in order."""
    reading = _Ages(found)
    return [age for at in range(len(found)) if (age := reading.at(at)) is not None]


class _Ages:
    def __init__(self, found: Sequence[Token]) -> None:
        self._tokens = found

    def at(self, at: int) -> Age | None:
        """The age that begins at a token."""
        low = self._low(at)
        if low in ("aged", "age", "ages"):
            return self._aged(at)
        if low in ("year", "yr", "y", "yrs"):
            return self._school_year(at)
        if low == "reception" and self._low(at + 1) in ("child", "pupil", "class", "age"):
            return Age(at, at + 1, school=True)
        if low == "born" or self._is_short_for_born(at):
            return self._born(at)
        return self._years(at) if self._age(at) is not None else None

    def _years(self, at: int) -> Age | None:
        """ "7 years old", "14yo", "six-week-old", "6 weeks"."""
        end = at + 1
        if [self._low(end + n) for n in range(3)] == ["and", "a", "half"]:
            end += 3
        if self._low(end) == "-":
            end += 1
        unit = self._low(end)
        if unit == "y" and self._low(end + 1) in ("/", ".") and self._low(end + 2) == "o":
            return Age(at, end + 2, self._is_of_many(at, end + 2))
        if is_a("old", unit) or is_a("olds", unit):
            return Age(at, end, is_a("olds", unit) or self._is_of_many(at, end))
        if not is_a("unit", unit):
            return None
        old = end + 2 if self._low(end + 1) == "-" else end + 1
        if self._low(old) in ("old", "olds"):
            return Age(at, old, self._low(old) == "olds" or self._is_of_many(at, old))
        if (self._low(old), self._low(old + 1)) == ("of", "age"):
            return Age(at, old + 1, self._is_of_many(at, old + 1))
        return Age(at, end, weak=True)

    def _aged(self, at: int) -> Age | None:
        """ "aged 9", "age: seven", "aged about 3 months"."""
        end = at + 1
        while is_a("roughly", self._low(end)):
            end += 1
        if self._age(end) is None:
            return None
        before = self._low(at - 1)
        group = (self._low(at) == "age" and is_a("of many", before)) or is_a("plural", before)
        if is_a("unit", self._low(end + 1)):
            end += 1
        following, further = self._low(end + 1), self._low(end + 2)
        more = self._age(end + 2) is not None or is_a("open ended", further)
        if following in _RANGE and more:
            return Age(at, end + 2, group=True)
        return Age(at, end, group or following == "+" or is_a("open ended", following))

    def _school_year(self, at: int) -> Age | None:
        value = self._age(at + 1)
        if value is None or not 1 <= value <= _LAST_SCHOOL_YEAR:
            return None
        if self._tokens[at + 1].kind == "word":
            return None
        group = self._low(at + 2) in _RANGE and self._age(at + 3) is not None
        return Age(at, at + 1, group or self._is_plural(at + 2), school=True)

    def _is_short_for_born(self, at: int) -> bool:
        """ "b. 2018", "(b 3 May 2018)"."""
        year = re.compile(r"(?:19|20)\d\d\Z")
        numbers = (self._low(n) for n in range(at + 1, at + 2 + _DATE_WITHIN))
        beside = self._low(at + 1) in (".", ":") or self._is_date(at + 1)
        return self._low(at) == "b" and beside and any(map(year.match, numbers))

    def _born(self, at: int) -> Age | None:
        end = at + 1
        while self._low(end) in (".", "on", "in", "at", "the", ",", ":", "(", "around"):
            end += 1
        numbers = [n for n in range(end, end + _DATE_WITHIN) if self._is_date(n)]
        if not numbers or numbers[0] > end:
            return None
        named = any(is_a("month", self._low(n)) for n in numbers)
        figures = [self._low(n) for n in numbers if self._low(n).isdecimal()]
        day = any(len(figure) < 3 for figure in figures)
        return Age(at, numbers[-1], birth=True, exact=day and (named or len(figures) > 2))

    def _is_date(self, at: int) -> bool:
        return self._low(at).isdecimal() or is_a("month", self._low(at))

    def _is_of_many(self, first: int, last: int) -> bool:
        """Whether more ages stand beside it, or more than one bears it: "16-year-old boys"."""
        before = self._low(first - 1)
        if is_a("of many", before):
            return True
        if before in _RANGE:
            other = first - 3 if self._low(first - 2) == "-" else first - 2
            if self._age(other) is not None:
                return True
        return self._is_plural(last + 1)

    def _is_plural(self, at: int) -> bool:
        """Whether the noun that begins here, with a word or two before it, is a plural."""
        for n in range(at, min(at + _NOUN_WITHIN, len(self._tokens))):
            token, low = self._tokens[n], self._tokens[n].low
            if token.kind != "word" or token.text[0].isupper() or low in lists("names")["given"]:
                return False
            ends = low.endswith("s") and len(low) > 3 and not low.endswith("ss")
            if is_a("plural", low) or (ends and not is_a("no plural", low)):
                return True
            if is_a("kin", low) or is_a("link", low):
                return False
        return False

    def _age(self, at: int) -> int | None:
        value = self._tokens[at].value if 0 <= at < len(self._tokens) else None
        return value if value is not None and value <= OLDEST else None

    def _low(self, at: int) -> str:
        return self._tokens[at].low if 0 <= at < len(self._tokens) else ""
