"""What of a sentence may be left out: only what does not govern the words that are kept.

A gap is a run of tokens of the source sentence that the claim does not have. Whatever is not
plainly harmless is not: a claim may then quote the whole.
"""

import re
from collections.abc import Sequence

from bot.answering.gate.clauses import (
    AUXILIARIES,
    CLAUSE_STARTS,
    has_verb,
    is_complete,
    is_participle,
    is_plain_verb,
    may_be_verb,
)
from bot.answering.gate.coordination import clause_from, ends_at, predicate_before
from bot.answering.gate.gaps import (
    has,
    in_brackets,
    is_number,
    is_tie,
    is_told,
    left_out,
    limits_all,
)
from bot.answering.gate.segments import Segment
from bot.answering.gate.tokens import tokens_of
from bot.answering.gate.wording import words

_LIMITS = words("conditions", "exceptions")
_SCOPED = words("negations", "hedges", "modals", "quantifiers", "times")
_STRONG = _LIMITS | words("negations", "modals", "hedges")
_OF_ALL = words("exceptions_of_all")
_REVERSALS = words("reversals")
_ANY_LIMIT = _REVERSALS | _LIMITS | words("negations", "modals", "times", "months")
_EXCLUSIONS = _REVERSALS | {"not", "no", "none", "only", "never"}
_NEGATIONS = words("negations")
_GOVERNING = words("limiting_adverbs", "governing")
# What may be cut behind a comma: who or what, for example; and with what result.
_OPENERS = words("openers")
_INSERTIONS = _OPENERS - {"and", "as", "so", "both"}
_RESULTS = words("results")
_NO_RESULTS = words("limiting_participles")
_STATES = frozenset({"is", "are", "was", "were"}) | words("modals")
_BARE_TIES = words("bare_ties")
_ATTRIBUTIONS = words("attributions")
_CONTRASTS = words("contrasts")
_POINTING = words("pointing")
# A line with one of these tells what is wanted, or was so once.
_UNREAL = words("modals", "wishes")
# A list of what inspectors found is told as their report tells everything else.
_FOUND = re.compile(
    r"(?:(?:the )?inspectors|ofsted|we) (?:also )?(?:found|saw|noted|judged|identified|observed)"
    r"(?: that)?:\s*\Z",
    re.IGNORECASE,
)
# What brackets say of a figure or a paper that does not count yet.
_NOT_YET = words("not_yet")
_TIES_BACK = frozenset({"however", "but", "yet", "though", "unfortunately", "always", "also"})
_SO = frozenset({"case", "so", "true", "replicated", "borne", "universal", "everywhere"})
_MOST_TAKING_BACK = 9
_MAY_TAKE_BACK = re.compile(
    r"\A(?:\w+,? )?(?:this|that|it)\b.{1,40}?(?:\bnot|n[’']t)\b", re.IGNORECASE
)
# No sentence ends with these.
_UNFINISHED = words("prepositions") | CLAUSE_STARTS | words("never_last")


def is_whole(segment: Segment, first: int, last: int) -> bool:
    """Whether nothing is left out around `first` to `last` but a tie, a number, a reference."""
    opened = not first or is_number(segment, first) or is_tie(segment, 0, first)
    end = len(segment.items)
    return opened and (last + 1 == end or in_brackets(segment, last + 1, end))


def under_lead(segment: Segment) -> str | None:
    """Why an item may not be told without the line it stands under; None when it may.

    "There is no evidence of:" turns everything under it round; "The aims are that:" makes a wish
    of a sentence, but an item that is no sentence says nothing by itself.
    """
    lead, items = segment.lead, segment.items
    if lead is None or items[0].start < 0:
        return None
    count = len(lead.items)
    if has(lead, 0, count, _NEGATIONS | _OF_ALL):
        return left_out(lead, 0, count)
    told = is_told(lead, count) and not _FOUND.match(lead.said)
    if not (told or has(lead, 0, count, _CONTRASTS | _UNREAL)):
        return None
    sentence = segment.ended and items[0].is_capital and has_verb(items)
    return left_out(lead, 0, count) if sentence or is_complete(items, 0, len(items)) else None


def taken_back(segment: Segment, segments: Sequence[Segment]) -> Segment | None:
    """The next sentence of its paragraph, without which a sentence may not be told, if it is so.

    "… This is not the case for disabled children."
    """
    following = next((s for s in segments if s.number == segment.number + 1), None)
    if following is None or following.paragraph != segment.paragraph:
        return None
    return following if takes_back(following.said) else None


def takes_back(sentence: str) -> bool:
    """Whether a sentence says of the one before it that it is not, or not always, so."""
    if _MAY_TAKE_BACK.search(sentence) is None:
        return False
    words = tokens_of(sentence).words
    said = [word for word in words if word not in _TIES_BACK][:_MOST_TAKING_BACK]
    if len(said) < 4 or said[0] not in ("this", "that", "it") or "not" not in said[1:4]:
        return False
    behind = [word for word in said[said.index("not") + 1 :] if not word.endswith("ly")]
    return any(word in _SO for word in behind[:3])


def leading(segment: Segment, first: int) -> str | None:
    """Why the tokens before `first` may not be left out; None when they may."""
    items = segment.items
    if not first or is_number(segment, first):
        return None
    if "," in items[first].before and is_tie(segment, 0, first):
        return None
    if clause_from(segment, first):
        pointing = next((t for t in items[first : first + 2] if t.word in _POINTING), None)
        return None if pointing is None else f"“{pointing.written}” is of what was left out"
    return left_out(segment, 0, first)


def inner(segment: Segment, before: int, after: int) -> str | None:
    """Why the tokens between two kept ones may not be left out; None when they may."""
    items = segment.items
    start, end = before + 1, after
    said = [items[at].word for at in range(start, end)]
    if in_brackets(segment, start, end):
        return _harmless(segment, start, end, _STRONG | _NOT_YET)
    enclosed = any(mark in items[start].before and mark in items[end].before for mark in ",-—")
    if said == ["that"] and items[before].word in _ATTRIBUTIONS:
        return None
    if (enclosed and is_tie(segment, start, end)) or (len(said) == 1 and said[0] in _BARE_TIES):
        return None
    if enclosed and _is_example(segment, start):
        return _harmless(segment, start, end, _EXCLUSIONS)
    if enclosed and (said[0] in _INSERTIONS or said[:3] == ["as", "well", "as"]):
        return _harmless(segment, start, end, _LIMITS | _SCOPED)
    if said[-1] == "and" and predicate_before(segment, start, end):
        return None
    return left_out(segment, start, end)


def elided(segment: Segment, before: int, after: int) -> str | None:
    """Why "…" may not stand for the tokens between two kept ones; None when it may.

    The reader sees that something is missing; it must not be what turns the rest round.
    """
    items = segment.items
    start, end = before + 1, after
    if has(segment, start, end, _OF_ALL):
        return left_out(segment, start, end)
    edges = [at for at in range(start, end) if _is_boundary(segment, at)]
    head = edges[0] if edges else end
    tail = edges[-1] if edges else start
    near = {*range(start, min(start + 2, end)), *range(max(start, end - 2), end)}
    for at in range(start, end):
        word = items[at].word
        if word in _NEGATIONS and (at < head or at >= tail):
            return left_out(segment, start, end)
        if word in _GOVERNING and at in near and (at < head or at >= tail):
            return left_out(segment, start, end)
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
    if in_brackets(segment, start, end):
        return _harmless(segment, start, end, _STRONG | _NOT_YET)
    if items[last].word in _UNFINISHED and not _is_predicate(segment, start):
        return left_out(segment, start, end)
    marks = items[start].before
    apart = any(mark in marks for mark in ",:-—(")
    done = apart and is_complete(items, 0, start, strictly=False)
    if done and _is_example(segment, start):
        return _harmless(segment, start, end, _EXCLUSIONS)
    if done and _is_result(segment, start):
        plain = _tells_result(segment, start)
        number = any(items[at].is_number for at in range(start, end))
        if not plain and number:
            return left_out(segment, start, end)
        return _harmless(segment, start, end, _REVERSALS if plain else _ANY_LIMIT)
    if limits_all(segment, start, end):
        return left_out(segment, start, end)
    if ";" in marks or (items[start].word == "and" and ends_at(segment, start)):
        return None
    if done and (marked or items[start].word in _OPENERS):
        return _harmless(segment, start, end, _SCOPED | _LIMITS)
    return left_out(segment, start, end)


def _is_predicate(segment: Segment, start: int) -> bool:
    """Whether what begins at `start` is "and" with an auxiliary behind it."""
    said = [token.word for token in segment.items[start : start + 2]]
    return len(said) == 2 and said[0] == "and" and said[1] in AUXILIARIES


def _is_example(segment: Segment, start: int) -> bool:
    """Whether what begins at `start` names some of what stands before it: ", including …"."""
    said = [token.word for token in segment.items[start : start + 2]]
    return said[0] in ("including", "includes", "include") or said == ["such", "as"]


def _is_result(segment: Segment, start: int) -> bool:
    """Whether what begins at `start` tells what came of it: ", which means that …", ", giving"."""
    said = [token.word for token in segment.items[start : start + 4]]
    if said[0] == "which":
        # ", which is not always so" takes back; ", which helps them" does not.
        if len(said) < 2 or not _NEGATIONS.isdisjoint(said[:3]):
            return False
        present = is_plain_verb(said[1]) or not said[1].endswith(("ed", "ing"))
        return said[1] in _RESULTS or (
            present and may_be_verb(said[1]) and said[1] not in _STATES | _NO_RESULTS
        )
    if said[0] == "and":
        said = said[1:]
    if not said:
        return False
    participle = is_participle(said[0]) and said[0] not in _NO_RESULTS
    return participle or said[0] in _RESULTS or said[:3] == ["as", "a", "result"]


def _tells_result(segment: Segment, start: int) -> bool:
    """Whether it is plainly a result that begins at `start`: ", which means", ", leading to"."""
    said = [token.word for token in segment.items[start : start + 3]]
    word = next((word for word in said if word not in ("which", "and", "has", "have")), "")
    return word in _RESULTS or said[:3] == ["as", "a", "result"]


def _harmless(segment: Segment, start: int, end: int, listed: frozenset[str]) -> str | None:
    return left_out(segment, start, end) if has(segment, start, end, listed) else None
