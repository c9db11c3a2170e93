import pytest

from evals.cells import is_line, is_of_cells, stand_in

TABLE = (
    "Indicators, April to June\n"
    "No. · Indicator · Target · Apr · May\n"
    "8 · Visits on time · 85% · 88% (7/8) · 89% (8/9)\n"
    "9 · Plans on time · 90% · 71% · 85%"
)


@pytest.mark.parametrize(
    "claim",
    [
        "8 · Visits on time · 85% · 88% (7/8) · 89% (8/9)",
        "Indicators, April to June · Visits on time · May · 89% (8/9)",
        "Indicators, April to June · 9 · Plans on time · Target: 90% · Apr: 71%",
        "No. · Indicator · Target · Apr · May",
    ],
)
def test_what_is_in_the_table_stands(claim: str) -> None:
    assert is_of_cells(claim)
    assert stand_in(claim, TABLE)


@pytest.mark.parametrize(
    "claim",
    [
        "Indicators, April to June · Visits on time · Apr · 89% (8/9)",
        "Indicators, April to June · Visits on time · May · 85%",
        "Indicators, April to June · 9 · Plans on time · Target: 85%",
        "Indicators, April to June · Visits on time · May · 90%",
        "Indicators, April to June · 8 · Visits on time · Apr: 88% (7/8) · May: 90% (9/10)",
        "Indicators, July · Visits on time · May · 89% (8/9)",
    ],
    ids=[
        "another month",
        "another row",
        "target of none",
        "no such cell",
        "one invented",
        "caption",
    ],
)
def test_what_is_paired_wrongly_does_not(claim: str) -> None:
    assert not stand_in(claim, TABLE)


def test_cells_may_be_empty_and_headings_may_have_two_lines() -> None:
    table = (
        "· Trend · · Year · ·\n· · 2015 · 2016 · Apr-17 · May-17\nVisits · 7 · 4 · 3 · 1 · 2\n"
        "Plans · 1 · 2 · 3 · 4 · 5"
    )
    assert stand_in("Visits · May-17 · 2", table)
    assert stand_in("Plans · 2015: 2 · Apr-17: 4", table)
    assert not stand_in("Visits · May-17 · 5", table)


def test_a_line_is_told_word_for_word() -> None:
    front = "Date: 10 October\nThe impact of leaders on Outstanding social work\nIt is not  good."
    assert is_line("Date: 10 October", front)
    assert is_line("It is not good.", front)
    assert is_line("The impact of leaders on social work Outstanding", front)
    assert not is_line("The impact of leaders on social work Good", front)
    assert not is_line("It is good.", front)
    assert not is_line("10 October", front)
