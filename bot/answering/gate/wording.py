"""Closed classes of English, and what they carry; kept as data in `wording.toml`.

Negations, quantifiers, modals and the like are what a sentence commits itself to. They must stand
in a claim as they stand in its source: they are never inflected, and what holds one of them is
not left out unless it governs nothing of what is kept (`governing`). No check rests on a list
being complete, since every word of a claim needs its counterpart in the source.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("wording.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def words(*classes: str) -> frozenset[str]:
    """The lower-case words of classes that `wording.toml` names. Raises `KeyError` for others."""
    return frozenset(word for name in classes for word in _data()[name].split())


@lru_cache(maxsize=1)
def ties() -> tuple[tuple[str, ...], ...]:
    """Phrases that, with a comma behind them, only tie a sentence to the one before it."""
    return tuple(tuple(phrase.split()) for phrase in _data()["ties"])


CRITICAL = words(
    "negations",
    "quantifiers",
    "hedges",
    "modals",
    "conditions",
    "exceptions",
    "times",
    "months",
    "units",
    "grades",
    "directions",
    "comparatives",
)
FUNCTION_WORDS = words("function_words")
