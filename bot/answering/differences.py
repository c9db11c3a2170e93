"""Where what is told differs: two figures for one thing, or findings of two inspections."""

import re
from collections.abc import Sequence
from itertools import combinations

from bot.answering.drafts import Brief, DraftClaim
from bot.answering.elements import figures_given, measure_of
from bot.answering.said import Said, closeness, least_of_element, said
from bot.answering.selection.leaning import leans
from corpus.documents import INSPECTORS_KINDS
from prompts import section
from retrieval.search.concepts import padded_stems
from retrieval.search.scope import spoken_date

# Two claims give one thing's figure where they share this much of their words, figures aside.
_ALIKE = 0.4
_FEWEST = 2
# Only claims that are as close to the question as the closest, to this much, are held together.
_AS_CLOSE = 0.4
_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:first|last|previous|earlier|before|now|current\w*)\b", re.I
)


def differing(brief: Brief, claims: Sequence[DraftClaim]) -> list[str]:
    """What readers have to be told of claims that do not agree, each as a sentence."""
    query = brief.found.query
    told = said(brief, claims)
    if len({one.passage.id for one in told}) < _FEWEST:
        return []
    close = closeness(brief, told)
    least = max(least_of_element(brief), max(close, default=0.0) - _AS_CLOSE)
    near = [pair for pair in zip(told, close, strict=True) if pair[1] >= least]
    if measure_of(query) is not None:
        pairs = combinations((one for one, _ in near), 2)
        differ = any(_figures_differ(one, other) for one, other in pairs)
        return [section("caveats", "figures_differ")] if differ else []
    if query.over_time or query.compare or query.slant != "none":
        return []
    return _findings_differ(near)


def _figures_differ(one: Said, other: Said) -> bool:
    """Whether two claims give other figures for the same thing at the same time."""
    # Items of a list are of different things.
    if "paragraph" not in (one.passage.shape, other.passage.shape):
        return False
    if one.passage.id == other.passage.id or one.document.authority != other.document.authority:
        return False
    if one.document.dates.ordering != other.document.dates.ordering:
        return False
    mine, theirs = (figures_given(said.text) for said in (one, other))
    if not mine or not theirs or mine & theirs:
        return False
    times = [set(_TIME.findall(said.text.lower())) for said in (one, other)]
    words = [
        {w for w in padded_stems(said.text).split() if not w.isdigit()} for said in (one, other)
    ]
    alike = len(words[0] & words[1]) / max(1, min(len(words[0]), len(words[1])))
    return times[0] == times[1] and alike >= _ALIKE


def _findings_differ(near: Sequence[tuple[Said, float]]) -> list[str]:
    """What two inspections found on the same matter, the one good and the other not."""
    closest: dict[str, Said] = {}
    for one, _ in sorted(near, key=lambda pair: -pair[1]):
        if one.document.kind in INSPECTORS_KINDS:
            closest.setdefault(one.document.id, one)
    for one, other in combinations(closest.values(), 2):
        if one.document.authority != other.document.authority:
            continue
        if leans(one.text, "criticism") * leans(other.text, "criticism") < 0:
            dated = (spoken_date(said.document) for said in (one, other))
            return [section("caveats", "findings_differ").format(dates=" and ".join(dated))]
    return []
