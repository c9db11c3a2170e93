"""The door: a question as it was typed, and whether it may be kept, searched and answered.

Nothing may store, log or send a question before it has passed here.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from bot.guards.folding import cleaned, folded
from bot.guards.signposts import Wording

Kind = Literal[
    "personal_data",
    "child_at_risk",
    "live_case",
    "legal_advice",
    "out_of_scope",
    "jailbreak",
    "hidden_text",
    "too_long",
    "unreadable",
]

LONGEST = 2000
"""The most characters of a question, once what cannot be seen is taken out."""

# Of these nothing is kept that tells of the asker's or of anybody's own affairs.
_KEPT: frozenset[Kind] = frozenset({"out_of_scope", "jailbreak", "unreadable"})
_OF_SOMEBODY = re.compile(
    r"\b(?:i|i'm|im|i've|my|mine|myself|our|he|she|him|her|his|hers|child|kids?|boys?|girls?|bab(?:y|ies))\b"
    r"|\b(?:son|daughter|mum|mam|dad|mother|father|parents?|brother|sister|family|pupil|teen\w{0,6}|toddler|nan)\b"
    r"|\b(?:grand\w{3,8}|niece|nephew|cousin|aunt|uncle|husband|wife|partner|neighbour|client)\b",
    re.I,
)
# Words without which nothing is said of one's own case, nor of a child at risk now.
_MAY_BE_LIVE = re.compile(
    r"\b(?:i|im|i'm|i've|me|my|myself|we|we're|we've|us|our|you|he|she|him|her|his|they|them)\b"
    r"|\b(?:this|that|these|those|there|next door|upstairs|downstairs|neighbours?|safeguarding)\b"
    r"|\b(?:tonight|right now|just now|last night|today|yesterday|urgent|emergency)\b"
    r"|\bsocial (?:services|workers?)\b|\A\W*(?:help|urgent|please|an?|the|there)\b"
    r"|\b(?:case|referral|family|duty|mum|dad|mam|mother|father|nan|gran|baby|newborn|toddler|unborn|yp|carer|caller)\b",
    re.I,
)
_MAY_IDENTIFY = re.compile(r"\d|@|\bat\b", re.I)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not taken, and what its asker is told (Markdown).

    `seen` are kinds of personal data, as `prompts/guards` names them, never the data.
    `keep`: whether the question may be stored or logged.
    """

    kind: Kind
    text: str
    seen: tuple[str, ...] = ()
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Screened:
    """A question that was looked at: clean, or refused.

    `question` is without invisible characters, white space folded; None when nothing of it may
    be kept, so that nothing can be.
    """

    question: str | None
    refusal: Refusal | None = None


def screen(
    question: str,
    known_names: Collection[str] | Callable[[str], bool] = (),
    wording: Wording | None = None,
    longest: int = LONGEST,
) -> Screened:
    """Look a question through, before anything else is done with it.

    `known_names` says which names (and words) stand in the indexed documents: as a collection,
    in whatever case, or as a function, which is asked for few words of few questions. A text of
    more than `longest` characters is refused.
    """
    wording = wording or Wording()
    if len(question) > 4 * longest:  # however much of it cannot be seen
        return _too_long(len(question), wording, longest)
    clean = cleaned(question)
    if len(clean.text) > longest:
        return _too_long(len(clean.text), wording, longest)
    text = folded(clean.text)
    if seen := _personal(text, _standing(known_names)):
        words = wording.text("personal_data", seen=wording.kinds(seen))
        return Screened(None, Refusal("personal_data", words, seen))
    kind: Kind | None = "hidden_text" if clean.hides else _kind(text)
    if kind is None:
        return Screened(clean.text)
    keep = kind in _KEPT and _OF_SOMEBODY.search(text) is None
    refusal = Refusal(kind, wording.text(kind), keep=keep)
    return Screened(clean.text if refusal.keep else None, refusal)


def _too_long(length: int, wording: Wording, longest: int) -> Screened:
    words = wording.text("too_long", length=f"{length:,}", limit=f"{longest:,}")
    return Screened(None, Refusal("too_long", words))


def _personal(text: str, stands: Callable[[str], bool]) -> tuple[str, ...]:
    """The kinds of personal data in a folded text."""
    # Each kind of check is read when a question has something for it to check.
    found: list[str] = []
    if _MAY_IDENTIFY.search(text):
        from bot.guards.identifiers import identifiers

        found = identifiers(text)
    from bot.guards.people import named

    return tuple(dict.fromkeys((*found, *named(text, stands))))


def _kind(text: str) -> Kind | None:
    from bot.guards.jailbreaks import is_jailbreak
    from bot.guards.topics import is_elsewhere, is_legal

    if not any(character.isalnum() for character in text):
        return "unreadable"
    if _MAY_BE_LIVE.search(text):
        from bot.guards.situations import is_live_case, shows_risk

        if shows_risk(text):
            return "child_at_risk"
        if is_jailbreak(text):
            return "jailbreak"
        if is_legal(text):
            return "legal_advice"
        if is_live_case(text):
            return "live_case"
    elif is_jailbreak(text):
        return "jailbreak"
    return "out_of_scope" if is_elsewhere(text) else None


def _standing(known_names: Collection[str] | Callable[[str], bool]) -> Callable[[str], bool]:
    if callable(known_names):
        return known_names
    held = {" ".join(name.casefold().split()) for name in known_names}
    return lambda name: " ".join(name.casefold().split()) in held
