"""Reviews before publication: one record an answer, decided once, never by who asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, delete, select, update

from bot.state.database import Database
from bot.state.errors import DecidedError, OwnAnswerError
from bot.state.tables import ANSWER_DOCUMENTS, REVIEW_REQUESTS, REVIEWS

ReviewState = Literal["waiting", "approved", "rejected", "lapsed"]
Decision = Literal["approved", "rejected"]


@dataclass(frozen=True, slots=True)
class Request:
    """Who asked for an answer, where it is to be shown, and when it was asked for."""

    asker: str
    place: str
    at: datetime = field(default=datetime.min.replace(tzinfo=UTC), compare=False)


@dataclass(frozen=True, slots=True)
class Review:
    """How an answer stands, since `at`.

    `published` is the id of the answer that is shown once it is approved: this one, or the one
    that it was edited to. `requests` are all who asked for it, the first one first.
    """

    answer_id: str
    state: ReviewState
    at: datetime
    requests: tuple[Request, ...]
    reviewer: str | None = None
    reason: str | None = None
    published: str | None = None


class Reviews:
    """Reviews by the id of their answer. Raises `StateError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, answer_id: str, asker: str, place: str) -> Review:
        """Ask for an answer to be reviewed; gives how it stands.

        One that was decided before stays so; one that has lapsed waits again, and of who asked
        for it before nothing is known.
        """
        now = datetime.now(UTC)
        adding = self._database.adding
        with self._database.writing() as run:
            run.execute(
                adding(REVIEWS)
                .values(answer_id=answer_id, state="waiting", at=now)
                .on_conflict_do_nothing()
            )
            row = _locked(run, answer_id)
            if row is not None and row.state == "lapsed":
                _set(run, answer_id, state="waiting", reviewer=None, reason=None, published=None)
                run.execute(delete(REVIEW_REQUESTS).where(REVIEW_REQUESTS.c.answer_id == answer_id))
            run.execute(
                adding(REVIEW_REQUESTS)
                # Once nobody else has the review: later than a decision that came before.
                .values(answer_id=answer_id, asker=asker, place=place, at=datetime.now(UTC))
                .on_conflict_do_nothing()
            )
            return _reviews(run, [answer_id])[0]

    def get(self, answer_id: str) -> Review | None:
        """How an answer stands; None where nobody asked for a review."""
        with self._database.reading() as run:
            return next(iter(_reviews(run, [answer_id])), None)

    def publishing(self, answer_id: str) -> Review | None:
        """The approval by which an answer is shown, as it stood or edited; None without one."""
        chosen = select(REVIEWS.c.answer_id).where(
            REVIEWS.c.state == "approved", REVIEWS.c.published == answer_id
        )
        with self._database.reading() as run:
            return next(iter(_reviews(run, list(run.execute(chosen).scalars()))), None)

    def decide(
        self,
        answer_id: str,
        decision: Decision,
        reviewer: str,
        reason: str | None = None,
        published: str | None = None,
    ) -> Review:
        """Approve an answer, as it stands or as the one with the id `published`; or reject it.

        Raises `OwnAnswerError` where the reviewer is one who asked for it, `DecidedError` where
        it is not waiting.
        """
        with self._database.writing() as run:
            row = _locked(run, answer_id)
            if row is None or row.state != "waiting":
                raise DecidedError(answer_id)
            (review,) = _reviews(run, [answer_id])
            if reviewer in {request.asker for request in review.requests}:
                raise OwnAnswerError(answer_id)
            shown = (published or answer_id) if decision == "approved" else None
            _set(run, answer_id, state=decision, reviewer=reviewer, reason=reason, published=shown)
            return _reviews(run, [answer_id])[0]

    def resting_on(self, document_ids: Sequence[str]) -> list[Review]:
        """Those that have not lapsed, of answers that rest on these documents.

        Of an answer that was edited on those of either.
        """
        with self._database.reading() as run:
            return _reviews(run, list(run.execute(_resting_on(document_ids)).scalars()))

    def lapse(self, answer_ids: Sequence[str]) -> list[Review]:
        """What was decided on these answers holds no more; those that had not lapsed before."""
        chosen = select(REVIEWS.c.answer_id).where(
            REVIEWS.c.state != "lapsed", REVIEWS.c.answer_id.in_(answer_ids)
        )
        with self._database.writing() as run:
            # All lock in one order, so that two at once cannot wait for each other.
            ordered = chosen.order_by(REVIEWS.c.answer_id).with_for_update()
            ids = list(run.execute(ordered).scalars())
            for answer_id in ids:
                _set(run, answer_id, state="lapsed")
            return _reviews(run, ids)

    def purge(self, before: datetime) -> int:
        """Forget reviews that have stood as they are since before this moment; how many."""
        gone = select(REVIEWS.c.answer_id).where(REVIEWS.c.at < before)
        with self._database.writing() as run:
            run.execute(delete(REVIEW_REQUESTS).where(REVIEW_REQUESTS.c.answer_id.in_(gone)))
            return run.execute(delete(REVIEWS).where(REVIEWS.c.at < before)).rowcount


def _resting_on(document_ids: Sequence[str]) -> Select[Any]:
    """The ids of reviews that have not lapsed, of answers that rest on these documents."""
    resting = select(ANSWER_DOCUMENTS.c.answer_id).where(
        ANSWER_DOCUMENTS.c.document_id.in_(document_ids)
    )
    return select(REVIEWS.c.answer_id).where(
        REVIEWS.c.state != "lapsed",
        REVIEWS.c.answer_id.in_(resting) | REVIEWS.c.published.in_(resting),
    )


def _locked(run: Connection, answer_id: str) -> Row[Any] | None:
    """How a review stands; nobody else changes it until the transaction's end."""
    chosen = select(REVIEWS.c.state).where(REVIEWS.c.answer_id == answer_id)
    return run.execute(chosen.with_for_update()).first()


def _set(run: Connection, answer_id: str, **values: str | None) -> None:
    run.execute(
        update(REVIEWS)
        .where(REVIEWS.c.answer_id == answer_id)
        .values(at=datetime.now(UTC), **values)
    )


def _reviews(run: Connection, ids: Sequence[str]) -> list[Review]:
    """The reviews with these ids, oldest first."""
    requests: dict[str, list[Request]] = {}
    asked = select(REVIEW_REQUESTS).where(REVIEW_REQUESTS.c.answer_id.in_(ids))
    for row in run.execute(asked.order_by(REVIEW_REQUESTS.c.at)):
        requests.setdefault(row.answer_id, []).append(Request(row.asker, row.place, row.at))
    rows = run.execute(
        select(REVIEWS)
        .where(REVIEWS.c.answer_id.in_(ids))
        .order_by(REVIEWS.c.at, REVIEWS.c.answer_id)
    )
    return [
        Review(
            row.answer_id,
            row.state,
            row.at,
            tuple(requests.get(row.answer_id, ())),
            row.reviewer,
            row.reason,
            row.published,
        )
        for row in rows
    ]
