"""Recommendations: what a document says must improve, item by item, verbatim and complete."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.documents import DEFINING_KINDS, INSPECTORS_KINDS, Document, Kind
from corpus.passages import Passage
from corpus.registers.list_runs import Item, Run, runs_of

RecommendationKind = Literal[
    "area_for_improvement", "recommendation", "priority_action", "area_for_development"
]
Addressee = Literal["authority", "board"]

# What is written down in these was recommended elsewhere.
_RECORDS: frozenset[Kind] = DEFINING_KINDS | {"agenda", "minutes", "work_programme"}
_KINDS: tuple[tuple[re.Pattern[str], RecommendationKind], ...] = (
    (re.compile(r"priorit", re.IGNORECASE), "priority_action"),
    (re.compile(r"recommend", re.IGNORECASE), "recommendation"),
    (re.compile(r"for development", re.IGNORECASE), "area_for_development"),
)
# A footnote's digit that the typesetting stuck to a word.
_STUCK = r"(?:(?<=[a-z]{3})|(?<=[a-z][.,;)’”]))\d{1,2}"
_MARK, _LAST_MARK = re.compile(rf"{_STUCK}(?=[\s.,;:)]|\Z)"), re.compile(rf"{_STUCK}\s*\Z")


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One item, told by `text[start:end]` of the passage `passage_id`.

    `text` is that stretch with white space folded to single spaces and the digits of footnotes
    left out; `number` is the document's own number where it has one, else one more than the
    item before it, from 1; `page` the 1-based page it begins on (None without pages).
    `addressee` tells the authority's own list from the safeguarding board's, which older
    reports hold beside it.
    """

    document_id: str
    number: int
    text: str
    kind: RecommendationKind
    page: int | None
    passage_id: str
    start: int
    end: int
    addressee: Addressee = "authority"


def recommendations_of(
    document: Document, passages: Sequence[Passage]
) -> tuple[Recommendation, ...]:
    """The items a document lists, in its order; empty where it lists none.

    A council's paper has recommendations of its own; those it quotes from inspectors stay
    theirs, in the inspectors' document. A list that stands twice in a document is one list.
    """
    if document.kind in _RECORDS:
        return ()
    found: list[Recommendation] = []
    for run in runs_of(passages, inspectors=document.kind in INSPECTORS_KINDS):
        addressee: Addressee = "board" if run.board else "authority"
        before = [item for item in found if item.addressee == addressee]
        number = before[-1].number if before else 0
        listed = []
        for item in run.items:
            number = item.number if item.number is not None else number + 1
            listed.append(_recommendation(document.id, run, item, number, addressee))
        told = {item.text.casefold() for item in before}
        again = sum(item.text.casefold() in told for item in listed)
        if 2 * again < len(listed):
            found += listed
    return tuple(found)


def _recommendation(
    document_id: str, run: Run, item: Item, number: int, addressee: Addressee
) -> Recommendation:
    passage = item.passage
    raw = passage.text[item.start : item.end]
    end = item.start + len(_LAST_MARK.sub("", raw))
    places = passage.places(item.start, end)
    return Recommendation(
        document_id,
        number,
        _MARK.sub("", " ".join(passage.text[item.start : end].split())),
        _kind(run.heading),
        places[0].page if places else passage.page,
        passage.id,
        item.start,
        end,
        addressee,
    )


def _kind(heading: str) -> RecommendationKind:
    """What the items under a heading are called."""
    for pattern, kind in _KINDS:
        if pattern.search(heading):
            return kind
    return "area_for_improvement"
