import pytest

from evals.mutations import cuts
from tests.evals.mutations.making import reworded


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Most plans are clear, but some lack dates.", "Most plans are clear."),
        ("Visits are mostly timely except for disabled children.", "Visits are mostly timely."),
        ("All homes are good, apart from one in the north.", "All homes are good."),
        (
            "Although caseloads have fallen steadily, they remain high.",
            "Caseloads have fallen steadily.",
        ),
        ("Help is at hand, only for those who ask twice.", "Help is at hand."),
    ],
)
def test_the_exception_is_cut(sentence: str, claim: str) -> None:
    assert reworded(cuts.exceptions, sentence) == [claim]


@pytest.mark.parametrize(
    "sentence",
    [
        "Leaders are not only visible, but they also listen to staff.",
        "The quality of work, although improving, is uneven.",
        "Children are seen while their parents work.",
    ],
)
def test_what_is_no_exception_is_kept(sentence: str) -> None:
    assert reworded(cuts.exceptions, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Children are seen alone when it is safe.", "Children are seen alone."),
        ("Where risks grow, swift action is taken.", "Swift action is taken."),
        ("Advocates help those children who are in care.", ""),
        ("Advocates are sent to children who are in care.", "Advocates are sent to children."),
        ("A second worker has called if the family asks.", "A second worker has called."),
    ],
)
def test_the_condition_is_cut(sentence: str, claim: str) -> None:
    assert reworded(cuts.conditions, sentence) == ([claim] if claim else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "There are two young people who are in custody.",
        "Leaders took swift action when concerns were raised with them.",
        "Staff know how decisions are made, when meetings are held.",
    ],
)
def test_what_is_no_condition_is_kept(sentence: str) -> None:
    assert reworded(cuts.conditions, sentence) == []
