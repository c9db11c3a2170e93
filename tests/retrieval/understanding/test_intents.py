from datetime import date

import pytest

from retrieval.understanding.intents import asks_what_was_covered
from retrieval.understanding.questions import understand

KNOWN = ("Aldermere", "Thornbeck", "Merton", "Wandsworth", "Nottingham")


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What needs to improve in Merton?", "recommendations"),
        ("What did the focused visit ask Merton to improve?", "recommendations"),
        ("What grades did Merton get?", "judgements"),
        ("What did Merton get at its last inspection?", "judgements"),
        ("Summarise the last inspection of Merton", "overview"),
        ("Give me the headlines for Merton and Wandsworth", "overview"),
        ("Summarise the last inspection of Merton and what must improve", "overview"),
        ("Sum up the recommendations for Merton", "recommendations"),
        ("Summarise the grades of Merton", "judgements"),
        ("Summarise what is said of early help in Merton", "passages"),
        ("What are the key findings about care leavers in Merton?", "passages"),
        ("What are Merton's strengths?", "overview"),
        ("What is Merton good at?", "overview"),
        ("What are the strengths of early help in Merton?", "passages"),
        ("What did inspectors criticise in Merton in 2023?", "overview"),
        ("What are the weaknesses of Merton?", "recommendations"),
        ("What are the strengths and weaknesses of Merton?", "overview"),
        ("What did Merton do well in its last inspection, and what not?", "overview"),
        ("What are the strengths and weaknesses of fostering in Merton?", "passages"),
        ("What did inspectors find in Merton?", "overview"),
        ("What did the 2015 inspection of Merton say?", "overview"),
        ("How is Merton doing?", "overview"),
        ("Has Merton gone up or down?", "judgements"),
        ("Has the sickness of staff in Merton gone up?", "passages"),
        ("Merton overall: 2015, 2019 and 2023 please", "judgements"),
        ("Merton care leavers - still outstanding?", "judgements"),
        ("Did Merton's help and protection slip between 2018 and 2023?", "judgements"),
        ("Which bit of Merton was failing in 2014?", "judgements"),
        ("What happens before Merton goes to a judge?", "passages"),
        ("Who was in charge of that visit to Merton?", "inspection"),
        ("When was Merton inspected?", "inspection"),
        ("Was Merton inspected in 2021?", "inspection"),
        ("How many children did Merton look after when inspected in July 2017?", "passages"),
        ("What were the findings when Merton was inspected in 2021?", "overview"),
        ("what did the 2019 merton focused visit say needed improving", "recommendations"),
        ("What needs fixing in Merton?", "recommendations"),
        ("Who led the last Merton inspection?", "inspection"),
        ("What did inspectors find about the LADO?", "passages"),
        ("What did Merton get for care leavers in the 2014 single inspection?", "judgements"),
        ("What did Merton get for each area in March 2024?", "judgements"),
        ("How did Merton's leadership come out in 2025?", "judgements"),
        ("What do care leavers get in Merton?", "passages"),
        ("What did care leavers in Merton get for their health?", "passages"),
        ("What did Merton get for its youth club?", "passages"),
        ("Was the handling of allegations in Merton judged robust in 2023?", "passages"),
        ("merton - what does ofsted still want fixed?", "recommendations"),
        ("Merton’s most recent area(s) for improvement?", "recommendations"),
        ("What is left for Merton to improve?", "recommendations"),
        ("What did Merton get in 2017?", "judgements"),
        ("What did Merton's safeguarding board get in the 2017 review?", "judgements"),
        ("How did Merton do in July 2015 on adoption and on care leavers?", "judgements"),
        ("How did Merton do on phonics?", "passages"),
        ("What did Merton get funding for?", "passages"),
        ("Which inspector signed the January 2011 letter to Merton?", "inspection"),
    ],
)
def test_what_is_asked_for(question: str, intent: str) -> None:
    assert understand(question).intent == intent


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


def test_what_is_left_to_improve_is_a_list() -> None:
    for question in ("Anything left to improve in Merton?", "latest areas for improvment, Merton"):
        assert understand(question, known=("Merton",)).intent == "recommendations"


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Compare what inspectors said about mentors in 2024", "passages"),
        ("Were mentors matched with care when Ofsted visited in 2022?", "passages"),
        ("Tell me when Ofsted visited in 2022", "inspection"),
        ("What inspectors came in 2022?", "inspection"),
        ("whats on the list now", "recommendations"),
        ("How many are on the list of foster carers?", "passages"),
    ],
)
def test_a_clause_of_time_and_what_was_said_ask_for_no_dates(question: str, intent: str) -> None:
    assert understand(question, known=("Aldermere",)).intent == intent


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What did inspectors look at on the monitoring visit?", True),
        ("Areas covered by the focused visit?", True),
        ("What did the visit cover?", True),
        ("What did inspectors look at in care leavers' files?", False),
        ("What did inspectors find on the visit?", False),
    ],
)
def test_what_was_looked_at_is_no_question_of_findings(question: str, asked: bool) -> None:
    assert asks_what_was_covered(question) == asked
