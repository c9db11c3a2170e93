import pytest

from evals.mutations import grammar
from evals.mutations.claims import Rewording
from tests.evals.mutations.making import claims, made_of, material, reworded, truth_of


@pytest.mark.parametrize(
    ("change", "sentence", "claim"),
    [
        (
            grammar.preposition_swapped,
            "Referrals from schools are prompt.",
            "Referrals to schools are prompt.",
        ),
        (
            grammar.connective_swapped,
            "Visits are late because caseloads are high.",
            "Visits are late although caseloads are high.",
        ),
        (grammar.voice_turned, "Managers are supported well.", "Managers are supporting well."),
        (grammar.one_made_many, "The hub board was told of it.", "The hub boards were told of it."),
        (grammar.one_made_many, "The new homes are inadequate.", "The new home is inadequate."),
        (
            grammar.one_made_many,
            "An experienced manager is in charge.",
            "Experienced managers are in charge.",
        ),
        (grammar.future_made_present, "Plans are clear.", "Plans will be clear."),
    ],
)
def test_the_little_word_is_changed(change: Rewording, sentence: str, claim: str) -> None:
    assert claim in reworded(change, sentence)


@pytest.mark.parametrize(
    "sentence", ["A dedicated plan is in place.", "The majority of plans are clear."]
)
def test_what_says_no_more_of_several_is_left(sentence: str) -> None:
    assert reworded(grammar.one_made_many, sentence) == []


def test_the_degree_is_changed() -> None:
    (claim,) = reworded(grammar.degree_changed, "Turnover is high.")

    assert claim in ("Turnover is higher.", "Turnover is highest.")


@pytest.mark.parametrize(
    "sentence", ["Early help is clearer than before.", "The highest number was in May."]
)
def test_a_degree_that_is_bound_to_another_word_is_left(sentence: str) -> None:
    assert reworded(grammar.degree_changed, sentence) == []


def test_what_a_superseded_document_says_was_so_is_told_as_so_now() -> None:
    truth = truth_of("Court work seen was well prepared.")

    (made,) = made_of(grammar.past_made_present, truth, material())

    assert made.claim == "Court work seen is well prepared."
    assert made.cites[0].current is False


def test_a_sentence_of_the_present_has_no_past_to_turn() -> None:
    truth = truth_of("Court work is well prepared.")

    assert claims(made_of(grammar.past_made_present, truth, material())) == []
