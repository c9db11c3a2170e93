"""Columns have room for their longest words, whatever stands beside them."""

import pytest

from bot.briefs.content import Table
from bot.briefs.writers.columns import shares

DAYS = (
    "2 to 6 March 2026",
    "7 to 18 November 2022",
    "8 May 2018",
    "24 November to 17 December 2015",
)


def test_grades_have_room_beside_long_names_of_areas() -> None:
    area = "Children looked after and achieving permanence"
    table = Table("Grades", ("Area", *DAYS), ((area, *["Requires improvement"] * 4),))
    found = shares(table)
    assert sum(found) == pytest.approx(1)
    assert min(found[1:]) * 110 > len("improvement") + 4
    assert found[0] == max(found)


def test_a_table_without_rows_has_columns() -> None:
    assert sum(shares(Table("None", ("A", "B"), ()))) == pytest.approx(1)
