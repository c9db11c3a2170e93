"""Verified answers that were shown: for their passages, for sharing, for feedback and review."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, get_type_hints

from sqlalchemy import Connection, delete, select, union_all

from bot.answering.answers import Answer
from bot.answering.verify import restored
from bot.state.codec import Codec, UnreadableError
from bot.state.database import Database
from bot.state.tables import ANSWER_DOCUMENTS, ANSWERS, FEEDBACK, REVIEWS, TURNS

_CHECKSUM = "checksum"


class Answers:
    """Answers by id. Raises `StateError` when the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, answer: Answer) -> None:
        """Keep an answer whole; one that is kept already is kept as it is now."""
        documents = {
            identity
            for citation in answer.citations
            for identity in (citation.document_id, *(copy.id for copy in citation.also_in))
        }
        content, now = kept(answer), datetime.now(UTC)
        adding = self._database.adding
        with self._database.writing(lasting=False) as run:
            run.execute(
                adding(ANSWERS)
                .values(id=answer.id, content=content, at=now)
                .on_conflict_do_update(
                    index_elements=[ANSWERS.c.id], set_={"content": content, "at": now}
                )
            )
            run.execute(delete(ANSWER_DOCUMENTS).where(ANSWER_DOCUMENTS.c.answer_id == answer.id))
            if documents:
                run.execute(
                    adding(ANSWER_DOCUMENTS).on_conflict_do_nothing(),
                    [{"answer_id": answer.id, "document_id": d} for d in sorted(documents)],
                )

    def get(self, answer_id: str) -> Answer | None:
        """The answer with this id; None where it is not kept, or of a shape of long ago."""
        with self._database.reading() as run:
            content = run.execute(
                select(ANSWERS.c.content).where(ANSWERS.c.id == answer_id)
            ).scalar()
        if content is None:
            return None
        try:
            return answer_of(content)
        except UnreadableError:
            return None

    def resting_on(self, document_ids: Sequence[str]) -> list[str]:
        """The ids of the answers that cite one of these documents, or a copy of one."""
        found = select(ANSWER_DOCUMENTS.c.answer_id).where(
            ANSWER_DOCUMENTS.c.document_id.in_(document_ids)
        )
        with self._database.reading() as run:
            return sorted(set(run.execute(found).scalars()))

    def forget(self, answer_ids: Sequence[str]) -> int:
        """Forget those of these answers that nothing else needs; how many.

        One that a turn of a conversation, feedback or a review still speaks of is kept.
        """
        with self._database.writing() as run:
            return forget_unneeded(run, answer_ids)

    def purge(self, before: datetime) -> int:
        """Forget the answers last given before this moment; how many."""
        gone = select(ANSWERS.c.id).where(ANSWERS.c.at < before)
        with self._database.writing() as run:
            run.execute(delete(ANSWER_DOCUMENTS).where(ANSWER_DOCUMENTS.c.answer_id.in_(gone)))
            return run.execute(delete(ANSWERS).where(ANSWERS.c.at < before)).rowcount


def forget_unneeded(run: Connection, answer_ids: Sequence[str]) -> int:
    """Forget those of these answers of which no turn, feedback or review speaks; how many."""
    needed = (select(table.c.answer_id) for table in (TURNS, FEEDBACK, REVIEWS))
    gone = ANSWERS.c.id.in_(answer_ids) & ~ANSWERS.c.id.in_(union_all(*needed))
    ids = select(ANSWERS.c.id).where(gone)
    run.execute(delete(ANSWER_DOCUMENTS).where(ANSWER_DOCUMENTS.c.answer_id.in_(ids)))
    return run.execute(delete(ANSWERS).where(gone)).rowcount


def kept(answer: Answer) -> dict[str, Any]:
    """An answer as JSON, field by field, with a checksum: its quotes must not change in a file."""
    content = {name: codec.kept(getattr(answer, name)) for name, codec in _codecs().items()}
    return {**content, _CHECKSUM: _checksum(content)}


def answer_of(content: Any) -> Answer:
    """The answer that was kept, still sealed. Raises `UnreadableError`, also where it has changed.

    What this version has no field for is left out, so that a newer one may run beside it.
    """
    codecs = _codecs()
    try:
        told = {name: value for name, value in content.items() if name != _CHECKSUM}
        if content.get(_CHECKSUM, _checksum(told)) != _checksum(told):
            raise UnreadableError("it is not what was kept")
        values = {name: codecs[name].restored(content[name]) for name in codecs if name in content}
        return restored(values)
    except (TypeError, AttributeError) as error:
        raise UnreadableError("no answer of this version's") from error


def _checksum(content: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(content, sort_keys=True).encode())


@cache
def _codecs() -> dict[str, Codec[Any]]:
    hints = get_type_hints(Answer)
    return {field.name: Codec(hints[field.name]) for field in fields(Answer)}
