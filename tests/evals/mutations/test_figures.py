import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.mutations import figures
from tests.evals.mutations.making import reworded


@pytest.mark.parametrize(
    "sentence",
    [
        "There were 118 referrals in the year.",
        "Visits are made to 1,204 homes.",
        "Three social workers have left.",
        "Half of the plans are late.",
        "Children wait for their second review.",
    ],
)
def test_another_number_stands_in_the_place_of_the_right_one(sentence: str) -> None:
    made = reworded(figures.numbers, sentence)

    assert made
    for claim in made:
        assert claim != sentence
        assert len(set(claim.split()) ^ set(sentence.split())) in (2, 3)


@pytest.mark.parametrize(
    "sentence", ["The plan dates from 2019.", "The share is 71%.", "It costs £3,000."]
)
def test_years_shares_and_sums_are_no_numbers(sentence: str) -> None:
    assert reworded(figures.numbers, sentence) == []


def test_a_number_that_stands_in_the_sentence_already_is_not_put_in() -> None:
    assert reworded(figures.numbers, "Two of the three homes are good and two are new.") == [
        "Two of the four homes are good and two are new."
    ]


def test_two_numbers_change_places() -> None:
    assert reworded(figures.numbers_exchanged, "Visits fell from 118 in May to 97 in June.") == [
        "Visits fell from 97 in May to 118 in June."
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Young people aged 16 and 17 are seen.",
        "In 2015, there were 12 visits.",
        "There were 12 visits, and 12 were on time.",
    ],
)
def test_numbers_that_may_change_places_are_left(sentence: str) -> None:
    assert reworded(figures.numbers_exchanged, sentence) == []


def test_another_year() -> None:
    (claim,) = reworded(figures.years, "A leaflet has been promised since 2015.")

    assert re.fullmatch(r"A leaflet has been promised since 20\d\d\.", claim)
    assert "2015" not in claim


def test_may_is_a_month_only_beside_a_day_or_a_year() -> None:
    assert reworded(figures.months, "Families may wait until the summer.") == []
    (claim,) = reworded(figures.months, "The inspection began on 13 May 2024.")
    assert "May" not in claim


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Visits take place every six weeks.", "Visits take place every six months."),
        ("Supervision is monthly for all staff.", "Supervision is quarterly for all staff."),
        ("There were 40 referrals in May.", "There were 40 assessments in May."),
        ("Some 12 per cent of plans are late.", "Some 12  children of plans are late."),
    ],
)
def test_another_unit(sentence: str, claim: str) -> None:
    assert claim in reworded(figures.units, sentence)


def test_another_sum_and_another_order_of_magnitude() -> None:
    made = reworded(figures.money, "The grant is £2.4 million a year.")

    assert "The grant is £2.4 billion a year." in made
    assert any("£2.4" not in claim for claim in made)


@given(st.integers(1, 99))
def test_another_share_is_a_share(value: int) -> None:
    (claim,) = reworded(figures.percentages, f"Of the visits, {value}% are made in time.")

    other = int(re.findall(r"(\d+)%", claim)[0])
    assert other != value
    assert 1 <= other <= 100


@pytest.mark.parametrize(
    "sentence",
    [
        "Services are judged to be good.",
        "The quality of practice requires improvement.",
        "Help for care leavers is inadequate.",
    ],
)
def test_another_grade(sentence: str) -> None:
    (claim,) = reworded(figures.grades, sentence)

    assert claim != sentence


def test_good_is_no_grade_in_a_set_phrase() -> None:
    assert reworded(figures.grades, "A good deal of work remains.") == []
