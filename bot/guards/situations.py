"""Questions that come out of a live case, or show a child at risk now.

What tells them from questions about practice is who speaks of whom: "my", "this", "next door",
"told me", one child and not children. The words are in `situations.txt`; all take a text as
`folding.folded` gives it.
"""

import re
from collections.abc import Sequence
from functools import partial

from bot.guards.patterns import matches, pattern

_pattern, _matches = partial(pattern, "situations"), partial(matches, "situations")
_BEFORE = 24
# Patterns are made when first asked for, and most questions ask for few: whoever speaks of a case
# of theirs says one of these.
_OWN = re.compile(
    r"\b(?:i|i'm|im|i've|me|my|myself|we|we've|us|our|this|that|him|her|them|social)\b", re.I
)
_FIRST = re.compile(r"\b(?:i|i'm|im|i've|me|my|myself|us)\b", re.I)
_SENTENCE_ENDS = re.compile(r"[.?!]")


def shows_risk(text: str) -> bool:
    """Whether it shows a child, or the asker, who is at risk now."""
    if _matches("worry", text) and _matches("worried", text):
        return True
    harm, told = _all("harm", text), _all("told", text)
    if _FIRST.search(text) and _matches("of oneself", text):
        return True
    if not harm and not told:
        return False
    known = _all("known", text)
    return (
        _near(known, harm, text, 100)
        or _near(harm, known, text, 40)
        or _near(_all("child told", text), harm, text, 100)
        or _near(told, harm, text, 80)
        or _is_seen(text, harm)
        or _is_stated(text)
    )


def is_live_case(text: str) -> bool:
    """Whether it asks what to do about one child or one family."""
    if _OWN.search(text) is None:
        return False
    if _matches("to do", text):
        return True
    return _matches("asking", text) and _matches("case or known", text)


def _is_seen(text: str, harm: Sequence[re.Match[str]]) -> bool:
    """Whether the asker saw or heard of it, or it happens now."""
    seen = _all("seen", text)
    if _near(seen, harm, text, 140) and _near(seen, _all("children", text), text, 140):
        return True
    now = _all("now", text)
    suffers = [match for match in _all("suffers", text) if not _is_general(match, text)]
    if _near(suffers, now, text, 80) or (suffers and _asks_what_to_do(text)):
        return True
    they = _all("they suffer", text)
    return bool(they) and (_asks_what_to_do(text) or _near(they, now, text, 40))


def _is_general(match: re.Match[str], text: str) -> bool:
    """Whether it is said of any child: "when a child is hurt"."""
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    return any(general.end() == len(before) for general in _all("general", before))


def _is_stated(text: str) -> bool:
    if _pattern("help").match(text) and _matches("children", text):
        return True
    return "?" not in text and _pattern("stated").match(text) is not None


def _asks_what_to_do(text: str) -> bool:
    return _matches("asking", text) and not _matches("about reports", text)


def _all(heading: str, text: str) -> list[re.Match[str]]:
    return list(_pattern(heading).finditer(text))


def _near(
    firsts: Sequence[re.Match[str]], seconds: Sequence[re.Match[str]], text: str, gap: int
) -> bool:
    """Whether a second follows a first in the same sentence, at most `gap` characters on.

    A second may begin inside a first, but has to go on after it.
    """
    return any(
        first.start() < second.start() <= first.end() + gap
        and second.end() > first.end()
        and _SENTENCE_ENDS.search(text, first.end(), max(first.end(), second.start())) is None
        for first in firsts
        for second in seconds
    )
