import pytest

from retrieval.query import Demand, Measure
from retrieval.understanding.demands.demand import demand_of
from retrieval.understanding.demands.listed import tells


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("How many foster carers left?", "count"),
        ("What was the number of allegations?", "count"),
        ("What share of plans was late?", "share"),
        ("With what proportion is the team in touch?", "share"),
        ("How much does it spend on agency staff?", "money"),
        ("What is the budget of the court service?", "money"),
        ("How long do proceedings take?", "duration"),
        ("How many working days does it take?", "duration"),
        ("By how much did plans fall?", "change"),
        ("From what to what did it fall?", "change"),
        ("How old is the youngest child?", "age"),
        ("At what time does the team start?", "clock"),
        ("What was the vacancy rate?", "figure"),
        ("Vacancy rate, October 2017?", "figure"),
        ("Her salary?", "money"),
        ("What is the Council's target for plans?", "figure"),
        ("Does the council know how long they wait?", None),
        ("Do you know how long they wait?", "duration"),
        ("What does the promise pay for?", None),
        ("Which council shares its adoption agency with others?", None),
        ("How much better is the service?", None),
        ("What is the phone number of the front door?", None),
    ],
)
def test_the_figure_that_is_asked_for(question: str, measure: Measure | None) -> None:
    assert demand_of(question).measure == measure


def test_what_is_counted() -> None:
    assert demand_of("How many of the foster carers left in 2024?").counted == "foster carers"
    assert demand_of("How many LADO referrals were there?").counted == "LADO referrals"
    assert demand_of("How many still had to come in?").counted == ""


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("Who is the director of children's services?", "director"),
        ("What is the name of the chief executive?", "chief executive"),
        ("Name the head of the virtual school.", "head"),
        ("What's the principal social worker called?", "principal"),
        ("What's the LADO's name?", "lado"),
    ],
)
def test_a_name_is_asked_for_with_an_office(question: str, office: str) -> None:
    demand = demand_of(question)
    assert (demand.name, demand.office) == (True, office)


@pytest.mark.parametrize(
    "question", ["Who is responsible for transport?", "Who benefits from it?", "Whose plans drift?"]
)
def test_not_everyone_asked_after_is_asked_for_by_name(question: str) -> None:
    assert not demand_of(question).name


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        ("Why were only 45% of assessments on time?", ("45%",)),
        ("What became of the 25 care leavers in hotels?", ("25",)),
        ("How did staff take to the four-day week?", ("four-day",)),
        ("Of the roughly 40 children helped, how many came into care?", ()),
        ("What did the 2017 report say?", ()),
        ("What are the four recommendations?", ()),
    ],
)
def test_figures_said_in_passing(question: str, taken: tuple[str, ...]) -> None:
    assert demand_of(question).taken == taken


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What did the auditors say about the budget?", "auditors"),
        ("What do young people think of it?", "young people"),
        ("What did the mayor of say about it?", "mayor"),
        ("What did inspectors find?", ""),
        ("What did the 2024 report say?", ""),
        ("What does the panel's letter say?", ""),
    ],
)
def test_who_is_asked_to_have_said_something(question: str, speaker: str) -> None:
    assert demand_of(question).speaker == speaker


def test_what_is_said_to_have_happened() -> None:
    (words,) = demand_of("Why did the director resign?").events
    assert tells("The director has stepped down.", words)
    assert not tells("The director is well regarded.", words)


def test_a_paper_of_a_kind_that_the_catalogue_does_not_know() -> None:
    (words,) = demand_of("What did the peer review say?").papers
    assert tells("A peer challenge in 2022 found drift.", words)
    assert not tells("Peers review each other’s work.", words)


@pytest.mark.parametrize(
    ("question", "future"),
    [
        ("When will the service next be inspected?", True),
        ("What grade will it get?", True),
        ("Is it going to be good next time?", True),
        ("Was it fixed by the next inspection?", False),
        ("Does it know how it will keep its staff?", False),
    ],
)
def test_what_will_be(question: str, future: bool) -> None:
    assert demand_of(question).future is future


@pytest.mark.parametrize(
    ("question", "law"),
    [
        ("Within how many days must a conference be held by law?", True),
        ("What does section 20 of the Children Act 1989 say?", True),
        ("What is the statutory definition of need?", True),
        ("Are visits made within statutory timescales?", False),
    ],
)
def test_what_the_law_is(question: str, law: bool) -> None:
    assert demand_of(question).law is law


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Which school do they go to?", True),
        ("Which schools are weak?", False),
        ("Which school nurses visit?", False),
        ("Which home was it? I need the name", True),
        ("What is the name of the panel?", True),
        ("What is the name of the director?", False),
    ],
)
def test_what_has_a_name_of_its_own_is_asked_for_by_it(question: str, named: bool) -> None:
    assert demand_of(question).called is named


def test_what_is_said_before_a_question_demands_nothing() -> None:
    assert demand_of("I'm off to a peer review. What must improve?").papers == ()
    assert demand_of("What must the peer review improve?").papers != ()


def test_words_that_are_used_loosely_tell_of_no_event_for_certain() -> None:
    loose = demand_of("Which grade did they decide on?")
    assert (len(loose.events), loose.firm) == (1, ())
    firm = demand_of("What came of the appeal?")
    assert firm.firm == firm.events != ()


def test_what_a_why_takes_for_granted() -> None:
    assert demand_of("Why did the service get worse?").trend == "worse"
    assert demand_of("Did the service get worse?").trend is None
    assert demand_of("Why were plans not reviewed on time?").blames
    assert demand_of("What was wrong with the plans?").faults


def test_a_plain_question_demands_nothing() -> None:
    assert demand_of("What did inspectors find about care leavers?") == Demand()


def test_what_is_said_about_caseloads_is_no_figure() -> None:
    assert demand_of("What did inspectors say about caseloads?").measure is None
    assert demand_of("What is the average caseload?").measure == "figure"


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Are there enough foster carers in the borough?", "foster carers"),
        ("Is it short of social workers?", "social workers"),
        ("Are there too few placements?", "placements"),
        ("Are plans good enough in Aldermere?", ""),
        ("Why are there too few homes?", ""),
    ],
)
def test_what_there_may_be_enough_of(question: str, thing: str) -> None:
    assert demand_of(question).enough == thing


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Is there a kinship team?", "kinship team"),
        ("Do they run their own mentoring scheme?", "mentoring scheme"),
        ("Is there a good response to neglect?", ""),
    ],
)
def test_what_there_may_be(question: str, thing: str) -> None:
    assert demand_of(question).there == thing


def test_words_of_a_name_ask_for_no_figure() -> None:
    assert demand_of("tell me about Total Warmth").measure is None
    assert demand_of("total number of visits?").measure is not None


def test_children_who_run_away_are_no_question_of_who() -> None:
    assert demand_of("What of children who ran away?").doing == ""
    assert demand_of("So who ran the hub?").doing == "ran"


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Director of children's services - name?", True),
        ("Who's collecting information for the officer?", False),
        ("Who's the designated officer?", True),
    ],
)
def test_whose_name_is_asked_for(question: str, named: bool) -> None:
    assert demand_of(question).name is named


def test_the_next_meeting_is_to_come() -> None:
    assert demand_of("When is the next meeting of the panel?").future
