"""A brief as its page shows it: the same values as its files have, in words and numbers."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.briefs.content import Brief
from bot.briefs.writers.layout import layout


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote with its number: places in documents, each with the address of its page."""

    number: int
    places: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Preview:
    """A brief, ready for the template.

    `sections` are those of `bot.briefs.writers.layout`; `pictures` are addresses by the names
    that stand in them.
    """

    title: str
    described: Sequence[Sequence[str]]
    cover: Sequence[str]
    sections: Sequence[Mapping[str, Any]]
    footnotes: Sequence[Footnote]
    pictures: Mapping[str, str]


def preview_of(brief: Brief) -> Preview:
    """The page of a brief, whose footnotes lead to our own pages."""
    made = layout(brief, "")
    return Preview(
        made.values["title"],
        made.values["described"],
        made.values["cover"],
        made.values["sections"],
        [Footnote(number, places) for number, places in enumerate(made.footnotes, 1)],
        {name: _inlined(data) for name, data in made.pictures.items()},
    )


def _inlined(picture: bytes) -> str:
    return f"data:image/png;base64,{b64encode(picture).decode('ascii')}"
