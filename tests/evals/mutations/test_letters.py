import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.mutations import letters
from evals.mutations.letters import Disguise
from tests.evals.mutations.making import made_of, material, truth_of

_SENTENCE = "Of the 118 visits in May, most were made in time."


@pytest.mark.parametrize(
    ("disguise", "alphabet"), [(letters.cyrillic, "CYRILLIC"), (letters.greek, "GREEK")]
)
@given(seed=st.integers())
def test_one_letter_is_of_another_alphabet(disguise: Disguise, alphabet: str, seed: int) -> None:
    changed = disguise(_SENTENCE, Random(seed))

    assert changed is not None
    differing = [new for old, new in zip(_SENTENCE, changed, strict=True) if old != new]
    assert len(differing) == 1
    assert unicodedata.name(differing[0]).startswith(alphabet)


@given(seed=st.integers())
def test_full_width_forms_read_as_the_same_words(seed: int) -> None:
    changed = letters.full_width(_SENTENCE, Random(seed))

    assert changed is not None
    assert changed != _SENTENCE
    assert unicodedata.normalize("NFKC", changed) == _SENTENCE


@pytest.mark.parametrize("disguise", [letters.zero_width, letters.marked])
@given(seed=st.integers())
def test_a_sign_is_put_inside_a_word(disguise: Disguise, seed: int) -> None:
    changed = disguise(_SENTENCE, Random(seed))

    assert changed is not None
    place = next(n for n, (a, b) in enumerate(zip(_SENTENCE, changed, strict=False)) if a != b)
    assert changed[:place] + changed[place + 1 :] == _SENTENCE
    assert changed[place - 1].isalpha()
    assert changed[place + 1].isalpha()


@given(seed=st.integers())
def test_a_figure_of_another_script_has_the_same_value(seed: int) -> None:
    changed = letters.other_digits(_SENTENCE, Random(seed))

    assert changed is not None
    differing = [(a, b) for a, b in zip(_SENTENCE, changed, strict=True) if a != b]
    assert [int(a) for a, _ in differing] == [unicodedata.digit(b) for _, b in differing]


def test_there_is_nothing_to_disguise_without_letters_or_figures() -> None:
    assert letters.cyrillic("118.", Random(1)) is None
    assert letters.other_digits("Plans are clear.", Random(1)) is None
    assert letters.full_width("…", Random(1)) is None
    assert letters.zero_width("A 1", Random(1)) is None


def test_the_disguise_is_in_the_claim_or_in_the_quote() -> None:
    truth = truth_of(_SENTENCE)

    (claim,) = made_of(letters.in_claim(letters.cyrillic), truth, material())
    (quote,) = made_of(letters.in_quote(letters.cyrillic), truth, material())

    assert claim.claim != _SENTENCE
    assert quote.claim == _SENTENCE
    assert quote.cites[0].quote != _SENTENCE
