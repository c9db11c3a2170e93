"""A brief as somebody asks for it: from the words and the form to what is to be made."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.briefs.content import Length
from bot.briefs.wanted import Wanted
from bot.slack.asked import Asked
from bot.slack.blocks import brief_told
from bot.slack.blocks.elements import menu_value
from bot.slack.blocks.wording import words
from retrieval.query import Filters

Form = Literal["docx", "pdf"]


class FieldError(Exception):
    """A field that cannot be taken as it was filled in, and what its reader is told."""

    def __init__(self, field: str, said: str) -> None:
        super().__init__(field)
        self.field = field
        self.said = said


@dataclass(frozen=True, slots=True)
class Wish:
    """A brief that is asked for; `topic` is empty for all areas.

    With `changed` it tells what came into the index since the beginning of that day.
    """

    authority: str
    topic: str = ""
    first: date | None = None
    last: date | None = None
    length: Length = "full"
    form: Form = "docx"
    neighbours: bool = False
    changed: date | None = None

    def wanted(self) -> Wanted:
        """What the program is asked for."""
        filters = Filters(authorities=(self.authority,), first=self.first, last=self.last)
        return Wanted(self.topic, filters, self.neighbours, self.length, self.changed)

    def kept(self) -> dict[str, str]:
        """All of it but the topic, which goes through the guards before it is kept."""
        return {
            "authority": self.authority,
            "first": self.first.isoformat() if self.first else "",
            "last": self.last.isoformat() if self.last else "",
            "length": self.length,
            "form": self.form,
            "neighbours": "yes" if self.neighbours else "",
            "changed": self.changed.isoformat() if self.changed else "",
        }

    @property
    def heading(self) -> str:
        """What it is about, in a line."""
        return brief_told.about(
            self.authority,
            self.topic,
            self.first,
            self.last,
            self.length,
            self.form,
            self.changed,
        )


def wish_of(asked: Asked) -> Wish:
    """The wish that a request holds."""
    about = asked.about
    return Wish(
        about["authority"],
        asked.text,
        _day(about.get("first")),
        _day(about.get("last")),
        _length(about.get("length")),
        _form(about.get("form")),
        bool(about.get("neighbours")),
        _day(about.get("changed")),
    )


def filled_in_wish(values: Mapping[str, str | None], authorities: Sequence[str]) -> Wish:
    """What a form was filled in with; its topic has not been looked through yet.

    Raises `FieldError`.
    """
    chosen = values.get("authority") or ""
    authority = next((name for name in authorities if menu_value(name) == chosen), None)
    if authority is None:
        raise FieldError("authority", words("brief_no_such_authority"))
    area, topic = values.get("area") or "", " ".join((values.get("topic") or "").split())
    if area and topic:
        raise FieldError("topic", words("brief_area_or_topic"))
    first, last = _day(values.get("first")), _day(values.get("last"))
    if first and last and first > last:
        raise FieldError("last", words("brief_ends_before"))
    return Wish(
        authority,
        area or topic,
        first,
        last,
        _length(values.get("length")),
        _form(values.get("format")),
        bool(values.get("neighbours")),
        _day(values.get("changed")),
    )


def without_authority(text: str, authority: str | None) -> str:
    """The words typed after the command without the authority's name, which has its own field."""
    if not authority:
        return text
    name = rf"\W*(?:\b(?:in|for|of|at|about|by|from)\s+)?\b{re.escape(authority)}\b(?:['’]s)?\W*"
    return " ".join(re.sub(name, " ", text, flags=re.IGNORECASE).split())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _length(text: str | None) -> Length:
    return "one-page" if text == "one-page" else "full"


def _form(text: str | None) -> Form:
    return "pdf" if text == "pdf" else "docx"
