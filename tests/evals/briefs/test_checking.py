import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import open_app
from bot.briefs.content import Brief
from bot.briefs.wanted import Wanted
from bot.briefs.writers.pdf import pdf
from bot.briefs.writers.word import word
from bot.settings import load
from evals.briefs.checking import (
    Shelf,
    check,
    current_items_are_current,
    gold_of,
    references,
)
from evals.briefs.command import check_files
from evals.briefs.pdf import read_pdf
from evals.briefs.shown import Shown, UnreadableError
from evals.briefs.word import read_word
from retrieval.query import Filters
from tests.bot.running import Scrutineer


@pytest.fixture(scope="module")
def made(sample: Scrutineer) -> Iterator[tuple[Brief, Shelf]]:
    with closing(open_app(load({"home": sample.home}).settings)) as app:
        yield app.brief(Wanted("", Filters(authorities=("Aldermere",)))), Shelf(app.documents())


@pytest.fixture(scope="module")
def docx(made: tuple[Brief, Shelf], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("briefs") / "brief.docx"
    path.write_bytes(word(made[0]))
    return path


def changed(path: Path, part: str, pattern: str, by: str) -> Path:
    """A copy of a DOCX in one of whose parts the first match is another text."""
    other = path.with_name("changed.docx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                text, count = re.subn(pattern, by, data.decode(), count=1)
                assert count == 1
                data = text.encode()
            new.writestr(name, data)
    return other


def test_every_statement_of_a_word_file_holds(made: tuple[Brief, Shelf], docx: Path) -> None:
    brief, shelf = made
    shown = read_word(docx)
    assert len(shown) == len(list(brief.statements()))
    assert check(shown, shelf).faults == ()
    assert list(current_items_are_current(shown, shelf)) == []


def test_every_statement_of_a_pdf_file_holds(made: tuple[Brief, Shelf], tmp_path: Path) -> None:
    brief, shelf = made
    path = tmp_path / "brief.pdf"
    path.write_bytes(pdf(brief))
    shown = read_pdf(path, shelf.titles)
    assert len(shown) == len(list(brief.statements()))
    assert check(shown, shelf).faults == ()


@pytest.mark.parametrize(
    ("part", "pattern", "by", "why"),
    [
        ("word/document.xml", "return conversations", "return interviews", "not on that page"),
        ("word/footnotes.xml", r"page 2, paragraph", "page 3, paragraph", "not on that page"),
        ("word/footnotes.xml", r"Overall effectiveness Good", "Overall Good", "not on that page"),
        ("word/footnotes.xml", r"13 to 24 May 2024", "13 to 24 May 2023", "not on that page"),
        ("word/document.xml", "3 areas for improvement", "4 areas for improvement", "items are"),
        ("word/document.xml", r">Outstanding<", ">Good<", "another grade"),
        ("word/document.xml", r'<w:footnoteReference w:id="20"/>', "", "no footnote"),
        ("word/document.xml", r" \(replaced since\)", "", "does not say whether"),
    ],
)
def test_what_does_not_hold_is_found(
    made: tuple[Brief, Shelf], docx: Path, part: str, pattern: str, by: str, why: str
) -> None:
    outcome = check(read_word(changed(docx, part, pattern, by)), made[1])
    assert outcome.faults
    assert any(why in fault.why for fault in outcome.faults), outcome.faults


def test_an_item_of_a_replaced_list_is_found(made: tuple[Brief, Shelf]) -> None:
    footnote = (
        "Inspection of Aldermere children’s services, inspected 11 to 22 November 2019, page 2."
    )
    old = Shown("“Attendance of health agencies at strategy meetings.”", footnote, item=True)
    assert [fault.statement for fault in current_items_are_current([old], made[1])] == [old.text]


def test_a_missing_item_of_the_register_is_found(
    docx: Path, sample: Scrutineer, tmp_path: Path
) -> None:
    there = "The pace of permanence planning for children whose time in care has passed a year."
    items = [{"text": there}, {"text": "The number of swans."}]
    row = {"authority": "aldermere", "is_latest_for_authority": True, "items": items}
    assert gold_of([row, {**row, "authority": "other"}], "Aldermere") == [
        item["text"] for item in items
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(row) + "\n")
    outcome = check_files([docx], sample.home, gold, "Aldermere")[docx]
    assert outcome.missing == ("The number of swans.",)
    assert outcome.items == 2


def test_a_footnote_of_several_documents_is_taken_apart(made: tuple[Brief, Shelf]) -> None:
    title = "Inspection of Aldermere children’s services"
    note = (
        f"{title}, inspected 13 to 24 May 2024, pages 2 and 3, paragraph 4: “One; two” … “three”; "
        f"{title}, inspected 11 to 22 November 2019, page 5: “four”"
    )
    found = references(note, made[1])
    assert found is not None
    assert [(f.pages, f.quotes) for f in found] == [
        ((2, 3), ("One; two", "three")),
        ((5,), ("four",)),
    ]
    assert references("No such paper, page 2.", made[1]) is None


def test_other_files_are_no_briefs(tmp_path: Path, sample: Scrutineer) -> None:
    path = tmp_path / "other.docx"
    path.write_bytes(b"PK")
    with pytest.raises(UnreadableError):
        read_word(path)
    with pytest.raises(UnreadableError):
        check_files([tmp_path / "notes.txt"], sample.home, None, None)
