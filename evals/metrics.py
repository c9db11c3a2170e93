"""The arithmetic of the figures: ranks, shares, and how sure they are."""

import math
import random
from collections.abc import Callable, Sequence
from typing import Final

_Z: Final = 1.959963984540054
"""The standard normal's 97.5 % point: all intervals are of 95 %."""
_DRAWS: Final = 2_000
SEED: Final = 20_240_517
"""Of every bootstrap, so that a figure is the same each time."""

Interval = tuple[float, float]


def recall_at(relevant: Sequence[Sequence[bool]], k: int) -> float:
    """The share of the places that answer which are among the first `k` hits.

    `relevant` has a row a hit, best first, and in each a column a place: whether it is there.
    """
    if not relevant or not relevant[0]:
        return 0.0
    found = [any(column) for column in zip(*relevant[:k], strict=True)]
    return sum(found) / len(found)


def reciprocal_rank(relevant: Sequence[Sequence[bool]]) -> float:
    """One over the rank of the first hit that holds any place that answers, 0 if none does."""
    return next((1 / rank for rank, row in enumerate(relevant, 1) if any(row)), 0.0)


def ndcg_at(relevant: Sequence[Sequence[bool]], k: int, places: int) -> float:
    """Normalised discounted cumulative gain [Järvelin and Kekäläinen 2002], gains 0 and 1.

    A hit gains one for each of the `places` that it holds and no better hit held. The ideal has
    a place a hit; a hit that holds several can do better, and is given no more than 1.
    """
    seen: set[int] = set()
    gained = 0.0
    for rank, row in enumerate(relevant[:k], 1):
        new = {column for column, there in enumerate(row) if there} - seen
        gained += len(new) / math.log2(rank + 1)
        seen |= new
    ideal = math.fsum(1 / math.log2(rank + 1) for rank in range(1, min(k, places) + 1))
    return min(1.0, gained / ideal)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -(-int(share * 1000) * len(ranked) // 1000) - 1)]


def wilson(right: float, of: float) -> Interval:
    """The 95 % score interval of a share [Wilson 1927]: `right` of `of`, which is above 0."""
    share, square = right / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def difference_of_shares(before: tuple[float, float], after: tuple[float, float]) -> Interval:
    """The 95 % interval of after less before [Newcombe 1998, method 10], made of Wilson's.

    Each is (right, of). It takes the two for independent, which is wider than need be where the
    same cases were asked twice.
    """
    one, other = before[0] / before[1], after[0] / after[1]
    (low1, high1), (low2, high2) = wilson(*before), wilson(*after)
    change = other - one
    down = math.sqrt((other - low2) ** 2 + (high1 - one) ** 2)
    up = math.sqrt((high2 - other) ** 2 + (one - low1) ** 2)
    return max(-1.0, change - down), min(1.0, change + up)


def bootstrap(values: Sequence[float], of: Callable[[Sequence[float]], float]) -> Interval:
    """The 95 % percentile interval of a figure of values drawn again, with a fixed seed."""
    draw = random.Random(SEED)
    size = len(values)
    figures = sorted(of(draw.choices(values, k=size)) for _ in range(_DRAWS))
    return percentile(figures, 0.025), percentile(figures, 0.975)


def mean(values: Sequence[float]) -> float:
    """The mean of at least one value."""
    return math.fsum(values) / len(values)
