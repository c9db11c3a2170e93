from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.registers.judgement_rows import Area, Grade, begins_row, rows_in

LABELS: dict[str, Area] = {
    "Overall effectiveness": "overall_effectiveness",
    "The impact of leaders on social work practice with children and families": "leaders",
    "The experiences and progress of children who need help and protection": "help_and_protection",
    "The experiences and progress of children in care": "in_care",
    "The experiences and progress of care leavers": "care_leavers",
    "The experiences and progress of children in care and care leavers": "in_care_and_care_leavers",
    "1. Children who need help and protection": "help_and_protection",
    "2. Children looked after and achieving permanence": "looked_after_and_permanence",
    "2.1 Adoption performance": "adoption",
    "2.2 Experiences and progress of care leavers": "care_leavers",
    "3. Leadership, management and governance": "leaders",
    "4. Review of the Local Safeguarding Children Board": "lscb",
}
GRADES: dict[str, Grade | None] = {
    "Outstanding": "outstanding",
    "Good": "good",
    "Requires improvement": "requires_improvement",
    "Requires improvement to be good": "requires_improvement",
    "requires improvement": "requires_improvement",
    "Inadequate": "inadequate",
    "Adequate": None,
}


@st.composite
def torn_rows(draw: st.DrawFn) -> tuple[str, Area, Grade | None]:
    """A row with its grade's words anywhere after the label's second, and lines broken anywhere."""
    label = draw(st.sampled_from(sorted(LABELS)))
    grade = draw(st.sampled_from(sorted(GRADES)))
    words, graded = label.split(), grade.split()
    first = 3 if words[0] in ("The", "4.") else 2
    places = draw(
        st.lists(st.integers(first, len(words)), min_size=len(graded), max_size=len(graded)).map(
            sorted
        )
    )
    torn = [
        *chain.from_iterable(
            [*(g for g, at in zip(graded, places, strict=True) if at == index), word]
            for index, word in enumerate(words)
        ),
        *(g for g, at in zip(graded, places, strict=True) if at == len(words)),
    ]
    spaces = draw(
        st.lists(
            st.sampled_from([" ", "\n", " \n", "\t", "  "]),
            min_size=len(torn) - 1,
            max_size=len(torn) - 1,
        )
    )
    text = "".join(chain.from_iterable(zip(torn, [*spaces, ""], strict=True)))
    return text, LABELS[label], GRADES[grade]


@given(torn_rows())
def test_a_row_is_read_however_its_cells_are_torn(row: tuple[str, Area, Grade | None]) -> None:
    text, area, grade = row
    found = rows_in(text)
    assert [(r.area, r.grade) for r in found] == [(area, grade)]
    assert text[found[0].start : found[0].end] == text


@given(st.lists(torn_rows(), min_size=1, max_size=6))
def test_rows_of_a_table_keep_their_own_grades(
    rows: list[tuple[str, Area, Grade | None]],
) -> None:
    text = "Judgement Grade\n" + "\n".join(text for text, _, _ in rows)
    assert [(r.area, r.grade) for r in rows_in(text)] == [(a, g) for _, a, g in rows]


@given(st.text(alphabet="abc overall effectiveness good the children in care.\n\t1", max_size=200))
def test_any_text_is_read_and_rows_do_not_overlap(text: str) -> None:
    ends = 0
    for row in rows_in(text):
        assert ends <= row.start < row.end <= len(text)
        ends = row.end


def test_words_cut_at_line_ends_go_on_in_the_next() -> None:
    text = "3. Leadership, manage- Requires\nment and governance improve-\nment"
    assert [(r.area, r.grade) for r in rows_in(text)] == [("leaders", "requires_improvement")]


@pytest.mark.parametrize(
    "line",
    [
        "The graded judgement for adoption performance is that it is outstanding",
        "Adoption performance: outstanding",
        "Adoption performance is outstanding.",
        "| 2.1 | Adoption performance | Outstanding |",
        "2.1\tAdoption performance\tOutstanding (Grade 1)",
        "Adoption performance Outstanding1",
    ],
)
def test_a_heading_or_a_cell_s_marks_are_no_hindrance(line: str) -> None:
    assert [(r.area, r.grade) for r in rows_in(line)] == [("adoption", "outstanding")]


@pytest.mark.parametrize(
    "text",
    [
        "Adoption performance has been outstanding for years.",
        "Inspectors found adoption performance outstanding",
        "Adoption performance is good because families are found quickly.",
        "The experiences and progress of children in care",
        "Leadership, management and governance 27",
        "• Overall effectiveness: Inadequate",
        "\uf06e Overall effectiveness: Inadequate\n\uf06e Adoption performance: Good",
        "Adoption performance insufficient evidence",
    ],
)
def test_prose_contents_and_lists_hold_no_row(text: str) -> None:
    assert rows_in(text) == ()


def test_a_heading_is_no_table_with_the_sentence_beneath_it() -> None:
    text = "Adoption performance: good\n1. Adoption performance is good because of its workers."
    assert [text[row.start : row.end] for row in rows_in(text)] == ["Adoption performance: good"]


def test_a_row_without_a_grade_does_not_take_the_next_one_s() -> None:
    text = (
        "2. Children looked after and achieving permanence Good\n2.1 Adoption performance\n"
        "2.2 Experiences and progress of care leavers Inadequate"
    )
    assert [(r.area, r.grade) for r in rows_in(text)] == [
        ("looked_after_and_permanence", "good"),
        ("care_leavers", "inadequate"),
    ]


@pytest.mark.parametrize(
    "introduced",
    [
        "Previous Ofsted inspections\n",
        "The judgements for the local authority at that time were:\n",
    ],
)
def test_what_an_inspection_before_this_one_found_is_no_row(introduced: str) -> None:
    assert rows_in(f"{introduced}Overall effectiveness Inadequate\nAdoption performance Good") == ()


@pytest.mark.parametrize(
    ("head", "grade"),
    [
        ("Judgement Previous grade Current grade", "good"),
        ("Judgement Current grade Previous grade", "inadequate"),
        ("Judgement 2015 2018", "good"),
        ("Judgement 2018 2015", "inadequate"),
        ("Judgement Grade Grade", None),
    ],
)
def test_of_two_grades_side_by_side_the_present_one_counts(head: str, grade: Grade) -> None:
    text = f"{head}\nOverall effectiveness Inadequate Good\nAdoption performance Inadequate Good"
    assert [row.grade for row in rows_in(text)] == [grade, grade]


def test_grades_read_before_their_labels_are_nobody_s() -> None:
    labels = (
        "The experiences and progress of children in care",
        "The experiences and progress of care leavers",
        "Overall effectiveness",
    )
    torn = "\n".join(f"{grade}\n{label}" for grade, label in zip(GRADES, labels, strict=False))
    assert rows_in(f"Judgement Grade\n{torn}\nThe council has steadied.") == ()


def test_what_a_scan_makes_of_specks_and_rules_is_passed_over() -> None:
    text = (
        "2. Children looked after and achieving we\nRequires improvement\npermanence\n"
        "ae experiences and progress of care leavers | Good"
    )
    assert [(r.area, r.grade) for r in rows_in(text)] == [
        ("looked_after_and_permanence", "requires_improvement"),
        ("care_leavers", "good"),
    ]


def test_a_stray_grade_makes_no_second_column() -> None:
    text = (
        "The experiences and progress of children in care Good\nThe experiences and progress of "
        "care leavers Outstanding\nRequires improvement\nOverall effectiveness to be good"
    )
    assert [(r.area, r.grade) for r in rows_in(text)] == [
        ("in_care", "good"),
        ("care_leavers", "outstanding"),
    ]


def test_lines_that_begin_rows_are_told_from_others() -> None:
    assert all(begins_row(label) for label in LABELS)
    assert not begins_row("Senior leaders know their services well.")
    assert not begins_row("• Overall effectiveness: Good")
