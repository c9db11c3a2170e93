import pytest

from evals.mutations import opposites
from tests.evals.mutations.making import reworded


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Plans are clear.", "Plans are unclear."),
        ("Effective help is given.", "Ineffective help is given."),
        ("Caseloads have increased.", "Caseloads have decreased."),
        ("Visits take place before the review.", "Visits take place after the review."),
    ],
)
def test_a_word_is_changed_for_its_opposite(sentence: str, claim: str) -> None:
    assert claim in reworded(opposites.antonyms, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The early help team visits.",
        "Strengths and weaknesses are known.",
        "Looked after children are seen.",
        "The girl of 14 years old is seen, as well as her brother.",
    ],
)
def test_a_word_without_an_opposite_there_is_left(sentence: str) -> None:
    assert reworded(opposites.antonyms, sentence) == []


def test_doer_and_done_to_change_places() -> None:
    assert reworded(opposites.agents, "Social workers visit children every week.") == [
        "Children visit social workers every week."
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Children and parents are seen.",
        "Social workers work well with children.",
        "Care leavers who are parents receive help.",
        "Children see that children are heard by social workers.",
        "The council acts under the Children Act as inspectors advise.",
    ],
)
def test_what_means_the_same_both_ways_is_left(sentence: str) -> None:
    assert reworded(opposites.agents, sentence) == []
