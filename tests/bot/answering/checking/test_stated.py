"""What a message states: its claims, and the facts that registers know of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.checking.stated import (
    CountStated,
    DayStated,
    GradeStated,
    fact_in,
    statements,
)

KNOWN = ("Aldermere", "Thornbeck")


@pytest.mark.parametrize(
    ("text", "area", "grade"),
    [
        ("Ofsted rated Aldermere good for care leavers in 2023", "care_leavers", "good"),
        ("Aldermere was judged inadequate.", "overall_effectiveness", "inadequate"),
        (
            "In May 2024, inspectors judged leadership in Aldermere outstanding",
            "leaders",
            "outstanding",
        ),
        ("Children’s services were rated RI overall", "overall_effectiveness", None),
        ("Care leavers: Good", "care_leavers", "good"),
        (
            "Aldermere requires improvement for children who need help and protection, its rating",
            "help_and_protection",
            None,
        ),
        (
            "Aldermere was rated good for children looked after and achieving permanence",
            "looked_after_and_permanence",
            "good",
        ),
    ],
)
def test_a_grade_is_read_with_its_area(text: str, area: str, grade: str | None) -> None:
    fact = fact_in(text, KNOWN)
    assert isinstance(fact, GradeStated)
    assert (fact.area, fact.grade) == (area, grade or "requires_improvement")


@pytest.mark.parametrize(
    "text",
    [
        "Aldermere is not good for care leavers",
        "Aldermere was rated good, not outstanding",
        "Aldermere is nearly outstanding for leadership",
        "Aldermere may be rated outstanding",
        "Aldermere used to be outstanding",
        "Aldermere was rated good before 2024",
        "If Aldermere is rated good, the panel meets",
        "Aldermere’s schools are rated good",
        "Aldermere is a good place to live",
        "The report was good",
        "Ofsted is good",
        "Aldermere went from inadequate to good",
        "Aldermere was rated good by councillors",
        "Care leavers and children in care were rated good",
        "Aldermere has at least 3 recommendations",
        "Three of the 9 recommendations for Aldermere were met",
        "Ofsted will inspect Aldermere in May 2026",
        "Ofsted did not inspect Aldermere in May 2024",
        "The inspection of May 2024 was led by somebody else",
        "The inspections were in May 2024 and in June 2021",
    ],
)
def test_what_says_anything_more_or_less_is_no_certain_fact(text: str) -> None:
    assert fact_in(text, KNOWN) is None


def test_numbers_of_items_and_days_are_read() -> None:
    fact = fact_in("The latest report on Aldermere lists twelve areas for improvement.", KNOWN)
    assert fact == CountStated(12, "areas for improvement", True)
    fact = fact_in("Ofsted visited Thornbeck for a monitoring visit in November 2023", KNOWN)
    assert isinstance(fact, DayStated)
    assert (fact.visit, fact.exact, fact.newest) == ("monitoring", False, False)
    fact = fact_in("The last inspection took place from 4 to 15 March 2024", KNOWN)
    assert isinstance(fact, DayStated)
    assert (fact.exact, fact.newest, fact.when.last.day) == (True, True, 15)


def test_a_message_is_cut_where_its_claims_end() -> None:
    message = (
        "Hi all, Ofsted rated *Aldermere* good for care leavers in 2024 and there are 4 "
        "recommendations. Can you confirm?\n"
        "- Aldermere was rated outstanding for leadership, good for help and protection and it "
        "has 3 areas for improvement\n"
        "> I think we should celebrate!\n"
        "Thanks, Jo\n\n"
        "Plans are clear and reviewed often. Parents disagree. "
        "Thank you for the help that your staff gave, and plans are clear.\n"
        "Agenda for Monday"
    )
    read = [(s.read, s.why) for s in statements(message, KNOWN)]
    assert read == [
        ("Ofsted rated Aldermere good for care leavers in 2024", None),
        ("there are 4 recommendations.", None),
        ("Can you confirm?", "question"),
        ("Aldermere was rated outstanding for leadership", None),
        ("Aldermere was rated good for help and protection", None),
        ("it has 3 areas for improvement", None),
        ("we should celebrate!", "opinion"),
        ("Thanks, Jo", "greeting"),
        ("Plans are clear and reviewed often.", None),
        ("Parents disagree.", None),
        ("Thank you for the help that your staff gave, and plans are clear.", None),
        ("Agenda for Monday", "no_statement"),
    ]


@given(st.text(max_size=300))
def test_any_message_can_be_cut(message: str) -> None:
    for statement in statements(message, KNOWN):
        assert statement.text.strip()
        assert statement.read.strip()
