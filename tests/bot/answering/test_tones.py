import pytest

from bot.answering.tones import tone_of


@pytest.mark.parametrize(
    "text",
    [
        "The management of allegations is not good enough.",
        "The quality of assessments is variable.",
        "Return interviews are held too late.",
        "Plans are not yet as sharp.",
        "Case records show delay at every stage.",
        "However, plans are not robust.",
        "The council does not effectively protect children who go missing.",
    ],
)
def test_plain_criticism_is_a_weakness(text: str) -> None:
    assert tone_of(text) == "weakness"


@pytest.mark.parametrize(
    "text",
    [
        "Arrangements for allegations are effective.",
        "Adoption is well led and well organised.",
        "Children benefit from stable relationships.",
        "Practical help with money is a particular strength.",
    ],
)
def test_plain_praise_is_a_strength(text: str) -> None:
    assert tone_of(text) == "strength"


@pytest.mark.parametrize(
    "text",
    [
        "Children come into care when they should, and rarely without a plan.",
        "No adoption has failed in three years.",
        "Five years ago the front door was weak.",
        "Support is good, but visits are too late.",
        "Staff work hard to reduce delay.",
        "Brothers and sisters live together unless there is a good reason.",
        "The hub receives 900 contacts a month.",
        "Care leavers pay no council tax.",
        "Leaders are aware of the inconsistencies and have a plan to improve.",
        "The volume of contacts hampers timely decisions.",
        "A move is not made until the young person is ready.",
        "Turnover has adversely affected timely decisions.",
        "Managers escalate cases when needs are not met.",
        "Staff identify children who have not been seen.",
        "Social workers do not wait for assessments to end before they help.",
    ],
)
def test_what_is_turned_or_plain_is_not_sorted(text: str) -> None:
    assert tone_of(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "The pace needs to quicken, particularly timely and effective work before proceedings.",
        "Managers resist taking on too many new staff.",
        "Some children with a long legacy of drift and delay were adopted.",
    ],
)
def test_what_is_wanted_or_prevented_or_past_is_not_sorted(text: str) -> None:
    assert tone_of(text) == ""
