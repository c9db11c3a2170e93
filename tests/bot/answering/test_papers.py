"""What is told of a council's papers: minutes, updates, lists under a lead."""

import pytest

from tests.asking import Asked
from tests.documents import REPORT_PAGES, source_of
from tests.finding import Finder

MINUTES = """Aldermere Borough Council

These minutes are a draft until the panel has agreed them.

ALDERMERE CHILDREN AND YOUNG PEOPLE SCRUTINY PANEL 12 MARCH 2019

(7.00 pm - 9.10 pm)

PRESENT: Councillors Ottoline Brask (in the Chair), Perrin Holloway, Judith Amberley

1 APOLOGIES FOR ABSENCE (Agenda Item 1)

Councillor Fennimore sent her apologies.

2 TERMS OF REFERENCE: NIGHT BUS TASK GROUP (Agenda Item 2)

RESOLVED: to approve the terms of reference. Cllrs Holloway and Amberley volunteered as members.

3 UPDATE (Agenda Item 3)

In response to questions, officers clarified:

1. Lodgings scheme: this lets young people stay with their hosts until 21. It was noted that it
can be hard for hosts to have a lodger who has come of age; it lowers their benefits. In the end
hosts might not wish to agree to lodgings; and
2. Night bus court: the new service has just gone out to tender.
"""
UPDATE = """Aldermere Borough Council

Committee: Children and Young People Scrutiny Panel

Date: 4 June 2019

Subject: Update on developments in the department

Lead officer: Petronel Dray, Director of Children’s Services

1 DETAILS

1.1 **Youth Assembly Charter.** The Youth Assembly has written a charter for the year, which is on:

- Warm buses
- Safe streets
- Clean parks

Table 2

Type of help\tUnit cost/£\tCost over a year/£
Lodging visit\t660\t154440
Bus pass\t117\t13314

1.2 The unit costs in Table 2 are from research by Weir University.

1.3 **Night Bus Court (NBC)** – The court offers families another way. The contract has just been
awarded and the service is to run from September 2019.
"""
LETTER = """Ofsted

9 April 2019

Ms Petronel Dray
Director of Children’s Services
Aldermere Borough Council
Weir Road

Dear Ms Dray

Focused visit to Aldermere local authority children’s services

This letter summarises the findings of a focused visit to Aldermere local authority children’s
services on 12 and 13 March 2019. Inspectors looked at how the front door is run.

Findings

Referrals are dealt with on the day. Partners write down what they are told.

Yours sincerely

Odalys McQuill
Her Majesty’s Inspector

Copy: Bram Tolliver, Chief Executive, Aldermere Borough Council
Judith Amberley, Chair of the safeguarding board
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    sources = [
        source_of(MINUTES, path="minutes.txt"),
        source_of(UPDATE, path="update.txt"),
        source_of(LETTER, path="letter.txt"),
        source_of(*REPORT_PAGES),
    ]
    return Asked(Finder(tmp_path_factory.mktemp("lexical"), sources))


def test_items_are_told_whole_under_the_line_that_leads_to_them(ask: Asked) -> None:
    answered = ask("What is the Youth Assembly's charter on?")
    assert [claim.text for claim in answered.claims[:3]] == [
        "Warm buses",
        "Safe streets",
        "Clean parks",
    ]
    assert "has written a charter for the year" in answered.text


def test_a_sentence_of_minutes_is_on_what_its_item_is_on(ask: Asked) -> None:
    answered = ask("Which councillors volunteered for the night bus task group?")
    assert any("Holloway and Amberley" in claim.text for claim in answered.claims)


def test_a_reason_is_told_with_what_stands_before_it(ask: Asked) -> None:
    texts = [claim.text for claim in ask("Why might hosts not agree to lodgings?").claims]
    assert any("lowers their benefits" in text for text in texts)


def test_the_papers_of_the_meeting_that_is_named_answer(ask: Asked) -> None:
    march = ask("What did the March 2019 panel hear about the new court service?")
    assert {citation.dated for citation in march.citations} == {"12 March 2019"}
    june = ask("What did the June 2019 panel hear about families and the court service?")
    assert {citation.dated for citation in june.citations} == {"4 June 2019"}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who chaired the panel on 12 March 2019?", ["Ottoline Brask (in the Chair)"]),
        (
            "Who was the lead officer for the June 2019 update?",
            ["Petronel Dray, Director of Children’s Services"],
        ),
        (
            "To whom was the April 2019 letter addressed?",
            ["Ms Petronel Dray Director of Children’s Services"],
        ),
        ("Who signed the April 2019 letter?", ["Odalys McQuill Her Majesty’s Inspector"]),
        ("Who was the April 2019 letter copied to as chief executive?", ["Bram Tolliver"]),
    ],
)
def test_who_is_named_for_a_post_is_read_off_the_line(
    ask: Asked, question: str, told: list[str]
) -> None:
    texts = [claim.text for claim in ask(question).claims]
    assert len(texts) == len(told)
    assert all(words in text for words, text in zip(told, texts, strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "Who was the vice-chair of the panel on 12 March 2019?",
        "Who chairs the swimming board?",
    ],
)
def test_another_s_post_is_not_told(ask: Asked, question: str) -> None:
    assert not any("Brask" in claim.text for claim in ask(question).claims)


def test_each_meeting_that_is_asked_about_is_told_of(ask: Asked) -> None:
    answered = ask("How far was the court service in March 2019 and in June 2019?")
    texts = " ".join(claim.text for claim in answered.claims)
    assert "gone out to tender" in texts
    assert "contract has just been awarded" in " ".join(texts.split())


def test_what_is_said_of_a_table_by_its_number_is_said_of_its_rows(ask: Asked) -> None:
    answered = ask("What is the unit cost of a lodging visit according to the Weir figures?")
    assert answered.claims[0].text == "Lodging visit · Unit cost/£ · 660"
