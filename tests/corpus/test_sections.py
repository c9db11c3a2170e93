import pytest

from corpus.sections import (
    ends_improvement,
    heads_improvement,
    heads_own_recommendations,
    is_boilerplate,
    is_for_children,
    is_front,
    is_improvement,
    is_of_every_report,
    is_of_the_board,
    is_summary,
    is_what_was_covered,
)
from tests.documents import REPORT_PAGES, cut_source, source_of


def test_the_board_s_section_is_not_the_authority_s() -> None:
    pages = (
        "Recommendations\r\n1. Ensure that plans are short.\r\n2. Ensure that visits are made.",
        "The Local Safeguarding Children Board (LSCB)\r\nRecommendations\r\n"
        "3. Ensure that the board meets more often.\r\nIt is to do so from the spring.",
    )
    _, passages = cut_source(source_of(*pages))
    assert [is_improvement(p) for p in passages] == [True, True, False]
    assert [is_of_the_board(p.heading[0]) for p in passages] == [False, False, True]


def test_the_front_page_is_told_from_the_rest() -> None:
    _, passages = cut_source(source_of(*REPORT_PAGES))
    assert [is_front(p) for p in passages] == [True] + [False] * (len(passages) - 1)


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


@pytest.mark.parametrize(
    ("heading", "opens"),
    [
        ("What needs to improve", True),
        ("What does the LSCB need to improve?", True),
        ("Areas for priority action", True),
        ("Summary of recommendations", True),
        ("Areas covered by the visit", False),
        ("Ofsted recommendations", False),
    ],
)
def test_headings_that_open_a_list(heading: str, opens: bool) -> None:
    assert heads_improvement(heading) == opens


@pytest.mark.parametrize(
    ("heading", "own"),
    [
        ("Recommendations: That the Panel:", True),
        ("2. Recommendations", True),
        ("The task group’s recommendations", True),
        ("Recommendations made by inspectors", False),
        ("What needs to improve", False),
    ],
)
def test_headings_of_what_a_council_s_paper_recommends(heading: str, own: bool) -> None:
    assert heads_own_recommendations(heading) == own


def test_what_was_looked_at_and_what_stands_in_every_report_are_known() -> None:
    text = (
        "Areas covered by the visit\n\nInspectors looked at plans.\n\nFindings\n\nPlans are good.\n"
    )
    _, passages = cut_source(source_of(text, path="letter.txt"))
    covered = [p.text for p in passages if is_what_was_covered(p)]
    assert covered == ["Inspectors looked at plans."]
    assert is_of_every_report(
        "Items have been cross-referenced with the outcomes of the framework."
    )
    assert not is_of_every_report("Plans are good.")


def test_headings_that_end_a_list() -> None:
    assert ends_improvement("The local authority’s strengths")
    assert ends_improvement("Inspection findings – the Local Safeguarding Children Board")
    assert not ends_improvement("Leadership, management and governance")
