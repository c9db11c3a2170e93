"""`retrieval`: whether the search finds the pages that answer.

A page counts as found where a hit begins on it; in a file without pages, where a hit overlaps the
offsets that answer. Gold places on one page are one target. What answers is not all gold, so
these are lower bounds.
"""

from collections.abc import Sequence
from typing import Final

from evals.cases import Case, Place
from evals.metrics import ndcg_at, recall_at, reciprocal_rank
from evals.places import on_page, stretch_of
from evals.records import Answer
from evals.results import CaseResult, SuiteResult
from evals.suites.measuring import Figure, suite
from evals.suites.running import Run, hit_passage, result

_FIRST: Final = 5
_DEPTHS: Final = (1, 3, 5, 10)
_SHOWN: Final = 5

FIGURES: Final = (
    Figure(
        f"found_{_FIRST}",
        f"questions with a page that answers among the first {_FIRST} hits",
        by_type=True,
    ),
    *(
        Figure(
            f"recall_{k}", f"pages that answer among the first {k} hits, of each question", "mean"
        )
        for k in _DEPTHS
    ),
    Figure("mrr", "one over the rank of the first page that answers (MRR)", "mean"),
    Figure("ndcg_10", "nDCG of the first 10 hits", "mean"),
)


def scored(run: Run) -> SuiteResult:
    """The figures of the search."""
    return suite(
        "retrieval",
        "whether the search finds the pages that answer",
        FIGURES,
        [_case(case, answer, run) for case, answer in run.of("retrieval")],
    )


def relevant(case: Case, answer: Answer) -> list[list[bool]]:
    """A row a hit, best first, a column a target: whether the hit holds it."""
    targets = _targets(case.gold)
    found = [stretch_of(hit["passage"]) for hit in answer["hits"]]
    return [[on_page(stretch, place) for place in targets] for stretch in found]


def _case(case: Case, answer: Answer, run: Run) -> CaseResult:
    rows, targets = relevant(case, answer), len(_targets(case.gold))
    at_first = any(any(row) for row in rows[:_FIRST])
    parts = {f"found_{_FIRST}": (float(at_first), 1.0)}
    parts |= {f"recall_{k}": (recall_at(rows, k), 1.0) for k in _DEPTHS}
    parts |= {
        "mrr": (reciprocal_rank(rows), 1.0),
        "ndcg_10": (ndcg_at(rows, 10, targets) if rows else 0.0, 1.0),
    }
    why = [] if at_first else [f"no page that answers is among the first {_FIRST} hits"]
    hits = [hit_passage(hit, run) for hit in answer["hits"][:_SHOWN]]
    places = "; ".join(_said(place) for place in _targets(case.gold))
    return result("retrieval", case, answer, why, parts, f"One of: {places}", hits)


def _targets(gold: Sequence[Place]) -> list[Place]:
    unique = {
        (p.file_sha256 or p.file, p.page) if p.page is not None else (p.file, p.start): p
        for p in gold
    }
    return list(unique.values())


def _said(place: Place) -> str:
    if place.page is not None:
        return f"{place.file}, page {place.page}"
    return place.file if place.start is None else f"{place.file}, from character {place.start}"
