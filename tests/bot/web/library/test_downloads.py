from dataclasses import replace

from bot.web.library.downloads import grades_csv, items_csv, items_json
from corpus.registers.recommendations import Recommendation
from retrieval.registers import Listed
from tests.documents import a_document

ITEM = Recommendation("d1", 1, "Seen sooner.", "recommendation", None, "d1-0000", 0, 12)


def _listed(text: str) -> Listed:
    return Listed(a_document("Aldermere", 2024), replace(ITEM, text=text), None)


def test_no_cell_is_a_formula() -> None:
    for text in ("=1+1", "+44", "-5", "@SUM(A1)", "\t=1", "\r@x", " =1", "\n+1", "＝1", "'=1"):
        body = bytes(items_csv([_listed(text)]).body).decode("utf-8-sig")
        assert f",'{' '.join(text.split())}," in body


def test_broken_letters_and_quotation_marks_are_written() -> None:
    listed = _listed('Odd: \ud800, "quoted"\nand ’')
    assert b"\\ud800" in items_json([listed]).body
    assert '""quoted""' in bytes(items_csv([listed]).body).decode("utf-8-sig")


def test_an_empty_register_is_its_head_alone() -> None:
    assert bytes(grades_csv([]).body).decode("utf-8-sig").count("\n") == 1
