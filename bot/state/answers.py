"""Verified answers that were shown: for their passages, for sharing, for feedback and review."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, get_type_hints

from sqlalchemy import delete, select

from bot.answering.answers import Answer
from bot.answering.verify import restored
from bot.state.codec import Codec, UnreadableError
from bot.state.database import Database
from bot.state.tables import ANSWER_DOCUMENTS, ANSWERS


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

    def purge(self, before: datetime) -> int:
        """Forget the answers last given before this moment; how many."""
        gone = select(ANSWERS.c.id).where(ANSWERS.c.at < before)
        with self._database.writing() as run:
            run.execute(delete(ANSWER_DOCUMENTS).where(ANSWER_DOCUMENTS.c.answer_id.in_(gone)))
            return run.execute(delete(ANSWERS).where(ANSWERS.c.at < before)).rowcount


def kept(answer: Answer) -> dict[str, Any]:
    """An answer as JSON, field by field."""
    return {name: codec.kept(getattr(answer, name)) for name, codec in _codecs().items()}


def answer_of(content: Any) -> Answer:
    """The answer that was kept, still sealed. Raises `UnreadableError`.

    What this version has no field for is left out, so that a newer one may run beside it.
    """
    codecs = _codecs()
    try:
        values = {name: codecs[name].restored(content[name]) for name in codecs if name in content}
        return restored(values)
    except TypeError as error:
        raise UnreadableError("no answer of this version's") from error


@cache
def _codecs() -> dict[str, Codec[Any]]:
    hints = get_type_hints(Answer)
    return {field.name: Codec(hints[field.name]) for field in fields(Answer)}
