"""Numbers and addresses that belong to one person, in whatever layout they are typed.

All take a text as `folding.folded` gives it. They prefer a stop too many to one too few: what
has the form of an identifier is one, unless it is plainly a year, an amount or a paper's number.
What they look like is written in `identifiers.txt`.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from bot.guards.patterns import matches, pattern

_pattern, _matches = partial(pattern, "identifiers"), partial(matches, "identifiers")
# Digits that may be one number: a list has a comma and a space between its numbers.
_CHAIN = re.compile(r"\d+(?:[ \-./_:,()|'*+~]{1,3}\d+)*")
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[ /\-]{1,3}(?:(?:19|20)?\d\d))*\Z")
_A_YEAR = re.compile(r"(?<![\w.@/-])(?:19|20)\d\d(?:[/-]\d\d)?(?![\w@/-])")
_BIRTH = re.compile(r"birth|born|d\.? ?o\.? ?b", re.IGNORECASE)
_AT = re.compile(r"@|\bat\b", re.IGNORECASE)
_ORDINALS = ("st", "nd", "rd", "th")
_NHS_DIGITS = 10
# Of a number that is called a phone's, with and without its country.
_PHONE_DIGITS = range(6, 16)
# How many digits tell a case's number from another, by what stands before it.
_CASES = (("by system", 4), ("by noun", 2), ("by person", 4), ("bare case", 5))
_REFERENCE_DIGITS = 5


def identifiers(text: str) -> list[str]:
    """The kinds of identifiers in a folded text, each once, as `prompts/guards` calls them."""
    # Patterns are made when first asked for: a question whose only numbers are years needs few.
    if re.search(r"\d", _A_YEAR.sub("", text)) is None and not _BIRTH.search(text):
        return ["email_address"] if _AT.search(text) and _has_email(text) else []
    return [kind for kind, holds in _KINDS if holds(text)]


def _has_nhs_number(text: str) -> bool:
    for match in _pattern("nhs").finditer(text):
        chain = _CHAIN.match(text, match.end())
        if chain and 9 <= _count(chain.group()) <= 12 and not _YEARS.match(chain.group()):
            return True
    named = _matches("nhs number", text)  # before the number or after it
    return any(named or _is_nhs(digits) for digits in _ten_digits(text))


def _is_nhs(digits: str) -> bool:
    # What checks the digits is read when there are some: few questions hold a number.
    from stdnum.gb.nhs import is_valid

    return is_valid(digits)


def _ten_digits(text: str) -> Iterator[str]:
    """Every run of ten digits that begins and ends where digits are set apart."""
    for chain in _CHAIN.finditer(text):
        if _AMOUNT.match(chain.group()):
            continue
        for groups, gaps in _windows(chain.group(), _NHS_DIGITS):
            usual = list(map(len, groups)) == [3, 3, 4] or len(set(gaps)) < 2
            if usual and not _are_dates(groups):
                yield "".join(groups)


def _windows(written: str, wanted: int) -> Iterator[tuple[list[str], list[str]]]:
    """Neighbouring groups of digits that have `wanted` digits together, and what parts them."""
    parts = re.split(r"(\d+)", written)
    groups, gaps = parts[1::2], parts[2:-1:2]
    for first in range(len(groups)):
        length = 0
        for last in range(first, len(groups)):
            length += len(groups[last])
            if length == wanted and ", " not in gaps[first:last]:
                yield groups[first : last + 1], gaps[first:last]
            if length >= wanted:
                break


def _are_dates(groups: list[str]) -> bool:
    """Whether they are years with days or months, and no number of one person."""
    years = [group for group in groups if _YEAR.match(group)]
    return bool(years) and all(len(group) <= 2 or _YEAR.match(group) for group in groups)


def _has_pupil_number(text: str) -> bool:
    if match := _pattern("pupil").search(text):
        return _count(text[match.end() : match.end() + 24]) >= 6
    return any(_is_upn(match["upn"]) for match in _pattern("upn").finditer(text))


def _is_upn(written: str) -> bool:
    # stdnum's own `is_valid` refuses the codes of authorities founded since 2019.
    from stdnum.gb.upn import calc_check_digit

    compact = re.sub(r"[^A-Z0-9]", "", written.upper())
    return len(written) == len(compact) or calc_check_digit(compact[1:]) == compact[0]


def _has_insurance_number(text: str) -> bool:
    if _matches("insurance", text):
        return True
    for match in _pattern("nino").finditer(text):
        if match["gap"] and _YEARS.match(match["pairs"].strip()):
            continue  # "in 2015-16 a range"
        # "Is SC067332 a good home?": the number of a children's home, and a word.
        word = match["suffix"] == "a" and match["gap"] == " " and " " not in match["pairs"]
        if not (word and match["nino"].upper().startswith("SC")):
            return True
    return False


def _has_other_number(text: str) -> bool:
    for match in _pattern("ten digits").finditer(text):
        chain = _CHAIN.match(text, match.end())
        if chain and _count(chain.group()) >= 9:
            return True
    return _matches("document", text)


def _has_phone_number(text: str) -> bool:
    for match in _pattern("phone").finditer(text):
        chain = _CHAIN.match(text, match.end() + (text[match.end()] == "+"))
        if chain and not _AMOUNT.match(chain.group()) and not _is_service_line(chain.group()):
            groups = re.findall(r"\d+", chain.group())
            if sum(map(len, groups)) in _PHONE_DIGITS and not any(map(_YEAR.match, groups)):
                return True
    return any(_is_phone(chain, text) for chain in _CHAIN.finditer(text))


def _is_phone(chain: re.Match[str], text: str) -> bool:
    """Whether digits begin as a phone number does, and are as many."""
    written = chain.group()
    if _AMOUNT.match(written):
        return False
    if _is_service_line(written):
        return False
    if text[max(0, chain.start() - 2) : chain.start()].rstrip(" (").endswith("+"):
        return _count(written) >= 8
    for wanted in (10, 11, 12, 13, 14):
        for groups, _ in _windows(written, wanted):
            digits = "".join(groups)
            national = digits[0] == "0" and digits[1] != "0" and wanted < 12
            mobile = digits[0] == "7" and wanted == 10 and len(groups) <= 4
            abroad = groups[0].startswith("00") and wanted > 11
            with_country = digits.startswith(("447", "4420", "441")) and wanted == 12
            is_phone = national or mobile or abroad or with_country
            if is_phone and not (_are_dates(groups) or _is_service_line(digits)):
                return True
    return False


def _is_service_line(written: str) -> bool:
    """Whether digits are a freephone or a national number, which offices have."""
    digits = "".join(re.findall(r"\d", written))
    return _pattern("service line").match(digits) is not None


def _has_email(text: str) -> bool:
    return _matches("email", text)


def _has_address(text: str) -> bool:
    for match in _pattern("postcode").finditer(text):
        # "S47 2nd" is a section and an ordinal.
        if match["unit"] not in _ORDINALS or len(match["area"]) > 1:
            return True
    return _matches("home", text)


def _has_case_number(text: str) -> bool:
    if _matches("court", text):
        return True
    for heading, least in _CASES:
        if any(_is_token(match["token"], least) for match in _pattern(heading).finditer(text)):
            return True
    return any(
        _is_token(match["token"], _REFERENCE_DIGITS)
        and not _pattern("of a paper").fullmatch(match["before"] or "")
        for match in _pattern("bare reference").finditer(text)
    )


def _is_token(token: str, least: int) -> bool:
    """Whether it may number a case: enough digits, and no year or amount."""
    if _YEARS.match(token) or _AMOUNT.match(token) or _is_service_line(token):
        return False
    return _count(token) >= least


def _has_birth_date(text: str) -> bool:
    return _matches("birth", text)


def _count(text: str) -> int:
    return sum(map(str.isdigit, text))


_KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("nhs_number", _has_nhs_number),
    ("pupil_number", _has_pupil_number),
    ("insurance_number", _has_insurance_number),
    ("other_number", _has_other_number),
    ("case_number", _has_case_number),
    ("phone_number", _has_phone_number),
    ("email_address", _has_email),
    ("address", _has_address),
    ("birth_date", _has_birth_date),
)
