import pytest

from evals.mutations.material import folded, is_prose, leans
from tests.evals.mutations.making import document, material

_SAID = "Plans for most families are clear and short."


@pytest.mark.parametrize(
    "sentence",
    [
        "What needs to improve in the borough",
        "Ensure that all plans are clear to families.",
        "Write to us at hub@aldermere.example if you have questions.",
        "Plans are clear.",
        "the plans of most families are clear.",
        "The availability of good homes for children.",
        "Plans improve1 and are clear to families.",
        "Plans (see the annex are clear to families.",
    ],
)
def test_what_is_no_claim_is_left(sentence: str) -> None:
    assert not is_prose(sentence)


def test_a_sentence_is_prose() -> None:
    assert is_prose(_SAID)


@pytest.mark.parametrize(
    "sentence",
    [
        "This is clear.",
        "They have left.",
        "However, plans are late.",
        "Some are late.",
        "A minority of these plans is late.",
        "Their plans are late.",
        "In most cases, this is late.",
        "For the smaller of these groups, plans are late.",
        "Both plans are late.",
        "Eighty-eight per cent are late.",
        "Managers said that this was late.",
    ],
)
def test_a_sentence_that_points_back_leans(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Some plans are late.",
        "Most children are seen.",
        "There is a plan.",
        "Both plans and visits are late.",
        "During this inspection, plans were late.",
    ],
)
def test_a_sentence_with_a_subject_stands(sentence: str) -> None:
    assert not leans(sentence)


def test_truths_are_the_words_of_their_passages() -> None:
    text = f"{_SAID} This is known to all of the staff."
    corpus = material(document("d1", text))

    (truth,) = corpus.truths
    (leaning,) = corpus.leaning
    assert text[truth.start : truth.end] == truth.sentence == _SAID
    assert text[leaning.start : leaning.end] == leaning.sentence
    assert corpus.truths_of_passage(truth.passage) == [truth]


def test_a_sentence_of_the_form_is_no_truth() -> None:
    formula = "Inspections are carried out under the Act of the realm."
    corpus = material(*(document(f"d{n}", f"{formula} {_SAID[:-1]} {n}.") for n in range(3)))

    assert formula not in {truth.sentence for truth in corpus.truths}
    assert len(corpus.truths) == 3


def test_lines_and_rows_are_no_prose() -> None:
    corpus = material(document("d1", "The front page of the report", shape="front"))

    assert corpus.truths == ()
    assert [truth.sentence for truth in corpus.lines] == ["The front page of the report"]


def test_words_are_folded() -> None:
    assert folded("Plans, “clear” – 118!") == " plans clear 118 "
