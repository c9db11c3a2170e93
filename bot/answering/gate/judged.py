"""Free paraphrase, where a second judge is set: what it may not overrule.

A judge is asked only about a claim whose words alone are in the way. Its figures, names and
grades must be in the sources, and what the nearest sentence commits itself to in the claim.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.answering.gate.segments import Segment
from bot.answering.gate.tokens import Token, Tokens, tokens_of
from bot.answering.gate.wording import words

_NEGATIONS = words("negations")
# Dropped or changed, each of these makes a claim stronger or weaker.
_STRENGTHS = words("quantifiers", "hedges", "modals", "exceptions_of_all")
_SHARED = words("months", "grades", "directions", "units", "times", "comparatives") | _STRENGTHS


def committed_otherwise(parts: Sequence[str], segments: Sequence[Segment]) -> str | None:
    """What the claim has that the sources have not, or the nearest sentences and not the claim."""
    sources = [token for segment in segments for token in segment.items]
    known = {token.word for token in sources}
    names = {token.written for token in sources}
    for part in map(tokens_of, parts):
        for at, token in enumerate(part.items):
            if (token.is_number or token.word in _SHARED | _NEGATIONS) and token.word not in known:
                return f"“{token.written}” is not in the sources"
            if at and token.is_capital and token.written not in names:
                return f"“{token.written}” is not in the sources"
        nearest = max(segments, key=lambda segment: _shared(part, segment), default=None)
        if nearest is None:
            return "the sources are empty"
        if (fault := _unlike(part.items, nearest.items)) is not None:
            return fault
    return None


def _shared(part: Tokens, segment: Segment) -> int:
    return len(part.vocabulary & segment.vocabulary)


def _unlike(claim: Iterable[Token], source: Iterable[Token]) -> str | None:
    mine, theirs = Counter(t.word for t in claim), Counter(t.word for t in source)
    if sum(mine[word] for word in _NEGATIONS) != sum(theirs[word] for word in _NEGATIONS):
        return "the claim denies something else than the source"
    for word in _STRENGTHS:
        if bool(mine[word]) != bool(theirs[word]):
            return f"“{word}” is in one of claim and source alone"
    return None
