"""A true claim, what it is cited from, and what is made of it."""

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from random import Random

from corpus.documents import Kind


@dataclass(frozen=True, slots=True)
class Cite:
    """A passage and the quote of it (None: the whole passage), with what is known of its source."""

    text: str
    quote: str | None
    authority: str | None = None
    date: datetime.date | None = None
    kind: Kind | None = None
    publisher: str | None = None
    current: bool | None = None

    @property
    def unsigned(self) -> "Cite":
        """The same words with nothing known of where they come from."""
        return Cite(self.text, self.quote)


@dataclass(frozen=True, slots=True)
class Truth:
    """A sentence of a passage, and therefore true of it.

    `cite.text[start:end]` is the sentence; `document_id` and `passage` (its place among the
    material's passages) say where it stands.
    """

    sentence: str
    cite: Cite
    start: int
    document_id: str
    passage: int

    @property
    def end(self) -> int:
        """Where the sentence ends in the passage."""
        return self.start + len(self.sentence)


@dataclass(frozen=True, slots=True)
class Made:
    """A claim made from a true one, with what it cites."""

    claim: str
    cites: tuple[Cite, ...]


# What a sentence may be turned into; a function of the sentence alone.
Rewording = Callable[[str, Random], Iterable[str]]


def capitalised(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def tidied(text: str) -> str:
    """White space single, none before a stop, the first letter a capital."""
    text = re.sub(r"\s+", " ", text).replace(" ,", ",").replace(" .", ".").strip(" ,")
    return capitalised(text)


def quoted(cite: Cite, quote: str | None) -> Cite:
    """The same source with another quote."""
    return replace(cite, quote=quote)
