"""Words at a claim's beginning that stand for something outside it."""

import pytest

from bot.answering.gate.gate import examine
from bot.answering.gate.referring import unresolved
from bot.answering.gate.tokens import tokens_of
from tests.bot.answering.gate.material import source


@pytest.mark.parametrize(
    "text",
    [
        "It is late.",
        "They are late.",
        "However, they are late.",
        "He leads the service.",
        "Their views are sought.",
        "This means that visits are late.",
        "These are late.",
        "That was late.",
        "This approach works.",
        "These children are seen.",
        "As a result, this approach has spread.",
        "Such visits are rare.",
        "For these children, visits are late.",
        "In some cases, this is due to illness.",
        "In 2019, it was late.",
        "Currently, they are late.",
        "Despite this, visits are late.",
        "Although this team is new, visits are on time.",
        "In this way, visits are on time.",
        "Since then, visits have been late.",
        "It is not clear that this is right.",
        "It is too early to see the effect of these changes.",
        "Most are seen on time.",
        "Only 14% have a plan.",
        "A small number of these are late.",
        "Both reviews were late.",
        "Others wait for a visit.",
        "The latter is late.",
        "Inspectors found that these visits are late.",
    ],
)
def test_what_stands_for_something_outside_is_refused(text: str) -> None:
    assert examine(text, [source(text)]).check == "pronoun"


@pytest.mark.parametrize(
    "text",
    [
        "This inspection found that visits are late.",
        "This local authority has few foster homes.",
        "This year, visits have been late.",
        "During this inspection, visits were late.",
        "This item was put off until November.",
        "Those who left are seen.",
        "Those care leavers with a plan are seen.",
        "Those placed at a distance are seen.",
        "It is clear that children are seen.",
        "It is too early to judge the new hub.",
        "Both parents and carers are heard.",
        "Neither the council nor the school was told.",
        "Most children are seen on time.",
        "Most interviews are on time.",
        "Some of the visits are late.",
        "The latter stages of adoption are slow.",
        "His Majesty’s inspectors visited in May.",
        "In other areas, such as health, visits are late.",
        "When they leave care, young people have a plan.",
        "Children who attend these groups are heard.",
    ],
)
def test_what_the_claim_or_its_document_resolves_is_not(text: str) -> None:
    assert examine(text, [source(text)]).accepted


def test_the_sentence_before_resolves_it_in_the_claim_and_not_in_the_quote() -> None:
    first, second = "Visits to babies are late.", "These visits are rarely recorded."
    both = f"{first} {second}"

    assert examine(both, [source(both, both)]).accepted
    assert examine(second, [source(both, both)]).check == "pronoun"


def test_what_was_left_out_may_be_what_it_stands_for() -> None:
    text = "Plans are clear, and visits are late. These are rarely recorded."
    parted = "Plans are clear. These are rarely recorded."

    assert examine(parted, [source(text)]).check == "pronoun"


def test_the_words_are_named() -> None:
    assert unresolved(tokens_of("However, these late visits are rare.")) == "these late"
    assert unresolved(tokens_of("Visits are rare.")) is None
