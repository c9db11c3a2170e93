"""What of a sentence may be left out: only what does not govern the words that are kept.

A gap is a run of tokens of the source sentence that the claim does not have. Whatever is not
plainly harmless is not: a claim may then quote the whole.
"""

from bot.answering.gate.clauses import FINITE_AUXILIARIES, finite_verb, may_be_verb
from bot.answering.gate.segments import Segment
from bot.answering.gate.wording import ties, words

_LIMITS = words("conditions", "exceptions")
_SCOPED = words("negations", "hedges", "modals", "quantifiers", "times")
_STRONG = _LIMITS | words("negations", "modals", "hedges")
# A list of people or things may be cut behind these, a reason or a result too.
_OPENERS = words("openers")
_BARE_TIES = words("bare_ties")
_SUBORDINATORS = words("subordinators")
_ATTRIBUTIONS = words("attributions")
_CONTRASTS = words("contrasts")


def leading(segment: Segment, first: int) -> str | None:
    """Why the tokens before `first` may not be left out; None when they may."""
    items = segment.items
    if not first:
        return None
    if _is_number(segment, first):
        return None
    if "," in items[first].before and _is_tie(segment, 0, first):
        return None
    if ";" in items[first].before and not _has(segment, 0, first, _CONTRASTS):
        return _clause_before(segment, first)
    if items[first - 1].word == "and":
        return _conjunct_before(segment, first)
    return _said(segment, 0, first)


def _clause_before(segment: Segment, first: int) -> str | None:
    if any(":" in segment.items[at].before for at in range(first)):
        return _said(segment, 0, first)
    return None


def _conjunct_before(segment: Segment, first: int) -> str | None:
    """The first of two clauses: it must be one, with nothing that the second hangs on as well."""
    items = segment.items
    if finite_verb(items, 0, first - 1) is None or finite_verb(items, first, len(items)) is None:
        return _said(segment, 0, first)
    if items[first].word in FINITE_AUXILIARIES:
        return _said(segment, 0, first)
    if _has(segment, 0, first - 1, _SUBORDINATORS | _LIMITS | _ATTRIBUTIONS):
        return _said(segment, 0, first)
    return None


def inner(segment: Segment, before: int, after: int) -> str | None:
    """Why the tokens between two kept ones may not be left out; None when they may."""
    items = segment.items
    start, end = before + 1, after
    words = [items[at].word for at in range(start, end)]
    opening, closing = items[start].before, items[end].before
    if "(" in opening and ")" in closing:
        return _harmless(segment, start, end, _STRONG)
    enclosed = any(mark in opening and mark in closing for mark in ",-—")
    if words == ["that"] and items[before].word in _ATTRIBUTIONS:
        return None
    if enclosed and _is_tie(segment, start, end):
        return None
    if len(words) == 1 and words[0] in _BARE_TIES:
        return None
    if enclosed and words[0] in _OPENERS:
        return _harmless(segment, start, end, _LIMITS | _SCOPED)
    if words[-1] == "and":
        return _predicate_before(segment, start, end)
    return _said(segment, start, end)


def _predicate_before(segment: Segment, start: int, end: int) -> str | None:
    """The first of two predicates of one subject: "Leaders (know this and) have a plan"."""
    items = segment.items
    verbs = may_be_verb(items[start].word) and may_be_verb(items[end].word)
    if not verbs or finite_verb(items, 0, start) is not None:
        return _said(segment, start, end)
    if items[start].word in FINITE_AUXILIARIES and items[end].word not in FINITE_AUXILIARIES:
        return _said(segment, start, end)  # "are seen and helped": the auxiliary is of both
    return _harmless(segment, start, end - 1, _SUBORDINATORS | _LIMITS | _SCOPED | _ATTRIBUTIONS)


def elided(segment: Segment, before: int, after: int) -> str | None:
    """Why "…" may not stand for the tokens between two kept ones; None when it may."""
    return _harmless(segment, before + 1, after, _LIMITS | _SCOPED)


def trailing(segment: Segment, last: int, *, marked: bool = False) -> str | None:
    """Why the tokens behind `last` may not be left out; None when they may.

    `marked`: the claim ends with "…".
    """
    items = segment.items
    start, end = last + 1, len(items)
    if start == end:
        return None
    marks = items[start].before
    if "(" in marks and ")" in segment.tokens.after:
        return _harmless(segment, start, end, _STRONG)
    if _has(segment, start, end, _LIMITS - {"where", "while"}):
        return _said(segment, start, end)
    apart = any(mark in marks for mark in ",;:-—(")
    if not (apart or items[start].word == "and") or not (
        marked or ";" in marks or items[start].word in _OPENERS
    ):
        return _said(segment, start, end)
    if items[start].word in ("and", "so") or ";" in marks:
        return _conjunct_behind(segment, start)
    return _harmless(segment, start, end, _SCOPED)


def _conjunct_behind(segment: Segment, start: int) -> str | None:
    """The second of two clauses or things: what limits it must be its own.

    A limit behind its verb ("… in most cases") may be meant for both.
    """
    items = segment.items
    if finite_verb(items, 0, start) is None:
        return _said(segment, start, len(items))
    verb = None
    for at in range(start, len(items)):
        if may_be_verb(items[at].word):
            verb = at
    for at in range(start, len(items)):
        if items[at].word in _SCOPED and (verb is None or at > verb + 1):
            return _said(segment, start, len(items))
    return None


def _is_tie(segment: Segment, start: int, end: int) -> bool:
    return tuple(segment.items[at].word for at in range(start, end)) in ties()


def _is_number(segment: Segment, first: int) -> bool:
    return first == 1 and segment.items[0].is_number and "." in segment.items[1].before


def _has(segment: Segment, start: int, end: int, words: frozenset[str]) -> bool:
    return any(segment.items[at].word in words for at in range(start, end))


def _harmless(segment: Segment, start: int, end: int, words: frozenset[str]) -> str | None:
    return _said(segment, start, end) if _has(segment, start, end, words) else None


def _said(segment: Segment, start: int, end: int) -> str:
    cut = " ".join(token.written for token in segment.items[start:end][:12])
    return f"“{cut}” was left out"
