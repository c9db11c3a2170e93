"""Words told without what stands around them."""

import pytest

from evals.mutations import surroundings
from evals.mutations.claims import Rewording
from evals.mutations.operators import Maker
from tests.evals.mutations.making import document, made_of, material, reworded

_SAID = "Homes for young people are kept clean by all of the staff."


@pytest.mark.parametrize(
    "make",
    [
        surroundings.under_a_lead,
        surroundings.under_a_plain_lead,
        surroundings.taken_back,
        surroundings.followed,
        surroundings.doubted,
        surroundings.end_cut,
    ],
)
def test_the_sentence_is_told_without_its_surroundings(make: Maker) -> None:
    corpus = material(document("d1", _SAID))

    (made,) = made_of(make, corpus.truths[0], corpus)

    assert made.claim == _SAID
    (cite,) = made.cites
    assert "omes for young people are kept clean by all of the staff" in cite.text
    assert len(cite.text) > len(_SAID)
    assert cite.quote is None or cite.quote in cite.text


def test_a_question_is_no_answer() -> None:
    corpus = material(document("d1", _SAID))

    (made,) = made_of(surroundings.asked, corpus.truths[0], corpus)

    assert {made.claim, made.cites[0].text} == {_SAID, _SAID.replace(".", "?")}


@pytest.mark.parametrize(
    ("change", "sentence", "changed"),
    [
        (surroundings.bound_dropped, "Children wait up to 12 weeks.", "Children wait 12 weeks."),
        (
            surroundings.to_come_told_as_so,
            "The council plans to open a hub.",
            "The council open a hub.",
        ),
        (
            surroundings.halves_crossed,
            "Plans for children are clear to all, and the visits made are often far too late.",
            "Plans for children are often far too late.",
        ),
    ],
)
def test_words_that_limit_are_left_out(change: Rewording, sentence: str, changed: str) -> None:
    assert changed in reworded(change, sentence)
    assert reworded(change, "Children wait.") == []
