"""Runs of tokens of a sentence, and what there is in them."""

from bot.answering.gate.clauses import AUXILIARIES, is_plain_verb
from bot.answering.gate.segments import Segment
from bot.answering.gate.wording import ties, words

_OF_ALL = words("exceptions_of_all")
_ATTRIBUTIONS = words("attributions")
_SAYINGS = words("sayings")
_ADVERBS = words("plain_adverbs") | {"well", "quite", "very", "more"}
_PASSIVES = AUXILIARIES | {"be", "been", "being"}
# Two words that limit together what neither does alone, at a gap's beginning or behind a comma:
# "children subject to a plan" are not limited.
_LIMITING_PAIRS = frozenset(
    {
        ("other", "than"),
        ("rather", "than"),
        ("subject", "to"),
        ("as", "long"),
        ("so", "long"),
        ("for", "as"),
        ("as", "far"),
        ("far", "from"),
        ("provided", "that"),
        ("providing", "that"),
        ("extent", "that"),
        ("extent", "to"),
        ("apart", "from"),
        ("aside", "from"),
        ("save", "for"),
    }
)


def has(segment: Segment, start: int, end: int, listed: frozenset[str]) -> bool:
    """Whether one of the listed words stands from `start` to `end`."""
    return any(segment.items[at].word in listed for at in range(start, end))


def limits_all(segment: Segment, start: int, end: int) -> bool:
    """Whether something from `start` to `end` may limit the sentence from wherever it stands."""
    items = segment.items
    for at in range(start, end):
        word = items[at].word
        following = items[at + 1].word if at + 1 < len(items) else ""
        if word == "only" and (following[:1].isdigit() or following in ("a", "half", "some")):
            continue  # "only 14% are": it counts what comes behind it
        if word in _OF_ALL or (word, following) == ("exception", "of"):
            return True
        if (word, following) in _LIMITING_PAIRS and (at == start or items[at].before):
            return True
    return False


def is_told(segment: Segment, end: int) -> bool:
    """Whether what comes behind may be said, wanted or ensured by someone rather than so.

    "Carers say plans are thin", "leaders know that …"; what "is said" without more is done.
    """
    items = segment.items
    for at in range(end):
        word = items[at].word
        following = items[at + 1].word if at + 1 < len(items) else ""
        if word not in _SAYINGS | _ATTRIBUTIONS:
            continue
        before = next((t.word for t in reversed(items[:at]) if not _is_adverb(t.word)), "")
        if before in _PASSIVES and following not in ("that", "to"):
            continue
        if word in _SAYINGS or following == "that":
            return True
        if word.startswith("ensur") and any(is_plain_verb(t.word) for t in items[at + 1 : end]):
            return True
    return False


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in _ADVERBS


def is_tie(segment: Segment, start: int, end: int) -> bool:
    """Whether these tokens only tie the sentence to the one before it: "As a result"."""
    return tuple(segment.items[at].word for at in range(start, end)) in ties()


def behind_tie(segment: Segment) -> int:
    """Where a sentence begins behind its "However,"; 0 without one."""
    if segment.items[0].word in ("and", "but", "so", "yet") and len(segment.items) > 1:
        return 1
    commas = (at for at in range(1, len(segment.items)) if "," in segment.items[at].before)
    at = next(commas, 0)
    return at if at and is_tie(segment, 0, at) else 0


def in_brackets(segment: Segment, start: int, end: int) -> bool:
    """Whether one pair of brackets holds the tokens from `start` to `end`, and no others."""
    tokens = segment.tokens
    within = any(")" in tokens.items[at].before for at in range(start + 1, end))
    return "(" in tokens.items[start].before and ")" in tokens.marks(end) and not within


def is_number(segment: Segment, first: int) -> bool:
    """Whether all before `first` is the number of a paragraph or an item: "12.", "2.1", "(a)"."""
    if first != 1:
        return False
    number, marks = segment.items[0], segment.items[1].before
    if number.is_number:
        return "." in marks or ")" in marks or "." in number.word
    return len(number.word) == 1 and (")" in marks or "." in marks)


def left_out(segment: Segment, start: int, end: int) -> str:
    """How the tokens are named to the reader of a refusal."""
    cut = " ".join(token.written for token in segment.items[start:end][:12])
    return f"“{cut}” was left out"
