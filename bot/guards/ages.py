"""Ages, school years and births in a question, and whether they are one person's."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.guards.words import Token, is_a, lists

_OLDEST = 25
_UNITS = frozenset("year years yr yrs month months mth mths week weeks wk wks day days".split())
_OLD = frozenset(
    "year-old years-old yr-old yrs-old month-old months-old week-old weeks-old day-old days-old yo yold".split()
)
_OLDS = frozenset("year-olds years-olds yr-olds month-olds week-olds yos".split())
_RANGE = frozenset({"to", "and", "or", "-", "/", "&"})
_OPEN_ENDED = frozenset("plus over above under below upwards older younger onwards".split())
_OF_MANY = frozenset(
    "under over all every most many any between from until by the school working average minimum maximum".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_MANY = frozenset("children people men women persons adults kids".split())


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
        if low == "born":
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
        if unit in _OLD or unit in _OLDS:
            return Age(at, end, unit in _OLDS or self._is_of_many(at, end))
        if unit not in _UNITS:
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
        while self._low(end) in (
            ":",
            "-",
            "=",
            "about",
            "just",
            "only",
            "nearly",
            "almost",
            "is",
            "was",
            "approximately",
            "approx",
        ):
            end += 1
        if self._age(end) is None:
            return None
        group = self._low(at) == "age" and self._low(at - 1) in _OF_MANY
        following = self._low(end + 1)
        if following in _UNITS:
            end += 1
            following = self._low(end + 1)
        if following in _RANGE and (
            self._age(end + 2) is not None or self._low(end + 2) in _OPEN_ENDED
        ):
            group, end = True, end + 2
        elif following == "+" or following in _OPEN_ENDED:
            group = True
        return Age(at, end, group or self._low(at - 1) in _MANY)

    def _school_year(self, at: int) -> Age | None:
        value = self._age(at + 1)
        if value is None or not 1 <= value <= 13 or self._token_is_number_word(at + 1):
            return None
        following = self._low(at + 2)
        group = following in _RANGE and self._age(at + 3) is not None
        return Age(at, at + 1, group or self._is_plural(at + 2), school=True)

    def _born(self, at: int) -> Age | None:
        end = at + 1
        while self._low(end) in ("on", "in", "at", "the", ",", ":", "(", "around"):
            end += 1
        numbers = [n for n in range(end, min(end + 6, len(self._tokens))) if self._is_date(n)]
        if not numbers or numbers[0] > end:
            return None
        named = any(self._low(n) in _MONTHS for n in numbers)
        figures = [n for n in numbers if self._tokens[n].kind == "number"]
        day = any(int(self._tokens[n].text) <= 31 for n in figures if len(self._tokens[n].text) < 3)
        return Age(at, numbers[-1], birth=True, exact=day and (named or len(figures) > 2))

    def _is_date(self, at: int) -> bool:
        token = self._tokens[at]
        return token.kind == "number" or token.low in _MONTHS

    def _is_of_many(self, first: int, last: int) -> bool:
        """Whether more ages stand beside it, or more than one bears it: "16-year-old boys"."""
        before = self._low(first - 1)
        if before in _OF_MANY or before in _RANGE and self._age(first - 2) is not None:
            return True
        if before in _RANGE and self._low(first - 2) == "-" and self._age(first - 3) is not None:
            return True
        return self._is_plural(last + 1)

    def _is_plural(self, at: int) -> bool:
        """Whether the noun that begins here, with a word or two before it, is a plural."""
        names = lists("names")
        for n in range(at, at + 4):
            low = self._low(n)
            if n >= len(self._tokens) or self._tokens[n].kind != "word" or low in names["given"]:
                return False
            if self._tokens[n].text[0].isupper():
                return False
            if low in _MANY or (
                low.endswith("s")
                and len(low) > 3
                and not low.endswith("ss")
                and low
                not in ("has", "was", "his", "this", "always", "keeps", "lives", "needs", "says")
            ):
                return True
            if is_a("kin", low) or is_a("link", low):
                return False
        return False

    def _age(self, at: int) -> int | None:
        if not 0 <= at < len(self._tokens):
            return None
        value = self._tokens[at].value
        return value if value is not None and value <= _OLDEST else None

    def _token_is_number_word(self, at: int) -> bool:
        return self._tokens[at].kind == "word"

    def _low(self, at: int) -> str:
        return self._tokens[at].low if 0 <= at < len(self._tokens) else ""
