"""A gate tried on mutants and twins: what it let through, and what it held back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter

from evals.mutations.claims import Cite
from evals.mutations.drawing import Drawn, drawn
from evals.mutations.material import Material
from evals.mutations.operators import OPERATORS, Operator

# Says why a claim is refused, or None for one that is accepted.
Gate = Callable[[str, Sequence[Cite]], str | None]
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A mutant that was accepted (`refused` is None), or a twin that was refused, and why."""

    claim: str
    cites: tuple[Cite, ...]
    document_id: str
    refused: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one operator's claims.

    `supported` tells mutants (False) from twins; `right` counts mutants caught or twins accepted;
    `target` is the share that is asked for, None where nothing is.
    """

    operator: str
    supported: bool
    target: float | None
    made: int
    right: int
    failures: tuple[Failure, ...]

    @property
    def share(self) -> float | None:
        """Judged rightly of those made; None when none was made."""
        return self.right / self.made if self.made else None

    @property
    def met(self) -> bool:
        """Whether the share that is asked for was reached, by one claim at least."""
        return self.target is None or (self.share is not None and self.share >= self.target)


@dataclass(frozen=True, slots=True)
class Trial:
    """All operators' tallies; how many documents lent true claims; what a claim costs in ms."""

    tallies: tuple[Tally, ...]
    documents: int
    p50_ms: float
    p95_ms: float

    @property
    def mutants(self) -> int:
        """How many mutants were made."""
        return sum(tally.made for tally in self.tallies if not tally.supported)

    @property
    def twins(self) -> int:
        """How many twins were made."""
        return sum(tally.made for tally in self.tallies if tally.supported)


def tried(
    material: Material,
    gate: Gate,
    seed: int,
    limit: int,
    operators: Sequence[Operator] = OPERATORS,
    tell: Tell = lambda *_: None,
) -> Trial:
    """Have the gate judge at most `limit` claims of each operator."""
    tallies: list[Tally] = []
    documents: set[str] = set()
    spent: list[float] = []
    for done, operator in enumerate(operators):
        tell(operator.name, done, len(operators))
        made = right = 0
        failures: list[Failure] = []
        for each in drawn(material, seed, limit, [operator]):
            begun = perf_counter()
            refused = gate(each.made.claim, each.made.cites)
            spent.append((perf_counter() - begun) * 1000)
            documents.add(each.truth.document_id)
            made += 1
            if (refused is None) == operator.supported:
                right += 1
            else:
                failures.append(_failure(each, refused))
        tallies.append(
            Tally(operator.name, operator.supported, operator.target, made, right, tuple(failures))
        )
    tell("", len(operators), len(operators))
    cuts = quantiles(spent, n=20) if len(spent) > 1 else [0.0] * 19
    return Trial(tuple(tallies), len(documents), round(cuts[9], 3), round(cuts[18], 3))


def _failure(each: Drawn, refused: str | None) -> Failure:
    return Failure(each.made.claim, each.made.cites, each.truth.document_id, refused)
