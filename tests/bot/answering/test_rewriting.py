from dataclasses import replace

import pytest

from bot.answering.rewriting import adds, in_full, left_open
from retrieval.conversation.follow_ups import follow_on
from retrieval.query import Query, Told
from retrieval.understanding.questions import understand

KNOWN = ("Aldermere", "Thornbeck")
FIRST = "What did inspectors find about care leavers in Aldermere?"


def read(question: str) -> tuple[Query, Query]:
    """A follow-up as the rules read it, and the query before it with what it showed."""
    earlier = understand(FIRST, known=KNOWN, home="Aldermere")
    earlier = replace(earlier, told=(Told("d", "p", "Care leavers are well known."),))
    query = understand(question, known=KNOWN, home="Aldermere")
    return follow_on(query, earlier, known=KNOWN), earlier


@pytest.mark.parametrize("question", ["Is that so?", "Can you say more?", "And for those?"])
def test_a_follow_up_that_asks_for_nothing_new_is_left_open(question: str) -> None:
    assert left_open(*read(question))


@pytest.mark.parametrize(
    "question",
    [
        "And in 2017?",
        "What about Thornbeck?",
        "Why?",
        "On which page?",
        "What about the first one?",
        "And their housing?",
        "What is the overall grade?",
    ],
)
def test_what_the_rules_make_out_is_theirs(question: str) -> None:
    assert not left_open(*read(question))


class Says:
    """Writes every question out in the same way."""

    def __init__(self, written: str | None) -> None:
        self._written = written
        self.asked: list[tuple[str, str]] = []

    def rewrite(self, question: str, earlier: str) -> str | None:
        self.asked.append((question, earlier))
        return self._written


def test_words_of_both_questions_may_be_put_together() -> None:
    written = "Did inspectors find that the housing of care leavers in Aldermere was so?"
    says = Says(f" {written}\n")
    assert in_full("Is their housing so?", FIRST, says) == written
    assert says.asked == [("Is their housing so?", FIRST)]


@pytest.mark.parametrize(
    "written",
    [
        "What did inspectors find about care leavers in Thornbeck?",
        "What did inspectors find about care leavers in thornbeck?",
        "What did inspectors find about care leavers in Aldermere in 2019?",
        "What did the latest inspection find about care leavers in Aldermere?",
        "What did Odalys Quillfeather find about care leavers in Aldermere?",
        "What did inspectors find about care leavers and gangs in Aldermere?",
        "",
        "what " * 100,
        None,
    ],
)
def test_whatever_brings_something_in_is_not_used(written: str | None) -> None:
    assert in_full("Is that so?", FIRST, Says(written), KNOWN) is None


def test_an_authority_of_several_words_is_not_put_together_from_others() -> None:
    asked = "What about the north of Yorkshire? And of York?"
    assert adds("What about North Yorkshire?", asked)
