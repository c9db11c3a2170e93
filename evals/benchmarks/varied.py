"""Very many questions that differ, about whatever authorities an index has."""

import random
from collections.abc import Iterator, Sequence

_YEARS = range(2013, 2026)
_TOPICS = (
    "care leavers",
    "the LADO",
    "foster carers",
    "social workers' caseloads",
    "supervision",
    "early help",
    "missing children",
    "child exploitation",
    "private fostering",
    "adoption",
    "placement sufficiency",
    "unaccompanied children",
    "the front door",
    "child protection conferences",
    "disabled children",
    "permanence",
    "the virtual school",
    "pathway plans",
    "the quality of assessments",
    "homeless young people",
    "domestic abuse",
    "strategy meetings",
    "independent reviewing officers",
    "performance management",
    "the leadership of the service",
)
_FORMS = (
    "What did inspectors find about {topic} in {authority}?",
    "What did the {year} report on {authority} say about {topic}?",
    "Is {topic} a strength in {authority}?",
    "How has {topic} changed in {authority} since {year}?",
    "What must {authority} do about {topic}?",
    "Compare {authority} and {other} on {topic}.",
    "What does the law say about {topic} in {authority}?",
    "How was {authority} graded in {year}?",
    "What are the current recommendations for {authority}?",
    "Which authorities were criticised for {topic} in {year}?",
    "How many children are in care in {authority}?",
    "What do you think of the weather in {authority} in {year}?",
)
_FOLLOWING = ("And in {year}?", "What about {topic}?", "And {other}?")


def questions(authorities: Sequence[str], seed: int) -> Iterator[tuple[str, bool]]:
    """Questions without end, the same ones for the same seed; whether each follows on."""
    dice = random.Random(seed)
    while True:
        for form in (dice.choice(_FORMS), *dice.sample(_FOLLOWING, dice.choice((0, 0, 1, 2)))):
            asked = form.format(
                topic=dice.choice(_TOPICS),
                authority=dice.choice(authorities),
                other=dice.choice(authorities),
                year=dice.choice(_YEARS),
            )
            yield asked, form in _FOLLOWING
