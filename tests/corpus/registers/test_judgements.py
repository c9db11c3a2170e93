from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.documents import INSPECTORS_KINDS, Kind
from corpus.ingest import documents_of, ingest
from corpus.ingested import Ingested
from corpus.registers.judgements import Area, Grade, Judgement, judgements_of
from tests.documents import REPORT_PAGES, cut_source, source_of

SAMPLE = Path(__file__).parents[3] / "corpus" / "sample" / "documents"
TITLE = (
    "Inspection of Thornbeck local authority\nchildren’s services\n"
    "Inspection dates: 3 to 14 June {year}\nLead inspector: Odalys Quillfeather, His Majesty’s "
    "Inspector\n"
)
OLD_TITLE = (
    "Thornbeck Borough Council\nInspection of services for children in need of help and\n"
    "protection, children looked after and care leavers\nand\nReview of the effectiveness of the "
    "Local Safeguarding Children\nBoard1\nInspection date: 7 June 2016 – 30 June 2016\n"
    "Report published: 19 August 2016\n"
)
BODY = (
    "\nThornbeck has steadied since 2012, when it was judged to be inadequate. Most families now "
    "meet\none worker who stays with them.\n"
)
FOOTNOTE = "\n1 The numbers follow the order in which inspectors came to each matter.\n"
JOINT = (
    "Judgement Grade\nThe impact of leaders on social work practice with children\nand families "
    "Good\nThe experiences and progress of children who need help and\nprotection\nRequires "
    "improvement\nto be good\nThe experiences and progress of children in care and care\nleavers "
    "Outstanding\nOverall effectiveness Good\n"
)
SEPARATE = (
    "Judgement Grade\nThe impact of leaders on social work\npractice with children and families\n"
    "Inadequate\nThe experiences and progress of\nchildren who need help and protection\n"
    "Requires improvement to be good\nThe experiences and progress of\nchildren in care\nGood\n"
    "The experiences and progress of\nchildren care leavers\nOutstanding\n"
    "Overall effectiveness Inadequate\n"
)
OLD_TABLE = (
    "Children’s services in Thornbeck require improvement to be\ngood\n"
    "1. Children who need help and protection Good\n2. Children looked after and achieving\n"
    "permanence\nRequires improvement\n2.1 Adoption performance Outstanding\n"
    "2.2 Experiences and progress of care leavers Inadequate\n"
    "3. Leadership, management and governance Requires improvement\n"
)
OLD_GRADES: Mapping[Area, Grade] = {
    "overall_effectiveness": "requires_improvement",
    "help_and_protection": "good",
    "looked_after_and_permanence": "requires_improvement",
    "adoption": "outstanding",
    "care_leavers": "inadequate",
    "leaders": "requires_improvement",
}


def told(*pages: str, path: str = "thornbeck.pdf") -> tuple[Judgement, ...]:
    """The judgements of a file's first document."""
    return documents_of(source_of(*pages, path=path))[0].judgements


def grades(*pages: str, path: str = "thornbeck.pdf") -> dict[Area, Grade]:
    """The grades of a file's first document by area."""
    return {judgement.area: judgement.grade for judgement in told(*pages, path=path)}


def chapter(number: int) -> str:
    """A chapter's paragraphs, alike in no line with those of another."""
    streets = ("Lantern Row", "Mill Causeway", "Sparrow Lane", "Tanner’s Yard")
    words = streets[number].split()
    return "".join(
        f"{at}. Families in {streets[number]} said that the {what} near {words[0]} was there when "
        "they\nneeded it, and that nobody had asked them twice.\n"
        for at, what in enumerate(("centre", "nurse", "school"), 1)
    )


def test_each_judgement_has_its_page_and_words() -> None:
    document, passages = cut_source(source_of(*REPORT_PAGES))
    found = judgements_of(document, passages)
    text = {passage.id: passage.text for passage in passages}
    assert [(j.area, j.grade, j.page) for j in found] == [
        ("leaders", "good", 1),
        ("help_and_protection", "requires_improvement", 1),
        ("in_care", "good", 1),
        ("overall_effectiveness", "good", 1),
    ]
    assert all(text[j.passage_id][j.start : j.end] == j.quote for j in found)
    assert found[1].quote == (
        "The experiences and progress of children who need help and protection Requires "
        "improvement to be good"
    )
    assert {j.document_id for j in found} == {document.id}


@pytest.mark.parametrize("path", ["thornbeck.pdf", "thornbeck.txt"])
def test_one_grade_for_children_in_care_and_care_leavers(path: str) -> None:
    assert grades(TITLE.format(year=2019) + JOINT + BODY, path=path) == {
        "leaders": "good",
        "help_and_protection": "requires_improvement",
        "in_care_and_care_leavers": "outstanding",
        "overall_effectiveness": "good",
    }


@pytest.mark.parametrize("path", ["thornbeck.pdf", "thornbeck.txt"])
def test_care_leavers_with_a_grade_of_their_own(path: str) -> None:
    assert grades(TITLE.format(year=2024) + SEPARATE + BODY, path=path) == {
        "leaders": "inadequate",
        "help_and_protection": "requires_improvement",
        "in_care": "good",
        "care_leavers": "outstanding",
        "overall_effectiveness": "inadequate",
    }


def test_the_form_without_overall_effectiveness_gives_none() -> None:
    table = SEPARATE.removesuffix("Overall effectiveness Inadequate\n").replace("social work\n", "")
    summary = "Children’s services in Thornbeck are outstanding.\nThey were good in 2023.\n"
    assert grades(TITLE.format(year=2026) + table + summary) == {
        "leaders": "inadequate",
        "help_and_protection": "requires_improvement",
        "in_care": "good",
        "care_leavers": "outstanding",
    }


def test_a_table_that_breaks_in_the_middle_of_its_labels() -> None:
    text = (
        " Judgement Grade\n\nThe impact of leaders on social work Requires\npractice with children "
        "and families improvement to be\n good\n\nThe experiences and progress of Good\nchildren "
        "who need help and protection\n\nThe experiences and progress of Outstanding\nchildren in "
        "care\n\nThe experiences and progress of Good\ncare leavers\n\nOverall effectiveness Good\n"
    )
    assert grades(text + BODY, path="thornbeck.txt") == {
        "leaders": "requires_improvement",
        "help_and_protection": "good",
        "in_care": "outstanding",
        "care_leavers": "good",
        "overall_effectiveness": "good",
    }


@pytest.mark.parametrize("path", ["thornbeck.pdf", "thornbeck.txt"])
def test_numbered_judgements_with_the_overall_one_in_a_sentence(path: str) -> None:
    assert grades(OLD_TITLE + OLD_TABLE + FOOTNOTE, BODY, path=path) == OLD_GRADES


def test_rows_without_numbers() -> None:
    table = OLD_TABLE
    for number in ("1. ", "2. ", "2.1 ", "2.2 ", "3. "):
        table = table.replace(f"\n{number}", "\n")
    assert grades(OLD_TITLE + table + FOOTNOTE, BODY) == OLD_GRADES


def test_cells_parted_by_tabs() -> None:
    table = OLD_TABLE.replace("be\ngood", "be good").replace("achieving\n", "achieving ")
    for grade in ("Good", "Requires", "Outstanding", "Inadequate"):
        table = table.replace(f" {grade}", f"\t{grade}").replace(f"\n{grade}", f"\t{grade}")
    assert grades(OLD_TITLE + "\n" + table + "\n" + FOOTNOTE, path="part.txt") == OLD_GRADES


def test_the_board_s_judgement_on_the_first_page() -> None:
    table = OLD_TABLE.replace(
        "Children’s services in Thornbeck require improvement to be\ngood",
        "The overall judgement is requires improvement\nThere are no widespread failures that "
        "leave children at risk of harm.",
    )
    board = "The effectiveness of the Local Safeguarding Children Board (LSCB) is\ngood\n"
    found = grades(OLD_TITLE + table + board + "The LSCB has a plan." + FOOTNOTE, BODY)
    assert found == {**OLD_GRADES, "lscb": "good"}


def test_the_board_s_judgement_at_the_head_of_its_chapter() -> None:
    chapter = (
        "The Local Safeguarding Children Board (LSCB)\nThe Local Safeguarding Children Board is "
        "inadequate\nExecutive summary\nThe board does not know how well its partners work.\n"
    )
    meaning = (
        "What the inspection judgements mean: the LSCB\nAn outstanding LSCB is influential. An "
        "LSCB that is good does what the law asks of it.\n"
    )
    found = told(OLD_TITLE + OLD_TABLE + FOOTNOTE, BODY, chapter, meaning)
    board = found[-1]
    assert (board.area, board.grade, board.page) == ("lscb", "inadequate", 3)
    assert board.quote == "The Local Safeguarding Children Board is inadequate"
    assert {j.area: j.grade for j in found} == {**OLD_GRADES, "lscb": "inadequate"}


def test_a_table_that_runs_on_overleaf() -> None:
    at = OLD_TABLE.index("2.2 ")
    found = told(OLD_TITLE + OLD_TABLE[:at] + FOOTNOTE, "2\n" + OLD_TABLE[at:] + BODY)
    assert {j.area: j.grade for j in found} == OLD_GRADES
    assert {j.area: j.page for j in found if j.page == 2} == {"care_leavers": 2, "leaders": 2}


def test_adequate_is_no_grade_of_the_register() -> None:
    front = (
        "Inspection of looked after children\nservices\nThornbeck Council\n"
        "Inspection dates: 3 to 7 June 2013\nReporting inspector Tamsin Orrelby HMI\n"
        "Age group: All\nPublished: 12 July 2013\n"
    )
    record = (
        "Record of main findings\nServices for looked after children\n"
        "Overall effectiveness {} Grade 3\nCapacity to improve Good Grade 2\n"
    )
    assert grades(front, BODY, BODY, record.format("Adequate")) == {}
    assert grades(front, BODY, BODY, record.format("Inadequate")) == {
        "overall_effectiveness": "inadequate"
    }


def test_two_grades_for_one_area_are_none() -> None:
    front = (
        "Inspection of safeguarding and looked after children services\nThornbeck Council\n"
        "Inspection dates: 3 to 14 October 2011\nReporting inspector Tamsin Orrelby HMI\n"
    )
    record = (
        "Record of main findings\nSafeguarding services\nOverall effectiveness Good\n"
        "Services for looked after children\nOverall effectiveness {}\n"
    )
    assert grades(front, BODY, record.format("Outstanding")) == {}
    assert grades(front, BODY, record.format("Adequate")) == {}


def test_the_judgements_of_the_inspection_before_stay_out() -> None:
    earlier = (
        "Information about this local authority area\nPrevious Ofsted inspections\n"
        "\uf06e The last inspection was in 2013. The judgements for the local authority were:\n"
        "\uf06e Overall effectiveness: Inadequate\n\uf06e Adoption performance: Inadequate\n"
        "\uf06e Leadership, management and governance: Inadequate.\n"
    )
    assert grades(OLD_TITLE + OLD_TABLE + FOOTNOTE, BODY, earlier) == OLD_GRADES
    assert grades(OLD_TITLE + FOOTNOTE, BODY, earlier) == {}


def test_the_present_grade_beside_the_one_before() -> None:
    table = (
        "Judgement Previous grade Current grade\n"
        "1. Children who need help and protection Inadequate Good\n"
        "2. Children looked after and achieving permanence Inadequate Outstanding\n"
        "3. Leadership, management and governance Inadequate Requires improvement\n"
    )
    assert grades(OLD_TITLE.replace("Inspection of", "Re-inspection of") + table) == {
        "help_and_protection": "good",
        "looked_after_and_permanence": "outstanding",
        "leaders": "requires_improvement",
    }


def test_the_headings_tell_the_grades_where_the_first_page_is_lost() -> None:
    headings = (
        "The experiences and progress of children who need help and\nprotection: requires "
        "improvement to be good",
        "The experiences and progress of children in care: good",
        "The experiences and progress of care leavers: outstanding",
        "The impact of leaders on social work practice with children and\nfamilies: inadequate",
    )
    pages = [f"{heading}\n{chapter(at)}" for at, heading in enumerate(headings)]
    document, passages = cut_source(source_of(*pages))
    found = judgements_of(replace(document, kind="inspection_report"), passages)
    assert [(j.area, j.grade, j.page) for j in found] == [
        ("help_and_protection", "requires_improvement", 1),
        ("in_care", "good", 2),
        ("care_leavers", "outstanding", 3),
        ("leaders", "inadequate", 4),
    ]


def test_older_headings_are_sentences() -> None:
    heads = (
        "Executive summary\nChildren’s services in Thornbeck are good.\n",
        "The experiences and progress of\nchildren who need help and protection Good\nSummary\n",
        "The graded judgement for adoption performance is that it requires\nimprovement\n",
        "The graded judgment about the experience and progress of care\nleavers is that it is "
        "good\n",
    )
    pages = [head + chapter(at) for at, head in enumerate(heads)]
    document, passages = cut_source(source_of(*pages))
    found = judgements_of(replace(document, kind="inspection_report"), passages)
    assert {j.area: j.grade for j in found} == {
        "overall_effectiveness": "good",
        "help_and_protection": "good",
        "adoption": "requires_improvement",
        "care_leavers": "good",
    }


def test_where_table_and_heading_differ_the_table_counts() -> None:
    heading = "The experiences and progress of children in care: inadequate\n1. Carers stay." + BODY
    found = grades(TITLE.format(year=2024) + SEPARATE + BODY, heading)
    assert found["in_care"] == "good"


@pytest.mark.parametrize("kind", ["focused_visit_letter", "monitoring_visit_letter"])
def test_letters_after_visits_give_no_judgement(kind: Kind) -> None:
    text = (
        "Dear Petronel Dray\n\nThe council was judged to be inadequate in May 2016:\n\n"
        "Overall effectiveness Inadequate\n\nAdoption performance Inadequate\n\n"
        "Children’s services in Thornbeck are inadequate.\n"
    )
    document, passages = cut_source(source_of(text, path="letter.txt"))
    assert judgements_of(replace(document, kind=kind), passages) == ()


def test_a_table_of_the_inspection_before_is_not_this_one_s() -> None:
    """A report that has lost its first page has only its predecessor's table."""
    text = (
        "Executive summary\n\nThornbeck has steadied.\n\nPrevious Ofsted inspections\n\n"
        "Overall effectiveness\tInadequate\nAdoption performance\tInadequate\n"
    )
    document, passages = cut_source(source_of(text, path="rest.txt"))
    assert judgements_of(replace(document, kind="inspection_report"), passages) == ()


def test_an_inspection_without_grades_gives_none() -> None:
    text = (
        "Dear Director\n\nUnannounced inspection of contact, referral and assessment\n\nThis "
        "inspection identified good practice. No area for priority action was found. Services "
        "were judged to be good in 2009.\n"
    )
    document, passages = cut_source(source_of(text, path="letter.txt"))
    assert judgements_of(replace(document, kind="unannounced_inspection_letter"), passages) == ()


def test_a_council_s_account_of_an_inspection_gives_no_judgement() -> None:
    document, passages = cut_source(source_of(OLD_TITLE + OLD_TABLE + FOOTNOTE))
    others: tuple[Kind, ...] = ("scrutiny_report", "presentation", "minutes", "agenda", "other")
    assert not INSPECTORS_KINDS & set(others)
    assert all(judgements_of(replace(document, kind=k), passages) == () for k in others)


@pytest.mark.parametrize(
    ("name", "overall", "areas"),
    [
        ("aldermere-inspection-2015.pdf", "requires_improvement", 7),
        ("aldermere-inspection-2019.pdf", "good", 4),
        ("aldermere-inspection-2024.pdf", "good", 5),
        ("thornbeck-inspection-2022.pdf", "inadequate", 4),
        ("thornbeck-inspection-2017-extract.txt", "requires_improvement", 6),
    ],
)
def test_the_sample_s_reports_tell_their_grades(name: str, overall: Grade, areas: int) -> None:
    file = ingest(SAMPLE / name)
    assert isinstance(file, Ingested)
    found = {judgement.area: judgement.grade for judgement in file.documents[0].judgements}
    assert found["overall_effectiveness"] == overall
    assert len(found) == areas


def _can_be_told_apart(lines: list[str], lost: set[int]) -> bool:
    """Whether each grade on a line of its own that is left has the line before it still.

    Without, it stands behind the words of another row as that row's own would.
    """
    alone = (at for at, line in enumerate(lines) if line.casefold() in _GRADES_ALONE)
    return all(at in lost or at - 1 not in lost for at in alone)


_GRADES_ALONE = (
    "outstanding",
    "good",
    "requires improvement",
    "requires improvement to be good",
    "inadequate",
)


@given(st.lists(st.integers(0, 60), max_size=8), st.booleans())
def test_no_grade_is_invented_when_lines_are_lost(lost: list[int], old: bool) -> None:
    page = OLD_TITLE + OLD_TABLE + FOOTNOTE if old else TITLE.format(year=2024) + SEPARATE + BODY
    lines = page.split("\n")
    assume(_can_be_told_apart(lines, set(lost)))
    whole = grades(page)
    kept = "\n".join(line for at, line in enumerate(lines) if at not in lost)
    document, passages = cut_source(source_of(kept))
    found = judgements_of(replace(document, kind="inspection_report"), passages)
    assert {(j.area, j.grade) for j in found} <= set(whole.items())
