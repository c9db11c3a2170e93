"""Who is at the head of a letter and at its foot, and who carried out a visit."""

from pathlib import Path

import pytest

from tests.asking import Asked
from tests.documents import REPORT_PAGES, source_of
from tests.finding import Finder

LETTER = """14 February 2012
Mr Osric Penhallow
Director of Children’s Services
London Borough of Aldermere
Lantern Row
ZZ1 1AA

Dear Mr Penhallow

Annual unannounced inspection of contact, referral and assessment arrangements within Aldermere \
children’s services

This letter summarises the findings of the recent unannounced inspection of contact, referral and \
assessment arrangements within Aldermere children’s services which was conducted on 17 and 18 \
January 2012. It was carried out by two inspectors.

Strengths

A duty social worker speaks to every person who makes a referral, and schools value this.

Any areas for development will be considered in any future inspection of services.

Yours sincerely

Wilhelmina Tarrow
Her Majesty’s Inspector
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    folder: Path = tmp_path_factory.mktemp("letters")
    files = [source_of(*REPORT_PAGES), source_of(LETTER, path="letters/aldermere-2012.txt")]
    return Asked(Finder(folder, files))


@pytest.mark.parametrize(
    "question",
    [
        "To whom was the letter of February 2012 addressed?",
        "Who was the letter to Aldermere in 2012 sent to?",
    ],
)
def test_the_address_of_a_letter_says_whom_it_is_to(ask: Asked, question: str) -> None:
    texts = [claim.text for claim in ask(question).claims]
    assert " ".join(texts).count("Mr Osric Penhallow Director of Children’s Services") == 1


def test_the_foot_of_a_letter_says_who_signed_it(ask: Asked) -> None:
    texts = [claim.text for claim in ask("Who signed the letter of 2012 to Aldermere?").claims]
    assert " ".join(texts) == "Wilhelmina Tarrow Her Majesty’s Inspector"


def test_a_report_without_an_address_is_to_nobody(ask: Asked) -> None:
    answered = ask("To whom was the letter of March 2024 addressed?")
    assert not any("Penhallow" in claim.text for claim in answered.claims)


def test_older_reports_name_a_reporting_inspector(tmp_path: Path) -> None:
    pages = [p.replace("Lead inspector:", "Reporting inspector:") for p in REPORT_PAGES]
    answered = Asked(Finder(tmp_path, [source_of(*pages)]))("Who led the inspection of Aldermere?")
    assert "Odalys Quillfeather" in " ".join(claim.text for claim in answered.claims)


def test_a_day_alone_says_nothing_beside_the_days_of_the_inspection(tmp_path: Path) -> None:
    first = "4 March 2024\r\n" + REPORT_PAGES[0]
    ask = Asked(Finder(tmp_path, [source_of(first, *REPORT_PAGES[1:])]))
    texts = [claim.text for claim in ask("Who led the inspection of Aldermere, and when?").claims]
    assert "Inspection dates: 4 to 15 March 2024" in texts
    assert "4 March 2024" not in texts
