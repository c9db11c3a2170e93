"""The words of the field: which names mean one thing, and what people say when they ask."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Term:
    """Names that mean one thing, and related words that point to it."""

    names: tuple[str, ...]
    related: tuple[str, ...]


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """The glossary as it stands in `glossary.toml`."""
    data = tomllib.loads(files("corpus").joinpath("glossary.toml").read_text(encoding="utf-8"))
    return tuple(
        Term(tuple(entry["names"]), tuple(entry.get("related", ()))) for entry in data["terms"]
    )


def terms_in(text: str) -> Iterator[tuple[Term, str, bool]]:
    """The terms that `text` uses: the term, the words used, and whether they are a name of it.

    A related word counts only where no name of the same term is used.
    """
    for term in terms():
        name = _first(term.names, text)
        if name is not None:
            yield term, name, True
            continue
        related = _first(term.related, text)
        if related is not None:
            yield term, related, False


def _first(words: tuple[str, ...], text: str) -> str | None:
    for word in words:
        match = _pattern(word).search(text)
        if match is not None:
            return match.group()
    return None


@lru_cache(maxsize=1024)
def _pattern(word: str) -> re.Pattern[str]:
    if word == "%":
        return re.compile("%")
    body = re.escape(word).replace(r"\ ", r"[\s-]+").replace("'", "['’]")
    # Acronyms are matched as written ("PA" is not "pa"), other words in any case and number.
    if word.isupper() and len(word) <= 4 and word not in {"LADO", "MASH", "NEET", "EHCP"}:
        return re.compile(rf"\b{body}s?\b")
    return re.compile(rf"\b{body}(?:s|es)?\b", re.IGNORECASE)
