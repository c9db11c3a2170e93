"""What of a sentence may be left out: only what does not govern the words that are kept.

A gap is a run of tokens of the source sentence that the claim does not have. Whatever is not
plainly harmless is not: a claim may then quote the whole.
"""

from itertools import pairwise

from bot.answering.gate.clauses import (
    AUXILIARIES,
    CLAUSE_STARTS,
    is_complete,
    is_plain_verb,
    main_verb,
    may_be_verb,
)
from bot.answering.gate.segments import Segment
from bot.answering.gate.wording import ties, words

_LIMITS = words("conditions", "exceptions")
_SCOPED = words("negations", "hedges", "modals", "quantifiers", "times")
_STRONG = _LIMITS | words("negations", "modals", "hedges")
_OF_ALL = words("exceptions_of_all")
_NEGATIONS = words("negations")
_QUANTIFIERS = words("quantifiers")
_TIMES = words("times")
_PREPOSITIONS = words("prepositions")
_ADVERBS = words("limiting_adverbs")
_GOVERNING = words("limiting_adverbs", "governing")
# A time stands at a sentence's end: "… in the last two years".
_FINAL = 4
# What may be cut behind a comma: who or what, with what result, for example.
_OPENERS = words("openers")
_BARE_TIES = words("bare_ties")
# A verb of the first part may hold what follows as well: "plan to recruit and have …".
_SUBORDINATORS = words("subordinators")
_ATTRIBUTIONS = words("attributions")
_SAYINGS = words("sayings")
_CONTRASTS = words("contrasts")
_POINTING = words("pointing")
_SINGULAR = frozenset({"is", "was", "has", "does"})
# No sentence ends with these.
_UNFINISHED = _PREPOSITIONS | CLAUSE_STARTS | words("never_last")
# Two words that limit together what neither does alone.
_LIMITING_PAIRS = frozenset(
    {("other", "than"), ("rather", "than"), ("subject", "to"), ("long", "as"), ("far", "as")}
    | {
        ("provided", "that"),
        ("providing", "that"),
        ("far", "from"),
        ("extent", "that"),
        ("exception", "of"),
        ("extent", "to"),
    }
)


def is_whole(segment: Segment, first: int, last: int) -> bool:
    """Whether nothing is left out around `first` to `last` but a tie, a number, a reference."""
    items = segment.items
    opened = not first or _is_number(segment, first) or _is_tie(segment, 0, first)
    return opened and (last + 1 == len(items) or _in_brackets(segment, last + 1, len(items)))


def under_lead(segment: Segment) -> str | None:
    """Why an item may not be told without the line it stands under; None when it may.

    "There is no evidence that:" turns every clause under it round.
    """
    lead, items = segment.lead, segment.items
    if lead is None or items[0].start < 0 or not is_complete(items, 0, len(items)):
        return None
    count = len(lead.items)
    if _has(lead, 0, count, _NEGATIONS | _OF_ALL | _CONTRASTS) or _is_told(lead, count - 1):
        return _said(lead, 0, count)
    return None


def leading(segment: Segment, first: int) -> str | None:
    """Why the tokens before `first` may not be left out; None when they may."""
    items = segment.items
    if not first or _is_number(segment, first):
        return None
    if "," in items[first].before and _is_tie(segment, 0, first):
        return None
    if _is_clause(segment, first) and _clause_before(segment, first):
        pointing = next((t for t in items[first : first + 2] if t.word in _POINTING), None)
        return None if pointing is None else f"“{pointing.written}” is of what was left out"
    return _said(segment, 0, first)


def _is_clause(segment: Segment, first: int) -> bool:
    """Whether what begins at `first` has a subject and a verb of its own."""
    items = segment.items
    word = items[first].word
    if word in AUXILIARIES or (word.endswith("ed") and may_be_verb(word)):
        return False
    verb = main_verb(items, first, len(items))
    if verb is None or all(_is_adverb(items[at].word) for at in range(first, verb)):
        return False
    if items[first - 1].word != "and" or items[first - 1].before:
        return True
    # Without a comma, "reasons for delay and is taking" would be taken for a clause, and
    # "[children and their] circumstances is".
    plural = items[verb - 1].word.endswith("s") and not items[verb - 1].word.endswith("ss")
    joined = any(items[at].word in ("and", "or", "to") for at in range(first, verb))
    return not joined and not (plural and items[verb].word in _SINGULAR)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in _TIMES or word in _BARE_TIES


def _clause_before(segment: Segment, first: int) -> bool:
    """Whether a clause ends before `first`, and what begins there does not hang on it."""
    items = segment.items
    if ";" in items[first].before:
        return not _has(segment, 0, first, _CONTRASTS) and not _has_colon(segment, first)
    start, last = _behind_tie(segment), first - 1
    # "In 2016, …" and "When …," at the beginning are of all clauses of the sentence.
    fronted = items[start].word in CLAUSE_STARTS | _PREPOSITIONS
    if items[last].word != "and" or fronted or _is_told(segment, last):
        return False
    if _limits(segment, start, last) or not is_complete(items, start, last):
        return False
    return "," in items[last].before or not _has(segment, start, last, _SUBORDINATORS | _LIMITS)


def _behind_tie(segment: Segment) -> int:
    """Where a sentence begins behind its "However,"; 0 without one."""
    commas = (at for at in range(1, len(segment.items)) if "," in segment.items[at].before)
    at = next(commas, 0)
    return at if at and _is_tie(segment, 0, at) else 0


def _is_told(segment: Segment, end: int) -> bool:
    """Whether what comes before `end` may be said, wanted or ensured rather than so."""
    words_ = [token.word for token in segment.items[: end + 1]]
    return not _SAYINGS.isdisjoint(words_) or any(
        word in _ATTRIBUTIONS and (following == "that" or word.startswith("ensur"))
        for word, following in pairwise(words_)
    )


def _has_colon(segment: Segment, before: int) -> bool:
    return any(":" in segment.items[at].before for at in range(before))


def inner(segment: Segment, before: int, after: int) -> str | None:
    """Why the tokens between two kept ones may not be left out; None when they may."""
    items = segment.items
    start, end = before + 1, after
    said = [items[at].word for at in range(start, end)]
    opening, closing = items[start].before, items[end].before
    if _in_brackets(segment, start, end):
        return _harmless(segment, start, end, _STRONG)
    enclosed = any(mark in opening and mark in closing for mark in ",-—")
    if said == ["that"] and items[before].word in _ATTRIBUTIONS:
        return None
    if enclosed and _is_tie(segment, start, end):
        return None
    if len(said) == 1 and said[0] in _BARE_TIES:
        return None
    if enclosed and said[0] in _OPENERS:
        return _harmless(segment, start, end, _LIMITS | _SCOPED)
    if said[-1] == "and":
        return _predicate_before(segment, start, end)
    return _said(segment, start, end)


def _predicate_before(segment: Segment, start: int, end: int) -> str | None:
    """The first of two predicates of one subject: "Leaders (know this and) have a plan"."""
    items = segment.items
    if main_verb(items, 0, start + 1) != start or not may_be_verb(items[end].word):
        return _said(segment, start, end)
    if items[end].word in AUXILIARIES:
        # It has a verb of its own, which no verb of the first part can hold.
        return _harmless(segment, start, end - 1, _OF_ALL | {"that", "which", "who", "than"})
    if items[start].word in AUXILIARIES:
        return _said(segment, start, end)  # "are seen and helped": the auxiliary is of both
    return _harmless(segment, start, end - 1, _SUBORDINATORS | _LIMITS | _SCOPED | _ATTRIBUTIONS)


def elided(segment: Segment, before: int, after: int) -> str | None:
    """Why "…" may not stand for the tokens between two kept ones; None when it may.

    The reader sees that something is missing; it must not be what turns the rest round.
    """
    items = segment.items
    start, end = before + 1, after
    if _has(segment, start, end, _OF_ALL):
        return _said(segment, start, end)
    edges = [at for at in range(start, end) if _is_boundary(segment, at)]
    head = edges[0] if edges else end
    tail = edges[-1] if edges else start
    near = {*range(start, min(start + 2, end)), *range(max(start, end - 2), end)}
    for at in range(start, end):
        word = items[at].word
        if word in _NEGATIONS and (at < head or at >= tail):
            return _said(segment, start, end)
        if word in _GOVERNING and at in near and (at < head or at >= tail):
            return _said(segment, start, end)
    return None


def _is_boundary(segment: Segment, at: int) -> bool:
    token = segment.items[at]
    return bool(token.before) or token.word in CLAUSE_STARTS or token.word in ("and", "or", "to")


def trailing(segment: Segment, last: int, *, marked: bool = False) -> str | None:
    """Why the tokens behind `last` may not be left out; None when they may.

    `marked`: the claim ends with "…".
    """
    items = segment.items
    start, end = last + 1, len(items)
    if start == end:
        return None
    marks = items[start].before
    if _in_brackets(segment, start, end):
        return _harmless(segment, start, end, _STRONG)
    if items[last].word in _UNFINISHED and not _is_predicate(segment, start):
        return _said(segment, start, end)
    if _limits(segment, start, end):
        return _said(segment, start, end)
    first = items[start].word
    if ";" in marks:
        return None
    if first == "and":
        return _conjunct_behind(segment, start)
    apart = any(mark in marks for mark in ",:-—(")
    if apart and (marked or first in _OPENERS) and is_complete(items, 0, start):
        return _harmless(segment, start, end, _SCOPED | _LIMITS)
    return _said(segment, start, end)


def _is_predicate(segment: Segment, start: int) -> bool:
    """Whether what begins at `start` is "and" with an auxiliary behind it."""
    said = [token.word for token in segment.items[start : start + 2]]
    return len(said) == 2 and said[0] == "and" and said[1] in AUXILIARIES


def _limits(segment: Segment, start: int, end: int) -> bool:
    """Whether something in the gap may limit what stands before it."""
    said = [segment.items[at].word for at in range(start, end)]
    return not _OF_ALL.isdisjoint(said) or any(pair in _LIMITING_PAIRS for pair in pairwise(said))


def _conjunct_behind(segment: Segment, start: int) -> str | None:
    """The second of two clauses or predicates: what limits it must be its own.

    A limit behind its verb ("… in most cases") may be meant for both, and so may an object
    ("identify and support children").
    """
    items = segment.items
    end = len(items)
    opening = start + 1 if items[start].word == "and" else start
    if opening >= end or not is_complete(items, 0, start):
        return _said(segment, start, end)
    if not is_plain_verb(items[opening].word):
        verb = main_verb(items, opening, end)
        if verb is None:
            return _said(segment, start, end)
        if items[start].before:
            return None  # a clause of its own behind a comma limits nothing before it
        if any(items[at].before or items[at].word == "and" for at in range(opening, verb)):
            return _said(segment, start, end)
    else:
        verb = opening
    if items[opening].word not in AUXILIARIES and (
        may_be_verb(items[start - 1].word)
        or _has(segment, verb, end, CLAUSE_STARTS - {"that", "which", "who", "than"})
    ):
        return _said(segment, start, end)
    return _limited_behind(segment, start, verb)


def _limited_behind(segment: Segment, start: int, verb: int) -> str | None:
    """Whether something behind the verb may limit what stands before it as well."""
    items = segment.items
    end = len(items)
    at = verb + 1
    while at < end and (items[at].word in _SCOPED or items[at].word.endswith("ly")):
        at += 1
    for place in range(at, end):
        word = items[place].word
        last = place + 1 == end or bool(items[place + 1].before)
        if (
            (word in _QUANTIFIERS and items[place - 1].word in _PREPOSITIONS - {"of", "to", "with"})
            or (word in _TIMES and place >= end - _FINAL)
            or (word in _ADVERBS and last)
        ):
            return _said(segment, start, end)
    return None


def _in_brackets(segment: Segment, start: int, end: int) -> bool:
    """Whether one pair of brackets holds the tokens from `start` to `end`, and no others."""
    tokens = segment.tokens
    within = any(")" in tokens.items[at].before for at in range(start + 1, end))
    return "(" in tokens.items[start].before and ")" in tokens.marks(end) and not within


def _is_tie(segment: Segment, start: int, end: int) -> bool:
    return tuple(segment.items[at].word for at in range(start, end)) in ties()


def _is_number(segment: Segment, first: int) -> bool:
    """Whether all before `first` is the number of a paragraph or an item: "12.", "2.1", "(a)"."""
    if first != 1:
        return False
    number, marks = segment.items[0], segment.items[1].before
    if number.is_number:
        return "." in marks or ")" in marks or "." in number.word
    return len(number.word) == 1 and (")" in marks or "." in marks)


def _has(segment: Segment, start: int, end: int, listed: frozenset[str]) -> bool:
    return any(segment.items[at].word in listed for at in range(start, end))


def _harmless(segment: Segment, start: int, end: int, listed: frozenset[str]) -> str | None:
    return _said(segment, start, end) if _has(segment, start, end, listed) else None


def _said(segment: Segment, start: int, end: int) -> str:
    cut = " ".join(token.written for token in segment.items[start:end][:12])
    return f"“{cut}” was left out"
