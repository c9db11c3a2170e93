"""What is remembered of a document that is erased: what rests on it goes, what quotes it does."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, delete, select, update

from bot.state.database import Database
from bot.state.tables import (
    ANSWER_DOCUMENTS,
    ANSWERS,
    BRIEFS,
    CHECKS,
    FEEDBACK,
    QUESTIONS,
    REVIEW_REQUESTS,
    REVIEWS,
    TURNS,
)

TAKEN_OUT: Final = "(Taken out: it quoted a document that was erased.)"

# What people typed, where each is, and what tells one row from the others.
_TYPED: Final[Sequence[tuple[str, Table, Column[Any], Sequence[Column[Any]]]]] = (
    ("conversations", TURNS, TURNS.c.question, (TURNS.c.number,)),
    ("questions", QUESTIONS, QUESTIONS.c.question, (QUESTIONS.c.number,)),
    ("feedback", FEEDBACK, FEEDBACK.c.note, (FEEDBACK.c.answer_id, FEEDBACK.c.asker)),
    ("reviews", REVIEWS, REVIEWS.c.reason, (REVIEWS.c.answer_id,)),
)


class Quoted:
    """What rests on documents. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def erase(self, document_ids: Sequence[str], quotes: Callable[[str], bool]) -> dict[str, int]:
        """Erase answers and checks that rest on these documents, and what people typed of them.

        Of what `quotes` them the words go and a note is left. Reviews go with their answers, and
        all prepared briefs, which are made again in seconds. How much of each.
        """
        counts: dict[str, int] = {}
        with self._database.writing() as run:
            resting = select(ANSWER_DOCUMENTS.c.answer_id).where(
                ANSWER_DOCUMENTS.c.document_id.in_(document_ids)
            )
            ids = sorted(set(run.execute(resting).scalars()))
            reviewed = REVIEWS.c.answer_id.in_(ids) | REVIEWS.c.published.in_(ids)
            of_reviews = select(REVIEWS.c.answer_id).where(reviewed)
            asked = REVIEW_REQUESTS.c.answer_id.in_(of_reviews)
            run.execute(delete(REVIEW_REQUESTS).where(asked))
            run.execute(delete(REVIEWS).where(reviewed))
            run.execute(delete(ANSWER_DOCUMENTS).where(ANSWER_DOCUMENTS.c.answer_id.in_(ids)))
            counts["answers"] = run.execute(delete(ANSWERS).where(ANSWERS.c.id.in_(ids))).rowcount
            counts["checks"] = _forget_checks(run, frozenset(document_ids))
            counts["briefs"] = run.execute(
                delete(BRIEFS).where(BRIEFS.c.content.is_not(None))
            ).rowcount
            _forget_queries(run, ids, quotes)
            for what, table, words, key in _TYPED:
                counts[what] = _take_out(run, table, words, key, quotes)
        return counts


def _forget_checks(run: Connection, document_ids: frozenset[str]) -> int:
    gone = [
        row.id
        for row in run.execute(select(CHECKS.c.id, CHECKS.c.citations))
        if not document_ids.isdisjoint(_ids_in(row.citations))
    ]
    return run.execute(delete(CHECKS).where(CHECKS.c.id.in_(gone))).rowcount if gone else 0


def _forget_queries(
    run: Connection, answer_ids: Sequence[str], quotes: Callable[[str], bool]
) -> None:
    """Forget what a follow-up would follow on from, where that was told from what is erased."""
    rows = run.execute(select(TURNS.c.number, TURNS.c.answer_id, TURNS.c.query))
    gone = [
        row.number
        for row in rows
        if row.query is not None
        and (row.answer_id in answer_ids or any(map(quotes, _texts_in(row.query))))
    ]
    for number in gone:
        run.execute(update(TURNS).where(TURNS.c.number == number).values(query=None))


def _texts_in(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _texts_in(each)
        case dict():
            for each in value.values():
                yield from _texts_in(each)


def _ids_in(citations: Any) -> set[str]:
    return {
        identity
        for citation in citations
        for identity in (
            citation.get("document_id"),
            *(copy.get("id") for copy in citation.get("also_in", ())),
        )
    }


def _take_out(
    run: Connection,
    table: Table,
    words: Column[Any],
    key: Sequence[Column[Any]],
    quotes: Callable[[str], bool],
) -> int:
    """Put a note in the place of words that quote; how many."""
    rows = run.execute(select(words, *key).where(words.is_not(None))).all()
    found = [row for row in rows if isinstance(row[0], str) and quotes(row[0])]
    for row in found:
        at = [column == value for column, value in zip(key, row[1:], strict=True)]
        run.execute(update(table).where(*at).values({words.name: TAKEN_OUT}))
    return len(found)
