import pytest

from retrieval.query import Filters
from retrieval.understanding.questions import understand

KNOWN = ("Aldermere", "Thornbeck", "Merton", "Wandsworth", "Nottingham")


def test_a_question_that_names_no_authority_is_about_home() -> None:
    query = understand("What are the current recommendations?", known=KNOWN, home="Aldermere")
    assert (query.authorities, query.assumed_home) == (("Aldermere",), True)
    assert query.intent == "recommendations"
    assert query.newest


def test_a_named_authority_is_never_home() -> None:
    query = understand("what does thornbeck need to improve?", known=KNOWN, home="Aldermere")
    assert (query.authorities, query.assumed_home) == (("Thornbeck",), False)


def test_which_authorities_asks_all_of_them() -> None:
    query = understand("Which authorities were told to improve life-story work?", home="Aldermere")
    assert query.authorities == ()


def test_a_city_council_is_named_without_its_form() -> None:
    query = understand("Why is Nottingham City Council slow with visits?")
    assert query.authorities == ("Nottingham",)
    assert "City" not in query.core


def test_a_slip_of_an_authority_s_name_is_noticed() -> None:
    assert understand("careleavers in tornbek", known=KNOWN).perhaps == ("Thornbeck",)
    assert understand("How is leading practice shared?", known=("Reading",)).perhaps == ()
    assert understand("What about Leeds?", known=KNOWN).perhaps == ()


def test_an_authority_that_the_filter_leaves_out_is_noticed() -> None:
    filters = Filters(authorities=("Merton",))
    assert understand("How is Wandsworth?", known=KNOWN, filters=filters).limited == ("Wandsworth",)
    assert understand("How is Merton?", known=KNOWN, filters=filters).limited == ()


def test_a_name_one_letter_wrong_is_read_and_told() -> None:
    query = understand("careleavers in thornbek", known=KNOWN)
    assert (query.authorities, query.perhaps) == (("Thornbeck",), ())
    assert query.slips == (("thornbek", "Thornbeck"),)
    assert query.as_asked == "careleavers in thornbek"


def test_which_council_is_not_the_one_that_it_works_with() -> None:
    query = understand("Which council's partnership with Hampshire ended?", known=KNOWN)
    assert (query.authorities, query.names) == ((), ("Hampshire",))
    # Of one that has documents of its own these are asked.
    known = (*KNOWN, "Hampshire")
    assert understand("Which council works with Hampshire?", known=known).authorities == (
        "Hampshire",
    )


def test_other_boroughs_are_asked_about_but_not_so_many_that_share_a_thing() -> None:
    shared = understand("Is the grant shared with five or six other boroughs?", home="Merton")
    assert (shared.everywhere, shared.authorities) == (False, ("Merton",))
    assert understand("Do other boroughs share the grant?", home="Merton").everywhere


def test_whose_school_asks_for_the_authority_and_no_school() -> None:
    assert understand("Which council's virtual school tracks attendance?").demand.sort == ""
    assert understand("Which school slipped?").demand.sort


def test_which_la_asks_for_an_authority() -> None:
    assert understand("which LA holds the Larkspur awards").core == ("holds", "Larkspur", "awards")


def test_a_place_in_small_letters_is_one_where_it_belongs_to_something() -> None:
    query = understand("which agency does reading belong to", known=("Reading",))
    assert query.authorities == ("Reading",)
    assert understand("does reading with children help", known=("Reading",)).authorities == ()


def test_each_of_two_authorities_may_have_its_own_year() -> None:
    query = understand("Visits: Merton 2022 vs Wandsworth 2023", known=KNOWN)
    assert query.each_year == (("Merton", 2022), ("Wandsworth", 2023))
    assert (query.compare, query.over_time) == (True, False)
    assert query.core == ("Visits",)


@pytest.mark.parametrize(
    "question",
    [
        "How did Merton and Wandsworth change between 2022 and 2023?",
        "Compare Merton in 2022 and 2023 with Wandsworth in 2023",
        "Merton in 2022 and 2023",
    ],
)
def test_years_of_all_are_no_years_of_each(question: str) -> None:
    assert understand(question, known=KNOWN).each_year == ()
