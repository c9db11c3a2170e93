from datetime import date

import pytest

from retrieval.query import Filters, Supposed
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
        ("What did Merton get for care leavers in the 2014 single inspection?", "judgements"),
        ("What did Merton get for each area in March 2024?", "judgements"),
        ("How did Merton's leadership come out in 2025?", "judgements"),
        ("What do care leavers get in Merton?", "passages"),
        ("What did care leavers in Merton get for their health?", "passages"),
        ("What did Merton get for its youth club?", "passages"),
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
        ("How good are they at noticing children who care for a parent?", "any"),
        ("When children run off, does anybody ask them about it?", "any"),
        ("Who led the visit, and when?", "person"),
        ("Tell me who chairs the board", "person"),
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
    assert query.core == ("foster", "carers")


def test_a_city_council_is_named_without_its_form() -> None:
    query = understand("Why is Nottingham City Council slow with visits?")
    assert query.authorities == ("Nottingham",)
    assert "City" not in query.core


def test_a_slip_of_an_authority_s_name_is_noticed() -> None:
    assert understand("careleavers in tornbek", known=KNOWN).perhaps == ("Thornbeck",)
    assert understand("How is leading practice shared?", known=("Reading",)).perhaps == ()
    assert understand("What about Leeds?", known=KNOWN).perhaps == ()


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("What grade did care leavers get in Merton?", ("care_leavers",)),
        ("How were children in care judged?", ("in_care",)),
        ("What is the grade for children in care and care leavers?", ("in_care_and_care_leavers",)),
        ("Compare the help and protection grades", ("help_and_protection",)),
        ("What grade did adoption get?", ("adoption",)),
        ("What are the current grades?", ()),
    ],
)
def test_the_areas_of_judgement_it_names(question: str, areas: tuple[str, ...]) -> None:
    assert understand(question, known=KNOWN).areas == areas


@pytest.mark.parametrize(
    ("question", "supposed"),
    [
        ("Why was Merton inadequate in 2017?", Supposed(grade="inadequate")),
        ("Why was Merton downgraded in 2022?", Supposed(move="down")),
        ("Which four things was Merton told to improve?", Supposed(items=4)),
        ("What are Merton's second and third areas for improvement?", Supposed(place=3)),
        (
            "How did Merton go from good to inadequate?",
            Supposed(grade="inadequate", move="down", was="good"),
        ),
        ("Merton was good in 2017. What is it now?", Supposed(grade="good")),
        ("Was Merton inadequate in 2017?", None),
        ("Which authorities are inadequate?", None),
        ("What are the current recommendations?", None),
    ],
)
def test_what_it_takes_for_granted(question: str, supposed: Supposed | None) -> None:
    assert understand(question, known=KNOWN).supposed == supposed


def test_rights_are_told_from_findings() -> None:
    assert understand("What are care leavers entitled to?").entitlement
    assert not understand("What did inspectors find about care leavers?").entitlement


def test_the_months_it_speaks_of() -> None:
    assert understand("How many by July 2017, and by August?").months == ((2017, 7), (None, 8))
    assert understand("What may a child expect?").months == ()


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


def test_a_day_set_by_hand_wins() -> None:
    filters = Filters(as_of=date(2020, 1, 1))
    query = understand("Grades as of 2018-01-01?", filters=filters)
    assert query.filters.as_of == date(2020, 1, 1)


def test_an_authority_that_the_filter_leaves_out_is_noticed() -> None:
    filters = Filters(authorities=("Merton",))
    assert understand("How is Wandsworth?", known=KNOWN, filters=filters).limited == ("Wandsworth",)
    assert understand("How is Merton?", known=KNOWN, filters=filters).limited == ()


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


def test_a_name_one_letter_wrong_is_read_and_told() -> None:
    query = understand("careleavers in thornbek", known=KNOWN)
    assert (query.authorities, query.perhaps) == (("Thornbeck",), ())
    assert query.slips == (("thornbek", "Thornbeck"),)
    assert query.as_asked == "careleavers in thornbek"


def test_a_question_read_as_it_stands_keeps_no_other_wording() -> None:
    query = understand("What grades did Merton get?", known=KNOWN)
    assert (query.as_asked, query.slips) == ("", ())


@pytest.mark.parametrize(
    "question",
    [
        "What is Ofsted still asking Merton to work on?",
        "Merton – outstanding now, but what were they told to improve?",
        "Which areas does Merton council still have to improve?",
        "What are inspectors expecting Thornbeck to fix?",
    ],
)
def test_a_list_is_asked_for_in_many_ways(question: str) -> None:
    query = understand(question, known=KNOWN)
    assert query.intent == "recommendations"


@pytest.mark.parametrize(
    "question",
    ["Merton: better or worse than in 2022?", "Is Merton rated higher than it was in 2022?"],
)
def test_better_than_then_asks_for_all_grades_since(question: str) -> None:
    query = understand(question, known=KNOWN)
    assert (query.intent, query.over_time, query.years[0]) == ("judgements", True, 2022)
    assert query.years[-1] == date.today().year


def test_fewer_than_then_asks_for_no_grades() -> None:
    query = understand("Are more children in care than in 2022 in Merton?", known=KNOWN)
    assert query.intent == "passages"


@pytest.mark.parametrize(
    ("question", "over_time"),
    [
        ("Merton – three inspections, three overall grades?", True),
        ("Did Merton get its designated officer arrangements sorted?", True),
        ("What did Merton do about drift after the inadequate report?", True),
        ("How was Merton's LADO in 2022 – had it got better?", False),
        ("Had it got better by now in Merton since 2022?", True),
        ("Who sorted the post in Merton?", False),
    ],
)
def test_what_asks_for_more_than_one_time(question: str, over_time: bool) -> None:
    assert understand(question, known=KNOWN).over_time is over_time


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Since when had the director been in post at the 2016 inspection of Merton?", "passages"),
        ("When did the inspection of Merton take place?", "inspection"),
        ("When was Merton inspected before the 2016 inspection?", "inspection"),
        ("Who led the team at the 2016 inspection of Merton?", "inspection"),
    ],
)
def test_an_inspection_may_only_tell_the_time(question: str, intent: str) -> None:
    assert understand(question, known=KNOWN).intent == intent


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who runs the Family Drug and Alcohol Court?", ("Family Drug and Alcohol Court",)),
        ("How many came between July and December 2010?", ()),
        ("Is it so? The Oct 2017 pack seems unsure", ()),
        ("What are the London and England figures?", ()),
        ("What became of Cllr Holloway's paper?", ()),
        ("What became of Perrin Holloway's paper?", ("Perrin Holloway",)),
    ],
)
def test_names_are_of_several_words_and_no_months_or_titles(
    question: str, names: tuple[str, ...]
) -> None:
    assert understand(question, known=KNOWN).names == names


def test_what_still_had_to_be_done_is_of_the_past() -> None:
    assert not understand("How many plans did they still have to write?", known=KNOWN).newest
    assert not understand("How many plans were still to be written?", known=KNOWN).newest
    assert understand("What do they still have to improve?", known=KNOWN).newest
    assert understand("Are plans still late?", known=KNOWN).newest


def test_which_council_is_not_the_one_that_it_works_with() -> None:
    query = understand("Which council's partnership with Hampshire ended?", known=KNOWN)
    assert (query.authorities, query.names) == ((), ("Hampshire",))
    # Of one that has documents of its own these are asked.
    known = (*KNOWN, "Hampshire")
    assert understand("Which council works with Hampshire?", known=known).authorities == (
        "Hampshire",
    )


def test_the_part_of_a_year_is_no_topic() -> None:
    query = understand("What share of schools was good at the end of Q1 2017/18?", known=KNOWN)
    assert not {"Q", "1"} & set(query.core)


def test_a_word_of_a_set_phrase_tells_of_no_event() -> None:
    assert not understand("Who deals with emergencies when the office is shut?").demand.events
    assert understand("When was the children’s centre shut?").demand.events


def test_what_is_left_to_improve_is_a_list() -> None:
    for question in ("Anything left to improve in Merton?", "latest areas for improvment, Merton"):
        assert understand(question, known=("Merton",)).intent == "recommendations"


def test_a_figure_of_a_day_is_asked_of_all_that_is_known_since() -> None:
    asked = understand("As at 31 March 2017, how many children had a plan?", known=KNOWN)
    assert asked.filters.as_of is None
    assert asked.years == (2017,)


def test_a_year_beside_another_report_names_no_report() -> None:
    query = understand("Leadership: the grade in 2017 and in the newest report?", known=KNOWN)
    assert query.document_years == ()
    assert query.newest


def test_how_an_age_is_spoken_of_is_no_topic() -> None:
    query = understand("Do advisers hear from people past 25?", known=KNOWN)
    assert "past" not in query.core
    assert "25" in query.core


@pytest.mark.parametrize("said", ["from 2015 on", "from 2015 onwards", "since 2015"])
def test_from_a_year_on_asks_for_all_years_since(said: str) -> None:
    years = understand(f"What are Merton's overall judgements {said}?", known=KNOWN).years
    assert years == tuple(range(2015, date.today().year + 1))


def test_other_boroughs_are_asked_about_but_not_so_many_that_share_a_thing() -> None:
    shared = understand("Is the grant shared with five or six other boroughs?", home="Merton")
    assert (shared.everywhere, shared.authorities) == (False, ("Merton",))
    assert understand("Do other boroughs share the grant?", home="Merton").everywhere


def test_letters_with_accents_are_letters() -> None:
    query = understand("What is Café Zest?", known=("Aldermere",))
    assert query.core == ("Café", "Zest")
