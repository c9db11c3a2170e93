"""Whether a claim begins with words that stand for something outside it.

A reader sees a claim by itself, under the title and the day of its document. So its first clause
may not be about "it", "they", "this approach", "these children", "their plans", "most of them",
"both" or "the latter" of a sentence that is not told: whoever wrote the claim must tell that
sentence first, in the claim. A longer quote does not mend it, for the claim is what is read and
passed on. What is not refused:

- what the document itself resolves: "this inspection", "this local authority", "this year", and
  in minutes "this item";
- what is told behind it: "those who …", "both parents and carers", "it is clear that …";
- what stands further on, where it may have been named before it: "children who attend these".
"""

from collections.abc import Sequence

from bot.answering.gate.clauses import AUXILIARIES, CLAUSE_STARTS, is_plain_verb
from bot.answering.gate.tokens import Token, Tokens
from bot.answering.gate.wording import FUNCTION_WORDS, ties, words

_PRONOUNS = words("pronouns")
POINTERS = words("pointers")
_SAID_OF_IT = words("said_of_it")
_OWN_NOUNS = words("document_nouns")
_OWN_KINDS = words("document_modifiers")
_OWN_TIMES = words("document_times")
_QUANTIFIERS = words("lone_quantifiers")
_QUANTIFYING = _QUANTIFIERS | words("quantifier_modifiers")
_FRONTING = words("prepositions") | words("fronting_prepositions")
_TIMES = words("times", "months")
_LIMITING = words("prepositions") | words("limiting_relatives")
_PAIRED = {"both": "and", "either": "or", "neither": "nor"}
_BEFORE_SAID = frozenset({"also", "not", "too", "very", "so", "now", "still", "quite", "yet"})
_SAID_THAT = frozenset({"that", "whether", "how"})
_MOST_BEFORE_RELATIVE = 5
_LONGEST_FRONT = 14
_LONGEST_PAIRED = 8


def unresolved(claim: Tokens) -> str | None:
    """The words at the beginning that stand for something outside the claim, None without."""
    items = claim.items
    at = _behind_ties(claim)
    found = _pointing(items, at) or _fronted(items, at)
    return None if found is None else " ".join(token.written for token in found)


def points(claim: Tokens) -> bool:
    """Whether a claim begins with "this", "these" or "such" that stands for something outside."""
    word = unresolved(claim)
    return word is not None and word.split()[0].lower() in POINTERS


def _behind_ties(claim: Tokens) -> int:
    """Where a claim begins behind its "However,"."""
    at = 0
    for tie in ties():
        # "In this way" ties a sentence to what is not told, and is not passed over.
        if claim.words[: len(tie)] == tie and len(claim.items) > len(tie):
            at = max(at, 0 if POINTERS & set(tie) - {"such"} else len(tie))
    return at


def _pointing(items: Sequence[Token], at: int) -> Sequence[Token] | None:
    """The words from `at` on that stand for something said before, None without."""
    word = items[at].word
    if word == "it" and (told := _told_of_it(items, at)):
        return _behind_empty_it(items, told)
    if word in _PRONOUNS:
        majesty = at + 1 < len(items) and items[at + 1].word.startswith("majesty")
        return None if majesty else items[at : at + 1]
    if word in POINTERS:
        if word == "such" and at + 1 < len(items) and items[at + 1].word == "as":
            return None
        return None if _is_own(items, at) or _is_limited(items, at) else items[at : at + 2]
    return _of_many(items, at)


def _told_of_it(items: Sequence[Token], at: int) -> int:
    """Where what an empty "it" introduces begins: "It is clear that …"; 0 where it is not empty."""
    told = [token.word for token in items[at : at + 9]]
    if len(told) < 3 or told[1] not in ("is", "was", "remains"):
        return 0
    said = next((n for n in range(2, len(told)) if told[n] not in _BEFORE_SAID), 0)
    if not said or told[said] not in _SAID_OF_IT:
        return 0
    reach = range(said + 1, min(said + 4, len(told)))
    behind = next((n for n in reach if told[n] in {*_SAID_THAT, "to", "for"}), 0)
    return at + behind if behind else 0


def _behind_empty_it(items: Sequence[Token], at: int) -> Sequence[Token] | None:
    """What "It is too early to see …" leaves open: all that it says is said behind it."""
    if items[at].word in _SAID_THAT and at + 1 < len(items):
        return _pointing(items, at + 1)
    for place in range(at + 1, len(items)):
        if items[place].before:
            return None
        word = items[place].word
        near = place <= at + 2 and word in _PRONOUNS
        if near or (word in ("this", "these") and not _is_own(items, place)):
            return items[place : place + 2]
    return None


def _is_own(items: Sequence[Token], at: int) -> bool:
    """Whether the document itself is pointed to, or its time: "this inspection", "this year"."""
    if items[at].word != "this":
        return False
    place = at + 1
    while place < len(items) and items[place].word in _OWN_KINDS and not items[place].before:
        place += 1
    if place == len(items):
        return items[place - 1].word in _OWN_NOUNS
    word = items[place].word.removesuffix("'s")
    return word in _OWN_NOUNS | _OWN_TIMES or items[place - 1].word in _OWN_NOUNS


def _is_limited(items: Sequence[Token], at: int) -> bool:
    """Whether what is pointed to is told behind it: "those care leavers who …"."""
    if items[at].word not in ("those", "that"):
        return False
    for place in range(at + 1, min(at + 1 + _MOST_BEFORE_RELATIVE, len(items))):
        word = items[place].word
        if items[place].before:
            return False
        if word in _LIMITING or word.endswith("ing"):
            return True
        if word in FUNCTION_WORDS:
            return False
    return False


def _of_many(items: Sequence[Token], at: int) -> Sequence[Token] | None:
    """Both, some or the rest of what is not named: "Most are seen", "Two of these"."""
    word = items[at].word
    if (pair := _PAIRED.get(word)) is not None:
        for token in items[at + 1 : at + _LONGEST_PAIRED]:
            if token.word == pair:
                return None
            if token.before or is_plain_verb(token.word):
                break
    if word in ("both", "neither", "others"):
        # "Both inspections", "neither child": two that are known already.
        of = at + 2 < len(items) and items[at + 1].word == "of" and word != "others"
        return None if of and items[at + 2].word not in POINTERS else items[at : at + 1]
    end = at
    while end < len(items) and (
        items[end].word in _QUANTIFYING or (items[end].is_number and not _is_year(items[end]))
    ):
        end += 1
    counted = any(t.word in _QUANTIFIERS or t.is_number for t in items[at:end])
    if not counted or end == len(items) or items[end].before:
        return None
    following = items[end].word
    if following == "of" and end + 1 < len(items):
        told = items[end + 1].word
        outside = told == "them" or (
            told in POINTERS and not _is_own(items, end + 1) and not _is_limited(items, end + 1)
        )
        return items[at : end + 2] if outside else None
    behind = items[end + 1].word if end + 1 < len(items) else ""
    if following.endswith("ly"):
        following, behind = behind, ""
    # "Most interviews are timely": what stands before a verb is none.
    if following in AUXILIARIES or (is_plain_verb(following) and not is_plain_verb(behind)):
        return items[at:end]
    return None


def _is_year(token: Token) -> bool:
    return len(token.word) == 4 and token.word[:2] in ("19", "20")


def _fronted(items: Sequence[Token], at: int) -> Sequence[Token] | None:
    """What points out of a claim from a phrase before its subject, or from right behind it.

    "For these children, …", "Although this is so, …"; "In most cases, these decisions …".
    """
    word = items[at].word
    preposition = word in _FRONTING
    adverb = word.endswith("ly") or word in _TIMES
    if not (preposition or adverb or word in CLAUSE_STARTS):
        return None
    reach = range(at + 1, min(at + _LONGEST_FRONT, len(items)))
    comma = next((n for n in reach if "," in items[n].before), 0)
    if found := _within_front(items, at, comma or min(at + 3, len(items))):
        return found
    if not comma or word in CLAUSE_STARTS - _FRONTING:
        return None
    front = items[at:comma]
    if any(t.word.endswith("ing") or is_plain_verb(t.word) for t in front):
        return None
    subject = items[comma].word
    if subject in POINTERS or subject == "it":
        return _pointing(items, comma)
    named = any(
        not (t.is_number or t.word in FUNCTION_WORDS | _TIMES or t.word.endswith("ly"))
        for t in front
    )
    return _pointing(items, comma) if subject in _PRONOUNS and not named else None


def _within_front(items: Sequence[Token], at: int, end: int) -> Sequence[Token] | None:
    """A pointer in the phrase before the subject, with no verb that could tell what it is."""
    for place in range(at + 1, end):
        word = items[place].word
        if items[place].before or (word not in POINTERS and is_plain_verb(word)):
            return None
        if word == "then" and items[at].word in ("since", "until", "by"):
            return items[at : place + 1]
        if word not in ("this", "these", "those") or items[place - 1].word == "such":
            continue
        if not _is_own(items, place) and not _is_limited(items, place):
            return items[at : place + 2]
    return None
