from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.gb.upn import calc_check_digit

from bot.guards.folding import cleaned, folded
from bot.guards.identifiers import identifiers

DIGITS = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
GAPS = ("", " ", "-", ".", "/", "–", " ", " - ", "\u200b")
WORDS = "abcdefghijklmnopqrstuvwxyz ABCDEFGH ?!,;:'\"()%£"


def kinds(text: str) -> list[str]:
    return identifiers(folded(cleaned(text).text))


def laid_out(number: str, sizes: Sequence[int], gap: str, digits: str) -> str:
    assert sum(sizes) == len(number)
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    written = gap.join(parts)
    return "".join(digits[int(c)] if c.isdecimal() and c.isascii() else c for c in written)


def sentences() -> st.SearchStrategy[tuple[str, str]]:
    around = st.text(WORDS, max_size=40)
    numbers = st.sampled_from(["", "", "2019 ", "In 2016/17 ", "14 July 2025: ", "Year 9, "])
    return st.tuples(
        st.builds(lambda a, b: f"{a} {b}", around, numbers), st.builds(lambda a: f" {a}", around)
    )


@given(
    st.text("0123456789", min_size=9, max_size=9),
    st.sampled_from([(10,), (3, 3, 4), (2,) * 5, (1,) * 10, (5, 5), (4, 3, 3), (3, 7)]),
    st.sampled_from(GAPS),
    st.sampled_from(DIGITS),
    sentences(),
)
def test_a_valid_nhs_number_is_seen_in_any_layout(
    nine: str, sizes: Sequence[int], gap: str, digits: str, around: tuple[str, str]
) -> None:
    check = 11 - sum(int(d) * (10 - n) for n, d in enumerate(nine)) % 11
    assume(check != 10)
    number = nine + str(check % 11)
    written = laid_out(number, sizes, gap, digits)
    assert kinds(around[0] + written + around[1])


@given(
    st.text("ABCEGHJKLMNOPRSTWXYZ", min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.sampled_from("ABCD"),
    st.sampled_from([(2, 6, 1), (9,), (2, 2, 2, 2, 1), (1,) * 9, (2, 3, 3, 1)]),
    st.sampled_from(["", " ", "-", ".", "–", "  "]),
    st.booleans(),
    sentences(),
)
def test_an_insurance_number_is_seen_in_any_layout(
    prefix: str,
    six: str,
    suffix: str,
    sizes: Sequence[int],
    gap: str,
    small: bool,
    around: tuple[str, str],
) -> None:
    assume(prefix != "SC")  # homes are numbered so
    written = laid_out(prefix + six + suffix, sizes, gap, DIGITS[0])
    text = around[0] + (written.lower() if small else written) + around[1]
    assert kinds(text)


@given(
    st.sampled_from(["201", "315", "838", "839", "840", "925", "940", "943"]),
    st.text("0123456789", min_size=9, max_size=9),
    st.sampled_from([(13,), (1, 12), (1, 3, 4, 5), (1, 3, 4, 2, 3)]),
    st.sampled_from(["", " ", "-", "."]),
    st.booleans(),
    sentences(),
)
def test_a_pupil_number_is_seen_in_any_layout(
    authority: str,
    nine: str,
    sizes: Sequence[int],
    gap: str,
    small: bool,
    around: tuple[str, str],
) -> None:
    number = calc_check_digit(authority + nine) + authority + nine
    written = laid_out(number, sizes, gap, DIGITS[0])
    assert kinds(around[0] + (written.lower() if small else written) + around[1])


@given(
    st.sampled_from(["07", "01632", "0161", "020", "0113", "+447", "00447", "+44 (0)7"]),
    st.text("0123456789", min_size=11, max_size=11),
    st.sampled_from(["", " ", "-", "."]),
    sentences(),
)
def test_a_phone_number_is_seen_in_any_layout(
    start: str, digits: str, gap: str, around: tuple[str, str]
) -> None:
    missing = {"07": 9, "01632": 6, "0161": 7, "020": 8, "0113": 7}.get(start, 9)
    rest = digits[:missing]
    written = gap.join([start, rest[: missing // 2], rest[missing // 2 :]])
    assert kinds(around[0].rstrip("0123456789/ ") + " " + written + around[1])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("nhs no: 999-123-4567", "nhs_number"),
        ("her NHS number is 123 456 7890", "nhs_number"),
        ("NHS4505577104", "nhs_number"),
        ("UPN H80120000500A", "pupil_number"),
        ("NI number QQ123456", "insurance_number"),
        ("passport 123456789", "other_number"),
        ("UTR 1234567890", "other_number"),
        ("case no 123456", "case_number"),
        ("Mosaic ID 1234567", "case_number"),
        ("Liquidlogic: 445566", "case_number"),
        ("LCS 123456", "case_number"),
        ("person id 445566", "case_number"),
        ("our ref AB/12345", "case_number"),
        ("ZE23C00123", "case_number"),
        ("ze 23 p 01234", "case_number"),
        ("ring mum on 946 0123", "phone_number"),
        ("07700 900123", "phone_number"),
        ("+48 512 345 678", "phone_number"),
        ("jo.bloggs+x@mail.example", "email_address"),
        ("jo at example dot com", "email_address"),
        ("jo[at]example.org", "email_address"),
        ("SM4 5DX", "address"),
        ("sw1a1aa", "address"),
        ("14 Acacia Avenue", "address"),
        ("they live at 14 acacia avenue", "address"),
        ("dob 12/05/2014", "birth_date"),
        ("D.O.B. 3rd May 2016", "birth_date"),
        ("date of birth is 2016-05-03", "birth_date"),
    ],
)
def test_each_kind_is_told_by_its_name(text: str, kind: str) -> None:
    assert kind in kinds(text)
    assert kind in kinds(f"What did inspectors find about {text}, please?")


@pytest.mark.parametrize(
    "text",
    [
        "What did the inspection of 14 to 18 July 2025 find?",
        "Compare 2015/16, 2016/17 and 2017/18.",
        "in 2015-16 a range of audits",
        "growth of £1,250,000 over 2011-12, and £9,434,765,919 in all",
        "paragraphs 2.10, 2.11 and 2.12",
        "homeless 16- and 17-year-olds",
        "URN 80510, report number 50263456",
        "Is SC067332 a good home?",
        "Ofsted reference 80510",
        "https://reports.example/v1/file/50263456",
        "Did case numbers rise to 4,500?",
        "Mosaic in 2019, and the LCS since 2018-19",
        "the 2017 audit of 120 case files",
        "Children Act 1989 section 47, s47 2nd referral, section 20(1)",
        "schools in SW19",
        "12.05.2017-16.05.2017 and 25/11/2019 to 06/12/2019",
        "NHS England in 2014-15",
        "Look at the council's site, and at the dot plots",
        "when the date of birth is not recorded",
        "16+ and 18-25 teams, 88 per cent within 30 days",
    ],
)
def test_years_amounts_and_numbers_of_papers_pass(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    ["child's URN 190722", "the young person's URN is 88231", "her urn: 771203", "PID 542470"],
)
def test_a_persons_number_is_seen_whatever_it_is_called(text: str) -> None:
    assert kinds(text) == ["case_number"]


@pytest.mark.parametrize(
    "text",
    [
        "report URN 80514",
        "the home's URN 80540",
        "call 0800 1111, 101 or 111",
        "ring 0300 123 1231",
        "0808 157 0123",
        "+44 345 045 5203",
        "Samaritans on 116 123",
    ],
)
def test_reports_numbers_and_service_lines_pass(text: str) -> None:
    assert kinds(text) == []


def test_a_family_number_beside_a_service_line_is_seen() -> None:
    assert kinds("0300 123 1231 or 07700 900412") == ["phone_number"]
