from dataclasses import replace

from retrieval.follow_ups import follow_on
from retrieval.query import Told
from retrieval.questions import understand

KNOWN = ("Aldermere", "Thornbeck", "Merton", "Wandsworth", "Nottingham")


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


def test_a_follow_up_about_another_authority_does_not_ask_for_a_report_of_that_very_year() -> None:
    first = understand("What did the 2017 report on Merton say about the LADO?", known=KNOWN)
    follow = follow_on(understand("What about Wandsworth?", known=KNOWN), first, known=KNOWN)
    assert (follow.years, follow.document_years) == ((2017,), ())


def test_why_keeps_the_topic_and_asks_for_reasons_in_the_documents_shown() -> None:
    first = understand("Are health assessments in Merton late?", known=KNOWN)
    first = replace(first, told=(Told("d1", "d1-0004", "Too many are late."),))
    follow = follow_on(understand("Why?", known=KNOWN, home="Aldermere"), first, known=KNOWN)
    assert follow.answer_type == "reason"
    assert follow.authorities == ("Merton",)
    assert follow.within == ("d1",)
    assert "assessments" in follow.core


def test_the_second_one_is_an_item_of_the_answer() -> None:
    first = understand("What must Merton improve?", known=KNOWN)
    told = (
        Told("d1", "d1-0001", "The tracking of allegations."),
        Told("d1", "d1-0001", "Support for homeless young people aged 16 and 17."),
    )
    first = replace(first, told=told)
    follow = follow_on(understand("Tell me more about the second one"), first, known=KNOWN)
    assert follow.intent == "passages"
    assert {"homeless", "Support"} <= set(follow.core)
    assert "allegations" not in follow.core
    assert follow.authorities == ("Merton",)


def test_an_item_that_was_not_shown_is_not_meant() -> None:
    first = replace(understand("What must Merton improve?"), told=(Told("d", "p", "One thing."),))
    assert follow_on(understand("And number 7?"), first).intent == "recommendations"


def test_the_month_after_is_a_step_on() -> None:
    first = understand("What was the rate in December 2016?", home="Merton")
    follow = follow_on(understand("And the month after?", home="Merton"), first)
    assert (follow.months, follow.years) == (((2017, 1),), (2017,))
    assert follow.core == first.core


def test_which_page_asks_for_the_same_again() -> None:
    first = understand("What did inspectors find about the LADO in Merton?", known=KNOWN)
    follow = follow_on(understand("Which page is that on?"), first)
    assert replace(follow, question=first.question) == first
