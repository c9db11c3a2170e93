import pytest

from evals.mutations import reworded
from evals.mutations.operators import Maker
from tests.evals.mutations.making import claims, document, made_of, material, truth_of

_CORPUS = material(
    document("d1", "Here, plans are clear, and the visits, which staff make, are on time in all.")
)


@pytest.mark.parametrize(
    ("make", "sentence", "claim"),
    [
        (reworded.adverbial_dropped, "However, plans are late.", "Plans are late."),
        (reworded.adverbial_dropped, "Plans are also late.", "Plans are late."),
        (reworded.contracted, "Plans aren’t late.", "Plans are not late."),
        (reworded.numeral, "There are two homes.", "There are 2 homes."),
        (reworded.numeral, "There are 3 children.", "There are three children."),
        (reworded.inflected, "Plans are clear.", "Plans were clear."),
        (
            reworded.inflected,
            "The hub provides advice every day.",
            "The hub provided advice every day.",
        ),
        (reworded.inflected, "Most children receive help.", "Most children received help."),
        (
            reworded.split,
            "Plans are clear to families, and visits are on time each week.",
            "Visits are on time each week.",
        ),
        (
            reworded.split,
            "Plans are clear to families, and visits are on time each week.",
            "Plans are clear to families. Visits are on time each week.",
        ),
        (
            reworded.predicate_left_off,
            "The panel is well attended and has a new chair.",
            "The panel is well attended.",
        ),
        (
            reworded.predicate_left_off,
            "The panel is well attended and has a new chair.",
            "The panel has a new chair.",
        ),
        (
            reworded.tail_left_off,
            "Reviews are held on time, ensuring that plans are kept.",
            "Reviews are held on time.",
        ),
        (
            reworded.quote_elided_inside,
            "The family court adviser (FCA) is known to all.",
            "The family court adviser is known to all.",
        ),
    ],
)
def test_the_same_is_said_in_other_words(make: Maker, sentence: str, claim: str) -> None:
    assert claim in claims(made_of(make, truth_of(sentence), _CORPUS))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (reworded.adverbial_dropped, "However, this is late."),
        (reworded.numeral, "They are seen on 2 May."),
        (reworded.numeral, "One or two homes are new."),
        (reworded.inflected, "The service now requires improvement."),
        (reworded.split, "When plans are late, visits stop, and families are told."),
        (reworded.split, "Plans are late because staff left, and visits are late."),
        (reworded.tail_left_off, "Reviews are held, ensuring that plans are kept if all agree."),
        (reworded.framed, "Inspectors found that plans are late."),
        (reworded.predicate_left_off, "The panel is not well attended and has a new chair."),
        (reworded.predicate_left_off, "The panel is well attended and members are pleased."),
    ],
)
def test_what_would_not_be_the_same_is_not_made(make: Maker, sentence: str) -> None:
    assert made_of(make, truth_of(sentence), _CORPUS) == []


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (reworded.framed, ""),
        (reworded.framed_with_place, "Aldermere"),
        (reworded.framed_with_year, "2024"),
    ],
)
def test_the_frame_says_rightly_whose_it_is(make: Maker, named: str) -> None:
    (made,) = made_of(make, truth_of("Plans are clear to all."), _CORPUS)

    assert made.claim.endswith("plans are clear to all.")
    assert named in made.claim


def test_what_lies_between_two_sentences_is_left_out_of_the_quote() -> None:
    first, second = "Plans are clear to all families.", "Reviews are held in each term."
    passage = f"{first} Nobody knows why it is so. {second}"
    corpus = material(document("d1", passage))

    (made,) = made_of(reworded.quote_elided, corpus.truths[0], corpus)

    quote = made.cites[0].quote
    assert made.claim in (first, second)
    assert quote is not None
    assert quote.startswith(first)
    assert quote.endswith(second)
    assert "Nobody" not in quote
