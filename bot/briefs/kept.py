"""What a brief's file keeps of its content, so that a later brief can be compared with it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.briefs.content import Brief
from bot.faults import MendableError
from bot.harmless import on_one_line

VERSION = 1


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A statement of a brief, the headings and the label it stood under, and what it rested on."""

    path: tuple[str, ...]
    text: str
    sources: tuple[str, ...]
    is_fact: bool

    @property
    def key(self) -> tuple[str, ...]:
        """What makes statements of two briefs the same: the section and the words.

        Of a fact ("Good") also what it is of: the row and the column, or the label above it.
        """
        return (*self.path[:1], self.text, *(self.of if self.is_fact else ()))

    @property
    def of(self) -> tuple[str, ...]:
        """What stands nearest above it or beside it."""
        return self.path[1:][-2:]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of a brief."""

    made: date
    authority: str
    topic: str
    length: str
    period: str
    statements: tuple[KeptStatement, ...]

    @property
    def about(self) -> str:
        """What the brief was about, in a few words."""
        return f"{self.authority}, {self.topic or 'all areas'}, {self.length}, {self.period}"


def kept_of(brief: Brief) -> Kept:
    """What is kept of a brief."""
    return Kept(
        brief.made,
        brief.authority,
        brief.topic,
        brief.length,
        brief.period,
        tuple(
            KeptStatement(
                path,
                on_one_line(statement.text),
                tuple(
                    f"{c.sha256[:16]} p{c.page or 0} {_short(c.quote)}" for c in statement.citations
                ),
                statement.form == "fact",
            )
            for path, statement in brief.statements()
        ),
    )


def packed(kept: Kept) -> str:
    """As JSON."""
    return json.dumps(
        {
            "version": VERSION,
            "made": kept.made.isoformat(),
            "authority": kept.authority,
            "topic": kept.topic,
            "length": kept.length,
            "period": kept.period,
            "statements": [
                {
                    "path": each.path,
                    "text": each.text,
                    "sources": each.sources,
                    "fact": each.is_fact,
                }
                for each in kept.statements
            ],
        },
        ensure_ascii=False,
    )


def unpacked(text: str) -> Kept:
    """From JSON. Raises `MendableError` where it is none of ours."""
    try:
        read: Mapping[str, Any] = json.loads(text)
        if read["version"] != VERSION:
            raise MendableError(
                "The earlier brief was made by another version of Scrutineer, and cannot be "
                "compared. Make it again."
            )
        authority, topic, length, period = (
            str(read[name]) for name in ("authority", "topic", "length", "period")
        )
        return Kept(
            date.fromisoformat(read["made"]),
            authority,
            topic,
            length,
            period,
            tuple(_statement(each) for each in read["statements"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise MendableError(
            "The earlier brief holds nothing that can be compared: its content is damaged."
        ) from error


def _statement(each: Mapping[str, Any]) -> KeptStatement:
    text, path, sources = each["text"], tuple(each["path"]), tuple(each["sources"])
    if not path or not all(isinstance(part, str) for part in (text, *path, *sources)):
        raise ValueError("a statement that is none")
    return KeptStatement(path, text, sources, bool(each["fact"]))


def _short(quote: str) -> str:
    return hashlib.sha256(quote.encode()).hexdigest()[:12]
