from collections.abc import Sequence

import pytest

from evals.mutations.claims import Cite
from evals.mutations.drawing import drawn
from evals.mutations.material import Material, material_of
from evals.mutations.operators import MUTATIONS, OPERATORS, TWINS
from evals.mutations.reading import documents_of
from evals.mutations.trial import Trial, tried
from tests.bot.running import Scrutineer


@pytest.fixture(scope="module")
def corpus(sample: Scrutineer) -> Material:
    return material_of(documents_of(sample.home))


def _lax(_: str, __: Sequence[Cite]) -> str | None:
    return None


def _strict(_: str, __: Sequence[Cite]) -> str | None:
    return "refused"


@pytest.fixture(scope="module")
def let_through(corpus: Material) -> Trial:
    return tried(corpus, _lax, seed=3, limit=4)


def test_every_operator_finds_something_in_the_sample(let_through: Trial) -> None:
    assert [tally.operator for tally in let_through.tallies] == [each.name for each in OPERATORS]
    # The sample is small: these two are rare.
    without = {tally.operator for tally in let_through.tallies if not tally.made}
    assert without <= {"time dropped", "consequence left off"}
    assert let_through.documents > 10


def test_a_gate_that_lets_all_through_catches_nothing(let_through: Trial) -> None:
    for tally in let_through.tallies:
        assert tally.right == (tally.made if tally.supported else 0)
        assert len(tally.failures) == tally.made - tally.right
        assert tally.met == (tally.supported or tally.target is None)


def test_a_gate_that_lets_nothing_through_accepts_no_twin(corpus: Material) -> None:
    trial = tried(corpus, _strict, seed=3, limit=2, operators=(MUTATIONS[0], TWINS[0]))

    mutants, twins = trial.tallies
    assert (mutants.share, mutants.met) == (1.0, True)
    assert (twins.share, twins.met) == (0.0, False)
    assert [failure.refused for failure in twins.failures] == ["refused"] * 2
    assert (trial.mutants, trial.twins) == (2, 2)


def test_the_same_seed_draws_the_same_claims(corpus: Material) -> None:
    def claims(seed: int) -> list[str]:
        return [each.made.claim for each in drawn(corpus, seed, 2)]

    assert claims(5) == claims(5)
    assert claims(5) != claims(6)


def test_no_mutant_is_its_true_claim_with_its_own_words_cited(corpus: Material) -> None:
    for each in drawn(corpus, 4, 6, MUTATIONS):
        (first, *_), truth = each.made.cites, each.truth
        same = (each.made.claim, first.text, first.quote) == (
            truth.sentence,
            truth.cite.text,
            truth.sentence,
        )
        assert not same or truth in corpus.leaning, each.operator.name


def test_progress_is_told(corpus: Material) -> None:
    told: list[tuple[str, int, int]] = []

    tried(corpus, _lax, 1, 1, MUTATIONS[:2], lambda *each: told.append(each))

    assert told == [("number swapped", 0, 2), ("numbers exchanged", 1, 2), ("", 2, 2)]


def test_names_of_operators_differ() -> None:
    names = [each.name for each in OPERATORS]
    assert len(set(names)) == len(names)
