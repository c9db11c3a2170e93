from datetime import date

import pytest

from retrieval.follow_ups import follow_on
from retrieval.query import Filters, core_text
from retrieval.questions import understand

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


def test_filters_set_by_hand_win() -> None:
    filters = Filters(authorities=("Thornbeck",), as_of=date(2020, 1, 1))
    query = understand("How is Aldermere doing?", known=KNOWN, filters=filters)
    assert query.authorities == ("Thornbeck",)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What needs to improve in Merton?", "recommendations"),
        ("What did the focused visit ask Merton to improve?", "recommendations"),
        ("What grades did Merton get?", "judgements"),
        ("Has Merton gone up or down?", "judgements"),
        ("When was Merton inspected?", "inspection"),
        ("Who led the last Merton inspection?", "inspection"),
        ("What did inspectors find about the LADO?", "passages"),
    ],
)
def test_what_is_asked_for(question: str, intent: str) -> None:
    assert understand(question).intent == intent


@pytest.mark.parametrize(
    ("question", "answer_type"),
    [
        ("How many children went missing?", "number"),
        ("Until when was it put off?", "date"),
        ("Who chairs the board?", "person"),
        ("Why did plans drift?", "reason"),
        ("Do care leavers get a bus pass?", "yes_no"),
        ("What is the local offer?", "any"),
    ],
)
def test_what_kind_of_answer_is_wanted(question: str, answer_type: str) -> None:
    assert understand(question).answer_type == answer_type


def test_a_document_named_by_its_time_is_told_from_a_year_spoken_of() -> None:
    named = understand("What did the January 2019 focused visit to Merton find?")
    assert (named.document_years, named.document_months) == ((2019,), (1,))
    assert named.kinds == ("focused_visit_letter",)
    spoken = understand("How many children in Merton were in care in December 2018?")
    assert (spoken.years, spoken.document_years) == ((2018,), ())


def test_since_a_year_means_every_year_since() -> None:
    years = understand("Has Merton improved since 2019?").years
    assert (years[0], years[-1]) == (2019, date.today().year)


def test_the_core_leaves_out_names_dates_and_framing() -> None:
    query = understand("What did inspectors find about foster carers in Merton in July 2019?")
    assert core_text(query) == "foster carers"


def test_a_city_council_is_named_without_its_form() -> None:
    query = understand("Why is Nottingham City Council slow with visits?")
    assert query.authorities == ("Nottingham",)
    assert "City" not in query.core


def test_a_follow_up_keeps_authority_and_topic() -> None:
    first = understand("What did inspectors find about the LADO in Merton?", known=KNOWN)
    asked = understand("And in 2017?", known=KNOWN, home="Aldermere")
    follow = follow_on(asked, first, known=KNOWN)
    assert follow.authorities == ("Merton",)
    assert "LADO" in follow.core
    assert follow.years == (2017,)


def test_a_follow_up_may_turn_to_another_authority() -> None:
    first = understand("What did inspectors find about the LADO in Merton?", known=KNOWN)
    follow = follow_on(understand("What about Wandsworth?", known=KNOWN), first, known=KNOWN)
    assert follow.authorities == ("Wandsworth",)
    assert "LADO" in follow.core


def test_a_follow_up_about_the_one_before_steps_back() -> None:
    first = understand("What does the latest report say about the LADO?", home="Merton")
    follow = follow_on(understand("And the one before that?"), first)
    assert follow.before
    assert follow.newest


def test_a_slip_of_an_authority_s_name_is_noticed() -> None:
    assert understand("careleavers in thornbek", known=KNOWN).perhaps == ("Thornbeck",)
    assert understand("How is leading practice shared?", known=("Reading",)).perhaps == ()
    assert understand("What about Leeds?", known=KNOWN).perhaps == ()
