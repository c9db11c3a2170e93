from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answers import Answer
from bot.answering.cells import CellAnswer, cell_answer, periods_asked
from bot.answering.drafts import Brief, Draft, DraftCitation, DraftClaim, Evidence
from bot.answering.verify import verify
from corpus.layout.cleaning import folded
from corpus.periods import Period
from corpus.tables import row_of
from retrieval.understanding.questions import understand
from tests.asking import Asked
from tests.documents import source_of
from tests.finding import Finder

DEMAND = (
    "Aldermere Council\nChildren and Young People Scrutiny Panel\n\nDate: 22 March 2011\n\n"
    "Subject: Demand for children’s social care\n\n1. PURPOSE OF REPORT\n\n"
    "1.1 This report tells the panel how many families came to the front door of Aldermere.\n\n"
    "2 DEMAND\n\n2.1 The table tells of five years.\n\nTable 1\n\n"
    "\t2006 - 2007\t2007- 2008\t2008- 2009\t2009- 2010\t2010-2011 predicted\n"
    "Number initial contacts\t3110\t3205\t4400\t4350\t4300\n"
    "Referrals\t1210\t1190\t1650\t1320\t1400\n"
    "Re-referrals (within 12 months)\t210\t190\t402\t150\t160\n\n"
    "2.2 Table 2 - Cost of each step, from a study of costs\n\n"
    "Type of step\tUnit cost/£\tCost over 6 months/£\tTotal\n"
    "Referral\t117\t66 573\t\nInitial assessment\t362\t149 144\t£215 717\n\n"
    "2.3 Table 3 - Children who became looked after in the year ending 31 March"
    "\n\n\t2009\t2010\t2011\nAldermere entry to care\t61\t72\t55\n"
    "Aldermere exit from care\t44\t49\t60\n"
)
PACK = (
    "Aldermere Council\nChildren and Young People Scrutiny Panel\n\nDate: 10 October 2017\n\n"
    "Subject: Performance monitoring\n\n1. PURPOSE OF REPORT\n\n"
    "1.1 The panel follows these indicators of Aldermere.\n\nAppendix 2: indicators\n\n"
    "No.\tIndicator\tTarget 2017/18\tBenchmarks\t\tAldermere 2017/18\t\t\tNotes\n"
    "\t\t\tAldermere 2016/17\tEngland\tApr-17\tMay-17\tJun-17 / Q1\t\n"
    "Schools\t\t\t\t\t\t\t\t\n"
    "21\tNumber of primary permanent exclusions\t\t0 (AY 2015/16)\t1145\t1\t1\t2\tyear to date\n"
    "22\tNumber of secondary permanent exclusions\t\t14\t5445\t9\t11\t\tyear to date\n"
    "Young people\t\t\t\t\t\t\t\t\n"
    "23\t% of young people (16-17) not in education, employment or training (NEET)\t3.5%\t1.5%\t"
    "4.4%\t1.7% (64/3819)\t2.0% (70/3817)\t1.9% (71/3835)\tmonthly\n"
)


@pytest.fixture(scope="module")
def find(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    folder: Path = tmp_path_factory.mktemp("tables")
    return Finder(
        folder,
        [
            source_of(DEMAND, path="demand.txt"),
            source_of(PACK, path="pack-2017.txt"),
            source_of(FLOW, path="flow.txt"),
        ],
    )


def _brief(find: Finder, question: str) -> Brief:
    found = find(question)
    return Brief(found, Evidence.of([(hit.passage, hit.document) for hit in found.hits]))


def _answer(find: Finder, question: str) -> CellAnswer | None:
    return cell_answer(_brief(find, question))


def _told(find: Finder, question: str) -> list[str]:
    """The claims that the verifier lets through, where label and heading are certain."""
    brief = _brief(find, question)
    answer = cell_answer(brief)
    assert answer is not None
    assert answer.certain
    verified = _verified(find, brief, *answer.claims)
    assert not verified.dropped
    return [claim.text for claim in verified.claims]


def _verified(find: Finder, brief: Brief, *claims: DraftClaim) -> Answer:
    return verify(Draft(claims), brief.evidence, brief.found, find.page_of)


FLOW = (
    "Aldermere Council\nChildren and Young People Scrutiny Panel\n\nDate: 4 June 2015\n\n"
    "Subject: Adoption\n\n1. PURPOSE OF REPORT\n\n1.1 Adopters were approved and matched.\n\n"
    "Year\tAdopters approved\tTarget for adopters approved\tAdoption orders\n"
    "2012/13\t21\t25\t14\n2013/14\t18\t25\t11\n\n"
    "1.2 Foster carers are told of beside them.\n\n"
    "Area\tTarget\tEngland\nFostering households approved\t\t4100\nHouseholds resigned\t7\t\n"
)
NEET = "% of young people (16-17) not in education, employment or training (NEET)"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many referrals were there in 2008-09?", ["Referrals · 2008- 2009 · 1650"]),
        (
            "How many re-referrals within 12 months did Aldermere have in 2007/08?",
            ["Re-referrals (within 12 months) · 2007- 2008 · 190"],
        ),
        (
            "How many contacts are predicted for 2010-11?",
            ["Number initial contacts · 2010-2011 predicted · 4300"],
        ),
        (
            "What is the unit cost of an initial assessment?",
            ["Initial assessment · Unit cost/£ · 362"],
        ),
        (
            "How much did referrals cost over six months?",
            ["Referral · Cost over 6 months/£ · 66 573"],
        ),
        (
            "How many children came into care in the year ending March 2010?",
            ["Aldermere entry to care · 2010 · 72"],
        ),
        ("How many children left care in 2009-10?", ["Aldermere exit from care · 2010 · 49"]),
        # Years may be the rows.
        (
            "How many adoption orders were made in 2013/14?",
            ["2013/14 · Adoption orders · 11"],
        ),
        (
            "How did referrals change between 2007-08 and 2008-09?",
            ["Referrals · 2007- 2008 · 1190", "Referrals · 2008- 2009 · 1650"],
        ),
        ("What was the NEET rate in May 2017?", [f"{NEET} · May-17 · 2.0% (70/3817)"]),
        ("What is the target for NEET in 2017/18?", [f"{NEET} · Target 2017/18 · 3.5%"]),
        ("What was the NEET rate in 2016/17?", [f"{NEET} · Aldermere 2016/17 · 1.5%"]),
        ("What is the NEET rate in England?", [f"{NEET} · England · 4.4%"]),
        ("What was the NEET rate in Q1 of 2017/18?", [f"{NEET} · Jun-17 / Q1 · 1.9% (71/3835)"]),
        ("What is the latest NEET rate?", [f"{NEET} · Jun-17 / Q1 · 1.9% (71/3835)"]),
        (
            "How many secondary permanent exclusions were there by April 2017, and by May?",
            [
                "Number of secondary permanent exclusions · Apr-17 · 9",
                "Number of secondary permanent exclusions · May-17 · 11",
            ],
        ),
        (
            "How many primary permanent exclusions by April 2017, and which indicator is that?",
            ["21 · Number of primary permanent exclusions · Apr-17 · 1"],
        ),
    ],
)
def test_the_cell_that_answers(find: Finder, question: str, told: list[str]) -> None:
    assert _told(find, question) == told


def test_rows_that_fit_alike_are_all_told(find: Finder) -> None:
    assert sorted(_told(find, "How many permanent exclusions were there by May 2017?")) == [
        "Number of primary permanent exclusions · May-17 · 1",
        "Number of secondary permanent exclusions · May-17 · 11",
    ]


@pytest.mark.parametrize(
    ("question", "part"),
    [
        # The column is there and the cell is empty; the cell is of another year by its own words;
        # England stands under no month; no column is named; the total is not the row's own.
        ("How many secondary permanent exclusions by June 2017?", "May-17: 11"),
        ("How many primary permanent exclusions in 2016/17?", "Aldermere 2016/17: 0 (AY 2015/16)"),
        ("What was the NEET rate in England in May 2017?", "England: 4.4%"),
        ("How many referrals have there been?", "2008- 2009: 1650"),
        ("How much did an initial assessment cost in total?", "Total: £215 717"),
        ("What was the total cost of the steps over six months?", "Total: £215 717"),
        # The only figure is not the place's own.
        ("How many fostering households were approved?", "England · 4100"),
        ("What does a referral cost?", "Unit cost/£: 117"),
        ("How much did all referrals cost over six months?", "Cost over 6 months/£: 66 573"),
    ],
)
def test_the_whole_row_where_the_column_is_not_certain(
    find: Finder, question: str, part: str
) -> None:
    brief = _brief(find, question)
    answer = cell_answer(brief)
    assert answer is not None
    assert not answer.certain
    verified = _verified(find, brief, *answer.claims)
    assert not verified.dropped
    assert any(part in claim.text for claim in verified.claims)


@pytest.mark.parametrize(
    "question",
    [
        "How many referrals were there in 2014-15?",
        "How many adoption orders were made in 2014/15?",
        "How many special school permanent exclusions were there by May 2017?",
        "How many children were on child protection plans in May 2017?",
        "What was the vacancy rate among social workers in May 2017?",
        "What was Thornbeck's NEET rate in May 2017?",
        "Who led the work on NEET in May 2017?",
        "What is the unit cost of a core assessment?",
    ],
)
def test_no_row_answers_for_another(find: Finder, question: str) -> None:
    assert _answer(find, question) is None


def test_the_quotes_stand_in_the_file(find: Finder) -> None:
    brief = _brief(find, "What was the NEET rate in May 2017?")
    answer = cell_answer(brief)
    assert answer is not None
    citations = _verified(find, brief, *answer.claims).citations
    for citation in citations:
        assert folded(PACK[citation.start : citation.end]) == folded(citation.quote)
    row, *headings = citations
    assert row.quote.startswith("23 % of young people")
    assert PACK[row.start : row.end].count("\t") == 8
    assert [h.quote for h in headings] == ["Aldermere 2017/18", "May-17"]


def test_a_follow_up_asks_for_the_month_that_its_query_holds(find: Finder) -> None:
    brief = _brief(find, "What was the NEET rate in April 2017?")
    later = replace(brief.found.query, question="And the month after?", months=((2017, 5),))
    answer = cell_answer(replace(brief, found=replace(brief.found, query=later)))
    assert answer is not None
    assert [claim.text for claim in answer.claims] == [f"{NEET} · May-17 · 2.0% (70/3817)"]


def test_what_names_a_document_is_not_asked_for() -> None:
    query = understand("What does the October 2017 pack say of referrals in 2008-09?")
    assert [(p.kind, p.year) for p in periods_asked(query)] == [("years", 2008)]
    assert periods_asked(understand("How many in 2008-09?"))[0] == Period(
        "years", 2008, start=12, end=19
    )


@pytest.mark.parametrize(
    "wrong",
    [
        f"{NEET} · May-17 · 1.7% (64/3819)",
        f"{NEET} · Apr-17 · 2.0% (70/3817)",
        f"{NEET} · England · 1.5%",
        f"{NEET} · Apr-17: 1.7% (64/3819) · May-17: 1.9% (71/3835)",
        "23 · May-17 · 2.0% (70/3817)",
        "NEET 2.0% (70/3817)",
        "2.0% (70/3817)",
    ],
)
def test_a_cell_under_a_heading_that_is_not_its_own_is_refused(find: Finder, wrong: str) -> None:
    brief = _brief(find, "What was the NEET rate in May 2017?")
    passage = next(h.passage for h in brief.found.hits if "(NEET)" in h.passage.text)
    label = brief.evidence.label(passage)
    quotes = tuple(DraftCitation(label, line) for line in passage.text.split("\n"))
    answer = _verified(find, brief, DraftClaim(wrong, quotes))
    assert answer.outcome == "no_evidence"
    assert [dropped.check for dropped in answer.dropped] == ["cells"]


def test_of_all_pairs_of_heading_and_cell_those_of_the_table_are_let_through(find: Finder) -> None:
    brief = _brief(find, "What was the NEET rate in May 2017?")
    passage = next(h.passage for h in brief.found.hits if "(NEET)" in h.passage.text)
    row = row_of(passage)
    assert row is not None
    label = brief.evidence.label(passage)
    quotes = tuple(DraftCitation(label, line) for line in passage.text.split("\n"))
    names = {column.name for column in row.columns}
    cells = {value.cell.text for value in row.values}
    own = {(v.column.name, v.cell.text) for v in row.values if v.column is not None}
    claims = {
        (name, cell): DraftClaim(f"{NEET} · {name} · {cell}", quotes)
        for name in names
        for cell in cells
    }
    answer = _verified(find, brief, *claims.values())
    told = {claim.text for claim in answer.claims}
    assert told == {claims[pair].text for pair in own}
    assert {dropped.check for dropped in answer.dropped} == {"cells"}


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("line", [1, 2, 3])
def test_every_cell_of_a_table_is_found_by_its_row_and_year(
    find: Finder, line: int, place: int
) -> None:
    table = DEMAND.split("Table 1\n\n")[1].split("\n\n")[0].split("\n")
    label, *cells = table[line].split("\t")
    year = 2006 + place
    told = _told(find, f"How many {label.removeprefix('Number ')} in {year}/{year % 100 + 1:02}?")
    assert [claim.split(" · ")[0::2] for claim in told] == [[label, cells[place]]]


def test_a_cell_of_the_row_above_is_refused(find: Finder) -> None:
    brief = _brief(find, "How many permanent exclusions were there by May 2017?")
    rows = {
        row.label.text: hit.passage
        for hit in brief.found.hits
        if (row := row_of(hit.passage)) is not None
    }
    primary = rows["Number of primary permanent exclusions"]
    secondary = rows["Number of secondary permanent exclusions"]
    quotes = tuple(
        DraftCitation(brief.evidence.label(p), line)
        for p in (primary, secondary)
        for line in p.text.split("\n")
    )
    claim = DraftClaim("Number of primary permanent exclusions · May-17 · 11", quotes)
    assert [d.check for d in _verified(find, brief, claim).dropped] == ["cells"]


def test_a_row_as_it_stands_is_let_through(find: Finder) -> None:
    brief = _brief(find, "How many referrals were there in 2008-09?")
    passage = next(h.passage for h in brief.found.hits if "\nReferrals" in h.passage.text)
    line = passage.text.rsplit("\n", 1)[-1]
    claim = DraftClaim(line, (DraftCitation(brief.evidence.label(passage), line),))
    answer = _verified(find, brief, claim)
    assert [c.quote for c in answer.citations] == ["Referrals 1210 1190 1650 1320 1400"]


def test_a_whole_row_is_told_under_its_headings_and_headings_never_alone(find: Finder) -> None:
    told = Asked(find)("What do the papers say about permanent exclusions in 2017/18?")
    rows = [claim.text for claim in told.claims if claim.item]
    assert rows
    for text in rows:
        assert text.startswith(("21 · Number of primary", "22 · Number of secondary"))
        assert "Aldermere 2016/17: " in text
        assert "Jun-17 / Q1: 2" in text or "May-17: 11" in text
