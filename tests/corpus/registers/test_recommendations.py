from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import Kind
from corpus.ingest import documents_of
from corpus.passages import Passage
from corpus.registers.recommendations import Recommendation, recommendations_of
from tests.documents import REPORT_PAGES, cut_source, source_of

# A chapter of full lines, as every report has them: what is short is told by their width.
CHAPTER = (
    "The experiences and progress of children in care: good\r\n"
    "1. Children in care in Aldermere live with people who know them well, and they see a\r\n"
    "social worker who does what was promised. Their plans are short and say who will do\r\n"
    "what, by what day and why. When a plan changes the child is the first to hear of it,\r\n"
    "and the last to be asked to move. Carers describe their training as useful, if rare.\r\n"
)


def read_off(*pages: str, kind: Kind = "inspection_report") -> tuple[Recommendation, ...]:
    """The register of a document of this kind, each item held against its passage."""
    document, passages = cut_source(source_of(*pages))
    found = recommendations_of(replace(document, kind=kind), passages)
    _assert_true(found, passages)
    return found


def texts(found: tuple[Recommendation, ...]) -> list[str]:
    return [item.text for item in found]


def _assert_true(found: tuple[Recommendation, ...], passages: tuple[Passage, ...]) -> None:
    by_id = {passage.id: passage for passage in passages}
    for item in found:
        passage = by_id[item.passage_id]
        assert [w.rstrip("0123456789") for w in item.text.split()] == [
            w.rstrip("0123456789") for w in passage.text[item.start : item.end].split()
        ]
        assert item.page == passage.places(item.start, item.end)[0].page


def test_a_report_s_bullets_are_its_areas_for_improvement() -> None:
    first, second = read_off(*REPORT_PAGES)
    assert first.text == "The time it takes to see a child after a contact is made."
    assert (first.kind, first.number, first.page) == ("area_for_improvement", 1, 2)
    assert (first.addressee, second.number) == ("authority", 2)
    assert second.text.endswith("by the designated officer, so that none is left open.")


def test_what_ingesting_a_file_gives_is_the_register() -> None:
    ingested = documents_of(source_of(*REPORT_PAGES))[0]
    assert ingested.recommendations == recommendations_of(ingested.document, ingested.passages)
    assert len(ingested.recommendations) == 2


def test_numbers_run_through_headings_and_over_the_page() -> None:
    found = read_off(
        "What does the local authority need to improve?\r\nPriority and immediate action\r\n"
        "Leadership, management and governance\r\n2. Ensure that leaders know the children.\r\n"
        "Areas for improvement\r\nLeadership, management and governance\r\n"
        "3. Ensure that visits are made on time, and that a manager reads the record of each \r\n"
        "one of them before",
        "the month is out.\r\nChildren looked after, adoption and care leavers\r\n"
        "4. Ensure that plans are short.\r\n"
        "The local authority’s strengths\r\n5. Children are listened to in every team.\r\n"
        + CHAPTER,
    )
    assert [(i.number, i.page, i.kind) for i in found] == [
        (2, 1, "priority_action"),
        (3, 1, "area_for_improvement"),
        (4, 2, "area_for_improvement"),
    ]
    assert texts(found)[1].endswith("before the month is out.")


def test_the_board_s_list_is_told_apart() -> None:
    found = read_off(
        "Recommendations\r\n1. Ensure that plans are short.\r\n2. Ensure that visits are made.\r\n"
        "Summary for children and young people\r\nMost of you are safe.",
        "Section 2: The effectiveness of the Local Safeguarding\r\nChildren Board\r\n"
        "The effectiveness of the LSCB is good\r\nPriority and immediate action\r\n"
        "3. There are no areas for priority action.\r\n"
        "Areas for improvement\r\n4. Ensure that the board meets more often.\r\n"
        "Key strengths and weaknesses of the LSCB\r\n5. The board is well led.\r\n" + CHAPTER,
    )
    assert [(i.number, i.addressee) for i in found] == [
        (1, "authority"),
        (2, "authority"),
        (4, "board"),
    ]


def test_bullets_beneath_a_number_are_part_of_its_item() -> None:
    long = "records of supervision that say what was decided and why, " * 25
    found = read_off(
        "Recommendations\r\n1. Strengthen oversight by ensuring that: (paragraph 7)\r\n"
        f"\uf06e plans are read\r\n\uf06e {long}\r\n\uf02d visits are made.\r\n"
        "2. Ensure that carers are trained.\r\n",
        "Summary for children and young people\r\nMost of you are safe.",
    )
    first, second = found
    assert first.text.startswith("Strengthen oversight by ensuring that: (paragraph 7) plans are")
    assert first.text.endswith("and why, visits are made.")
    assert (first.number, second.number) == (1, 2)


def test_actions_are_listed_by_the_time_they_are_given() -> None:
    found = read_off(
        "Areas for improvement\r\n1. In order to improve services for children in Aldermere, "
        "the local \r\nauthority should take the following action.",
        "Immediately:\r\n\uf0b7 ensure all plans are read by a manager\r\n"
        "Within three months:\r\n\uf0b7 ensure that no child waits\r\n"
        "\uf0b7 Raise awareness of the choices that are open to each of the carers of the borough "
        "in their\r\nlater life",
        "Outcomes for looked after children and young\r\npeople\r\nGrade 3 (adequate)\r\n"
        "2. Outcomes are adequate.\r\n3. Most children are in school.\r\n" + CHAPTER,
    )
    assert texts(found) == [
        "ensure all plans are read by a manager",
        "ensure that no child waits",
        "Raise awareness of the choices that are open to each of the carers of the borough in "
        "their later life",
    ]
    assert [i.number for i in found] == [1, 2, 3]


def test_a_letter_s_areas_for_development_and_priority_action() -> None:
    found = read_off(
        "Dear Director\n\nStrengths\n\n- Calls are answered.\n\nAreas for development\n\n"
        "- Records are thin and say little of the child.\n\n- Visits are late.\n\n"
        "Areas for priority action\n\n- Contacts wait for days.\n\n"
        "Any areas for development identified above will be considered again.\n\n"
        "Yours sincerely\n\nOdalys Quillfeather\n",
        kind="unannounced_inspection_letter",
    )
    assert [(i.kind, i.text) for i in found] == [
        ("area_for_development", "Records are thin and say little of the child."),
        ("area_for_development", "Visits are late."),
        ("priority_action", "Contacts wait for days."),
    ]
    assert [i.number for i in found] == [1, 2, 3]


@pytest.mark.parametrize(
    "nothing",
    [
        "There are no areas for priority action.",
        "The inspection did not identify any areas for priority and immediate action.",
        "No areas for priority action were found.",
        "None.",
    ],
)
def test_nothing_to_list_is_no_item(nothing: str) -> None:
    page = f"Priority and immediate action\r\n{nothing}\r\nSummary for children\r\nYou are safe."
    assert read_off(page) == ()
    assert read_off(page.replace(nothing, f"\uf0b7 {nothing}")) == ()


@pytest.mark.parametrize("mark", ["◼ ", "o ", "* ", "− ", "B ", ". ", "n ", "m@ ", "« ", "•\r\n"])
def test_bullets_of_every_making(mark: str) -> None:
    found = read_off(
        f"What needs to improve?\r\n{mark}The pace of change.\r\n{mark}The quality of plans for "
        f"children in \r\nneed.\r\n{mark}Supervision.\r\n{CHAPTER}"
    )
    assert texts(found) == [
        "The pace of change.",
        "The quality of plans for children in need.",
        "Supervision.",
    ]


def test_a_number_on_a_line_of_its_own_numbers_the_next() -> None:
    found = read_off(
        "Recommendations\r\n1.\r\nEnsure that plans are short.\r\n2.\r\nEnsure that all visits "
        "are made.\r\nSummary for children and young people\r\nMost of you are safe.\r\n" + CHAPTER
    )
    assert [(i.number, i.text) for i in found] == [
        (1, "Ensure that plans are short."),
        (2, "Ensure that all visits are made."),
    ]


def test_footnotes_and_their_marks_are_left_out() -> None:
    found = read_off(
        "What needs to improve\r\n◼ The support of children we call settled2\r\n"
        "who are new here.\r\n"
        "◼ The reach of early help.3\r\n2\r\n"
        "Children who stay for more than a year are known in Aldermere as settled children.\r\n"
        "3 Early help is what families are offered before they need a social worker at all.",
        CHAPTER,
    )
    assert texts(found) == [
        "The support of children we call settled who are new here.",
        "The reach of early help.",
    ]


def test_a_paragraph_in_place_of_a_list_is_one_item() -> None:
    said = "There is a little variability in work that is strong. Leaders know of it."
    found = read_off(f"What needs to improve\r\n{said}\r\n{CHAPTER}")
    assert texts(found) == [said]


def test_a_report_without_the_section_lists_nothing() -> None:
    assert read_off("Inspection dates: 4 to 15 March 2024\r\n" + CHAPTER) == ()


def test_what_an_earlier_inspection_asked_for_is_not_asked_for_again() -> None:
    assert (
        read_off(f"Recommendations of the previous inspection\r\n◼ Train carers.\r\n{CHAPTER}")
        == ()
    )


def test_findings_further_on_are_no_items() -> None:
    found = read_off(
        "Recommendations\r\n1. Ensure that plans are short.\r\n2. Ensure that visits are made.\r\n"
        "The local authority has the following strengths:\r\n3. Children are listened to.\r\n",
        "Leadership, management and governance\r\n40. Leaders know the borough well.\r\n"
        "Recommendations\r\n60. Panels hear each month of what became of what they advised.\r\n"
        + CHAPTER,
    )
    assert [i.number for i in found] == [1, 2]


def test_a_council_s_paper_has_recommendations_of_its_own() -> None:
    found = read_off(
        "Committee: Scrutiny Panel\n\nRecommendations: That the Panel:\n\n"
        "- A. Note the report\n- B. Ask for another in the spring\n\n"
        "1 PURPOSE OF REPORT\n\n1.1 To tell the panel of the inspection.\n",
        kind="scrutiny_report",
    )
    assert [(i.kind, i.text) for i in found] == [
        ("recommendation", "Note the report"),
        ("recommendation", "Ask for another in the spring"),
    ]


@pytest.mark.parametrize(
    "heading", ["What needs to improve", "Recommendations from Ofsted", "Ofsted recommendations"]
)
def test_what_a_council_quotes_from_inspectors_is_theirs(heading: str) -> None:
    page = f"Where we are\n\n- Overall: good\n\n{heading}\n\n- Train carers.\n- See children.\n"
    assert read_off(page, kind="presentation") == ()


@pytest.mark.parametrize("kind", ["agenda", "minutes", "work_programme"])
def test_records_of_what_others_recommend_have_none(kind: Kind) -> None:
    assert read_off("Recommendations\n\n1. Note the report.\n2. Ask again.\n", kind=kind) == ()


def test_a_list_that_stands_twice_is_one_list() -> None:
    listed = (
        "1. raise the grant for each care leaver;\n2. stop the use of hotels; and\n3. report.\n"
    )
    found = read_off(
        f"Summary of recommendations\n\nThe task group recommends that cabinet:\n\n{listed}\n"
        f"Conclusions\n\nThe group is grateful.\n\nRecommendations\n\n{listed}",
        kind="scrutiny_report",
    )
    assert [i.number for i in found] == [1, 2, 3]


_WORDS = st.sampled_from(["the", "quality", "of", "plans", "for", "children", "in", "need", "and"])
_ITEMS = st.lists(
    st.lists(_WORDS, min_size=3, max_size=40).map(lambda words: " ".join(words).capitalize()),
    min_size=1,
    max_size=9,
    unique=True,
)


def _wrapped(text: str, width: int = 80) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += f"{word} "
    return lines


@settings(max_examples=60)
@given(_ITEMS, st.sampled_from(["◼ ", "\uf0b7 ", "- ", "{n}. "]), st.integers(1, 60))
def test_a_list_comes_back_as_it_was_written(items: list[str], mark: str, cut: int) -> None:
    """Whole, in order, each item on the page where it begins, wherever the page ends."""
    lines: list[tuple[int, str]] = []
    for n, item in enumerate(items, 1):
        for position, line in enumerate(_wrapped(f"{item}.")):
            lines.append((n, (mark.format(n=n) if position == 0 else "") + line))
    cut = min(cut, len(lines))
    pages = (
        "\r\n".join(["What needs to improve", *(line for _, line in lines[:cut])]),
        "\r\n".join([*(line for _, line in lines[cut:]), CHAPTER]),
    )
    found = read_off(*pages)
    assert texts(found) == [f"{item}." for item in items]
    first = {n: index for index, (n, _) in reversed(list(enumerate(lines)))}
    assert [item.page for item in found] == [1 if first[n] < cut else 2 for n in sorted(first)]
    assert all(b.number == a.number + 1 for a, b in pairwise(found))
