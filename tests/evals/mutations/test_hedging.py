import pytest

from evals.mutations import hedging
from tests.evals.mutations.making import reworded


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Most children are seen.", "Children are seen."),
        ("A small number of children wait.", "Children wait."),
        ("For some families, help comes late.", "For families, help comes late."),
        ("Plans are generally clear.", "Plans are clear."),
        ("There were about 40 visits.", "There were 40 visits."),
        ("Practice appears to be safe.", "Practice is safe."),
        ("Leaders are beginning to see results.", "Leaders see results."),
        ("In most cases, visits are timely.", "Visits are timely."),
    ],
)
def test_the_hedge_is_dropped(sentence: str, claim: str) -> None:
    assert claim in reworded(hedging.hedge_dropped, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "There are some areas for improvement.",  # without "some" no more is said
        "Inspectors read a number of plans.",
        "The most effective plans are short.",
        "Children in need are seen.",
    ],
)
def test_a_word_that_limits_nothing_is_left(sentence: str) -> None:
    assert reworded(hedging.hedge_dropped, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Some children are late.", "Most children are late."),
        ("Most plans are clear.", "All plans are clear."),
        ("Reviews are often late.", "Reviews are always late."),
        ("A small minority of plans is late.", "A large number of plans is late."),
        ("Visits are not always made.", "Visits are never made."),
    ],
)
def test_the_quantifier_is_strengthened(sentence: str, claim: str) -> None:
    assert claim in reworded(hedging.quantifier_strengthened, sentence)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Families may wait.", "Families will wait."),
        ("Plans should be reviewed.", "Plans is reviewed."),
        ("The service plans to open a home.", "The service does open a home."),
        ("Practice needs to be consistent.", "Practice has been consistent."),
        ("It is too early to tell.", "It is too early to tell."),
    ],
)
def test_modality_is_made_firmer(sentence: str, claim: str) -> None:
    made = reworded(hedging.modality_strengthened, sentence)

    assert claim in made or (claim == sentence and made == [])


def test_needs_that_are_a_noun_are_no_modality() -> None:
    sentence = "Help meets their needs to a degree."

    assert reworded(hedging.modality_strengthened, sentence) == []
