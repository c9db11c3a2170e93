"""What changed in the index since a day, and each time that it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.seeing import Contents, Sight
from corpus.catalogue.rows import Stay
from corpus.documents import Document
from retrieval.changes import Change, Earlier, changes_since
from retrieval.registers import Holdings


@dataclass(frozen=True, slots=True)
class Turn:
    """What changed at one time, in UTC, when the index turned to a new generation."""

    at: datetime
    changes: tuple[Change, ...]


def changed_since(
    contents: Contents, stays: Sequence[Stay], sight: Sight, when: datetime
) -> list[Change]:
    """What changed from the state at `when` to that of now, as far as it may be seen."""
    holdings = contents.holdings
    return changes_since(state_at(holdings, stays, sight, when), holdings)


def state_at(holdings: Holdings, stays: Sequence[Stay], sight: Sight, when: datetime) -> Earlier:
    """The state at `when`, as far as it may be seen.

    Before the index was begun there was no other state than that which it began with.
    """
    when = max(when, min((stay.came for stay in stays), default=when))
    there = frozenset(stay.document_id for stay in stays if _was_there(stay, when))
    return Earlier(there, tuple(_went(holdings, stays, sight, when)))


def turns(contents: Contents, stays: Sequence[Stay], sight: Sight, when: datetime) -> list[Turn]:
    """Each time after `when` that documents came or went, the newest first.

    The documents that were there when the index was begun came at no time.
    """
    began = min((stay.came for stay in stays), default=when)
    moments = {moment for stay in stays for moment in (stay.came, stay.went) if moment}
    found: list[Turn] = []
    for moment in sorted(moments, reverse=True):
        if moment <= max(began, when):
            break
        earlier = max(other for other in moments if other < moment)
        there = {stay.document_id for stay in stays if _was_there(stay, moment)}
        after = contents.holdings.only(there)
        before = frozenset(stay.document_id for stay in stays if _was_there(stay, earlier))
        gone = [stay for stay in stays if stay.went == moment]
        went = tuple(_went(contents.holdings, gone, sight, earlier))
        told = changes_since(Earlier(before, went), after)
        if told:
            found.append(Turn(moment, tuple(told)))
    return found


def _was_there(stay: Stay, when: datetime) -> bool:
    return stay.came <= when and (stay.went is None or stay.went > when)


def _went(
    holdings: Holdings, stays: Sequence[Stay], sight: Sight, when: datetime
) -> list[Document]:
    """Documents that were there then and are no more; nothing of those that are not seen here."""
    there = {document.id for document in holdings.documents}
    return [
        stay.document
        for stay in stays
        if stay.document is not None
        and _was_there(stay, when)
        and stay.document_id not in there
        and sight.shows(stay.path)
    ]
