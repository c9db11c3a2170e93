"""What a form for a brief asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from bot.briefs.content import Length
from bot.briefs.wanted import Wanted
from bot.web.forms import text_of
from retrieval.query import Filters

LENGTHS: Mapping[Length, str] = {
    "full": "Full: every item with what was said of it, findings over time, sources",
    "one-page": "One page: grades, the current list, a few lines of enquiry",
}
_DAYS = {
    "from": "Documents from",
    "to": "Documents to",
    "as_of": "As if today were",
    "changed": "What came into the index since",
}
LABELS: Mapping[str, str] = {
    "authority": "Authority",
    "topic": "Topic in your own words",
    **_DAYS,
    "since": "Compare with an earlier brief",
}
"""What the fields are called where something is wrong with them."""


@dataclass(frozen=True, slots=True)
class Order:
    """The fields of the form, as they were filled in; what is empty limits nothing.

    `area` is one of the areas of the field, which gives way to a `topic` in words of one's own.
    Days are as `2024-05-31`.
    """

    authority: str = ""
    area: str = ""
    topic: str = ""
    first: str = ""
    last: str = ""
    as_of: str = ""
    changed: str = ""
    length: Length = "full"
    neighbours: bool = False

    @property
    def subject(self) -> str:
        """The topic of the brief, empty for all areas."""
        return self.topic or self.area

    @property
    def title(self) -> str:
        """What the brief is of, in a few words."""
        return f"{self.authority}: {self.subject or 'all areas'}"

    @property
    def days(self) -> tuple[tuple[str, str], ...]:
        """The fields that hold days, by name, as they were filled in."""
        return (
            ("from", self.first),
            ("to", self.last),
            ("as_of", self.as_of),
            ("changed", self.changed),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is chosen that few choose."""
        return bool(self.first or self.last or self.as_of or self.changed or self.neighbours)


def restored(fields: Mapping[str, Any]) -> Order:
    """The order with the fields that were kept of it, but for those that are not known here."""
    known = {each.name for each in dataclass_fields(Order)}
    return Order(**{name: value for name, value in fields.items() if name in known})


def order_in(form: FormData, areas: Sequence[str]) -> Order:
    """What was filled in; what is none of the choices of its field is nothing."""
    return Order(
        authority=text_of(form, "authority"),
        area=next((area for area in areas if area == text_of(form, "area")), ""),
        topic=text_of(form, "topic"),
        first=text_of(form, "from"),
        last=text_of(form, "to"),
        as_of=text_of(form, "as_of"),
        changed=text_of(form, "changed"),
        length="one-page" if text_of(form, "length") == "one-page" else "full",
        neighbours=text_of(form, "neighbours") == "yes",
    )


def wanted(order: Order, authorities: Sequence[str]) -> tuple[Wanted, dict[str, str]]:
    """The brief that is asked for, and what is wrong with it, by the field's name.

    `authorities` are those that the asker may see documents of.
    """
    faults: dict[str, str] = {}
    if not order.authority:
        faults["authority"] = "Choose whose brief it is to be."
    elif order.authority not in authorities:
        faults["authority"] = no_such(order.authority)
    days = {field: _day(typed, field, faults) for field, typed in order.days}
    first, last = days["from"], days["to"]
    if first and last and first > last:
        faults["from"] = f"This day is later than “{LABELS['to']}”."
    filters = Filters((order.authority,), first=first, last=last, as_of=days["as_of"])
    return Wanted(order.subject, filters, order.neighbours, order.length, days["changed"]), faults


def no_such(authority: str) -> str:
    """What is said of an authority that no document is about."""
    return f"No document about “{authority}” is in the index. Choose one from the list."


def _day(typed: str, field: str, faults: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        faults[field] = "Write a day like 2024-05-31."
        return None
