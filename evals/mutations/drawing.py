"""Which claims are made: a fair draw over documents and operators, the same for the same seed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from evals.mutations.claims import Made, Truth
from evals.mutations.material import Material
from evals.mutations.operators import OPERATORS, Operator


@dataclass(frozen=True, slots=True)
class Drawn:
    """A claim that an operator made from the true one of `document_id`."""

    operator: Operator
    truth: Truth
    made: Made


def drawn(
    material: Material,
    seed: int,
    limit: int,
    operators: Sequence[Operator] = OPERATORS,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Drawn]:
    """At most `limit` claims of each operator, each from another sentence where there are enough.

    `tell` hears the name of each operator that is done.
    """
    for operator in operators:
        chance = Random(f"{seed}/{operator.name}")
        pool = [truth for name in operator.of for truth in getattr(material, name)]
        found = 0
        for truth in _in_turn(pool, chance):
            if found >= limit:
                break
            made = list(operator.make(truth, material, chance))
            if made:
                found += 1
                yield Drawn(operator, truth, chance.choice(made))
        tell(operator.name)


def _in_turn(truths: Sequence[Truth], chance: Random) -> list[Truth]:
    """The claims in an order that takes one of each document in turn."""
    by_document: dict[str, list[Truth]] = defaultdict(list)
    for truth in truths:
        by_document[truth.document_id].append(truth)
    piles = [chance.sample(pile, len(pile)) for pile in by_document.values()]
    chance.shuffle(piles)
    deepest = max(map(len, piles), default=0)
    return [pile[depth] for depth in range(deepest) for pile in piles if depth < len(pile)]
