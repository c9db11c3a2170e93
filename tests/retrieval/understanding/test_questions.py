from datetime import date

from retrieval.query import Filters
from retrieval.understanding.questions import understand

KNOWN = ("Aldermere", "Thornbeck", "Merton", "Wandsworth", "Nottingham")


def test_filters_set_by_hand_win() -> None:
    filters = Filters(authorities=("Thornbeck",), as_of=date(2020, 1, 1))
    query = understand("How is Aldermere doing?", known=KNOWN, filters=filters)
    assert query.authorities == ("Thornbeck",)


def test_rights_are_told_from_findings() -> None:
    assert understand("What are care leavers entitled to?").entitlement
    assert not understand("What did inspectors find about care leavers?").entitlement


def test_a_day_set_by_hand_wins() -> None:
    filters = Filters(as_of=date(2020, 1, 1))
    query = understand("Grades as of 2018-01-01?", filters=filters)
    assert query.filters.as_of == date(2020, 1, 1)


def test_a_question_read_as_it_stands_keeps_no_other_wording() -> None:
    query = understand("What grades did Merton get?", known=KNOWN)
    assert (query.as_asked, query.slips) == ("", ())


def test_a_word_of_a_set_phrase_tells_of_no_event() -> None:
    assert not understand("Who deals with emergencies when the office is shut?").demand.events
    assert understand("When was the children’s centre shut?").demand.events


def test_markup_is_no_word_of_a_question() -> None:
    assert understand("<b>LADO</b> 7?").core == ("LADO", "7")


def test_a_reason_is_asked_for_and_no_number_that_it_speaks_of() -> None:
    assert understand("Why can't they tell how many take part?").demand.measure is None
    assert understand("How many take part?").demand.measure == "count"
    assert understand("How many joined, and in what time?").demand.measure == "count"


def test_what_was_criticised_and_is_asked_after_again_may_be_praised_by_now() -> None:
    assert understand("The LADO's work was criticised: sorted now?").slant == "none"
    assert understand("What was criticised in the LADO's work?").slant == "criticism"


def test_the_last_time_for_a_school_is_not_that_of_the_council() -> None:
    assert not understand("How was the Abbey Road Nursery rated the last time?").newest
    assert understand("How was fostering rated the last time?").newest
