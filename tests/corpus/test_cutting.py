from hypothesis import given
from hypothesis import strategies as st

from corpus.cutting import MOST_WORDS
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
    assert [" ".join(line.split()) for line in row.text.split("\n")] == [
        "Young people",
        "No. Indicator Apr-24 May-24",
        "7 Not in education or work 2.1% (58/2764) 2.0% (55/2760)",
    ]


def test_a_table_of_grades_is_one_passage() -> None:
    text = (
        "The outcome was:\n\n1. Help\tGood\n2. Care\tGood\n2.1 Adoption\tOutstanding\n\nMore text."
    )
    _, passages = cut_source(source_of(text, path="grades.txt"))
    assert any(p.text.count("\n") == 2 and p.shape == "table" for p in passages)


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
