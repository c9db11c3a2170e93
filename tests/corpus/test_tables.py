import io

import docx
from hypothesis import given
from hypothesis import strategies as st

from corpus.passages import Passage
from corpus.readers.docx import read_docx
from corpus.readers.extracts import Extract
from corpus.tables import TableRow, row_of, without_marks
from tests.documents import cut_source, source_of

CONTACTS = (
    "2.1 The table shows who came to the front door of Aldermere.\n\nTable 1 Demand\n\n"
    "\t2006 - 2007\t2007- 2008\t2008-2009 predicted\n"
    "Contacts\t3110\t3205\t4400\n"
    "Referrals\t1210\t\t1650\n"
)
INDICATORS = (
    "Appendix 2: indicators\n\n"
    "No.\tIndicator\tTarget 2023/24\tBenchmarks\t\tAldermere 2023/24\t\tNotes\n"
    "\t\t\tAldermere 2022/23\tEngland\tApr-23\tMay-23 / Q1\t\n"
    "Young people\t\t\t\t\t\t\t\n"
    "7\tYoung people (16-17) not in education or work\t3.0%\t2.4%\t\t2.1% (58/2764)\t2.0%\tlate\n"
    "8\tFirst-time entrants\t\t31\t4100\t\t6\tYear to date\n"
)


def _rows(text: str) -> list[TableRow]:
    return [row for p in _passages(text) if (row := row_of(p)) is not None]


def _passages(text: str) -> list[Passage]:
    _, passages = cut_source(source_of(text, path="paper.txt"))
    return [p for p in passages if p.shape == "table"]


def _told(row: TableRow) -> dict[str | None, str]:
    return {v.column.name if v.column else None: v.cell.text for v in row.values}


def test_each_figure_stands_under_its_own_heading() -> None:
    contacts, referrals = _rows(CONTACTS)
    assert contacts.label.text == "Contacts"
    assert contacts.captions == ("Table 1 Demand",)
    assert _told(contacts) == {
        "2006 - 2007": "3110",
        "2007- 2008": "3205",
        "2008-2009 predicted": "4400",
    }
    # The empty cell keeps its place.
    assert _told(referrals) == {"2006 - 2007": "1210", "2008-2009 predicted": "1650"}


def test_two_lines_of_headings_and_a_line_across_the_table() -> None:
    young, entrants = _rows(INDICATORS)
    assert (young.number and young.number.text) == "7"
    assert young.captions == ("Young people",)
    assert _told(young) == {
        "Target 2023/24": "3.0%",
        "Aldermere 2022/23": "2.4%",
        "Apr-23": "2.1% (58/2764)",
        "May-23 / Q1": "2.0%",
        "Notes": "late",
    }
    assert _told(entrants)["England"] == "4100"
    england = next(v for v in entrants.values if v.cell.text == "4100")
    assert england.column is not None
    assert [h.text for h in england.column.headings] == ["Benchmarks", "England"]


def test_cells_have_offsets_in_the_passage() -> None:
    for passage in (*_passages(CONTACTS), *_passages(INDICATORS)):
        row = row_of(passage)
        assert row is not None
        cells = [v.cell for v in row.values] + [h for c in row.columns for h in c.headings]
        for cell in (row.label, *cells):
            assert passage.text[cell.start : cell.end] == cell.text


def test_months_without_a_year_bear_the_heading_that_has_it() -> None:
    text = (
        "Area\t2022/23\t\t2023/24\t\n\tApr\tMay\tApr\tMay\nVisits\t1\t2\t3\t4\nPlans\t5\t6\t7\t8\n"
    )
    visits, _ = _rows(text)
    assert _told(visits) == {
        "2022/23 – Apr": "1",
        "2022/23 – May": "2",
        "2023/24 – Apr": "3",
        "2023/24 – May": "4",
    }


def test_headings_that_two_columns_share_are_no_names() -> None:
    (visits, _) = _rows("Area\tNumber\tNumber\tTarget\nVisits\t1\t2\t3\nPlans\t5\t6\t7\n")
    assert [(v.column and v.column.name, v.cell.text) for v in visits.values] == [
        (None, "1"),
        (None, "2"),
        ("Target", "3"),
    ]


def test_a_note_that_slipped_under_a_month_is_not_read_as_its_figure() -> None:
    text = (
        "Indicator\tApr-23\tMay-23\tJun-23\tNotes\n"
        "Visits\t1\t2\tQuarterly, year to date\t\nPlans\t5\t6\tn/a\t\n"
    )
    visits, plans = _rows(text)
    assert _told(visits)[None] == "Quarterly, year to date"
    assert _told(plans)["Jun-23"] == "n/a"


def test_years_may_be_the_rows() -> None:
    first, _ = _rows("Year\tContacts\tReferrals\n2022/23\t3110\t1210\n2023/24\t3205\t1100\n")
    assert first.label.text == "2022/23"
    assert _told(first) == {"Contacts": "3110", "Referrals": "1210"}


def test_a_word_table_with_a_heading_over_two_columns() -> None:
    document = docx.Document()
    table = document.add_table(0, 4)
    for cells in (["Area", "This year", "", "Target"], ["", "Apr-23", "May-23", ""]):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    for cells in (["Visits", "91%", "", "95%"], ["Plans", "", "4", "6"]):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    made = io.BytesIO()
    document.save(made)
    extract = read_docx(made.getvalue())
    assert isinstance(extract, Extract)
    visits, plans = _rows(extract.pages[0].text)
    assert _told(visits) == {"Apr-23": "91%", "Target": "95%"}
    assert _told(plans) == {"May-23": "4", "Target": "6"}


def test_a_row_with_too_few_cells_is_read_by_nobody() -> None:
    passages = _passages("Indicator\tApr-23\tMay-23\tJun-23\nVisits\t1\t2\nPlans\t5\t6\t7\n")
    assert [row_of(p) is None for p in passages] == [True, False]
    assert "Visits 1 2" in passages[0].text


def test_a_row_without_a_label_of_its_own_is_read_by_nobody() -> None:
    text = "Area\tApr-23\tMay-23\nVisits\t1\t2\n\t3\t4\nPlans\t5\t6\n"
    assert [row.label.text for row in _rows(text)] == ["Visits", "Plans"]


def test_facts_without_headings_are_not_paired_with_the_first_of_them() -> None:
    rows = _rows("Region\tEast\nPopulation\t203,000\nSchools\t58\n")
    assert [(r.label.text, [v.column for v in r.values]) for r in rows] == [
        ("Region", [None]),
        ("Population", [None]),
        ("Schools", [None]),
    ]


def test_what_is_told_names_label_heading_and_cell() -> None:
    young, _ = _rows(INDICATORS)
    april = next(v for v in young.values if v.cell.text.startswith("2.1%"))
    label = "Young people (16-17) not in education or work"
    assert young.told([april]) == f"{label} · Apr-23 · 2.1% (58/2764)"
    assert young.told(young.values[:2], numbered=True) == (
        f"7 · {label} · Target 2023/24: 3.0% · Aldermere 2022/23: 2.4%"
    )


def test_a_wrong_pairing_is_not_said() -> None:
    contacts, referrals = _rows(CONTACTS)
    assert contacts.says("Contacts · 2007- 2008 · 3205")
    assert contacts.says("Table 1 Demand · Contacts · 2007- 2008 · 3205")
    assert contacts.says("Contacts · 2006 - 2007: 3110 · 2008-2009 predicted: 4400")
    for wrong in (
        "Contacts · 2007- 2008 · 3110",
        "Contacts · 2006 - 2007 · 3205",
        "Referrals · 2007- 2008 · 3205",
        "Contacts · 2007- 2008 · 320",
        "Contacts · 2007- 2008",
        "Contacts · 2006 - 2007: 3110 · 2007- 2008: 4400",
        "Contacts · 2006 - 2007: 3110 · 2007- 2008: 3205 · 1650",
        "Contacts · 3110",
        "",
    ):
        assert not contacts.says(wrong), wrong
    assert not referrals.says("Referrals · 2007- 2008 · 1650")


def test_the_marks_between_cells_are_not_printed() -> None:
    passage = next(p for p in _passages(INDICATORS) if "58/2764" in p.text)
    line = passage.text.rindex("\n") + 1
    printed = without_marks(passage, line, len(passage.text))
    assert printed == (
        "7 Young people (16-17) not in education or work 3.0% 2.4% 2.1% (58/2764) 2.0% late"
    )


def test_a_dot_that_the_file_has_is_printed() -> None:
    (passage, _) = _passages("Area\tApr-23\tMay-23\nVisits · all\t1\t2\nPlans\t5\t6\n")
    row = row_of(passage)
    assert row is not None
    assert row.label.text == "Visits · all"
    assert without_marks(passage, 0, len(passage.text)) == "Area Apr-23 May-23 Visits · all 1 2"


_FIGURE = st.one_of(st.just(""), st.integers(0, 99999).map(str))
_GRID = st.integers(2, 6).flatmap(
    lambda width: st.lists(
        st.lists(_FIGURE, min_size=width, max_size=width), min_size=2, max_size=5
    )
)


@given(_GRID)
def test_every_figure_of_a_table_is_read_from_its_own_place(grid: list[list[str]]) -> None:
    years = [f"{2001 + n}-{2 + n:02}" for n in range(len(grid[0]))]
    names = [f"Row {'abcde'[n] * 3}" for n in range(len(grid))]
    lines = [["", *years], *([name, *row] for name, row in zip(names, grid, strict=True))]
    text = "Counts\n\n" + "\n".join("\t".join(line) for line in lines) + "\n"
    rows = {row.label.text: row for row in _rows(text)}
    for name, figures in zip(names, grid, strict=True):
        filled = {y: f for y, f in zip(years, figures, strict=True) if f}
        if not filled:
            continue  # a line across the table, or a row without figures
        assert _told(rows[name]) == filled
        for year in years:
            for other in {f for row in grid for f in row} - {filled.get(year), ""}:
                assert not rows[name].says(f"{name} · {year} · {other}")
