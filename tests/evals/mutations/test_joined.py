from evals.mutations import joined
from evals.mutations.material import Material
from tests.evals.mutations.making import claims, document, made_of, material

_FIRST = "Court work in the borough is prepared with care by two lawyers."
_SECOND = "The hub has moved to the old library in the town."
_THIRD = "Turnover among drivers is lower than at any time since the merger."
_OTHER = "Foster homes are inspected by a regional body every spring."


def _corpus() -> Material:
    return material(
        document("d1", f"{_FIRST} {_SECOND} {_THIRD}"),
        document("d2", _OTHER, authority="Thornbeck"),
    )


def test_a_clause_that_nobody_said_is_appended() -> None:
    corpus = _corpus()
    truth = corpus.truths[0]

    made = made_of(joined.clause_appended, truth, corpus)

    assert made
    assert all(each.claim.startswith(_FIRST[:-1]) and each.claim != _FIRST for each in made)
    assert all(each.cites[0].quote == _FIRST for each in made)


def test_a_sentence_that_nobody_wrote_there_is_appended() -> None:
    corpus = _corpus()

    (made,) = made_of(joined.sentence_appended, corpus.truths[0], corpus)

    assert made.claim.startswith(f"{_FIRST} ")
    assert made.claim.removeprefix(_FIRST).strip() not in corpus.cites[0].text


def test_the_subject_of_one_sentence_gets_the_predicate_of_another() -> None:
    corpus = _corpus()

    made = claims(made_of(joined.two_sentences, corpus.truths[0], corpus))

    assert "Court work in the borough is lower than at any time since the merger." in made
    assert "Court work in the borough has moved to the old library in the town." in made


def test_two_sentences_are_told_as_cause_and_effect() -> None:
    corpus = _corpus()

    made = claims(made_of(joined.two_sentences_as_cause, corpus.truths[0], corpus))

    assert len(made) == 2
    assert all(claim.startswith(_FIRST[:-1]) for claim in made)


def test_two_documents_are_both_cited() -> None:
    corpus = material(document("d1", _FIRST), document("d2", _SECOND, authority="Thornbeck"))

    found = [
        each
        for _ in range(12)
        for truth in corpus.truths
        for each in made_of(joined.two_documents, truth, corpus)
    ]

    assert found
    assert all(len(each.cites) == 2 for each in found)
    assert all(each.cites[0].authority != each.cites[1].authority for each in found)


def test_subjects_that_may_be_the_same_are_not_crossed() -> None:
    text = "The council is slow to answer letters. The local authority is aware of the delays."
    corpus = material(document("d1", text))

    assert made_of(joined.two_sentences, corpus.truths[0], corpus) == []


def test_a_first_word_that_is_a_name_keeps_its_capital() -> None:
    corpus = material(
        document("d1", "In all of this, plans are clear. Plans are clear. LADO work is clear.")
    )

    assert joined.lowered("Plans are clear.", corpus) == "plans are clear."
    assert joined.lowered("LADO work is clear.", corpus) == "LADO work is clear."
