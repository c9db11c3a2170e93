from corpus.layout.blocks import blocks_of, heading_text
from corpus.layout.lines import lines_of, without_furniture
from corpus.sources import Page, PrintedRow
from tests.documents import REPORT_PAGES


def _blocks(*pages: str, text: bool = False) -> list[tuple[str, str | None, str]]:
    kept = tuple(Page(None if text else n, page) for n, page in enumerate(pages, 1))
    lines = without_furniture(lines_of(kept), len(kept))
    return [(block.kind, block.number, " ".join(block.text.split())) for block in blocks_of(lines)]


def test_numbered_paragraphs_run_over_pages_and_footnotes() -> None:
    numbered = {number: text for kind, number, text in _blocks(*REPORT_PAGES) if kind == "numbered"}
    assert numbered["2"].endswith("Leaders have asked for a single register by the summer.")
    assert "kept in three places, and nobody" in numbered["2"]


def test_an_age_that_begins_a_line_is_no_paragraph_number() -> None:
    page = (
        "Findings\r\n1. Care leavers told inspectors that support goes on until they are aged\r\n"
        "25. Some had not been told. The offer is on the council’s pages and is read by many.\r\n"
        "2. Personal advisers visit often."
    )
    assert [number for kind, number, _ in _blocks(page) if kind == "numbered"] == ["1", "2"]


def test_a_heading_of_two_lines_is_one_heading() -> None:
    told = [text for kind, _, text in _blocks(*REPORT_PAGES) if kind == "heading"]
    assert (
        "The experiences and progress of children who need help and protection: requires "
        "improvement to be good" in told
    )


def test_an_item_without_a_full_stop_ends_at_the_next_heading() -> None:
    page = (
        "What needs to improve?\r\n◼ The letters that parents are sent (outcome 1, national "
        "framework)\r\nThe experiences and progress of children in care: good\r\n1. Homes are near."
    )
    kinds = [(kind, text[:30]) for kind, _, text in _blocks(page)]
    assert ("bullet", "The letters that parents are s") in kinds
    assert ("heading", "The experiences and progress o") in kinds


def test_bullets_of_every_glyph() -> None:
    text = "The list:\n\n• one thing\n\n\uf06e two things\n\n- three things\n\nB Four things\n"
    told = [body for kind, _, body in _blocks(text, text=True) if kind == "bullet"]
    assert told == ["one thing", "two things", "three things", "Four things"]


def test_titles_in_capitals_are_headings_though_they_are_numbered() -> None:
    text = (
        "1. PURPOSE OF REPORT\n\n1.1 To tell the panel.\n\n2 ACTION PLAN (Agenda Item 2)\n\nText.\n"
    )
    told = [body for kind, _, body in _blocks(text, text=True) if kind == "heading"]
    assert told == ["1. PURPOSE OF REPORT", "2 ACTION PLAN (Agenda Item 2)"]


def test_a_contents_page_is_not_read_as_body() -> None:
    pages = (
        "Contents\r\nExecutive summary 2\r\nRecommendations 3\r\nThe board 4",
        "Executive summary\r\nThe service is sound and leaders know what to mend in it.",
    )
    told = " ".join(text for _, _, text in _blocks(*pages))
    assert "Recommendations 3" not in told
    assert "The service is sound" in told


def test_an_item_of_minutes_low_on_a_page_is_no_footnote() -> None:
    pages = (
        "6 NIGHT BUSES (Agenda Item 6)\r\nThe panel heard of buses. RESOLVED: to note it.\r\n"
        "7 PERFORMANCE MONITORING (Agenda Item 7)\r\nMembers asked why visits had fallen in July.",
        "Officers said that the move to a new system had kept some visits from being entered.",
    )
    headings = [text for kind, _, text in _blocks(*pages) if kind == "heading"]
    assert "7 PERFORMANCE MONITORING (Agenda Item 7)" in headings


def test_a_footnote_digit_is_not_part_of_a_heading() -> None:
    assert heading_text("What needs to improve?1") == "What needs to improve"
    assert heading_text("**Findings**") == "Findings"


def test_a_list_that_is_set_with_tabs_is_no_table() -> None:
    text = "The panel:\n•\tread the report\n•\theard from officers\n\n2.1\tIt was glad of both.\n"
    assert [(kind, body) for kind, _, body in _blocks(text, text=True)] == [
        ("text", "The panel:"),
        ("bullet", "read the report"),
        ("bullet", "heard from officers"),
        ("numbered", "It was glad of both."),
    ]


def test_a_bar_in_running_text_makes_no_row() -> None:
    told = _blocks("Home | Contact the council\n\nSomething else is said here.\n", text=True)
    assert "row" not in {kind for kind, _, _ in told}


def test_the_caption_of_a_table_heads_nothing_after_it() -> None:
    text = "Findings\n\nAll is well.\n\nTable 1\n\n\t2023\t2024\nVisits\t1\t2\n\nMore is said.\n"
    told = _blocks(text, text=True)
    assert [body for kind, _, body in told if kind == "heading"] == ["Findings"]


def test_a_row_that_the_reader_found_is_a_block_of_its_own() -> None:
    text = "Before it.\r\nVisits 96%\r\nAfter it."
    at = text.index("Visits")
    page = Page(1, text, rows=(PrintedRow((((at, at + 6),), ((at + 7, at + 10),))),))
    assert [block.kind for block in blocks_of(lines_of([page]))] == ["text", "row", "text"]


def test_a_mark_of_markdown_makes_a_heading_of_a_title_alone() -> None:
    text = "# Plans\n\nThey are thin.\n\n## Visits?\n\n### They are late.\n\n#late visits\n"
    told = [(kind, body) for kind, _, body in _blocks(text, text=True)]
    assert told == [
        ("heading", "# Plans"),
        ("text", "They are thin."),
        ("heading", "## Visits?"),
        ("text", "### They are late."),
        ("text", "#late visits"),
    ]


def test_a_table_whose_lines_were_run_together_is_no_row() -> None:
    text = "Plans are thin.\n\n| Grade | Good | |---|---| | a | b |.\n\nVisits are late.\n"
    assert "row" not in {kind for kind, _, _ in _blocks(text, text=True)}
    rows = "| Grade | Good |\n|---|---|\n| a | b |\n"
    assert [kind for kind, _, _ in _blocks(rows, text=True)] == ["row", "row"]


def test_words_parted_by_tabs_that_stand_alone_are_no_row() -> None:
    alone = "Plans are thin.\n\n- one\ttwo\tthree\n\nVisits are late.\n"
    assert "row" not in {kind for kind, _, _ in _blocks(alone, text=True)}
    rows = "Plans are thin.\n\nJudgement\tGrade\n\nLeaders\tGood\n\nVisits are late.\n"
    assert [kind for kind, _, _ in _blocks(rows, text=True)] == ["text", "row", "row", "text"]
    figure = "Plans are thin.\n\nVisits\t96%\n\nThey are late.\n"
    assert [kind for kind, _, _ in _blocks(figure, text=True)] == ["text", "row", "text"]
