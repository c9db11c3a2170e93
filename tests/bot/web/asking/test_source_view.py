"""Sources: where quotes stand, and how their documents stand today."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.web.asking.source_view import basis_of, file_of, place_of, sources_of
from tests.answers import a_citation
from tests.documents import a_document

BASE = "https://ask.aldermere.example"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "page 2, paragraph 14"),
        ({"printed_page": "iv"}, "page 2 (printed iv), paragraph 14"),
        ({"printed_page": "2"}, "page 2, paragraph 14"),
        ({"page": None}, "paragraph 14"),
        ({"page": None, "paragraph": None}, "under “What needs to improve”"),
        ({"page": None, "paragraph": None, "heading": ()}, ""),
    ],
)
def test_where_a_quote_stands_is_told(changes: dict[str, Any], place: str) -> None:
    assert place_of(a_citation(**changes)) == place


def test_sources_are_told_newest_first_with_their_standing() -> None:
    copy = replace(a_document("Aldermere", 2024), path="C:\\packs\\pack.pdf")
    hidden = replace(copy, id="hidden")
    cited = [
        a_citation(1, document_id="old", date=date(2017, 1, 1), dated="2017", date_basis="given"),
        a_citation(2, also_in=(copy, hidden), confidence=0.1),
        a_citation(3, document_id="gone", date=date(2012, 1, 1), title=" "),
    ]
    newest, old, gone = sources_of(cited, {"old"}, {"d1", "old", copy.id}, BASE)
    assert [quote.number for quote in newest.quotes] == [2]
    assert newest.quotes[0].address == "/documents/d1?page=2&start=0&end=18"
    assert newest.quotes[0].by_ocr
    assert newest.quotes[0].doubtful
    assert newest.printed == f"{BASE}/documents/d1?page=2"
    assert [(a.file, a.address) for a in newest.also] == [("pack.pdf", f"/documents/{copy.id}")]
    assert (newest.superseded, old.superseded) == (False, True)
    assert old.basis == "the date was added by hand"
    assert (gone.gone, gone.address, gone.printed, gone.quotes[0].address) == (True, "", "", "")
    assert gone.title == "Document without a title"


def test_a_date_is_not_passed_off_as_stated() -> None:
    assert basis_of(a_citation(date_basis="inferred")) == "the date is inferred"
    assert basis_of(a_citation(date_basis="inferred", dated="undated, after May 2020")) == ""
    assert basis_of(a_citation()) == ""
    assert file_of("a/b.pdf") == file_of("a\\b.pdf") == "b.pdf"
