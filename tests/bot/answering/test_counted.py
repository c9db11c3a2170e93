"""A figure is told of those whom it counts."""

import pytest

from bot.answering.counted import who_is_counted
from tests.asking import Asked
from tests.documents import REPORT_PAGES, source_of
from tests.finding import Finder

MORE = (
    "Inspection of Aldermere local authority children’s services\r\n4 to 15 March 2024 4\r\n"
    "4. Fewer children have a child protection plan. For these plans the rate of 29 per \r\n"
    "10,000 is below that of neighbours.\r\n"
    "5. There are 133 children in care, a rate of 32 per 10,000.\r\n"
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    folder = tmp_path_factory.mktemp("lexical")
    return Asked(Finder(folder, [source_of(*REPORT_PAGES, MORE)]))


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("What is the rate of children in care per 10,000 in Aldermere?", "32 per", "29 per"),
        ("How many children per 10,000 have a child protection plan?", "29 per", "32 per"),
    ],
)
def test_the_rate_of_others_is_not_told(ask: Asked, question: str, told: str, other: str) -> None:
    text = " ".join(claim.text for claim in ask(question).claims)
    assert told in text
    assert other not in text


def test_a_rate_that_nothing_gives_is_told_by_no_other(ask: Asked) -> None:
    answered = ask("What is the rate of children in need per 10,000 in Aldermere?")
    assert answered.outcome == "no_evidence"


def test_a_count_is_no_rate(ask: Asked) -> None:
    assert ask("How many care leavers are there per 10,000 in Aldermere?").outcome == "no_evidence"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("children looked after", {"in_care"}),
        ("care leavers", {"left_care"}),
        ("privately arranged fostering", {"private"}),
        ("early help", set()),
    ],
)
def test_who_is_counted(text: str, who: set[str]) -> None:
    assert who_is_counted(text) == who
