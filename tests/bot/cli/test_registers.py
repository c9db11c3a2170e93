import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.app import open_app
from bot.cli.terminal_registers import show_grades
from bot.settings import Settings
from tests.bot.holding import FILLED, GRADES, ITEMS, UNDATED, fill
from tests.bot.running import Scrutineer
from tests.documents import a_document

OF_2017, OF_2024 = a_document(year=2017), a_document(year=2024)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Scrutineer:
    return fill(tmp_path_factory.mktemp("filled"))


def printed(filled: Scrutineer, *arguments: str) -> Any:
    result = filled.run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_grades_are_a_table_of_areas_and_inspections(filled: Scrutineer) -> None:
    shown = filled.run("judgements").stdout
    assert shown.split("\n\n")[0].split("\n") == [
        "Aldermere",
        "                         undated      Mar 2024    Mar 2017",
        "  Overall effectiveness  –            –           requires improvement",
        "  Leaders                outstanding  good        –",
        "  Children in care       good         good        –",
        "  Care leavers           –            inadequate  –",
        *(
            f"  {document.title} · {dated} · {document.id} · {stands} · page 1"
            for document, dated, stands in (
                (UNDATED, "undated, after March 2024", "current"),
                (OF_2024, "4 to 15 March 2024", f"replaced by {UNDATED.id}"),
                (OF_2017, "4 to 15 March 2017", f"replaced by {UNDATED.id}"),
            )
        ),
    ]
    assert shown.split("\n\n")[1].startswith("Thornbeck\n")


def test_a_table_goes_on_below_where_the_terminal_is_narrow(filled: Scrutineer) -> None:
    app = open_app(Settings(home=filled.home))
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=50, highlight=False, soft_wrap=True)
    show_grades(console, app.judgements())
    app.close()
    lines = re.sub(r"\x1b\[\d*m", "", stream.getvalue()).split("\n")
    assert max(map(len, lines)) < 50
    assert "  Leaders                outstanding  good" in lines
    assert "  Overall effectiveness  requires improvement" in lines


def test_recommendations_are_whole_lists_with_their_pages(filled: Scrutineer) -> None:
    assert filled.run("recommendations", "--current").stdout.split("\n") == [
        "Aldermere",
        f"  {OF_2024.title} · 4 to 15 March 2024 · {OF_2024.id} · current",
        "    What needs to improve",
        "    1. See children sooner. (page 2)",
        "    2. Tell families what was decided. (page 2)",
        "",
    ]
    every = filled.run("recommendations").stdout
    assert f"replaced by {OF_2024.id}" in every
    assert all(text in every for texts in ITEMS.values() for text in texts)


def test_registers_have_all_that_other_programs_rely_on(filled: Scrutineer) -> None:
    grades = printed(filled, "judgements")
    assert len(grades) == sum(map(len, GRADES.values()))
    for grade in grades:
        assert set(grade) >= {"document_id", "authority", "date", "area", "grade", "page", "quote"}
        assert grade["grade"] == GRADES[grade["document_id"]][grade["area"]]
    items = printed(filled, "recommendations")
    assert [item["text"] for item in items] == ITEMS[OF_2024.id] + ITEMS[OF_2017.id]
    assert items[0] == {
        "document_id": OF_2024.id,
        "authority": "Aldermere",
        "date": "2024-03-15",
        "date_basis": "stated",
        "number": 1,
        "text": "See children sooner.",
        "kind": "area_for_improvement",
        "addressee": "authority",
        "page": 2,
        "current": True,
        "superseded_by": None,
    }
    assert (items[2]["current"], items[2]["superseded_by"]) == (False, OF_2024.id)
    assert printed(filled, "recommendations", "--current") == items[:2]


def test_documents_tell_how_they_stand(filled: Scrutineer) -> None:
    documents = {document["id"]: document for document in printed(filled, "documents")}
    assert set(documents) == {document.id for document in FILLED}
    older, newer = documents[OF_2017.id], documents[OF_2024.id]
    assert (older["superseded_by"], older["recommendations"]) == (UNDATED.id, 1)
    assert newer["also_at"] == ["copy.pdf"]
    assert newer["duplicates"] == []
    every = printed(filled, "judgements")
    assert newer["judgements"] == [g for g in every if g["document_id"] == OF_2024.id]
    shown = filled.run("documents", "show", OF_2024.id).stdout.split("\n")
    assert {"Recommendations: 2", "Judged: Care leavers, inadequate (page 1)"} <= set(shown)
    assert {"Same file: copy.pdf", f"Replaced by: {UNDATED.id}"} <= set(shown)
    assert f"replaced by {UNDATED.id}" in filled.run("documents").stdout


@pytest.mark.parametrize("command", ["judgements", "recommendations"])
def test_what_is_not_there_is_no_failure_and_what_is_wrong_is(
    filled: Scrutineer, command: str
) -> None:
    assert printed(filled, command, "--authority", "Merton") == []
    assert printed(filled, command, "--kind", "minutes") == []
    nothing = filled.run(command, "--to", "2010")
    assert nothing.exit_code == 0
    assert nothing.stdout.startswith("No document that was asked for ")
    for wrong in (("--authority", "Nowhere"), ("--kind", "letter"), ("--as-of", "soon")):
        result = filled.run(command, *wrong)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert wrong[1] in result.stderr


@pytest.mark.parametrize("command", ["judgements", "recommendations"])
def test_as_of_a_day_the_registers_are_as_they_were(filled: Scrutineer, command: str) -> None:
    every = printed(filled, command, "--as-of", "2018", "--authority", "aldermere")
    assert {(row["document_id"], row["current"]) for row in every} == {(OF_2017.id, True)}


def test_nothing_indexed_is_said(tmp_path: Path) -> None:
    result = Scrutineer(tmp_path / "home").run("judgements")
    assert result.exit_code == 1
    assert "scrutineer index FOLDER" in result.stderr


def test_what_an_earlier_version_read_is_said_to_be_read_again(tmp_path: Path) -> None:
    old = fill(tmp_path / "home", version="0").run("recommendations", "--json")
    assert "Run `scrutineer index`" in old.stderr
    assert json.loads(old.stdout)
    assert fill(tmp_path / "new").run("recommendations", "--json").stderr == ""
