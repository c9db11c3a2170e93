import re
import unicodedata

import pytest

from evals.mutations import typeset
from evals.mutations.operators import Maker
from tests.evals.mutations.making import claims, document, made_of, material, truth_of

_SAID = "The office’s multi-agency staff find efficient help for children with complex needs."
_PASSAGE = f"The hub is “new” – and busy. {_SAID} Nobody waits there."


def _plain(text: str) -> str:
    """Letters and figures alone, as a reader sees them."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)
    return re.sub(r"[^a-z0-9]", "", text.lower())


@pytest.mark.parametrize(
    "make",
    [
        typeset.verbatim,
        typeset.paragraph_quoted,
        typeset.nothing_quoted,
        typeset.without_stop,
        typeset.ligatures,
        typeset.quote_marks,
        typeset.no_break_spaces,
        typeset.white_space,
        typeset.hyphens,
        typeset.soft_hyphens,
        typeset.line_end_hyphens,
    ],
)
def test_letters_and_figures_stay_the_same(make: Maker) -> None:
    truth = truth_of(_SAID, _PASSAGE)

    made = made_of(make, truth, material())

    assert made
    for each in made:
        assert _plain(each.claim) == _plain(_SAID)
        assert _plain(each.cites[0].text) == _plain(_PASSAGE)
        if each.cites[0].quote is not None:
            assert _plain(each.cites[0].quote) in (_plain(_SAID), _plain(_PASSAGE))


@pytest.mark.parametrize(
    "make", [typeset.ligatures, typeset.hyphens, typeset.soft_hyphens, typeset.line_end_hyphens]
)
def test_something_is_set_another_way(make: Maker) -> None:
    truth = truth_of(_SAID, _PASSAGE)

    for each in made_of(make, truth, material()):
        texts = (each.claim, each.cites[0].text, each.cites[0].quote)
        assert texts not in {(_SAID, _PASSAGE, quote) for quote in (_SAID, _PASSAGE, None)}


def test_a_sentence_that_leans_is_told_with_the_one_before() -> None:
    text = "Plans are clear to all families. This is praised by parents in the hub."
    corpus = material(document("d1", text))

    (made,) = made_of(typeset.with_the_one_before, corpus.leaning[0], corpus)

    assert made.claim == text


def test_what_has_nothing_to_set_is_left() -> None:
    truth = truth_of("We are here.")

    assert made_of(typeset.ligatures, truth, material()) == []
    assert made_of(typeset.hyphens, truth, material()) == []
    assert made_of(typeset.line_end_hyphens, truth, material()) == []


def test_a_name_keeps_its_capital() -> None:
    corpus = material(document("d1", "Here, plans are clear to all of them. Plans are read."))

    plans = claims(made_of(typeset.first_letter_lowered, truth_of("Plans are read."), corpus))
    name = made_of(typeset.first_letter_lowered, truth_of("Aldermere is small."), corpus)

    assert plans == ["plans are read."]
    assert name == []
