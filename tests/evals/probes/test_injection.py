"""The texts that try to be more than text, and the form of their file."""

from importlib.resources import files

import pytest

from evals.probes.injection import injection_probes, parsed

WHOLE = files("evals.probes").joinpath("injection.toml").read_text("utf-8")


def test_there_are_more_than_three_hundred_and_each_is_its_own() -> None:
    probes = injection_probes()
    assert len(probes) >= 300
    assert len({probe.text for probe in probes}) == len(probes)
    assert len({probe.id for probe in probes}) == len(probes)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("[frame]", "[frames]"),
        ("tries = ", "tried = "),
        ("'<!channel>'", "'<#C0000001|general>'"),
        ("'<!channel>'", "7"),
        ("'<!channel>'", "''"),
    ],
)
def test_a_file_that_is_not_in_its_form_is_told(mine: str, theirs: str) -> None:
    assert mine in WHOLE
    with pytest.raises(ValueError, match=r"have to be|has to have|no text"):
        parsed(WHOLE.replace(mine, theirs, 1))
