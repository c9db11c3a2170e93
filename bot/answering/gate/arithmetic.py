"""Sums that a claim makes of what it cites: a difference, a share, a count of items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bot.answering.gate.clauses import is_complete, may_be_verb
from bot.answering.gate.segments import Segment, segments_of
from bot.answering.gate.tokens import Token, tokens_of
from bot.answering.gate.verdicts import Source
from bot.answering.gate.wording import FUNCTION_WORDS, words

_RISES = words("rises")
_FALLS = words("falls")
_CHANGES = "|".join(sorted(_RISES | _FALLS | {"difference", "gap", "change"}))
_AMOUNT = r"[\d.,]+|[a-z]+(?:-[a-z]+)?"
# "…, a rise of 12 percentage points": what a claim says on top of the two figures before it.
_DIFFERENCE = re.compile(
    rf",?\s+\(?(?:which\s+is\s+|this\s+is\s+)?an?\s+(?P<way>{_CHANGES})\s+of\s+(?P<pounds>£)?(?P<amount>{_AMOUNT})"
    r"\s*(?P<unit>percentage\s+points|points|%|per\s+cent|[a-z]+)?\)?\.?\s*\Z",
    re.IGNORECASE,
)
# "12 of the 40 children (30%)"
_SHARE = re.compile(
    r"(?P<part>[\d,]+)\s+(?:out\s+)?of\s+(?:the\s+|all\s+)?(?P<whole>[\d,]+)\b(?:\s+[\w’'-]+){0,3}?"
    r"(?P<told>\s*\((?P<share>[\d.]+)\s*(?:%|per\s+cent)\))",
    re.IGNORECASE,
)
_LISTED = (
    r"(?P<listed>areas?\s+(?:for|of)\s+improvement|recommendations?|priority\s+actions?|"
    r"areas?\s+for\s+development|actions?)"
)
_COUNTS = (
    re.compile(
        r"(?:there\s+(?:is|are|was|were)|(?:inspectors|ofsted|the\s+(?:inspection\s+)?report|"
        r"the\s+letter|the\s+panel)\s+(?:set\s+out|sets\s+out|lists?|listed|names?|named|makes?|"
        r"made|gives?|gave|identif(?:y|ies|ied)|found|has))\s+"
        rf"(?P<count>{_AMOUNT})\s+{_LISTED}\.?\s*\Z",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<count>{_AMOUNT})\s+{_LISTED}\s+(?:is|are|was|were)\s+"
        r"(?:set\s+out|listed|named|made|given|identified)\.?\s*\Z",
        re.IGNORECASE,
    ),
)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A claim without the sum it makes, and what is wrong with the sum."""

    claim: str
    fault: str | None


def reckoned(claim: str) -> Reckoned | None:
    """A claim's difference or share, worked out from the figures that it stands beside.

    None when it makes none. The figures themselves are left in the claim for the other checks.
    """
    if (match := _DIFFERENCE.search(claim)) is not None:
        return Reckoned(claim[: match.start()], _difference_fault(claim[: match.start()], match))
    if (match := _SHARE.search(claim)) is not None:
        start, end = match.span("told")
        part, whole = _figure(match["part"]), _figure(match["whole"])
        fault: str | None = "the share cannot be worked out"
        if part is not None and whole:
            places = len(match["share"].partition(".")[2])
            right = round(100 * part / whole, places)
            fault = None if right == _figure(match["share"]) else f"{part} of {whole} is {right}%"
        return Reckoned(claim[:start] + claim[end:], fault)
    return None


def _difference_fault(head: str, told: re.Match[str]) -> str | None:
    amount = _number(told["amount"])
    unit = " ".join((told["unit"] or "").lower().split())
    figures = _figures(tokens_of(head).items)
    kinds = {kind for _, kind in figures} - {""}
    if amount is None or len(figures) != 2 or len(kinds) > 1:
        return "there are not two figures of one kind to work it out from"
    first, second = (value for value, _ in figures)
    kind = next(iter(kinds), "")
    if (kind == "%") != (unit in ("percentage points", "points")):
        return "the unit is another"
    if (kind == "£") != bool(told["pounds"]):
        return "the unit is another"
    if kind not in ("", "%", "£") and unit and kind.removesuffix("s") != unit.removesuffix("s"):
        return "the unit is another"
    way = told["way"].lower()
    rose = second > first
    if (way in _RISES and not rose) or (way in _FALLS and (rose or first == second)):
        return f"from {first} to {second} is no {way}"
    right = abs(second - first)
    return None if right == amount else f"from {first} to {second} is {right}"


def _figures(items: Sequence[Token]) -> list[tuple[Decimal, str]]:
    """The figures of a text with their units; years and days of months are none."""
    found: list[tuple[Decimal, str]] = []
    months = words("months")
    for at, token in enumerate(items):
        value = _figure(token.word) if token.is_number else None
        if value is None:
            continue
        before = items[at - 1].word if at else ""
        following = items[at + 1].word if at + 1 < len(items) else ""
        if before == "£":
            found.append((value, "£"))
        elif following == "%":
            found.append((value, "%"))
        elif before not in months and following not in months and not _is_year(token.word):
            named = following.isalpha() and following not in FUNCTION_WORDS
            found.append((value, following if named else ""))
    return found


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def _number(text: str) -> Decimal | None:
    """A number in figures or in a word; None for anything else."""
    items = tokens_of(text).items
    return _figure(items[0].word) if len(items) == 1 else None


def _figure(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def count_fault(claim: str, sources: Sequence[Source]) -> str | None:
    """What is wrong with a claim that counts the items it cites; "" when it counts none.

    None when the count is right: every citation is of whole items of a list, all of one document.
    """
    match = next((found for pattern in _COUNTS if (found := pattern.match(claim.strip()))), None)
    if match is None:
        return ""
    told = _number(match["count"])
    if told is None:
        return ""
    cited = [_items_of(source) for source in sources]
    if len({(source.authority, source.date, source.kind) for source in sources}) > 1:
        return "the items are of several documents"
    if not all(cited):
        return "what is cited is no list"
    counted = len({" ".join(item) for found in cited for item in found})
    return None if counted == told else f"{counted} are cited"


def _items_of(source: Source) -> list[tuple[str, ...]]:
    """The items of a list that are quoted, as words; none where anything else is quoted."""
    lines: dict[int, list[Segment]] = {}
    for segment in segments_of(source.text):
        lines.setdefault(segment.paragraph, []).append(segment)
    whole = source.text if source.quote is None else source.quote
    quoted = " ".join(tokens_of(whole).words)
    items = [
        words_
        for segments in lines.values()
        if _is_item(segments[0])
        and not source.text[: segments[0].end].rstrip().endswith(":")
        and " ".join(words_ := tuple(w for s in segments for w in s.tokens.words)) in quoted
    ]
    held = sum(map(len, items))
    return items if items and held >= len(tokens_of(whole).items) - _HEADING else []


# A quoted list may have the words above it, "What needs to improve".
_HEADING = 12


def _is_item(segment: Segment) -> bool:
    """Whether a line is an item: a bullet, a name of something, or what is to be done."""
    first = segment.items[0].word
    imperative = may_be_verb(first) and not first.endswith(("s", "ed"))
    return segment.listed or imperative or not is_complete(segment.items, 0, len(segment.items))
