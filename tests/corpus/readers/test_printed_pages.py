from collections.abc import Sequence

from corpus.readers.printed_pages import with_printed_numbers
from corpus.sources import Page


def _labels(texts: Sequence[str], labels: Sequence[str | None] = ()) -> list[str | None]:
    given = [*labels, *[None] * (len(texts) - len(labels))]
    pages = [
        Page(n, text, label) for n, (text, label) in enumerate(zip(texts, given, strict=True), 1)
    ]
    return [page.label for page in with_printed_numbers(pages)]


def test_the_labels_of_the_file_win() -> None:
    assert _labels(["Page 7", "Page 8", "Page 9"], ["i", "ii", "1"]) == ["i", "ii", "1"]


def test_labels_that_only_count_pages_say_nothing() -> None:
    assert _labels(["Page 7\r\nOne", "Two\r\nPage 8"], ["1", "2"]) == ["7", "8"]


def test_the_stamp_of_a_pack_wins_over_a_report_s_own_number() -> None:
    body = "Families in Thornbeck are met early and kept in touch with. " * 6
    texts = [f"{n}\r\n{body}\r\nPage {n + 14} of 90" for n in range(1, 5)]
    assert _labels(texts) == ["15", "16", "17", "18"]


def test_a_page_without_a_number_has_no_label() -> None:
    texts = ["Title", "2\r\nText", "3\r\nText", "", "5\r\nText"]
    assert _labels(texts) == [None, "2", "3", None, "5"]


def test_a_number_at_the_end_of_a_running_line() -> None:
    running = "Inspection of Aldermere children’s services\r\n4 to 15 March 2024 "
    assert _labels(["Title", f"{running}2\r\nText", f"{running}3\r\nText"]) == [None, "2", "3"]


def test_numbers_without_an_order_are_not_of_pages() -> None:
    assert _labels(["12\r\nText", "7\r\nText", "40\r\nText"]) == [None, None, None]


def test_a_year_in_a_running_line_is_no_page() -> None:
    assert _labels(["Report, March 2024"] * 4) == [None] * 4
