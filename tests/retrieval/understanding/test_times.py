from datetime import date

import pytest

from retrieval.understanding.questions import understand

KNOWN = ("Aldermere", "Thornbeck", "Merton", "Wandsworth", "Nottingham")


def test_a_document_named_by_its_time_is_told_from_a_year_spoken_of() -> None:
    named = understand("What did the January 2019 focused visit to Merton find?")
    assert (named.document_years, named.document_months) == ((2019,), (1,))
    assert named.kinds == ("focused_visit_letter",)
    spoken = understand("How many children in Merton were in care in December 2018?")
    assert (spoken.years, spoken.document_years) == ((2018,), ())


@pytest.mark.parametrize(
    ("question", "years", "months"),
    [
        ("What were the findings when Merton was inspected in 2021?", (2021,), ()),
        ("What did Ofsted find when it inspected Merton in July 2017?", (2017,), (7,)),
        ("How many lived in homes that were visited in 2019?", (), ()),
    ],
)
def test_the_year_of_an_inspection_names_a_document(
    question: str, years: tuple[int, ...], months: tuple[int, ...]
) -> None:
    query = understand(question, known=KNOWN)
    assert (query.document_years, query.document_months) == (years, months)


def test_since_a_year_means_every_year_since() -> None:
    years = understand("Has Merton improved since 2019?").years
    assert (years[0], years[-1]) == (2019, date.today().year)


def test_the_months_it_speaks_of() -> None:
    assert understand("How many by July 2017, and by August?").months == ((2017, 7), (None, 8))
    assert understand("What may a child expect?").months == ()
    assert understand("Between July and December 2010?").months == ((2010, 7), (2010, 12))
    assert understand("Between March and June 2010?").months == ((2010, 3), (2010, 6))
    assert understand("From July to September 2010?").months == ((2010, 7), (2010, 9))


@pytest.mark.parametrize(
    ("question", "present"),
    [
        ("Does Merton know how many carers it needs?", True),
        ("What help do young carers get?", True),
        ("Did Merton know how many carers it needed?", False),
        ("How have visits changed?", False),
        ("Is Merton better than in 2017?", False),
    ],
)
def test_the_present_is_told_from_the_past(question: str, present: bool) -> None:
    assert understand(question, known=KNOWN).present == present


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("What were the recommendations as of 2018-01-01?", date(2018, 1, 1)),
        ("What was the grade as of 1 January 2018?", date(2018, 1, 1)),
        ("As of June 2018, what was the grade?", date(2018, 6, 30)),
        ("What must improve, as at 2017?", date(2017, 12, 31)),
        ("What was the grade in 2018?", None),
        ("What was it as of 2018-13-45?", None),
    ],
)
def test_as_of_a_day_in_words(question: str, day: date | None) -> None:
    query = understand(question, known=KNOWN)
    assert query.filters.as_of == day
    assert day is None or (query.years, query.document_years) == ((), ())


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("grades 2014-2018", (2014, 2015, 2016, 2017, 2018)),
        ("What improved between the 2017 and 2019 inspections?", (2017, 2018, 2019)),
        ("The Year 7 figure for 16/17?", (2016,)),
        ("The NEET figure for Aug 17?", (2017,)),
    ],
)
def test_years_as_people_write_them(question: str, years: tuple[int, ...]) -> None:
    query = understand(question)
    assert (query.years, query.document_years) == (years, ())


@pytest.mark.parametrize(
    ("question", "over_time"),
    [
        ("Merton – three inspections, three overall grades?", True),
        ("Did Merton get its designated officer arrangements sorted?", True),
        ("What did Merton do about drift after the inadequate report?", True),
        ("How was Merton's LADO in 2022 – had it got better?", False),
        ("What must get better in Merton?", False),
        ("What needs to get better in Merton?", False),
        ("Did it get better in Merton?", True),
        ("Had it got better by now in Merton since 2022?", True),
        ("Who sorted the post in Merton?", False),
    ],
)
def test_what_asks_for_more_than_one_time(question: str, over_time: bool) -> None:
    assert understand(question, known=KNOWN).over_time is over_time


def test_what_still_had_to_be_done_is_of_the_past() -> None:
    assert not understand("How many plans did they still have to write?", known=KNOWN).newest
    assert not understand("How many plans were still to be written?", known=KNOWN).newest
    assert understand("What do they still have to improve?", known=KNOWN).newest
    assert understand("Are plans still late?", known=KNOWN).newest


def test_a_figure_of_a_day_is_asked_of_all_that_is_known_since() -> None:
    asked = understand("As at 31 March 2017, how many children had a plan?", known=KNOWN)
    assert asked.filters.as_of is None
    assert asked.years == (2017,)


def test_a_year_beside_another_report_names_no_report() -> None:
    query = understand("Leadership: the grade in 2017 and in the newest report?", known=KNOWN)
    assert query.document_years == ()
    assert query.newest


@pytest.mark.parametrize("said", ["from 2015 on", "from 2015 onwards", "since 2015"])
def test_from_a_year_on_asks_for_all_years_since(said: str) -> None:
    years = understand(f"What are Merton's overall judgements {said}?", known=KNOWN).years
    assert years == tuple(range(2015, date.today().year + 1))


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("How are homeless 16/17 year olds housed in Merton?", ()),
        ("How are homeless 16/17-year-olds housed in Merton?", ()),
        ("What was the rate in 16/17?", (2016,)),
    ],
)
def test_two_ages_are_no_year(question: str, years: tuple[int, ...]) -> None:
    assert understand(question, known=("Merton",)).years == years


@pytest.mark.parametrize(
    "question",
    [
        "Aldermere - overall effectiveness 2022 report compared to 2025",
        "What changed for mentors between the 2022 report and the 2025 one?",
    ],
)
def test_both_years_of_two_reports_are_meant(question: str) -> None:
    assert understand(question, known=("Aldermere",)).document_years == (2022, 2025)


def test_looking_after_in_a_year_is_of_that_year() -> None:
    query = understand("How many was Aldermere looking after in 2017?", known=("Aldermere",))
    assert (query.years, query.over_time) == ((2017,), False)


@pytest.mark.parametrize(
    "question",
    [
        "What was its grade the time before the 2024 inspection?",
        "What had to improve at the inspection before the 2024 one?",
    ],
)
def test_the_one_before_a_years_inspection_is_the_newest_when_that_year_began(
    question: str,
) -> None:
    query = understand(question)
    assert query.filters.as_of == date(2023, 12, 31)
    assert (query.years, query.newest) == ((), True)
