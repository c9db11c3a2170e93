"""Numbers in words and what they are in figures."""

from decimal import Decimal, InvalidOperation

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_FIGURES = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{
        f"{ten}{one}": 10 * tens + ones
        for tens, ten in enumerate(_TENS, 2)
        for ones, one in enumerate(_ONES[:10])
        if ones
    },
}
_MONEY_SCALES = {"m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "k": 1_000}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
SCALES.update(_MONEY_SCALES)


def figure_of(word: str) -> str | None:
    """A number in words ("twentythree", hyphen gone) in figures, None for any other word."""
    number = _FIGURES.get(word)
    return None if number is None else str(number)


def scaled(figures: str, scale: str, *, money: bool) -> str | None:
    """The number that "1.2" and "million" make; "m" and "k" are scales of money alone."""
    if scale in _MONEY_SCALES and not money:
        return None
    try:
        value = Decimal(figures) * SCALES[scale]
    except InvalidOperation:
        return None
    return format(value.normalize(), "f")
