import pytest

from evals.mutations import negation
from tests.evals.mutations.making import reworded


@pytest.mark.parametrize(
    "sentence",
    [
        "Plans are clear.",
        "Leaders have been slow to act.",
        "There is evidence of regular supervision.",
        "Social workers visit children regularly.",
        "Young people are able to complain.",
        "Visits always take place.",
    ],
)
def test_a_denial_is_put_in(sentence: str) -> None:
    made = reworded(negation.negation_added, sentence)

    assert made
    assert sentence not in made


@pytest.mark.parametrize("sentence", ["Plans are not clear.", "There is no tracker."])
def test_what_is_denied_is_not_denied_again(sentence: str) -> None:
    assert reworded(negation.negation_added, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Plans are not clear.", "Plans are clear."),
        ("Managers cannot see the figures.", "Managers can see the figures."),
        ("Visits aren’t made in time.", "Visits are made in time."),
        ("Children wait without knowing why.", "Children wait with knowing why."),
        ("There is a lack of oversight.", "There is oversight."),
        ("Staff failed to visit the family.", "Staff visit the family."),
        ("None of the plans is late.", "All of the plans is late."),
        ("The strategy lacks detail.", "The strategy has detail."),
        ("Not all plans are clear.", "All plans are clear."),
    ],
)
def test_a_denial_is_taken_out(sentence: str, claim: str) -> None:
    assert claim in reworded(negation.negation_removed, sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Plans are clear.", "Leaders know not only the figures.", "They ask whether or not it helps."],
)
def test_where_nothing_is_denied_nothing_is_taken_out(sentence: str) -> None:
    assert reworded(negation.negation_removed, sentence) == []
