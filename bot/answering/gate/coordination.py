"""Two clauses, or two predicates of one subject, joined by "and" or a semicolon.

One of them may be told without the other where each stands on its own: where both have a verb,
neither hangs on a word of the other, and nothing at the end may be meant for both.
"""

from bot.answering.gate.clauses import (
    AUXILIARIES,
    CLAUSE_STARTS,
    is_complete,
    is_plain_verb,
    is_plural,
    main_verb,
    may_be_verb,
)
from bot.answering.gate.gaps import behind_tie, has, is_told, limits_all
from bot.answering.gate.segments import Segment
from bot.answering.gate.tokens import Token
from bot.answering.gate.wording import FUNCTION_WORDS, words

_CONTRASTS = words("contrasts")
_SCOPED = words("negations", "hedges", "modals", "quantifiers", "times")
_LIMITS = words("conditions", "exceptions")
_QUANTIFIERS = words("limiting_quantifiers")
_TIMES = words("times")
_ADVERBS = words("limiting_adverbs")
_BARE_TIES = words("bare_ties")
_OF_ALL = words("exceptions_of_all")
_ATTRIBUTIONS = words("attributions")
# A verb of the first part may hold what follows as well: "plan to recruit and have …".
_SUBORDINATORS = words("subordinators")
_PREPOSITIONS = words("prepositions")
_LOCATING = _PREPOSITIONS - {"of", "to", "with", "by"}
_RELATIVES = frozenset({"that", "which", "who", "than"})
_JOINING = CLAUSE_STARTS | {"both", "between", "either", "neither", "or"}
_LISTING = frozenset(",;:(")
_CONDITIONS = words("conditions") - {"given", "during", "depending", "subject", "whether"}
_DETERMINERS = words("determiners")
_PRONOUNS = frozenset({"this", "it", "they", "these", "he", "she", "there", "that"})
_BE_OR_HAVE = frozenset({"is", "are", "was", "were", "has", "have", "had"})
# The base of these is their participle too: "have (run and) become".
_LIKE_PARTICIPLES = frozenset({"become", "come", "overcome", "run", "put", "set", "read", "spread"})
_INFINITIVE = words("modals") | {"to"}
_SINGULAR = frozenset({"is", "was", "has", "does"})
# A time stands at a sentence's end: "… in the last two years".
_FINAL = 4


def clause_from(segment: Segment, first: int) -> bool:
    """Whether a clause of its own begins at `first`, and what comes before it is another."""
    return _has_subject(segment, first) and _ends_before(segment, first, {"and"})


def parts_at(segment: Segment, first: int) -> bool:
    """Whether the sentence may be told as two, the second of them from `first` on.

    Both are told, so that what "but" sets against each other stands side by side still.
    """
    joined = segment.items[first - 1].word in ("and", "but")
    return joined and _has_subject(segment, first) and _ends_before(segment, first, {"and", "but"})


def _has_subject(segment: Segment, first: int) -> bool:
    """Whether what begins at `first` has a subject and a verb of its own."""
    items = segment.items
    word = items[first].word
    following = items[first + 1].word if first + 1 < len(items) else ""
    participle = word.endswith("ed") and may_be_verb(word) and following in FUNCTION_WORDS
    if word in AUXILIARIES or participle:
        return False
    verb = main_verb(items, first, len(items))
    if verb is None or all(_is_adverb(items[at].word) for at in range(first, verb)):
        return False
    loose = items[first - 1].word in ("and", "but") and not items[first - 1].before
    if not loose:
        return True
    if not is_plain_verb(items[verb].word):
        return False
    led = word in _DETERMINERS
    return led or _is_subject(items, first, verb, {"and", "or", "to"})


def _is_subject(items: tuple[Token, ...], first: int, verb: int, never: set[str]) -> bool:
    """Whether the tokens before a verb can be all of its subject.

    Without a comma before "and", "reasons for delay and is taking" would be taken for a clause,
    and the end of "their lives and circumstances is".
    """
    plural = is_plural(items[verb - 1].word)
    joined = any(items[at].word in never for at in range(first, verb))
    return not joined and not (plural and items[verb].word in _SINGULAR)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in _TIMES or word in _BARE_TIES


def _ends_before(segment: Segment, first: int, joints: set[str]) -> bool:
    """Whether a clause ends before `first`, and what begins there does not hang on it."""
    items = segment.items
    if ";" in items[first].before:
        colon = any(":" in items[at].before for at in range(first))
        return not has(segment, 0, first, _CONTRASTS) and not colon
    start, last = behind_tie(segment), first - 1
    # "In 2016, …" and "When …," at the beginning are of all clauses of the sentence.
    fronted = items[start].word in CLAUSE_STARTS | _PREPOSITIONS
    if items[last].word not in joints or fronted or is_told(segment, last):
        return False
    if not is_complete(items, start, last):
        return False
    if "," in items[last].before:
        return True
    if limits_all(segment, start, last) or has(segment, start, last, _JOINING):
        return False
    return _is_closed(items, last)


def predicate_before(segment: Segment, start: int, end: int) -> bool:
    """Whether `start` to `end` is the first of two predicates: "Leaders (know this and) have"."""
    items = segment.items
    first, second = items[start].word, items[end].word
    if main_verb(items, 0, start + 1) != start or not may_be_verb(second):
        return False
    if second in AUXILIARIES:
        # It has a verb of its own, which no verb of the first part can hold.
        return not has(segment, start, end - 1, _OF_ALL | _RELATIVES)
    if first in _BE_OR_HAVE and is_plain_verb(second) and second not in _LIKE_PARTICIPLES:
        # "is clear and provides"; "are seen and helped" have one auxiliary.
        held = _OF_ALL | _RELATIVES | (frozenset() if second.endswith("s") else _INFINITIVE)
        return not has(segment, start, end - 1, held)
    doubtful = any(
        may_be_verb(items[at].word) and items[at - 1].word not in _DETERMINERS | _PREPOSITIONS
        for at in range(1, start)
    )
    # "provide proactive and committed support" has one verb.
    alike = is_plain_verb(second) or (first.endswith("ed") and second.endswith("ed"))
    if first in AUXILIARIES or doubtful or not alike:
        return False
    held = _SUBORDINATORS | _LIMITS | _SCOPED | _ATTRIBUTIONS
    return not has(segment, start, end - 1, held)


def ends_at(segment: Segment, start: int) -> bool:
    """Whether the sentence may end before the "and" at `start`.

    What limits the part that is cut must be its own: a limit behind its verb ("… in most cases")
    may be meant for both, and so may an object ("identify and support children").
    """
    items = segment.items
    end, opening = len(items), start + 1
    while opening < end and items[opening].word.endswith("ly") and not items[opening].before:
        opening += 1
    if opening >= end or not is_complete(items, 0, start):
        return False
    if is_plain_verb(items[opening].word):
        return _predicate_may_go(segment, start, opening)
    apart = bool(_LISTING & set(items[start].before))
    if items[opening].word in _PRONOUNS:
        known = apart or items[opening].word == "there"
        return known and opening + 1 < end and may_be_verb(items[opening + 1].word)
    verb = main_verb(items, opening, end)
    if verb is None or any(_LISTING & set(items[at].before) for at in range(opening, verb + 1)):
        return False
    if apart:
        return True  # a clause of its own behind a comma limits nothing before it
    led = items[opening].word in _DETERMINERS
    if not led and not _is_subject(items, opening, verb, {"and"}):
        return False
    closed = _is_closed(items, start) and not is_told(segment, start)
    return closed and not _limited(segment, verb, own=True)


def _is_closed(items: tuple[Token, ...], start: int) -> bool:
    """Whether nothing that is listed before `start` may be part of what comes behind it.

    "Services are (creative and innovative)" is closed, "they meet (partners and staff)" is not.
    """
    verbs = [at for at in range(start) if is_plain_verb(items[at].word)]
    last = verbs[-1] if verbs else 0
    rest = range(last + 1, start)
    if items[last].word in _BE_OR_HAVE and not any(
        items[at].word in _PREPOSITIONS | _DETERMINERS or items[at].before for at in rest
    ):
        return True
    return not any(_LISTING & set(items[at].before) or items[at].word == "and" for at in rest)


def _predicate_may_go(segment: Segment, start: int, opening: int) -> bool:
    items = segment.items
    if items[opening].word not in AUXILIARIES:
        last = items[start - 1].word
        shared = may_be_verb(last) and not last.endswith("ed")
        if shared or has(segment, opening, len(items), _CONDITIONS):
            return False
    return not _limited(segment, opening, own=False)


def _limited(segment: Segment, verb: int, *, own: bool) -> bool:
    """Whether something behind the verb may limit what stands before it as well.

    `own`: the verb has a subject of its own, so that a time is its own too.
    """
    items = segment.items
    end = len(items)
    at = verb + 1
    while at < end and (items[at].word in _SCOPED or items[at].word.endswith(("ly", "ed"))):
        at += 1
    for place in range(at, end):
        word = items[place].word
        if word == "than":
            return False
        last = place + 1 == end or bool(items[place + 1].before)
        if (
            (word in _QUANTIFIERS and items[place - 1].word in _LOCATING)
            or (word in _TIMES and place >= end - _FINAL and not own)
            or (word in _ADVERBS and last)
        ):
            return True
    return False
