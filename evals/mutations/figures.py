"""Figures made wrong: numbers, years, months, units, money, percentages, grades."""

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from evals.mutations.words import words

_MONTHS = words("months")
_SMALL = words("numerals")
_PARTS = (
    "half",
    "a third",
    "a quarter",
    "two thirds",
    "two-thirds",
    "three quarters",
    "three-quarters",
)
_ORDINALS = words("ordinals")
_TIMES = ("once", "twice", "three times", "four times")
_GRADES = ("outstanding", "good", "requires improvement", "inadequate")
_SPANS = {
    "minute": "hour",
    "hour": "day",
    "day": "week",
    "week": "month",
    "month": "year",
    "year": "month",
    "mile": "kilometre",
}
_EVERY = {
    "daily": "weekly",
    "weekly": "monthly",
    "fortnightly": "monthly",
    "monthly": "quarterly",
    "quarterly": "monthly",
    "annual": "monthly",
    "annually": "monthly",
    "yearly": "monthly",
}
_COUNTED = {
    "children": "families",
    "families": "children",
    "referrals": "assessments",
    "assessments": "referrals",
    "care leavers": "foster carers",
    "young people": "social workers",
    "social workers": "managers",
    "plans": "visits",
    "cases": "complaints",
    "adopters": "children",
}

_MONEY = re.compile(r"(?<=£)(\d+(?:,\d{3})*(?:\.\d+)?)")
_AMOUNT = re.compile(r"£\d[\d,.]*\d?\s?(million|thousand|billion|m|k|bn)\b")
_PERCENT = re.compile(r"\b(\d+(?:\.\d+)?)(?=\s?(?:%|per\s?cent\b))")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIGURE = re.compile(
    r"(?<![\w.,£/’'-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?!\w|[.,]\d|\s?%|\s?per\s?cent\b|/\d|[-–]\d)"
)
_NUMERAL = re.compile(rf"\b(?:{'|'.join(_SMALL)})\b(?![-’])", re.IGNORECASE)
_MONTH = re.compile(
    rf"\b(?:{'|'.join(m for m in _MONTHS if m != 'May')}"
    r"|(?<=\d )May|May(?= \d{4})|(?<=in )May|(?<=since )May|(?<=until )May)\b"
)


def numbers(sentence: str, chance: Random) -> Iterator[str]:
    """Another number: in figures or words, a part, an ordinal, how many times."""
    for match in _FIGURE.finditer(sentence):
        if _YEAR.fullmatch(match.group()) is None:
            yield from _other(sentence, match, _near(match.group(), chance))
    for match in _NUMERAL.finditer(sentence):
        at = _SMALL.index(match.group().lower())
        yield from _other(sentence, match, _SMALL[at + 1 if at + 1 < len(_SMALL) else at - 1])
    for group in (_PARTS, _ORDINALS, _TIMES):
        for match in _any_of(group).finditer(sentence):
            others = [word for word in group if word.lower() != match.group().lower()]
            yield from _other(sentence, match, chance.choice(others))


def numbers_exchanged(sentence: str, _: Random) -> Iterator[str]:
    """Two numbers of the sentence in each other's place."""
    found = list(re.finditer(r"(?<![\w.,/–-])\d[\d,]*(?:\.\d+)?(?![\w/-])", sentence))
    for one, two in pairwise(found):
        between = sentence[one.end() : two.start()]
        listed = re.fullmatch(r"[^A-Za-z]*(?:and|or|to)?[^A-Za-z]*", between) is not None
        first, second = one.group().rstrip(","), two.group().rstrip(",")
        if (
            listed
            or first == second
            or between.count(" ") < 2
            or _YEAR.search(first + " " + second)
        ):
            continue
        yield (
            sentence[: one.start()]
            + second
            + sentence[one.start() + len(first) : two.start()]
            + first
            + sentence[two.start() + len(second) :]
        )


def years(sentence: str, chance: Random) -> Iterator[str]:
    """Another year."""
    for match in _YEAR.finditer(sentence):
        yield from _other(
            sentence, match, str(int(match.group()) + chance.choice((-2, -1, 1, 2, 10)))
        )


def months(sentence: str, chance: Random) -> Iterator[str]:
    """Another month."""
    for match in _MONTH.finditer(sentence):
        at = _MONTHS.index(match.group())
        yield from _other(sentence, match, _MONTHS[(at + chance.randint(1, 11)) % 12])


def units(sentence: str, _: Random) -> Iterator[str]:
    """The same number of something else: days for weeks, families for children."""
    number = rf"(?:\d[\d,.]*|{'|'.join(_SMALL)}|one|a|an|each|every|per)"
    for match in re.finditer(
        rf"\b{number}[ -](?:working |school |calendar )?({'|'.join(_SPANS)})(s?)\b",
        sentence,
        re.IGNORECASE,
    ):
        other = _SPANS[match.group(1).lower()] + match.group(2)
        yield from _put(sentence, match.start(1), match.end(2), other)
    for match in _any_of(tuple(_EVERY)).finditer(sentence):
        yield from _other(sentence, match, _EVERY[match.group().lower()])
    for match in re.finditer(
        rf"\b(?:\d[\d,]*|{'|'.join(_SMALL)}) ({'|'.join(_COUNTED)})\b", sentence
    ):
        other = _COUNTED[match.group(1)]
        if other not in sentence:
            yield from _put(sentence, match.start(1), match.end(1), other)
    for match in re.finditer(r"\d\s?(%|per cent)(?= )", sentence):
        yield from _put(sentence, match.start(1), match.end(1), " children")


def money(sentence: str, chance: Random) -> Iterator[str]:
    """Another sum, or the same figures in another order of magnitude."""
    for match in _MONEY.finditer(sentence):
        yield from _other(sentence, match, _near(match.group(), chance))
    for match in _AMOUNT.finditer(sentence):
        other = {"million": "billion", "m": "bn", "thousand": "million", "k": "m"}.get(
            match.group(1), "million"
        )
        yield from _put(sentence, match.start(1), match.end(1), other)


def percentages(sentence: str, chance: Random) -> Iterator[str]:
    """Another share."""
    for match in _PERCENT.finditer(sentence):
        value = match.group()
        if "." in value:
            whole, part = value.split(".")
            other = f"{whole}.{(int(part[0]) + chance.randint(1, 9)) % 10}{part[1:]}"
        else:
            others = {min(int(value) + chance.choice((1, 5, 10)), 100), max(int(value) - 7, 1)}
            other = str(chance.choice(sorted(others - {int(value)})))
        yield from _other(sentence, match, other)


def grades(sentence: str, chance: Random) -> Iterator[str]:
    """Another of the four grades."""
    pattern = r"\b(?:outstanding|inadequate|requir(?:es|ed|ing) improvement|good)\b"
    for match in re.finditer(pattern, sentence, re.IGNORECASE):
        written = match.group()
        this = "requires improvement" if written.lower().startswith("req") else written.lower()
        if this == "good" and re.match(
            r" (?:deal|number|enough|practice guid|quality)", sentence[match.end() :]
        ):
            continue
        others = [grade for grade in _GRADES if grade != this]
        other = chance.choice(others)
        yield from _put(sentence, match.start(), match.end(), _cased(other, written))


def _near(figure: str, chance: Random) -> str:
    """A number that is easily taken for this one."""
    digits = figure.replace(",", "")
    if "." in digits:
        return digits[:-1] + str((int(digits[-1]) + chance.randint(1, 9)) % 10)
    value = int(digits)
    ways = {value + 1, value + 10, value * 10, value * 2}
    if value > 2:
        ways.add(value - 1)
    if len(digits) > 1 and digits[::-1][0] != "0":
        ways.add(int(digits[::-1]))
    other = chance.choice(sorted(ways - {value}))
    return f"{other:,}" if "," in figure else str(other)


def _other(sentence: str, match: re.Match[str], word: str) -> Iterator[str]:
    """The sentence with `word` in the match's place, where the word is not in it already."""
    if re.search(rf"(?<![\w.,]){re.escape(word)}(?!\w|[.,]\d)", sentence, re.IGNORECASE) is None:
        yield from _put(sentence, match.start(), match.end(), _cased(word, match.group()))


def _put(sentence: str, start: int, end: int, word: str) -> Iterator[str]:
    if sentence[start:end] != word:
        yield sentence[:start] + word + sentence[end:]


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _any_of(words: tuple[str, ...] | list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)
