"""What tells a clause from a name: whether words hold a verb that can be a clause's own."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from bot.answering.gate.inflection import forms_of
from bot.answering.gate.tokens import Token
from bot.answering.gate.wording import words

FINITE_AUXILIARIES = words("finite_auxiliaries")
# A form of a verb behind one of these is a noun or an infinitive: "the plans", "to improve".
_NO_VERB_AFTER = words("no_verb_after")


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    lines = files(__package__).joinpath("verbs.txt").read_text(encoding="utf-8").splitlines()
    bases = [word for line in lines if not line.startswith("#") for word in line.split()]
    return frozenset(form for base in bases for form in forms_of(base))


def may_be_verb(word: str) -> bool:
    """Whether a word can be a finite verb: an auxiliary, or a known verb's present or past."""
    return word in FINITE_AUXILIARIES or word in _verbs()


def finite_verb(items: Sequence[Token], start: int, end: int) -> int | None:
    """Where a clause's verb stands in `items[start:end]`, None when there is none.

    An auxiliary counts wherever it stands, another verb's form only where a noun or an
    infinitive is unlikely.
    """
    for at in range(start, end):
        word = items[at].word
        if word in FINITE_AUXILIARIES:
            return at
        if at > start and may_be_verb(word) and items[at - 1].word not in _NO_VERB_AFTER:
            return at
    return None
