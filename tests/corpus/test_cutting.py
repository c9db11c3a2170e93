from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from corpus.cutting import MOST_WORDS, _window
from corpus.passages import Span
from corpus.readers.extracts import Extract
from corpus.readers.html import read_html
from corpus.sources import Source
from tests.documents import REPORT_PAGES, cut_source, headings, source_of


def test_the_front_page_is_one_passage_with_a_line_a_fact() -> None:
    _, passages = cut_source(source_of(*REPORT_PAGES))
    lines = passages[0].text.split("\n")
    assert passages[0].shape == "front"
    assert "Inspection dates: 4 to 15 March 2024" in lines
    assert (
        "The experiences and progress of children who need help and protection Requires "
        "improvement to be good" in lines
    )
    assert "Overall effectiveness Good" in lines


def test_a_list_stands_under_its_heading_and_stays_whole() -> None:
    _, passages = cut_source(source_of(*REPORT_PAGES))
    listed = [p for p in passages if p.heading == ("What needs to improve",)]
    assert [len(p.text.split("\n")) for p in listed if p.shape == "list"] == [2]


def test_a_paragraph_knows_its_number_page_and_heading() -> None:
    _, passages = cut_source(source_of(*REPORT_PAGES))
    third = next(p for p in passages if p.paragraph == "3")
    assert third.page == 3
    assert third.heading == ("The experiences and progress of children in care: good",)


def _paths(markup: str) -> list[tuple[str, ...]]:
    extract = read_html(markup.encode())
    assert isinstance(extract, Extract)
    (page,) = extract.pages
    source = Source("offer.html", "0" * 64, len(markup), "html", (page,))
    _, passages = cut_source(source)
    return [passage.heading for passage in passages]


def test_headings_that_a_file_marks_hold_those_of_higher_levels() -> None:
    markup = (
        "<h1>Our offer</h1><h2>Money</h2><p>You have a grant.</p><h3>Council\ntax</h3><p>None.</p>"
        "<p>Published 3 May 2024</p><ul><li>Nothing to pay</li></ul><h2>Home<br>and rent</h2>"
        "<p>We stand guarantor.</p>"
    )
    assert _paths(markup) == [
        ("Our offer", "Money"),
        ("Our offer", "Money", "Council tax"),
        ("Our offer", "Money", "Council tax"),
        ("Our offer", "Home and rent"),
    ]


def test_a_file_that_marks_few_headings_may_have_others() -> None:
    markup = (
        "<h1>Our offer</h1><p>For care leavers.</p><p><b>Money</b></p><p>You have a grant of two "
        "thousand pounds.</p><p><b>Home</b></p><p>We stand guarantor for you when you rent.</p>"
    )
    assert _paths(markup)[-1] == ("Our offer", "Home")


def test_a_paragraph_over_a_page_end_has_a_place_on_both_pages() -> None:
    _, passages = cut_source(source_of(*REPORT_PAGES))
    second = next(p for p in passages if p.paragraph == "2")
    places = second.places(0, len(second.text))
    assert [place.page for place in places] == [2, 3]
    assert REPORT_PAGES[2][places[1].start :].startswith("and nobody can say")


def test_no_passage_crosses_a_heading() -> None:
    _, passages = cut_source(source_of(*REPORT_PAGES))
    assert len(headings(passages)) == 4
    assert not any("progress of children in care: good" in p.text for p in passages[1:])


def test_long_paragraphs_are_cut_at_sentence_ends() -> None:
    long = " ".join(f"The panel heard account number {n} in full." for n in range(80))
    _, passages = cut_source(source_of(f"Overview\n\n{long}\n", path="long.txt"))
    assert all(len(p.text.split()) <= MOST_WORDS for p in passages)
    assert all(p.text.endswith(".") for p in passages if "account" in p.text)


def test_a_table_row_carries_its_head_and_caption() -> None:
    text = (
        "Indicators\n\nNo.\tIndicator\tApr-24\tMay-24\nYoung people\t\t\t\n"
        "7\tNot in education or work\t2.1% (58/2764)\t2.0% (55/2760)\n"
        "8\tFirst-time entrants\t4\t6\n"
    )
    _, passages = cut_source(source_of(text, path="table.txt"))
    row = next(p for p in passages if "58/2764" in p.text)
    assert row.shape == "table"
    assert row.text.split("\n") == [
        "Indicators",
        "Young people",
        "No. · Indicator · Apr-24 · May-24",
        "7 · Not in education or work · 2.1% (58/2764) · 2.0% (55/2760)",
    ]


def test_a_table_of_grades_is_one_passage() -> None:
    text = (
        "The outcome was:\n\n1. Help\tGood\n2. Care\tGood\n2.1 Adoption\tOutstanding\n\nMore text."
    )
    _, passages = cut_source(source_of(text, path="grades.txt"))
    assert any(p.text.count("\n") == 2 and p.shape == "table" for p in passages)


HEAD = "No.\tIndicator\tWhy it matters\tApr-24\n"
FIRST = "1\tVisits in time\tChildren are safer when they are seen.\t96%\n"
SECOND = "2\tPlans reviewed\tA plan that is not looked at\t\n"


def _table_lines(text: str) -> list[list[str]]:
    _, passages = cut_source(source_of(text, path="table.txt"))
    return [p.text.split("\n") for p in passages if p.shape == "table"]


def test_a_table_goes_on_under_the_head_that_is_printed_again() -> None:
    rows = _table_lines(f"{HEAD}{FIRST}\n{HEAD}3\tHomes near\tChildren keep their friends.\t81%\n")
    assert [row[-1] for row in rows] == [
        "1 · Visits in time · Children are safer when they are seen. · 96%",
        "3 · Homes near · Children keep their friends. · 81%",
    ]
    assert {row[0] for row in rows} == {"No. · Indicator · Why it matters · Apr-24"}


def test_a_table_goes_on_without_its_head() -> None:
    rows = _table_lines(f"{HEAD}{FIRST}\n3\tHomes near\tChildren keep their friends.\t81%\n")
    assert [row[0] for row in rows] == ["No. · Indicator · Why it matters · Apr-24"] * 2


def test_a_row_that_runs_over_a_page_is_one_row() -> None:
    rows = _table_lines(f"{HEAD}{FIRST}{SECOND}\n{HEAD}\tevery month\tdoes not help anybody.\t\n")
    assert rows[-1][-1] == (
        "2 · Plans reviewed every month · A plan that is not looked at does not help anybody."
    )


def test_another_table_after_a_blank_line_has_its_own_head() -> None:
    rows = _table_lines(
        f"{HEAD}{FIRST}\nArea\t2023\t2024\nVisits\t91\t92\n\nArea\tNorth\tSouth\nPlans\t3\t4\n"
    )
    assert [row[0] for row in rows] == [
        "No. · Indicator · Why it matters · Apr-24",
        "Area · 2023 · 2024",
        "Area · North · South",
    ]


def test_a_numbered_caption_stands_over_the_rows() -> None:
    rows = _table_lines(
        "2.16 Table 3 - Children who became looked after in the year ending 31 March"
        "\n\n\t2009\t2010\nEntries\t85\t88\n"
    )
    assert rows[0][0].startswith("Table 3 - Children who became")


def test_a_cell_of_running_text_across_a_table_is_a_paragraph() -> None:
    words = " ".join(f"Inspectors saw case {n} in full." for n in range(30))
    text = f"Help and protection\tRequires work\n{words}\t\n"
    _, passages = cut_source(source_of(text, path="table.txt"))
    assert [p.shape for p in passages] == ["table", "paragraph"]
    assert "case 29 in full." in passages[-1].text


def test_the_sentence_over_a_table_of_grades_stays_with_it() -> None:
    rows = _table_lines("Services in Aldermere are good.\t\n1. Help\tGood\n2. Care\tOutstanding\n")
    assert rows == [["Services in Aldermere are good.", "1. Help Good", "2. Care Outstanding"]]


def test_cells_parted_by_bars() -> None:
    framed = "| Area | 2023 | 2024 |\n|---|---|---|\n| Visits | 91 | |\n| Plans | | 4 |\n"
    plain = "Area | 2023 | 2024\nVisits | 91 |\nPlans | | 4\n"
    wanted = [["Area · 2023 · 2024", "Visits · 91"], ["Area · 2023 · 2024", "Plans · · 4"]]
    assert _table_lines(framed) == _table_lines(plain) == wanted


def test_who_signed_a_letter_is_no_heading() -> None:
    text = "Findings\n\nAll is well.\n\nYours sincerely\n\nOdalys Quillfeather HMI\n"
    _, passages = cut_source(source_of(text, path="letter.txt"))
    assert passages[-1].text == "Odalys Quillfeather HMI"
    assert passages[-1].heading[-1] == "Yours sincerely"


def test_who_speaks_on_a_title_slide_is_kept() -> None:
    items = "- Children are seen on the day that somebody is first worried about them.\n" * 3
    text = f"\n\nFamilies First\n\nOdalys Quillfeather\n\nHead of Help\n\nMay 2024\n\n{items}"
    _, passages = cut_source(source_of(text, path="slides.txt"))
    assert passages[0].text == "Odalys Quillfeather\nHead of Help"


def test_pages_do_not_part_a_table() -> None:
    pages = ("Area\t2023\t2024\r\nVisits\t91\t92", "Plans\t3\t4\r\nHomes\t5\t6")
    _, passages = cut_source(source_of(*pages))
    plans = next(p for p in passages if "Plans" in p.text)
    assert plans.text.split("\n") == ["Area · 2023 · 2024", "Plans · 3 · 4"]
    assert [place.page for place in plans.places(0, len(plans.text))] == [1, 2]


def test_the_board_has_a_report_of_its_own_inside_older_reports() -> None:
    pages = (
        "Recommendations\r\n1. Ensure that plans are short.\r\n2. Ensure that visits are made.",
        "The Local Safeguarding Children Board (LSCB)\r\nRecommendations\r\n"
        "3. Ensure that the board meets more often.\r\nIt is to do so from the spring.",
    )
    _, passages = cut_source(source_of(*pages))
    board = next(p for p in passages if "board meets" in p.text)
    assert board.heading[0].startswith("The Local Safeguarding Children Board")


_SENTENCE = st.sampled_from(
    ["Visits are timely.", "Plans are clear and short.", "1. Leaders know this.", "• A point made;"]
)


@given(st.lists(st.lists(_SENTENCE, min_size=1, max_size=30), min_size=1, max_size=6))
def test_no_word_of_the_body_is_lost(paragraphs: list[list[str]]) -> None:
    text = "\n\n".join(" ".join(sentences) for sentences in paragraphs)
    _, passages = cut_source(source_of(text, path="notes.txt"))
    told = " ".join(" ".join((*p.heading, p.text)) for p in passages)
    for word in ("timely", "short", "know", "point"):
        assert told.count(word) >= text.count(word)


@given(st.lists(st.lists(_SENTENCE, min_size=1, max_size=30), min_size=1, max_size=6))
def test_every_span_is_the_same_text_in_the_file(paragraphs: list[list[str]]) -> None:
    text = "\n\n".join(" ".join(sentences) for sentences in paragraphs)
    _, passages = cut_source(source_of(text, path="notes.txt"))
    for passage in passages:
        for span in passage.spans:
            assert (
                passage.text[span.at : span.at + span.length]
                == text[span.start : span.start + span.length]
            )


_CELLS = st.lists(
    st.sampled_from(["", "Visits", "of 12", "96%", "Apr-24", "no change"]), min_size=2
)


@given(st.lists(_CELLS, min_size=1, max_size=8), st.sampled_from(["\t", " | "]))
def test_no_cell_is_lost_and_every_span_leads_back(rows: list[list[str]], mark: str) -> None:
    text = "Words before.\n\n" + "\n".join(mark.join(cells) for cells in rows) + "\n\nAfter."
    _, passages = cut_source(source_of(text, path="table.txt"))
    told = " ".join(" ".join((*p.heading, p.text)) for p in passages)
    for word in {word for cells in rows for cell in cells for word in cell.split()}:
        assert word in told
    for passage in passages:
        for span in passage.spans:
            assert (
                passage.text[span.at : span.at + span.length]
                == text[span.start : span.start + span.length]
            )


class Counted(Sequence[Span]):
    """Spans of ten characters each; `read` counts how often one was looked at."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.read = 0

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: Any) -> Any:
        self.read += 1
        if not 0 <= index < self._count:
            raise IndexError(index)
        return Span(index * 10, 9, 1, index * 10)


def test_a_part_of_a_long_paragraph_looks_at_its_own_spans_alone() -> None:
    spans = Counted(1_000_000)
    text = "123456789 " * 1_000_000
    cut, inside = _window(text, spans, 9_000_000, 9_000_100)
    assert len(cut) == 100
    assert [span.start for span in inside] == list(range(9_000_000, 9_000_100, 10))
    # Its place is found by halving; all before it, for each part, took minutes.
    assert spans.read < 100
