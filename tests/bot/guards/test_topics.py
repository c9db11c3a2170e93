import pytest

from bot.guards.folding import folded
from bot.guards.topics import is_elsewhere, is_legal


@pytest.mark.parametrize(
    "text",
    [
        "What's the weather like tomorrow?",
        "Give me a recipe for lasagne",
        "Write a Python script to sort a list",
        "Write a Python function that counts children in a file",
        "Tell me a joke",
        "what is 12*7",
        "Translate this into French: good morning",
        "Who won the football match last night?",
        "Who should I vote for?",
        "What do you think of Labour?",
        "Are you human?",
        "fix my laptop",
        "Write an essay about climate change",
        "Which stocks should I buy?",
        "Is it a good time to remortgage?",
        "Which political party should I back?",
        "My ankle is swollen",
        "Should I see a doctor?",
        "suggest a cheap laptop",
        "cheap flights to Lisbon",
        "help with my maths homework",
        "How do I centre a div?",
        "Can you draft me a letter to parents starting pre-proceedings?",
        "please write an email to the team",
        "Can you book me onto the training?",
        "sign me up for the conference",
        "send this to my manager",
        "how many days leave do I get as a social worker",
        "When is my annual leave?",
    ],
)
def test_what_is_elsewhere_is_seen(text: str) -> None:
    assert is_elsewhere(folded(text))


@pytest.mark.parametrize(
    "text",
    [
        "Can I sue the council?",
        "How do I get custody?",
        "I need legal advice on my case",
        "What are my rights as a father?",
    ],
)
def test_a_legal_matter_of_ones_own_is_seen(text: str) -> None:
    assert is_legal(folded(text))


@pytest.mark.parametrize(
    "text",
    [
        "Do inspectors mention the weather or the rain?",
        "Do care leavers learn to cook and budget?",
        "Tell me the story of Thornbeck's improvement",
        "What is the capital programme?",
        "How many children's homes fix broken things quickly?",
        "What did the panel think of the Labour group's motion?",
        "What legal advice do social workers get before care proceedings?",
        "Is Aldermere better than Thornbeck?",
        "Who is the director of children's services?",
        "Draft an email? No: what did the letter say about emails to parents?",
        "What is 2016-17 minus nothing?",
        "What rights do parents have in child protection conferences?",
        "hello",
        "thanks!",
        "Which political party runs the council?",
        "What share of children are in foster care?",
        "What did councillors vote for?",
        "Do children in care get help with homework, and laptops?",
        "How do councils buy back places in homes?",
        "Write a summary of the letter to the director",
        "Do social workers write letters to parents before proceedings?",
        "How many days of leave do foster carers get?",
        "Who books children in for health assessments?",
        "What do reports say about annual leave and cover?",
    ],
)
def test_in_doubt_a_question_passes(text: str) -> None:
    assert not is_elsewhere(folded(text))
    assert not is_legal(folded(text))
