import pytest

from retrieval.conversation.kindred import Kindred, kindred

KNOWN = ("Aldermere", "Aldermereshire", "Merton", "Nottingham", "Nottinghamshire")


@pytest.mark.parametrize(
    ("question", "before", "name"),
    [
        ("And the county?", "Nottingham", "Nottinghamshire"),
        ("what about the county council?", "Nottingham", "Nottinghamshire"),
        ("and for the city?", "Nottinghamshire", "Nottingham"),
        ("How did the county do in 2019?", "Nottingham", "Nottinghamshire"),
        ("And the county’s foster carers?", "Aldermere", "Aldermereshire"),
    ],
)
def test_a_city_and_the_county_of_its_name_stand_beside_each_other(
    question: str, before: str, name: str
) -> None:
    meant = kindred(question, (before,), KNOWN)
    assert meant is not None
    assert meant.name == name


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("And the county?", "Merton"),
        ("what about the city?", "Merton"),
        # Two authorities bear the county's name.
        ("And the county?", "Bedford"),
        ("And the county?", "York"),
    ],
)
def test_a_kind_that_tells_of_no_one_authority_is_asked_back(question: str, before: str) -> None:
    meant = kindred(question, (before,), KNOWN)
    assert isinstance(meant, Kindred)
    assert meant.name is None


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("And the county?", ("Nottinghamshire",)),
        ("And the city?", ("Nottingham",)),
        ("How many children live in the borough?", ("Merton",)),
        ("What does the county court say?", ("Nottingham",)),
        ("And the city centre?", ("Nottinghamshire",)),
        ("And the county?", ("Merton", "Nottingham")),
        ("And the county?", ()),
        ("And in 2017?", ("Nottingham",)),
    ],
)
def test_what_goes_on_about_the_same_authority_means_no_other(
    question: str, before: tuple[str, ...]
) -> None:
    assert kindred(question, before, KNOWN) is None
