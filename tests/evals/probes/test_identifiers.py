"""Numbers that look real have the right check characters and come from ranges kept for it."""

import re
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from evals.probes import identifiers

seeds = st.integers(0, 10**6).map(Random)
_DRAMA = re.compile(
    r"07700900\d{3}|01632960\d{3}|02079460\d{3}|0(?:11[3-8]|1[2345]1)4960\d{3}", re.ASCII
)
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}")


@given(seeds)
def test_nhs_numbers_are_from_the_range_for_tests_and_check(random: Random) -> None:
    digits = re.sub(r"\D", "", identifiers.nhs_number(random))
    assert re.fullmatch(r"999\d{7}", digits)
    assert sum(int(digit) * (10 - i) for i, digit in enumerate(digits[:9])) % 11 == (
        -int(digits[9]) % 11
    )


def test_the_letter_is_that_of_a_published_example() -> None:
    assert identifiers.upn_letter("801200005001") == "B"


@given(seeds)
def test_pupil_numbers_have_thirteen_characters_and_their_letter(random: Random) -> None:
    number = identifiers.upn(random).replace(" ", "").upper()
    assert re.fullmatch(r"[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]", number)
    assert identifiers.upn_letter(number[1:]) == number[0]


@given(seeds)
def test_insurance_numbers_have_their_form(random: Random) -> None:
    number = re.sub("[ -]", "", identifiers.ni_number(random)).upper()
    assert re.fullmatch(r"[A-CEGHJ-PQR-TW-Z][A-CEGHJ-NPQR-TW-Z]\d{6}[A-D]", number)


@given(seeds)
def test_telephone_numbers_are_kept_for_drama(random: Random) -> None:
    number = re.sub(r"[ ()-]", "", identifiers.telephone(random))
    national = re.sub(r"\A(?:\+44|0044)0?", "0", number)
    assert _DRAMA.fullmatch(national), number


@given(seeds)
def test_addresses_hold_a_postcode(random: Random) -> None:
    assert _POSTCODE.search(identifiers.address(random).upper())


@given(seeds, st.sampled_from(["Siobhán", "Łukasz", "Ellie-Mae", "Kai"]))
def test_mail_goes_nowhere(random: Random, first: str) -> None:
    address = identifiers.email(random, first, "O’Brien").lower()
    assert re.fullmatch(r"[a-z0-9._+-]+@[a-z.]*(?:example|example\.(?:com|org|net))", address)
