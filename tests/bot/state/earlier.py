"""Databases as earlier versions of the program made them, before there were migrations."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.state.migrations.versions.v1_1 import TABLES

_FIRST: Final = (
    *("answers", "answer_documents", "owners", "jobs", "parts", "feedback"),
    *("reviews", "review_requests"),
)
_NAMED: Final = (*_FIRST, "turns")
_CHECKED: Final = (*_NAMED, "marks", "checks")
_COUNTED: Final = ("looked_at", "questions", "ended_sessions")

# A conversation's turns, before they named the job that they were of.
_TURNS: Final = (
    """CREATE TABLE turns (number {number}, conversation VARCHAR NOT NULL,
      asker VARCHAR NOT NULL, at {moment} NOT NULL, question TEXT NOT NULL,
      answer_id VARCHAR NOT NULL, query TEXT, shape VARCHAR NOT NULL)""",
    "CREATE INDEX turns_conversation ON turns (conversation, number)",
    "CREATE INDEX turns_asker ON turns (asker, number)",
)
_DIALECTS: Final = {
    "sqlite": {"number": "INTEGER NOT NULL PRIMARY KEY", "moment": "DATETIME"},
    "postgresql": {"number": "BIGSERIAL PRIMARY KEY", "moment": "TIMESTAMP WITH TIME ZONE"},
}

VERSIONS: Final[dict[str, Sequence[str]]] = {
    "7ab8122": _FIRST,
    "34a0ac1": _NAMED,
    "9d3e74d": (*_NAMED, "marks"),
    "f928d60": _CHECKED,
    "093fcb3": (*_CHECKED, "runs"),
    "9d806c1": (*_CHECKED, *_COUNTED),
    "aefda55": (*_CHECKED, *_COUNTED, "runs"),
    # Made by the first and opened by the last, which added tables and no columns.
    "7ab8122, then aefda55": (*_FIRST, "marks", "checks", *_COUNTED, "runs"),
}
"""By the commits that changed them, the tables that there were."""


def make(run: Connection, version: str) -> None:
    """Makes the tables of a version."""
    names = VERSIONS[version]
    if "turns" not in names:
        for statement in _TURNS:
            run.execute(text(statement.format(**_DIALECTS[run.dialect.name])))
    for name in names:
        table = TABLES.tables[name]
        run.execute(CreateTable(table))
        for index in table.indexes:
            run.execute(CreateIndex(index))
