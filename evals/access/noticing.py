"""Whether a try notices that enforcement is missing, and is not taken in by anything else."""

from collections.abc import Iterable
from dataclasses import dataclass

from evals.access.mutants import Mutant, at_work
from evals.access.trying import Reached, Try, outcome_of
from evals.access.world import World


@dataclass(frozen=True, slots=True)
class Noticing:
    """What noticed a mutant, None where nothing did.

    `unsure` are tries that reached something with the mutant, and then without it as well: what
    the mutant left behind, or something that is never the same twice.
    """

    by: Reached | None
    unsure: tuple[Reached, ...]


def noticing(mutant: Mutant, tries: Iterable[Try], full: World, without: World) -> Noticing:
    """The first of the tries that reaches something with a mutant at work, and nothing without."""
    unsure: list[Reached] = []
    for each in tries:
        with at_work(mutant):
            full.forget_views()
            reached = _reached(each, full, without)
        full.forget_views()
        if reached is None:
            continue
        if _reached(each, full, without) is None:
            return Noticing(reached, tuple(unsure))
        unsure.append(reached)
    return Noticing(None, tuple(unsure))


def _reached(each: Try, full: World, without: World) -> Reached | None:
    found = outcome_of([each], full, without, leaders=False).reached
    return found[0] if found else None
