import pytest

from evals.mutations import standing
from evals.mutations.material import Material
from evals.mutations.operators import Maker
from tests.evals.mutations.making import claims, document, made_of, material

_SAID = "Plans for most families are clear and short."


def _corpus() -> Material:
    return material(
        document("d1", _SAID, "In all, plans are read by families and by staff each spring."),
        document("d2", "Foster homes are inspected every spring.", authority="Thornbeck"),
        document("d3", "Visits to schools are made by a small team.", kind="performance_report"),
    )


@pytest.mark.parametrize(
    "make",
    [
        standing.stale_as_current,
        standing.another_date,
        standing.another_authoritys,
        standing.inspectors_as_council,
        standing.told_by_others,
        standing.another_visit,
        standing.denied,
        standing.loaded,
    ],
)
def test_true_words_are_told_of_something_else(make: Maker) -> None:
    corpus = _corpus()

    made = made_of(make, corpus.truths[0], corpus)

    assert made
    for each in made:
        assert each.claim != _SAID
        assert "lans for most families are clear and short." in each.claim
        assert each.cites[0].quote == _SAID


def test_what_is_stale_comes_from_a_superseded_document() -> None:
    corpus = _corpus()

    (made,) = made_of(standing.stale_as_current, corpus.truths[0], corpus)

    assert made.cites[0].current is False


def test_another_date_is_no_date_of_the_document() -> None:
    corpus = _corpus()

    for claim in claims(made_of(standing.another_date, corpus.truths[0], corpus)):
        assert "2024" not in claim or "May" not in claim


def test_a_councils_account_is_told_as_inspectors() -> None:
    corpus = _corpus()
    own = next(truth for truth in corpus.truths if truth.document_id == "d3")

    (claim,) = claims(made_of(standing.council_as_inspectors, own, corpus))

    assert "nspect" in claim or "Ofsted" in claim
    assert made_of(standing.council_as_inspectors, corpus.truths[0], corpus) == []
    assert made_of(standing.inspectors_as_council, own, corpus) == []


@pytest.mark.parametrize(
    ("make", "claim"),
    [
        (standing.unresolved_pronoun, "This is praised by parents in the hub."),
        (standing.unresolved_reference, "These homes are inspected every spring."),
        (standing.unresolved_phrase, "In some cases, this is due to a long illness."),
        (standing.unresolved_share, "Most have waited for a visit since the spring."),
    ],
)
def test_a_sentence_that_leans_is_a_claim_without_a_subject(make: Maker, claim: str) -> None:
    empty = "It is right that plans are short and clear to all."
    told = "This report is short and clear to all. Those plans that are clear are read by all."
    corpus = material(
        document("d1", f"{_SAID} This is praised by parents in the hub. {empty} {told}"),
        document("d2", "These homes are inspected every spring."),
        document("d3", "In some cases, this is due to a long illness."),
        document("d4", "Most have waited for a visit since the spring."),
    )

    made = [each for truth in corpus.leaning for each in claims(made_of(make, truth, corpus))]

    assert made == [claim]


def test_such_a_sentence_is_put_behind_a_frame() -> None:
    corpus = material(document("d1", f"{_SAID} This is praised by parents in the hub."))

    (claim,) = claims(made_of(standing.framed_pronoun, corpus.leaning[0], corpus))

    assert claim.endswith("his is praised by parents in the hub.")
    assert not claim.startswith("This")


def test_a_subject_is_made_a_pronoun_and_a_name_a_claim() -> None:
    corpus = _corpus()
    homes = next(truth for truth in corpus.truths if truth.document_id == "d2")

    assert claims(made_of(standing.subject_made_pronoun, homes, corpus)) == [
        "They are inspected every spring."
    ]
    (name,) = claims(made_of(standing.bare_name, homes, corpus))
    assert name.rstrip(".") == "Foster homes"
