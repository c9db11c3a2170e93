from collections.abc import Sequence
from datetime import date

from corpus.layout.lines import lines_of, without_furniture
from corpus.registers.front import front_of
from corpus.sources import Page
from tests.documents import REPORT_PAGES, cut_source, source_of

TITLE = (
    "Thornbeck Borough Council\r\nInspection of services for children in need of help and\r\n"
    "protection, children looked after and care leavers\r\nand\r\nReview of the effectiveness of "
    "the Local Safeguarding Children\r\nBoard1\r\nInspection date: 7 June 2016 to 30 June 2016\r\n"
    "Report published: 19 August 2016\r\n"
)
BODY = (
    "2\r\nExecutive summary\r\nThornbeck has a plan for each child who is at risk, and the plans "
    "that inspectors read were\r\nshort and clear. Too few of them were shared with the family."
)


def front_lines(*pages: str) -> tuple[list[str], str]:
    """The front page's lines, and the first line of the body."""
    kept = without_furniture(lines_of([Page(n, p) for n, p in enumerate(pages, 1)]), len(pages))
    front = front_of(kept)
    rest: Sequence[str] = [line.text for line in kept[front.body_from :]]
    return [line.text for line in front.lines], rest[0] if rest else ""


def test_the_front_page_ends_with_its_table() -> None:
    lines, body = front_lines(*REPORT_PAGES)
    assert lines[0] == "Inspection of Aldermere local authority"
    assert lines[-1] == "Overall effectiveness Good"
    assert body.startswith("Aldermere has steadied")


def test_a_sentence_that_ends_with_a_grade_is_body() -> None:
    page = REPORT_PAGES[0].split("Aldermere has steadied")[0]
    page += (
        "Since it was last inspected in 2019, when the council’s services were found to be\r\ngood"
    )
    lines, body = front_lines(page)
    assert lines[-1] == "Overall effectiveness Good"
    assert body.startswith("Since it was last inspected")


def test_grades_on_lines_of_their_own_belong_to_the_front() -> None:
    table = (
        "1. Children who need help and protection Requires\r\nImprovement\r\n"
        "2. Children looked after and achieving\r\npermanence\r\nRequires\r\nImprovement\r\n"
        "3. Leadership, management and governance Requires\r\nImprovement\r\n"
        "1 The numbers follow the order of the inspection."
    )
    lines, body = front_lines(TITLE + table)
    assert lines[-2:] == ["3. Leadership, management and governance Requires", "Improvement"]
    assert body.startswith("1 The numbers")


def test_a_table_that_runs_on_overleaf_is_followed() -> None:
    first = (
        "1. Children who need help and protection Good\r\n"
        "2. Children looked after and achieving permanence Good\r\n"
        "2.1 Adoption performance\r\n"
        "1 The numbers follow the order of the inspection."
    )
    second = "Requires improvement\r\n3. Leadership, management and governance Good\r\n" + BODY
    lines, body = front_lines(TITLE + first, second)
    assert lines[-3:] == [
        "2.1 Adoption performance",
        "Requires improvement",
        "3. Leadership, management and governance Good",
    ]
    assert body == "2.1 Adoption performance"


def test_the_judgement_on_the_board_is_fetched_from_its_chapter() -> None:
    table = (
        "1. Children who need help and protection Good\r\n"
        "2. Children looked after and achieving permanence Good\r\n"
    )
    board = (
        "The Local Safeguarding Children Board (LSCB)\r\n"
        "The Local Safeguarding Children Board requires\r\nimprovement\r\nExecutive summary\r\n"
        "The board knows its strengths."
    )
    lines, body = front_lines(TITLE + table, BODY, board)
    assert lines[-2:] == ["The Local Safeguarding Children Board requires", "improvement"]
    assert body == "Executive summary"


def test_a_first_page_without_judgements_ends_with_its_facts() -> None:
    page = (
        "Inspection of looked after children\r\nservices\r\nThornbeck Council\r\n"
        "Inspection dates: 3 to 7 June 2013\r\nReporting inspector Tamsin Orrelby HMI\r\n"
        "Age group: All\r\nPublished: 12 July 2013"
    )
    record = "Record of main findings\r\nOverall effectiveness Inadequate Grade 4"
    lines, body = front_lines(page, BODY, BODY, record)
    assert lines[-2:] == ["Published: 12 July 2013", "Overall effectiveness Inadequate Grade 4"]
    assert body == "Executive summary"


def test_a_council_paper_that_restates_grades_has_no_front() -> None:
    page = (
        "Committee: Children and Young People Panel\r\nDate: 4 October 2016\r\n"
        "Subject: The inspection report\r\n2.1 The judgements were as follows.\r\n"
        "1. Children who need help and protection Good\r\n"
        "2. Children looked after and achieving permanence Good\r\n"
    )
    assert front_lines(page)[0] == []


def test_an_empty_document_has_no_front() -> None:
    assert front_lines("")[0] == []


def test_an_inspection_report_says_what_it_is() -> None:
    document, _ = cut_source(source_of(*REPORT_PAGES))
    assert document.kind == "inspection_report"
    assert document.authority == "Aldermere"
    assert document.publisher == "Ofsted"
    assert document.lead_inspector == "Odalys Quillfeather"
    assert (document.dates.inspected_from, document.dates.inspected_to) == (
        date(2024, 3, 4),
        date(2024, 3, 15),
    )
    assert document.dates.basis == "stated"
    assert (document.first_page, document.last_page) == (1, 3)


def test_the_running_header_does_not_contradict_page_one() -> None:
    wrong = [page.replace("4 to 15 March 2024 ", "4 to 15 March 2023 ") for page in REPORT_PAGES]
    document, _ = cut_source(source_of(*wrong))
    assert document.dates.inspected_to == date(2024, 3, 15)


def test_a_letter_says_when_inspectors_came_and_when_it_was_sent() -> None:
    text = (
        "9 April 2021\n\nPetronel Dray Director of Children’s Services Aldermere Council\n\n"
        "Dear Petronel Dray\n\nFocused visit to Aldermere local authority children’s services\n\n"
        "This letter summarises the findings of a focused visit to Aldermere local authority "
        "children’s services on 2 and 3 March 2021.\n\nFindings\n\nThe front door is sound.\n"
    )
    document, _ = cut_source(source_of(text, path="letter.txt"))
    assert document.kind == "focused_visit_letter"
    assert document.authority == "Aldermere"
    assert document.dates.inspected_to == date(2021, 3, 3)
    assert document.dates.published == date(2021, 4, 9)


def test_a_panel_paper_is_the_council_s_own_and_belongs_to_its_meeting() -> None:
    text = (
        "Committee: Children and Young People Scrutiny Panel\n\nDate: 12 November 2024\n\n"
        "Agenda item: 5\n\nSubject: Housing for care leavers in Merton\n\nLead officer: the head "
        "of care\n\n1.1 Merton Council has bought three houses.\n"
    )
    document, _ = cut_source(source_of(text, path="paper.txt"))
    assert document.kind == "scrutiny_report"
    assert document.dates.meeting == date(2024, 11, 12)
    assert document.publisher == "Merton council"


def test_a_document_without_a_date_is_bounded_by_what_it_mentions() -> None:
    text = (
        "Judgement Grade\n\nOverall effectiveness Good\n\nSince the last inspection in February "
        "2022, leaders in Merton have kept their word.\n"
    )
    document, _ = cut_source(source_of(text, path="lost.txt"))
    assert document.dates.not_before == date(2022, 2, 1)
    assert document.dates.inspected_to is None
    assert document.dates.basis == "inferred"


def test_a_publication_date_from_the_file_name_is_said_to_be_so() -> None:
    document, _ = cut_source(source_of(*REPORT_PAGES, path="aldermere - 29 april 2024.pdf"))
    assert document.dates.published == date(2024, 4, 29)
    assert document.dates.published_basis == "inferred"
    assert "The publication date comes from the file name." in document.notes
