from datetime import date

from tests.documents import REPORT_PAGES, cut_source, source_of


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
    assert "the publication date comes from the file name" in document.notes
