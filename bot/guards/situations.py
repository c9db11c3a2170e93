"""Questions that come out of a live case, or show a child at risk now.

What tells them from questions about practice is who speaks of whom: "my", "this", "next door",
"told me", one child and not children. The words are in `situations.txt`; all take a text as
`folding.folded` gives it.
"""

import re
from collections.abc import Sequence
from functools import partial

from bot.guards.patterns import matches, pattern
from corpus.authorities import mentions

_pattern, _matches = partial(pattern, "situations"), partial(matches, "situations")
_BEFORE, _HEAD = 24, 12
# Patterns are made when first asked for, and most questions ask for few: whoever speaks of a case
# of theirs says one of these.
_OWN = re.compile(
    r"\b(?:i|i'm|im|i've|me|my|myself|we|we've|us|our|this|that|him|her|them|you|these|those|social)\b",
    re.I,
)
_FIRST = re.compile(r"\b(?:i|i'm|im|i've|me|my|myself|us)\b", re.I)
_SENTENCE_ENDS = re.compile(r"[.?!]")


def shows_risk(text: str) -> bool:
    """Whether it shows a child, or the asker, who is at risk now."""
    if _matches("worry", text) and _matches("worried", text):
        return True
    if _FIRST.search(text) and _is_told_by_a_child(text):
        return True
    harm, told = _all("harm", text), _all("told", text)
    if _is_told_of_others(text):
        return True
    if not harm and not told:
        return False
    if _is_told_of_one(text, harm):
        return True
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
    if _matches("asked of a case", text):
        return True
    if _matches("relative", text) and _states_of_a_relative(text):
        return True
    if _OWN.search(text) is None:
        return False
    if _matches("send", text) or _matches("to do", text):
        return True
    known = _matches("case or known", text)
    if known and _matches("asking", text):
        return True
    if _is_about_reports(text):
        return False
    if (
        _matches("reporting", text)
        or _matches("of these", text)
        or (_matches("acting", text) and _matches("one", text))
    ):
        return True
    return known and _is_no_question(text)


def _is_told_by_a_child(text: str) -> bool:
    """Whether the asker is harmed, or is a child who speaks of somebody near."""
    if _matches("of oneself", text) or _matches("done to me", text):
        return True
    return any(
        _pattern("near a child").search(text, match.end()) for match in _all("child speaks", text)
    )


def _is_told_of_others(text: str) -> bool:
    """Whether a neighbour or a colleague tells of a child who is harmed or left."""
    if _matches("send", text) and _matches("children", text):
        return True
    if _is_about_reports(text):
        return False
    others = _all("of another", text)
    left = [*_all("left", text), *_all("harm", text)] if others else []
    if any(other.start() < sign.end() <= other.end() + 60 for other in others for sign in left):
        return True
    if not _matches("relative", text) or _pattern("question").match(text):
        return False
    return _matches("perilous", text) and _states_of_a_relative(text)


def _states_of_a_relative(text: str) -> bool:
    """Whether "Mum" or "baby" is spoken of as in notes on a case, and not in a quote."""
    about = _is_about_reports(text) or '"' in text
    return not about and _pattern("question").match(text) is None


def _is_told_of_one(text: str, harm: Sequence[re.Match[str]]) -> bool:
    """Whether the asker tells of harm to one child, and not of what was reported."""
    ones = [match for match in _all("one", text) if not _is_general(match, text)]
    if not (_matches("narrator", text) or _matches("now", text)):
        # "The baby has a broken arm": who speaks so and asks nothing tells what they see.
        if not _is_no_question(text):
            return False
        heads = [match for match in ones if match.start() < _HEAD]
        ones = [match for match in heads if not text.startswith(" who", match.end())]
    return _near(ones, harm, text, 100) and not _is_about_reports(text)


def _is_no_question(text: str) -> bool:
    """Whether it states something: neither a question nor words to search for."""
    asks = "?" in text or _pattern("question").match(text) is not None
    return not asks and _matches("states", text) and not _matches("register", text)


def _is_about_reports(text: str) -> bool:
    """Whether it speaks of reports or of councils, as who asks what was found does."""
    return _matches("about reports", text) or bool(mentions(text))


def _is_seen(text: str, harm: Sequence[re.Match[str]]) -> bool:
    """Whether the asker saw or heard of it, or it happens now."""
    if _matches("register", text) and _FIRST.search(text) is None:
        return False
    seen = _all("seen", text)
    if _near(seen, harm, text, 140) and _near(seen, _all("children", text), text, 140):
        return True
    now = _all("now", text)
    suffers = [match for match in _all("suffers", text) if not _is_general(match, text)]
    if _near(suffers, now, text, 80) or (suffers and _asks_what_to_do(text)):
        return True
    they = _all("they suffer", text)
    if not they or _is_about_reports(text):
        return False
    return _asks_what_to_do(text) or _near(they, now, text, 40) or _is_no_question(text)


def _is_general(match: re.Match[str], text: str) -> bool:
    """Whether it is said of any child: "when a child is hurt"."""
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    return any(general.end() == len(before) for general in _all("general", before))


def _is_stated(text: str) -> bool:
    if _pattern("help").match(text) and _matches("children", text):
        return True
    return "?" not in text and _pattern("stated").match(text) is not None


def _asks_what_to_do(text: str) -> bool:
    return _matches("asking", text) and not _is_about_reports(text)


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
