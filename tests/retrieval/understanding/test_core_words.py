import pytest

from retrieval.understanding.questions import understand

KNOWN = ("Aldermere", "Thornbeck", "Merton", "Wandsworth", "Nottingham")


def test_the_core_leaves_out_names_dates_and_framing() -> None:
    query = understand("What did inspectors find about foster carers in Merton in July 2019?")
    assert query.core == ("foster", "carers")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who runs the Family Drug and Alcohol Court?", ("Family Drug and Alcohol Court",)),
        ("How many came between July and December 2010?", ()),
        ("Is it so? The Oct 2017 pack seems unsure", ()),
        ("Where does Team 8 work?", ("Team 8",)),
        ("Is Outcome 3 met by June 30, in Year 6?", ()),
        ("What are the London and England figures?", ()),
        ("What became of Cllr Holloway's paper?", ()),
        ("What became of Perrin Holloway's paper?", ("Perrin Holloway",)),
    ],
)
def test_names_are_of_several_words_and_no_months_or_titles(
    question: str, names: tuple[str, ...]
) -> None:
    assert understand(question, known=KNOWN).names == names


def test_the_part_of_a_year_is_no_topic() -> None:
    query = understand("What share of schools was good at the end of Q1 2017/18?", known=KNOWN)
    assert not {"Q", "1"} & set(query.core)


def test_how_an_age_is_spoken_of_is_no_topic() -> None:
    query = understand("Do advisers hear from people past 25?", known=KNOWN)
    assert "past" not in query.core
    assert "25" in query.core


def test_letters_with_accents_are_letters() -> None:
    query = understand("What is Café Zest?", known=("Aldermere",))
    assert query.core == ("Café", "Zest")


def test_a_name_with_figures_in_it_is_one_word() -> None:
    assert understand("What is Time4Tea in Aldermere?", known=("Aldermere",)).core == ("Time4Tea",)


def test_the_framework_of_an_inspection_is_no_topic() -> None:
    query = understand("What was turnover in Aldermere at the 2017 SIF?", known=("Aldermere",))
    assert query.core == ("turnover",)
