from evals.mutations import names
from tests.evals.mutations.making import claims, document, made_of, material, truth_of

_CORPUS = material(
    document(
        "d1",
        "Children in Aldermere are seen by Councillor Sunniva Parthing and by others.",
        "Mr Osric Tamblyn asked for the figures to be sent to members.",
    ),
    document("d2", "Plans in Thornbeck are clear to most families.", authority="Thornbeck"),
)


def test_another_authority_stands_where_the_own_one_stood() -> None:
    truth = truth_of("Most children in Aldermere are seen in time.")

    (claim,) = claims(made_of(names.authority, truth, _CORPUS))

    assert "Aldermere" not in claim
    assert claim.startswith("Most children in ")


def test_an_authority_inside_another_name_is_left() -> None:
    truth = truth_of("Most children in Aldermere-on-Sea are seen in time.")

    assert made_of(names.authority, truth, _CORPUS) == []


def test_another_person_stands_where_one_was_named() -> None:
    truth = truth_of("Councillor Sunniva Parthing thanked the staff.")

    (claim,) = claims(made_of(names.person, truth, _CORPUS))

    assert "Parthing" not in claim
    assert claim.startswith("Councillor ")


def test_people_are_known_by_their_titles() -> None:
    assert _CORPUS.people == ("Osric Tamblyn", "Sunniva Parthing")


def test_another_post_and_another_service() -> None:
    post = truth_of("The chief executive meets care leavers every month.")
    service = truth_of("The adoption service is well led by its manager.")

    (first,) = claims(made_of(names.post, post, _CORPUS))
    (second,) = claims(made_of(names.service, service, _CORPUS))

    assert "chief executive" not in first
    assert "adoption" not in second


def test_a_post_that_is_part_of_another_is_left() -> None:
    truth = truth_of("The chief executive officer meets care leavers.")

    assert made_of(names.post, truth, _CORPUS) == []
