from evals.mutations import quoting
from evals.mutations.material import Material
from tests.evals.mutations.making import claims, document, made_of, material

_SAID = "Social workers visit families promptly and record their wishes."
_NEXT = "Managers review each record within a week of the visit."
_NEAR = "Social workers visit families slowly and never record their wishes."
_FAR = "The hub has moved to the old library in the middle of town."


def _corpus() -> Material:
    return material(
        document("d1", f"{_SAID} {_NEXT}", _FAR),
        document("d2", _NEAR, authority="Thornbeck"),
        document("d3", _FAR),
        *(
            document(f"e{n}", f"The depot in ward {n} is painted quickly and keeps {n} vans.")
            for n in range(10)
        ),
    )


def test_one_word_is_changed_in_claim_quote_or_both() -> None:
    corpus = _corpus()
    truth = corpus.truths[0]

    (claim,) = made_of(quoting.word_of_claim, truth, corpus)
    (quote,) = made_of(quoting.word_of_quote, truth, corpus)
    (both,) = made_of(quoting.word_of_both, truth, corpus)

    assert claim.claim != _SAID
    assert claim.cites[0].quote == _SAID
    assert quote.claim == _SAID
    assert quote.cites[0].quote != _SAID
    assert both.claim == both.cites[0].quote != _SAID
    assert len(claim.claim.split()) == len(_SAID.split())


def test_a_word_is_left_out_of_the_quote_without_a_sign() -> None:
    corpus = _corpus()

    (made,) = made_of(quoting.word_left_out_of_quote, corpus.truths[0], corpus)

    assert made.cites[0].quote is not None
    assert len(made.cites[0].quote.split()) == len(_SAID.split()) - 1


def test_the_nearest_passage_shares_the_most_words() -> None:
    corpus = _corpus()

    (made,) = made_of(quoting.nearest_passage, corpus.truths[0], corpus)

    assert made.claim == _SAID
    assert made.cites[0].text == _NEAR


def test_the_next_passage_is_of_the_same_document() -> None:
    corpus = _corpus()

    (made,) = made_of(quoting.neighbouring_passage, corpus.truths[0], corpus)

    assert made.cites[0].text == _FAR
    last = next(truth for truth in corpus.truths if truth.document_id == "d2")
    assert made_of(quoting.neighbouring_passage, last, corpus) == []


def test_a_passage_that_says_the_same_is_not_wrong() -> None:
    corpus = material(document("d1", _SAID), document("d2", f"It rained. {_SAID}"))

    assert made_of(quoting.nearest_passage, corpus.truths[0], corpus) == []
    assert made_of(quoting.random_passage, corpus.truths[0], corpus) == []


def test_an_invented_quote_stands_nowhere() -> None:
    corpus = _corpus()

    made = made_of(quoting.quote_invented, corpus.truths[0], corpus)

    assert all(
        each.cites[0].quote not in each.cites[0].text for each in made if each.cites[0].quote
    )
    assert claims(made)[0] == _SAID


def test_another_sentence_of_the_passage_is_quoted() -> None:
    corpus = _corpus()

    (made,) = made_of(quoting.quote_of_another_sentence, corpus.truths[0], corpus)

    assert (made.claim, made.cites[0].quote) == (_SAID, _NEXT)
