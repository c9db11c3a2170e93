"""Some of the tries of `python -m evals.access`, and that they notice what they are for."""

from collections.abc import Iterator
from itertools import islice

import pytest

from evals.access import (
    beside,
    cli_tries,
    openid_tries,
    program_tries,
    slack_tries,
    web_tries,
)
from evals.access.mutants import mutants
from evals.access.noticing import noticing
from evals.access.papers import write
from evals.access.trying import Try, few, outcome_of
from evals.access.world import World, worlds
from retrieval.embedding.embedders import embedder_named

Both = tuple[World, World]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("access")
    papers = write(folder / "papers", hidden=True)
    with worlds(folder, papers, embedder_named("default")) as made:
        yield made


def test_nothing_hidden_is_reached_and_leaders_reach_it(both: Both) -> None:
    full, without = both
    every = 0
    with beside.logged() as log:
        for tries in (
            program_tries.tries,
            web_tries.tries,
            openid_tries.tries,
            slack_tries.tries,
            _listing,
        ):
            made = list(tries(full))
            every += len(made)
            outcome = outcome_of(few(made, 80), full, without)
            assert outcome.reached == ()
            assert outcome.leaders.total() > outcome.tried.total() / 2
        assert every >= 500
        assert outcome_of(beside.tries(log), full, without, leaders=False).reached == ()


def _listing(full: World) -> list[Try]:
    """The command line's, one of the quicker ones."""
    return [each for each in cli_tries.tries(full) if each.name == "documents"]


@pytest.fixture(scope="module")
def known(both: Both) -> list[Try]:
    return list(program_tries.tries(both[0]))


@pytest.mark.parametrize(
    ("name", "interfaces"),
    [
        ("every path is shown", ("lists",)),
        ("App.authorities sees all", ("lists",)),
        ("follow-ups carry all", ("follow-up",)),
        ("weights of all", ("search", "ask")),
    ],
)
def test_enforcement_that_is_missing_is_noticed(
    both: Both, known: list[Try], name: str, interfaces: tuple[str, ...]
) -> None:
    full, without = both
    [mutant] = [each for each in mutants() if each.name == name]
    tries = [each for each in known if each.interface in interfaces]
    found = noticing(mutant, tries, full, without)
    assert found.by is not None
    assert found.unsure == ()


def test_the_first_of_every_interface_are_taken() -> None:
    tries = [Try(interface, str(n), lambda *_: b"") for interface in "ab" for n in range(5)]
    assert [(t.interface, t.name) for t in few(tries, 4)] == [
        (interface, name) for interface in "ab" for name in "04"
    ]
    assert len(list(islice(few(tries, 1), 99))) == 10
