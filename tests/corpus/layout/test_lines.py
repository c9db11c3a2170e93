from corpus.layout.lines import cells_of, lines_of, without_furniture
from corpus.sources import Page, PrintedRow


def test_lines_lead_back_to_their_page() -> None:
    page = Page(1, "  One line \r\n\r\nTwo\r\n")
    assert [page.text[line.start : line.end] for line in lines_of([page])] == ["One line", "Two"]
    assert [line.gap for line in lines_of([page])] == [False, True]


def test_running_headers_and_page_numbers_are_left_out() -> None:
    words = ["First", "Second", "Third", "Fourth", "Fifth"]
    pages = [
        f"A report about a place\r\n{n}\r\n{word} comes this sentence."
        for n, word in enumerate(words)
    ]
    lines = lines_of([Page(n, page) for n, page in enumerate(pages, 1)])
    kept = [line.text for line in without_furniture(lines, len(pages))]
    assert kept == [f"{word} comes this sentence." for word in words]


def test_cells_keep_their_places_and_lead_back() -> None:
    page = Page(None, "Visits\t\t 96% \t\n")
    (line,) = lines_of([page])
    cells = cells_of(line)
    assert [cell.text for cell in cells] == ["Visits", "", "96%", ""]
    assert [page.text[a:b] for cell in cells for _, a, b in cell.parts] == ["Visits", "96%"]


def test_a_row_that_the_reader_found_is_one_line() -> None:
    text = "Before it.\r\nVisits in\r\ntime 96% 97%\r\nAfter it."
    visits = (text.index("Visits"), text.index("in\r") + 2), (text.index("time"), text.index(" 96"))
    figures = (
        ((text.index("96"), text.index(" 97")),),
        (),
        ((text.index("97"), text.index("\r\nAf")),),
    )
    page = Page(1, text, rows=(PrintedRow((visits, *figures)),))
    lines = lines_of([page])
    assert [line.text for line in lines] == [
        "Before it.",
        "Visits in time\t96%\t\t97%",
        "After it.",
    ]
    assert [cell.text for cell in cells_of(lines[1])] == ["Visits in time", "96%", "", "97%"]
