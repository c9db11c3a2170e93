"""Words turned into their opposites, and those who act into those acted on."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from random import Random

from evals.mutations.claims import capitalised
from evals.mutations.words import words

_OPPOSITES: Mapping[str, str] = {
    key: value
    for pair in reversed(words("opposites"))
    for one, two in [pair.split("/")]
    for key, value in ((two, one), (one, two))
}
# In these a word has no opposite: "as well as", "early help", "at present". A pattern of what
# stands before it, the word, and what stands after it.
_FIXED = re.compile(
    r"""as\ <well>|<well>(?:\ as|-|being|’|,)|<early>\ (?:help|year|inter|perm)
      |(?:once|any|no)\ <more>|<more>\ than|<less>\ than|(?:the|at)\ <most>|<most>\ (?:of|children)
      |(?:\ba|so|as|too|how|very|the)\ <(?:many|few)>|<high>\ (?:school|cour)
      |<(?:before|after|above|below)>[.,;]|of\ <late>|as\ <long>|<long>(?:-|\ as|\ term)
      |<short>(?:\ break|\ term|-)|<new>(?:-|ly)|years?[- ]<old>|an\ <open>|looked\ <after>
      |(?:at|the|to)\ <present>|(?:to|and|not|will)\ <complete>|<best>\ interest
      |<agreed>\ with""",
    re.VERBOSE | re.IGNORECASE,
)

_AGENT = re.compile(rf"(?<![\w’'-])(?:{'|'.join(words('agents'))})(?![\w’'-])", re.IGNORECASE)
_BOTH_WAYS = re.compile(
    r"\b(?:with|between|together|relationships?|both|alongside|among(?:st)?|jointly|meet|met"
    r"|each other|partnerships?|or|nor|as well as|including|such as|like|contact|trust|share[sd]?"
    r"|sharing|links?|and)\b|[,;:()]"
)
_DOES = re.compile(
    r"\b(?:\w+ed|by|for|to|from|of|about|help|support|visit|listen|challenge|understand|know"
    r"|ensure|gives?|see|find|found|saw|told|tell|made|make|take|seen|are|is|were|was|have|has)\b"
)
# "Care leavers who are parents" are parents who are care leavers.
_THE_SAME = re.compile(r" (?:(?:who|that) )?(?:are|were) (?:also )?(?:\w+ )?")


def antonyms(sentence: str, _: Random) -> Iterator[str]:
    """A word changed for its opposite."""
    for match in re.finditer(r"[A-Za-z]+(?:-[a-z]+)?", sentence):
        other = _OPPOSITES.get(match.group().lower())
        if other is None or re.search(rf"\b{other}\b", sentence, re.IGNORECASE):
            continue
        before, after = sentence[: match.start()], sentence[match.end() :]
        if _FIXED.search(f"{before[-12:]}<{match.group()}>{after[:14]}") is None:
            yield before + (capitalised(other) if match.group()[0].isupper() else other) + after


def agents(sentence: str, _: Random) -> Iterator[str]:
    """Who does it and whom it is done to, in each other's place."""
    found = list(_AGENT.finditer(sentence))
    names = [match.group().lower() for match in found]
    for one, two in pairwise(found):
        before, after = sentence[: one.start()], sentence[two.end() :]
        between = sentence[one.end() : two.start()]
        twice = names.count(one.group().lower()) > 1 or names.count(two.group().lower()) > 1
        listed = re.match(r"\s*(?:and|or|,)\s", after) or re.search(
            r"\b(?:and|or)\s+(?:\w+\s)?\Z", before
        )
        named = any(match.start() > 0 and match.group()[0].isupper() for match in (one, two))
        if twice or listed or named or one.group().lower() in two.group().lower():
            continue
        if _BOTH_WAYS.search(between) or not _DOES.search(between) or _THE_SAME.fullmatch(between):
            continue
        first = capitalised(two.group()) if one.start() == 0 else two.group()
        second = one.group()[0].lower() + one.group()[1:]
        yield before + first + between + second + after
