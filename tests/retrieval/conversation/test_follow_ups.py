from dataclasses import replace
from datetime import date

import pytest

from retrieval.conversation.follow_ups import follow_on, opening
from retrieval.query import Told
from retrieval.understanding.questions import understand
from retrieval.understanding.wording import uses_of

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


def test_an_item_that_was_not_shown_is_asked_back() -> None:
    first = replace(understand("What must Merton improve?"), told=(Told("d", "p", "One thing."),))
    assert follow_on(understand("And number 7?"), first).unclear == "item"


def test_the_month_after_is_a_step_on() -> None:
    first = understand("What was the rate in December 2016?", home="Merton")
    follow = follow_on(understand("And the month after?", home="Merton"), first)
    assert (follow.months, follow.years) == (((2017, 1),), (2017,))
    assert follow.core == first.core


def test_which_page_asks_for_the_same_again() -> None:
    first = understand("What did inspectors find about the LADO in Merton?", known=KNOWN)
    follow = follow_on(understand("Which page is that on?"), first)
    assert replace(follow, question=first.question) == first


def test_the_finding_behind_an_item_is_looked_for_in_its_own_report() -> None:
    first = understand("What must Merton improve?", known=KNOWN)
    item = Told("d1", "d1-0001", "The tracking of allegations. (Outcome 2)", item=True)
    follow = follow_on(
        understand("Tell me more about the first"), replace(first, told=(item,)), known=KNOWN
    )
    assert follow.within == ("d1",)
    assert "The tracking of allegations" in follow.question
    assert follow.as_asked == "Tell me more about the first"
    assert "Outcome" not in follow.core


def test_what_was_done_about_an_item_is_looked_for_in_what_came_after() -> None:
    first = understand("What must Merton improve now?", known=KNOWN)
    item = Told("d1", "d1-0001", "The tracking of allegations.", item=True, day=date(2023, 5, 24))
    asked = understand("What has been done about the first one?")
    follow = follow_on(asked, replace(first, told=(item,)), known=KNOWN)
    assert (follow.within, follow.newest, follow.panel) == ((), False, True)
    assert follow.years[0] == 2023


def test_an_item_of_a_list_of_authorities_is_the_authority() -> None:
    first = understand("Which authorities are inadequate?", known=KNOWN)
    told = (
        Told("d1", "p1", "Overall: inadequate", item=True, authority="Aldermere"),
        Told("d2", "p2", "Overall: inadequate", item=True, authority="Thornbeck"),
    )
    asked = understand("What must the second one improve?", known=KNOWN)
    follow = follow_on(asked, replace(first, told=told), known=KNOWN)
    assert follow.authorities == ("Thornbeck",)
    assert follow.intent == "recommendations"


def test_the_same_matter_for_others_takes_their_place() -> None:
    first = understand("How is the health of children in care in Merton?", known=KNOWN)
    follow = follow_on(understand("And for care leavers?", known=KNOWN), first, known=KNOWN)
    assert set(follow.core) == {"health", "care", "leavers"}
    assert follow.areas == ("care_leavers",)


def test_a_new_matter_drops_the_old_one() -> None:
    first = understand("What did inspectors find about the LADO in Merton?", known=KNOWN)
    for question in (
        "How many children were in care in Merton in April 2024?",
        "What happens to young people in Merton when they leave prison?",
        "What does it say about health?",
    ):
        follow = follow_on(understand(question, known=KNOWN), first, known=KNOWN)
        assert "LADO" not in follow.core, question
        assert follow.authorities == ("Merton",)


def test_years_on_and_back_are_reckoned_from_the_document_asked_about() -> None:
    first = understand("What did the 2022 inspection of Merton say about caseloads?", known=KNOWN)
    later = follow_on(understand("Had that got better a year later?"), first, known=KNOWN)
    assert (later.years, later.document_years, later.over_time) == ((2023,), (), False)
    now = understand("How was Merton judged at its latest inspection?", known=KNOWN)
    now = replace(now, told=(Told("d", "p", "Overall: good", day=date(2025, 7, 18)),))
    assert follow_on(understand("And three years earlier?"), now, known=KNOWN).years == (2022,)


def test_before_that_comes_before_what_was_told() -> None:
    first = understand("What does the latest report on Merton say about the LADO?", known=KNOWN)
    first = replace(first, told=(Told("d2", "p", "It is slow."),))
    second = follow_on(understand("And before that?"), first, known=KNOWN)
    assert second.before_those == ("d2",)
    second = replace(second, told=(Told("d1", "p", "It was slower."),))
    third = follow_on(understand("And before that?"), second, known=KNOWN)
    assert (third.before, third.before_those) == (True, ("d1",))


def test_what_was_asked_of_one_year_is_asked_of_another_authority_near_it() -> None:
    first = understand("What did inspectors say about caseloads in Merton in 2022?", known=KNOWN)
    follow = follow_on(understand("What about Wandsworth?", known=KNOWN), first, known=KNOWN)
    assert (follow.authorities, follow.years, follow.years_near) == (("Wandsworth",), (2022,), True)


def test_what_points_back_to_nothing_is_unclear() -> None:
    for question in ("And the second one?", "Why?", "What about it?", "And before that?"):
        assert opening(understand(question)).unclear, question
    for question in ("What about council tax?", "Is Merton good?", "Who led it in Merton?"):
        assert not opening(understand(question, known=KNOWN)).unclear, question


def test_the_words_of_a_kept_topic_are_read_as_they_were_asked() -> None:
    first = understand("What does the local offer hold in Merton?", known=KNOWN)
    follow = follow_on(understand("And in Wandsworth?", known=KNOWN), first, known=KNOWN)
    assert "local offer" in {use.used for use in uses_of(follow)}


def test_another_kind_of_question_does_not_ask_for_what_the_first_did() -> None:
    first = understand("When was Merton last inspected?", known=KNOWN)
    asked = understand("What did they find about private fostering?", known=KNOWN)
    assert follow_on(asked, first, known=KNOWN).answer_type == "any"
    counted = understand("How many referrals did the LADO in Merton get?", known=KNOWN)
    again = follow_on(understand("And in 2017?", known=KNOWN), counted, known=KNOWN)
    assert (again.answer_type, again.demand.measure) == ("number", "count")


def test_the_number_of_an_item_is_no_figure_that_is_asked_for() -> None:
    first = understand("What must Merton improve?", known=KNOWN)
    item = Told("d1", "d1-0001", "The tracking of allegations.", item=True)
    asked = understand("Say more about number 1", known=KNOWN)
    assert follow_on(asked, replace(first, told=(item,)), known=KNOWN).demand.measure is None


def test_who_else_inspected_is_asked_of_the_same_inspection() -> None:
    first = understand("Who led the 2017 inspection of Merton?", known=KNOWN)
    follow = follow_on(understand("And who was the deputy?", known=KNOWN), first, known=KNOWN)
    assert (follow.intent, follow.document_years) == ("inspection", (2017,))


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("And for care leavers?", "judgements"),
        ("Was that the same for care leavers?", "judgements"),
        ("And what did they say about care leavers?", "passages"),
        ("And what do they have to do about care leavers?", "passages"),
        ("And pathway plans for care leavers?", "passages"),
    ],
)
def test_after_a_grade_the_same_of_an_area_asks_for_its_grade(question: str, intent: str) -> None:
    first = understand("What is Merton's latest overall grade?", known=KNOWN)
    follow = follow_on(understand(question, known=KNOWN), first, known=KNOWN)
    assert (follow.intent, follow.areas) == (intent, ("care_leavers",))


def test_who_signed_it_asks_for_the_foot_of_the_letter() -> None:
    first = understand("What did the 2018 Wandsworth monitoring letter say on help?", known=KNOWN)
    assert follow_on(understand("And who signed it?"), first, known=KNOWN).intent == "inspection"


@pytest.mark.parametrize(
    "asked", ["And on leadership?", "and leadership?", "what about leadership"]
)
def test_a_comparison_goes_on_with_another_matter(asked: str) -> None:
    first = understand("Compare Merton and Wandsworth on adoption", known=KNOWN)
    follow = follow_on(understand(asked, known=KNOWN, home="Aldermere"), first, known=KNOWN)
    assert follow.authorities == ("Merton", "Wandsworth")
    assert follow.compare
    assert follow.core == ("leadership",)


def test_they_are_the_people_whose_grade_was_told() -> None:
    first = understand("How were care leavers in Merton graded?", known=KNOWN)
    follow = follow_on(understand("And do they get a laptop?", known=KNOWN), first, known=KNOWN)
    assert follow.core == ("care", "leavers", "laptop")
    other = follow_on(understand("And what did they say of plans?", known=KNOWN), first)
    assert "leavers" not in other.core
