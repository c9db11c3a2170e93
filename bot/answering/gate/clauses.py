"""What tells a clause from a name: whether words hold a verb that can be a clause's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bot.answering.gate.inflection import forms_of
from bot.answering.gate.tokens import Token
from bot.answering.gate.wording import words

AUXILIARIES = words("finite_auxiliaries")
# A form of a verb behind one of these is a noun or an infinitive: "the plans", "to improve".
_NO_VERB_AFTER = words("no_verb_after")
_PLURALS = words("plural_subjects")
CLAUSE_STARTS = words("clause_starts")
_OPENING = CLAUSE_STARTS - words("prepositional_starts")
_BEING = frozenset({"be", "been", "being"})
_BEFORE_OBJECTS = words("before_objects")
_RELATIVES = frozenset({"who", "which", "that"})
# "where appropriate", "although undertaken": no verb is to come.
_ELLIPTIC = words("elliptic")
_PRONOUNS = frozenset({"they", "it", "he", "she", "we"})
_TIME_STARTS = frozenset({"before", "after", "since", "until"})
# Pasts that are no participles; "made", "held" may be ("decisions made in meetings").
_PASTS = words("plain_pasts")


@dataclass(frozen=True, slots=True)
class _Verbs:
    forms: frozenset[str]
    presents: frozenset[str]
    nouns: frozenset[str]


@lru_cache(maxsize=1)
def _verbs() -> _Verbs:
    listing = files(__package__).joinpath("verbs.txt").read_text(encoding="utf-8")
    sections: dict[str, list[str]] = {}
    for line in listing.splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            section += line.split()
    bases = sections["verbs"] + sections["nouns"]
    forms = {base: forms_of(base) for base in bases}
    return _Verbs(
        frozenset(form for base in bases for form in forms[base]),
        frozenset(form for b in bases for form in forms[b] if form == b or form.endswith("s")),
        frozenset(form for base in sections["nouns"] for form in forms[base]),
    )


def may_be_verb(word: str) -> bool:
    """Whether a word can be a finite verb: an auxiliary, or a known verb's present or past."""
    return word in AUXILIARIES or word in _verbs().forms


def is_plain_verb(word: str) -> bool:
    """Whether a word can be nothing but a verb: an auxiliary, or a present that is no noun."""
    verbs = _verbs()
    present = word in verbs.presents and word not in verbs.nouns
    return word in AUXILIARIES or word in _PASTS or present


def is_complete(items: Sequence[Token], start: int, end: int, *, strictly: bool = True) -> bool:
    """Whether `items[start:end]` has a verb for each of its clauses, none waiting for one.

    "Children who are seen" has one verb for two clauses. `strictly`: "before the child" waits for
    a verb too, though "since the inspection" does not.
    """
    opening = _OPENING if strictly else _OPENING - _TIME_STARTS
    clauses, verbs, pasts = 1, 0, 0
    for at in range(start, end):
        word = items[at].word
        before = items[at - 1].word if at > start else ""
        following = items[at + 1].word if at + 1 < len(items) else ""
        if word in opening:
            elliptic = following.endswith(("ing", "ed")) or following in _ELLIPTIC
            clauses += not elliptic and before != "looked"
        elif before == "to" or before in AUXILIARIES:
            continue
        elif is_plain_verb(word) or (before in _RELATIVES and may_be_verb(word)):
            verbs += 1
        elif word.endswith("ed") and may_be_verb(word) and _is_past(items, at, start):
            pasts += 1
    if verbs == 0 and clauses == 1:
        return pasts > 0 or main_verb(items, start, end) is not None
    return verbs >= clauses


def _is_past(items: Sequence[Token], at: int, start: int) -> bool:
    """Whether a word in "-ed" is a past, not a participle: "managers introduced the plan"."""
    before = items[at - 1].word
    following = items[at + 1].word if at + 1 < len(items) else ""
    plain = before not in _NO_VERB_AFTER | _BEING and not before.endswith(("ly", "'s"))
    return at > start and plain and not items[at].before and following in _BEFORE_OBJECTS


def is_participle(word: str) -> bool:
    """Whether a word is a verb's form in "-ing": "providing", "promoting"."""
    stem = word.removesuffix("ing")
    forms = _verbs().forms
    return stem != word and (
        stem in forms or stem + "e" in forms or (stem[-2:-1] == stem[-1:] and stem[:-1] in forms)
    )


def has_verb(items: Sequence[Token]) -> bool:
    """Whether there is a verb anywhere that may make a clause of the words."""
    return any(
        token.word in AUXILIARIES
        or (at > 0 and may_be_verb(token.word) and items[at - 1].word not in _NO_VERB_AFTER)
        for at, token in enumerate(items)
    )


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural: "teams", not "ambitious" or "ethos"."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "os", "'s"))


def main_verb(items: Sequence[Token], start: int, end: int) -> int | None:
    """Where the verb of the clause that begins at `start` plainly stands; None in any doubt.

    It comes before another clause begins, and behind one that opens the sentence ("When …,"). A
    participle ("plans agreed with parents") is none, and a word that may be a noun only behind
    what can be no part of a name with it.
    """
    if start < end and items[start].word in CLAUSE_STARTS:
        commas = (at for at in range(start + 1, end) if "," in items[at].before)
        start = next(commas, end)
    for at in range(start + 1, end):
        word, before = items[at].word, items[at - 1].word
        if before.endswith("ly") and at - 1 > start:
            before = items[at - 2].word
        # "families they support": a pronoun behind a noun begins a clause too.
        if word in CLAUSE_STARTS or word in _PRONOUNS or ";" in items[at].before:
            return None
        if word in AUXILIARIES or word in _PASTS:
            return at
        if word not in _verbs().presents:
            continue
        # "many achieve", "services offered respond"
        participle = before in _verbs().forms and before not in _verbs().presents
        if word not in _verbs().nouns and (before in _PLURALS or participle):
            return at
        if before in _NO_VERB_AFTER:
            continue
        plural = before in _PLURALS or is_plural(before)
        if plural and not word.endswith("s"):
            return at
        single = word.endswith("s") and not word.endswith("ss")
        # "the LSCB works with": an acronym is no adjective to a noun.
        alone = word not in _verbs().nouns or items[at - 1].written.isupper()
        if not plural and single and alone:
            return at
    return None
