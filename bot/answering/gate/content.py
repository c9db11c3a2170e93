"""Whether a text is a claim at all: it says something, of something that it names."""

from bot.answering.gate.clauses import has_verb, is_plain_verb, may_be_verb
from bot.answering.gate.segments import Segment
from bot.answering.gate.tokens import Tokens
from bot.answering.gate.wording import FUNCTION_WORDS, ties, words

# Fewer words than these are a name, however they are written.
_FEWEST_WITHOUT_VERB = 4
_FEWEST = 3
# More words than these are a document, and no one would read them as a claim.
_MOST = 600
_PRONOUNS = words("pronouns")
_POINTERS = words("pointers")
_ADVERBS = words("plain_adverbs")
_NO_ADVERBS = words("adjectives_in_ly")
_SAID_OF_IT = words("said_of_it")
_QUESTIONS = frozenset({"what", "how", "why", "who", "where", "when"})
_GRADES = words("grades")


def unresolved(claim: Tokens) -> str | None:
    """The word at the beginning that points to something outside the claim, if there is one.

    "This approach" names what it points to; "It is clear that …" points to nothing.
    """
    items = claim.items
    at = 0
    for tie in ties():
        if claim.words[: len(tie)] == tie and len(items) > len(tie):
            at = max(at, len(tie))
    word = items[at].word
    following = items[at + 1].word if at + 1 < len(items) else ""
    if word == "it" and following in ("is", "was", "remains") and at + 2 < len(items):
        rest = {token.word for token in items[at + 3 : at + 6]}
        if items[at + 2].word in _SAID_OF_IT and rest & {"that", "whether", "how", "to", "for"}:
            return None
    if word in _PRONOUNS:
        return items[at].written
    if word in ("that", "those") and following in ("who", "whose", "with", "in", "at", "that"):
        return None
    if word in _POINTERS and _stands_alone(word, claim, at + 1):
        return items[at].written
    return None


def _stands_alone(pointer: str, claim: Tokens, at: int) -> bool:
    """Whether the word behind "this" or "these" is no noun that it belongs to."""
    if at >= len(claim.items) or claim.items[at].before:
        return True
    following = claim.items[at].word
    if following in FUNCTION_WORDS or is_plain_verb(following) or following in _ADVERBS:
        return True
    if following.endswith("ly") and following not in _NO_ADVERBS:
        return True
    if pointer in ("this", "that") and following.endswith("s"):
        return not following.endswith(("ss", "us")) and may_be_verb(following)
    return following.endswith("ed") and may_be_verb(following)


def empty(claim: Tokens) -> str | None:
    """Why there is nothing in the claim that could be true or false, None when there is."""
    if len(claim.items) > _MOST:
        return "the claim is too long to be checked"
    said = [token for token in claim.items if token.word not in FUNCTION_WORDS]
    if len(claim.items) < _FEWEST or not said:
        return "the claim says nothing"
    return None


def only_names(claim: Tokens, segment: Segment, *, whole: bool) -> str | None:
    """Why a claim without a verb is none: a heading, a title, a name. None when it says something.

    A whole item of a list says what the list is of; a row says something of its first cell.
    """
    items = claim.items
    if segment.is_lead and whole:
        return "what only introduces a list is no claim"
    if items[0].word in _QUESTIONS and not segment.ended:
        return "a heading is no claim"
    if has_verb(items):
        return None
    if whole and _is_row(claim):
        return None
    count = sum(token.word.count("_") + 1 for token in items)
    if whole and count >= _FEWEST_WITHOUT_VERB and (segment.listed or segment.ended):
        return None
    return "a name or a heading is no claim"


def _is_row(claim: Tokens) -> bool:
    """Whether something is said of a label: a grade, a number, what stands in the next cell."""
    last = claim.items[-1]
    marks = "".join(token.before for token in claim.items[1:])
    return (
        last.word in _GRADES or last.is_number or last.word == "%" or ":" in marks or "·" in marks
    )
