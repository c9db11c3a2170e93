import pytest

from corpus.layout.lines import Line, lines_of
from corpus.packs.front_sheets import front_sheet, plain
from corpus.sources import Page


def _lines(text: str) -> list[Line]:
    return lines_of([Page(None, text)])


@pytest.mark.parametrize(
    "text",
    [
        "**Committee:** Scrutiny Panel\n\n**Date:** 3 May 2019\n\n**Wards:** All\n\n"
        "**Subject:** Fostering",
        "Report to: Cabinet\nDate of meeting: 3 May 2019\nReport of: the Director\n"
        "Report title: Fostering\n1. SUMMARY\nThere are ninety foster carers.",
        "Report to\nCabinet\nTitle\nFostering\nDate\n3 May 2019\nContact officer\nJane Osgood",
        "| Report title | Fostering |\n| Report to | Cabinet |\n| Report author | Jane Osgood |",
        "From: Jane Osgood, Director\nTo: Cabinet Committee – 3 May 2019\nSubject: Fostering\n"
        "Classification: Unrestricted",
    ],
)
def test_front_sheets_of_several_councils(text: str) -> None:
    sheet = front_sheet(_lines(text))
    assert sheet is not None
    assert sheet.of_a_meeting
    assert sheet.fields["subject"] == "Fostering"
    assert sheet.first == 0


def test_a_field_that_runs_over_is_read_whole() -> None:
    sheet = front_sheet(
        _lines(
            "Committee: Scrutiny Panel\nDate: 3 May 2019\nAgenda item: 4\n"
            "Subject: Fostering in Aldermere, and what has been done about it since\nthe spring\n"
            "Lead officer: the Director\n1. PURPOSE"
        )
    )
    assert sheet is not None
    assert sheet.fields["subject"].endswith("about it since the spring")
    assert sheet.fields["officer"] == "the Director"


@pytest.mark.parametrize(
    "text",
    [
        "Scrutiny Panel\nDate: 3 May 2019\nTime: 7.15 pm\nVenue: Weir Hall\nContact: 01632 960145",
        "Subject: Fostering\nThere are ninety foster carers in the borough.",
        "Item\tPurpose\tOfficer\nFostering\tTo examine\tThe Director",
        "From 3 May to 6 June 2019 inspectors looked at it.\nTo their mind it is sound.",
        "Date: 3 May 2019\n" + "Foster carers stay.\n" * 8 + "Subject: Fostering\nWards: All",
    ],
)
def test_what_is_no_front_sheet(text: str) -> None:
    assert front_sheet(_lines(text)) is None


def test_an_assessment_is_of_no_meeting() -> None:
    sheet = front_sheet(_lines("Title: Fostering policy\nAuthor: Jane Osgood\nDate: 3 May 2019"))
    assert sheet is not None
    assert not sheet.of_a_meeting


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("**Date:** 3 May", "Date: 3 May"),
        ("## Findings", "Findings"),
        ("<u>Matters arising</u>", "Matters arising"),
        ("| Cabinet |", "Cabinet"),
        ("Fostering\t", "Fostering"),
    ],
)
def test_marks_around_words_are_taken_off(marked: str, words: str) -> None:
    assert plain(marked) == words
