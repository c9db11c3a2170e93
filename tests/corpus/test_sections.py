from corpus.sections import (
    improvement_items,
    is_boilerplate,
    is_for_children,
    is_improvement,
    is_judgement_table,
    is_summary,
)
from tests.documents import REPORT_PAGES, cut_source, source_of


def test_the_list_of_what_must_improve_is_found_whole() -> None:
    _, passages = cut_source(source_of(*REPORT_PAGES))
    items = [line for p in improvement_items(passages) for line in p.text.split("\n")]
    assert len(items) == 2
    assert items[0] == "The time it takes to see a child after a contact is made."


def test_the_board_s_recommendations_are_not_the_authority_s() -> None:
    pages = (
        "Recommendations\r\n1. Ensure that plans are short.\r\n2. Ensure that visits are made.",
        "The Local Safeguarding Children Board (LSCB)\r\nRecommendations\r\n"
        "3. Ensure that the board meets more often.\r\nIt is to do so from the spring.",
    )
    _, passages = cut_source(source_of(*pages))
    assert [p.paragraph for p in improvement_items(passages)] == ["1", "2"]
    assert not any(is_improvement(p) for p in passages if "board meets" in p.text)


def test_the_front_page_is_a_table_of_judgements() -> None:
    _, passages = cut_source(source_of(*REPORT_PAGES))
    assert is_judgement_table(passages[0])
    assert not is_judgement_table(passages[-1])


def test_sections_that_every_report_has() -> None:
    text = (
        "Executive summary\n\nThe service is sound.\n\nSummary for children and young people\n\n"
        "Most of you are safe.\n\nInformation about this inspection\n\nInspectors read files.\n"
    )
    _, passages = cut_source(source_of(text, path="report.txt"))
    summary, children, about = passages
    assert is_summary(summary)
    assert is_for_children(children)
    assert is_boilerplate(about)


def test_a_list_that_runs_on_under_sub_headings_is_whole() -> None:
    pages = (
        "What does the local authority need to improve?\r\nPriority and immediate action\r\n"
        "Leadership, management and governance\r\n1. Ensure that leaders know the children.\r\n"
        "Quality of practice\r\n2. Ensure that visits are made on time.\r\n"
        "Areas for improvement\r\n3. Ensure that plans are short.",
        "The local authority’s strengths\r\n4. Children are listened to in every team.\r\n"
        "5. Carers are well supported.",
    )
    _, passages = cut_source(source_of(*pages))
    assert [p.paragraph for p in improvement_items(passages)] == ["1", "2", "3"]


def test_the_board_s_list_is_given_when_it_is_asked_for() -> None:
    pages = (
        "Recommendations\r\n1. Ensure that plans are short.\r\n2. Ensure that visits are made.",
        "The Local Safeguarding Children Board (LSCB)\r\nRecommendations\r\n"
        "3. Ensure that the board meets more often.\r\nIt is to do so from the spring.",
    )
    _, passages = cut_source(source_of(*pages))
    assert [p.paragraph for p in improvement_items(passages, board=True)] == ["3"]
