"""The words of the field: which names mean one thing, and what people say when they ask.

Kept as data in `glossary.toml`, which explains its own notation.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain, product
from typing import Any

# Acronyms that no everyday word is mistaken for are read in any case, and so are long ones.
_LONG_ACRONYM = 5
_UNMISTAKABLE = frozenset({"LADO", "MASH", "NEET", "EHCP"})
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a phrase: the words that may stand there, one of them.

    `joined`: nothing may stand between it and the place before it.
    """

    words: tuple[str, ...]
    joined: bool


Phrase = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """Names that mean one thing, and the everyday words that ask for it.

    `names` are exchanged freely, `written` are those of them that are read as they are written
    alone; `related` words hint at the thing in a document. `asked` holds phrases of questions
    that stand for the names, never the other way round. `meaning` is the name that says it to
    a reader who knows no acronyms. `narrower` are words of `asked` for something within the
    thing: "knives" asks for more than what is told of harm outside the home. `broad`:
    speaking of it is no evidence yet, as nearly every document does; `plain`: it says no more
    than "child" or "worker". `apart` are names of other things that hold a name of it.
    """

    names: tuple[str, ...]
    related: tuple[str, ...] = ()
    asked: tuple[Phrase, ...] = ()
    written: frozenset[str] = frozenset()
    narrower: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    meaning: str = ""
    broad: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Glossary:
    """All of it: the terms, and the set phrases that say nothing of a topic.

    `one` holds phrases that are read as one word, each with what it is read as ("mum and dad":
    "parents"); `misspelt` the misspellings of words of the field, each with the word meant.
    """

    terms: tuple[Term, ...]
    idle: tuple[Phrase, ...]
    one: Mapping[str, str]
    misspelt: Mapping[str, str]


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The glossary as it stands in `glossary.toml`."""
    data = tomllib.loads(files("corpus").joinpath("glossary.toml").read_text(encoding="utf-8"))
    groups = {name: tuple(words.split()) for name, words in data["groups"].items()}
    return Glossary(
        terms=tuple(_term(entry, groups) for entry in data["terms"]),
        idle=tuple(phrase for text in data["idle"] for phrase in _phrases(text, groups)),
        one={phrase: read for read, phrases in data["one"].items() for phrase in phrases},
        misspelt={
            wrong: right for right, slips in data["misspelt"].items() for wrong in slips.split()
        },
    )


def terms() -> tuple[Term, ...]:
    """The terms of the glossary, in its order."""
    return glossary().terms


def corrected(text: str) -> str:
    """A question with the field's words that it misspells put right; nothing else changes."""
    return _WORD.sub(_right, text)


def is_acronym(name: str) -> bool:
    """Whether a name is read only as it is written: "PA" is not "pa"."""
    return name.isupper() and len(name) < _LONG_ACRONYM and name not in _UNMISTAKABLE


def _right(match: re.Match[str]) -> str:
    word = match.group()
    right = glossary().misspelt.get(word.lower())
    if right is None:
        return word
    return right[0].upper() + right[1:] if word[0].isupper() else right


def _term(entry: Mapping[str, Any], groups: Mapping[str, tuple[str, ...]]) -> Term:
    names = tuple(name.removeprefix("=") for name in entry["names"])
    spelt_out = next((name for name in names if not name.isupper()), names[0])
    return Term(
        names=names,
        related=tuple(entry.get("related", ())),
        asked=tuple(phrase for text in entry.get("asked", ()) for phrase in _phrases(text, groups)),
        written=frozenset(name[1:] for name in entry["names"] if name.startswith("=")),
        apart=tuple(entry.get("apart", ())),
        narrower=tuple(entry.get("narrower", ())),
        meaning=entry.get("meaning", spelt_out),
        broad=entry.get("broad", False),
        plain=entry.get("plain", False),
    )


def _phrases(text: str, groups: Mapping[str, tuple[str, ...]]) -> Iterator[Phrase]:
    """The phrases that "look after <ill> mum|dad" stands for, as `glossary.toml` explains.

    More than one where an alternative has several words. Raises `KeyError` for a group that is
    not in the data.
    """
    yield from (tuple(chain.from_iterable(row)) for row in product(*_choices(text, groups)))


def _choices(text: str, groups: Mapping[str, tuple[str, ...]]) -> Iterator[list[Phrase]]:
    for separator, place in re.findall(r"(^| |\+)([^ +]+)", text):
        joined = separator == "+"
        words: list[str] = []
        choices: list[Phrase] = []
        for word in place.split("|"):
            if word.startswith("<"):
                words += groups[word[1:-1]]
            elif "_" in word:
                first, *rest = word.split("_")
                choices.append((Place((first,), joined), *(Place((w,), True) for w in rest)))
            else:
                words.append(word)
        yield [*choices, (Place(tuple(words), joined),)] if words else choices
