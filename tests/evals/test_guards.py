"""How probes are counted against what the guards said."""

from collections import Counter

import pytest

from evals.benchmarks import guards
from evals.benchmarks.guards import Tried, figures, tried
from evals.probes.guarding import guard_probes
from evals.probes.personal_data import personal_data_probes


def test_every_probe_is_tried_and_counted_once_in_its_group() -> None:
    found = tried(7)
    assert len(found) == len(personal_data_probes(7)) + len(guard_probes())
    sums = {group: row["of"] for group, row in figures(found).items()}
    kinds = Counter(p.kind for p in personal_data_probes(7) if p.stop)
    assert {kind: sums[kind] for kind in kinds} == kinds
    assert sums["structured"] + sums["names"] == sum(kinds.values())
    assert sums["live_case"] == sum(p.expected == "live_case" for p in guard_probes())


def test_shares_are_of_what_was_right() -> None:
    one = Tried("upn", "…", True, "personal_data", True)
    other = Tried("upn", "…", True, None, False)
    control = Tried("upn", "…", False, None, True)
    rows = figures([one, other, control])
    assert (rows["upn"]["right"], rows["upn"]["of"]) == (1, 2)
    assert (rows["structured"]["right"], rows["structured"]["of"]) == (1, 2)
    assert (rows["like personal data, must pass"]["right"]) == 1


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("What must improve?", True),
        ("caf\u0065\u0301", True),
        ("a\u200bb", False),
        ("a\u202eb", False),
        ("Z\u0335\u0322\u0321", False),
    ],
)
def test_a_text_is_plain_when_nothing_hides_in_it(text: str, plain: bool) -> None:
    assert guards._is_plain(text) is plain
