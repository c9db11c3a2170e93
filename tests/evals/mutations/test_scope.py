import pytest

from evals.mutations import scope
from evals.mutations.claims import Rewording
from tests.evals.mutations.making import reworded


@pytest.mark.parametrize(
    ("change", "sentence", "claim"),
    [
        (
            scope.attribution_dropped,
            "Parents told inspectors that the hub is hard to find.",
            "The hub is hard to find.",
        ),
        (
            scope.attribution_dropped,
            "The council’s self-evaluation states that most visits are on time.",
            "Most visits are on time.",
        ),
        (
            scope.time_dropped,
            "Until recently, the tracker was not used at all.",
            "The tracker was not used at all.",
        ),
        (
            scope.limit_dropped,
            "Disabled children wait too long for a visit.",
            "Children wait too long for a visit.",
        ),
        (
            scope.limit_dropped,
            "Oversight of privately fostered children is weak.",
            "Oversight is weak.",
        ),
        (
            scope.alternative_dropped,
            "Each child has a social worker or personal adviser.",
            "Each child has a social worker.",
        ),
        (
            scope.comparison_cut,
            "Caseloads are lower than in most boroughs.",
            "Caseloads are lower.",
        ),
        (
            scope.denial_made_whole,
            "Plans are not always clear to families.",
            "Plans are not clear to families.",
        ),
    ],
)
def test_the_limit_is_left_out(change: Rewording, sentence: str, claim: str) -> None:
    assert claim in reworded(change, sentence)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (scope.attribution_dropped, "Leaders recognise that the hub is hard to find."),
        (scope.attribution_dropped, "Parents told inspectors that they were pleased with it."),
        (scope.limit_dropped, "A minority of plans is late."),
        (scope.limit_dropped, "Managers support disabled children well."),
        (scope.alternative_dropped, "No child is moved or left alone."),
        (scope.comparison_cut, "There are more than six homes."),
        (scope.denial_made_whole, "Plans are not clear to families."),
    ],
)
def test_what_would_say_no_more_is_not_made(change: Rewording, sentence: str) -> None:
    assert reworded(change, sentence) == []
