"""A passage of our own writing, and sources made of it."""

from datetime import date
from typing import Any

from bot.answering.gate.verdicts import Source

REPORT: dict[str, Any] = {
    "authority": "Aldermere",
    "date": date(2024, 3, 15),
    "kind": "inspection_report",
    "publisher": "Ofsted",
    "current": True,
}
MINUTES: dict[str, Any] = {
    "authority": "Aldermere",
    "date": date(2017, 11, 7),
    "kind": "minutes",
    "publisher": "Aldermere council",
    "current": True,
}
PLAIN = "Supervision is not always reflective."


def source(text: str, quote: str | None = None, **known: Any) -> Source:
    """A source of an inspection report; `known` in the place of what is known of it."""
    return Source(text, quote, **{**REPORT, **known})
