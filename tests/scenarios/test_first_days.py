"""From a user's first command to what they see."""

import json
import shutil
from pathlib import Path

import pytest

from corpus.sample import DOCUMENTS
from tests.bot.running import Scrutineer

QUESTION = "What are the current recommendations?"


@pytest.fixture
def fresh(tmp_path: Path) -> Scrutineer:
    return Scrutineer(tmp_path / "home")


@pytest.mark.parametrize(
    "arguments",
    [
        ("documents",),
        ("documents", "show", "x"),
        ("documents", "remove", "x"),
        ("documents", "restore", "x"),
        ("documents", "set", "x", "title=X"),
        ("search", "x"),
        ("ask", QUESTION),
        ("chat",),
    ],
)
def test_nothing_is_indexed_yet(fresh: Scrutineer, arguments: tuple[str, ...]) -> None:
    result = fresh.run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "Nothing is indexed yet. Run: scrutineer index FOLDER\n"
    assert not fresh.home.exists()


def test_a_folder_with_a_corrupt_file_is_indexed_and_answers(
    fresh: Scrutineer, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(DOCUMENTS / "aldermere-inspection-2024.pdf", folder)
    (folder / "corrupt.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    result = fresh.run("index", str(folder))
    assert result.exit_code == 0
    assert "1 added" in result.stdout
    assert "1 file could not be read:" in result.stdout
    assert "corrupt.pdf: " in result.stdout
    assert "Reading files: 2 of 2" in result.stderr
    assert "Answers from words are ready" in result.stderr
    again = fresh.run("index", str(folder))
    assert again.exit_code == 0
    assert "1 unchanged" in again.stdout

    answer = fresh.run("ask", QUESTION)
    assert answer.exit_code == 0
    assert "Inspection of Aldermere" in answer.stdout
    assert "• " in answer.stdout
    assert "[1] page 1" in answer.stdout
    assert "aldermere-inspection-2024.pdf" in answer.stdout
    assert "You could ask: " in answer.stdout
    assert "\x1b" not in answer.stdout


def test_quotes_are_on_the_page_that_they_name(sample: Scrutineer) -> None:
    for question in (QUESTION, "What are the LADO findings?", "What are care leavers entitled to?"):
        answer = json.loads(sample.run("ask", question, "--json").stdout)
        assert answer["outcome"] in ("answered", "partial")
        for citation in answer["citations"]:
            assert Path(citation["source"]).is_file()
            assert (citation["page"] is None) == (not citation["source"].endswith(".pdf"))
            assert len(citation["quote"]) <= citation["end"] - citation["start"]


@pytest.mark.parametrize("name", ["corrupt.pdf", "empty"])
def test_nothing_that_can_be_read_is_a_failure(
    fresh: Scrutineer, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    if name != "empty":
        (folder / name).write_bytes(b"%PDF-1.7\nnothing more")
    assert fresh.run("index", str(folder)).exit_code == 1
    assert fresh.run("index", str(folder), "--json").exit_code == 1


def test_a_path_that_does_not_exist_is_wrong_usage(fresh: Scrutineer) -> None:
    result = fresh.run("index", "no/such/folder")
    assert result.exit_code == 2
    assert "no/such/folder does not exist" in result.stderr
    assert not fresh.home.exists()


def test_as_of_a_day_nothing_later_is_used(sample: Scrutineer) -> None:
    newest = json.loads(sample.run("ask", QUESTION, "--json").stdout)
    earlier = json.loads(sample.run("ask", QUESTION, "--as-of", "2020-06-01", "--json").stdout)
    assert {c["date"][:4] for c in newest["citations"]} == {"2024"}
    assert {c["date"][:4] for c in earlier["citations"]} == {"2019"}
    assert earlier["scope"]["as_of"] == "2020-06-01"
    long_ago = json.loads(sample.run("ask", QUESTION, "--as-of", "1990", "--json").stdout)
    assert long_ago["outcome"] == "no_evidence"


def test_filters_are_the_same_everywhere(sample: Scrutineer) -> None:
    filters = ("--authority", "Thornbeck", "--kind", "inspection_report", "--from", "2020")
    hits = json.loads(sample.run("search", "leaders", *filters, "--json").stdout)
    assert hits
    assert {Path(h["passage"]["source"]).name for h in hits} == {"thornbeck-inspection-2022.pdf"}
    answer = json.loads(sample.run("ask", "What is the overall grade?", *filters, "--json").stdout)
    assert answer["scope"]["authorities"] == ["Thornbeck"]
    assert answer["scope"]["kinds"] == ["inspection_report"]
    assert answer["scope"]["from"] == "2020-01-01"


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("option", "value", "allowed"),
    [
        ("--authority", "Aldermeer", "Aldermere, Thornbeck"),
        ("--kind", "letters", "inspection_report"),
        ("--from", "last year", "2024-05-31"),
        ("--to", "2024-00", "2024-05-31"),
        ("--as-of", "soon", "2024-05-31"),
    ],
)
def test_wrong_values_are_told_the_right_ones(
    sample: Scrutineer, command: str, option: str, value: str, allowed: str
) -> None:
    result = sample.run(command, QUESTION, option, value)
    assert result.exit_code == 2
    assert value in result.stderr
    assert allowed in result.stderr
    assert result.stdout == ""


def test_an_authority_that_is_not_indexed_is_told_as_such(sample: Scrutineer) -> None:
    for arguments in ((QUESTION, "--authority", "Merton"), ("What is the grade of Merton?",)):
        result = sample.run("ask", *arguments)
        assert result.exit_code == 0
        assert "No document about Merton is in the index." in result.stdout


def test_a_document_is_listed_shown_and_removed(fresh: Scrutineer) -> None:
    letter = DOCUMENTS / "thornbeck-monitoring-visit-2023.pdf"
    assert fresh.run("index", str(letter)).exit_code == 0
    listed = fresh.run("documents").stdout
    identity = listed.split()[0]
    assert "Monitoring visit to Thornbeck" in listed
    shown = fresh.run("documents", "show", identity[:8]).stdout
    assert f"File: {letter}" in shown
    assert "Authority: Thornbeck" in shown
    removed = fresh.run("documents", "remove", identity)
    assert removed.exit_code == 0
    assert removed.stdout.startswith(f"Removed {identity}: Monitoring visit")
    assert letter.is_file()
    assert fresh.run("documents").exit_code == 1
    assert fresh.run("documents", "remove", identity).exit_code == 1
    indexed = fresh.run("index", str(letter))
    assert f"scrutineer documents restore {identity}" in indexed.stdout
    assert fresh.run("documents", "restore", identity).exit_code == 0
    assert fresh.run("documents").stdout == listed
    assert fresh.run("documents", "restore", identity).exit_code == 1


def test_what_a_file_lacks_is_given_shown_and_taken_back(fresh: Scrutineer) -> None:
    letter = DOCUMENTS / "thornbeck-monitoring-visit-2023.pdf"
    assert fresh.run("index", str(letter)).exit_code == 0
    before = fresh.run("documents").stdout
    identity = before.split()[0]
    given = ("authority=London Borough of Merton", "published=2024-01-15", "title=Fourth visit")
    result = fresh.run("documents", "set", identity[:8], *given)
    assert result.exit_code == 0
    for line in ("Title: Fourth visit (given)", "Authority: Merton (given)"):
        assert line in result.stdout
    shown = json.loads(fresh.run("documents", "show", identity, "--json").stdout)
    assert shown["given"] == ["title", "authority", "published"]
    assert shown["dates"]["published_basis"] == "given"
    answer = json.loads(fresh.run("ask", "What did inspectors find in Merton?", "--json").stdout)
    assert {citation["title"] for citation in answer["citations"]} == {"Fourth visit"}
    assert {citation["authority"] for citation in answer["citations"]} == {"Merton"}
    back = fresh.run("documents", "set", identity, "authority=", "published=", "title=", "--json")
    assert json.loads(back.stdout)["given"] == []
    assert fresh.run("documents").stdout == before


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ("authority", "KEY=VALUE"),
        ("athority=Merton", "Did you mean authority?"),
        ("authority=Mertn", "Did you mean Merton"),
        ("kind=letter", "focused_visit_letter"),
        ("meeting=12 March 2019", "2024-05-31"),
        ("title=", "gave no title"),
    ],
)
def test_what_cannot_be_given_is_told_with_the_way_out(
    sample: Scrutineer, assignment: str, told: str
) -> None:
    identity = json.loads(sample.run("documents", "--json").stdout)[0]["id"]
    result = sample.run("documents", "set", identity, assignment)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


def test_a_scan_is_read_cited_and_said_to_be_one(sample: Scrutineer) -> None:
    answer = sample.run("ask", "What did inspectors say about chronologies in 2012?")
    assert "Chronologies are absent from half of the records" in answer.stdout
    assert "page 2, read by OCR" in answer.stdout
    hits = json.loads(sample.run("search", "chronologies absent", "--to", "2012", "--json").stdout)
    assert hits[0]["passage"]["source"].endswith("aldermere-unannounced-inspection-2012.pdf")
    asked = json.loads(sample.run("ask", "What is said of chronologies in 2012?", "--json").stdout)
    assert all(0.5 < citation["confidence"] <= 1 for citation in asked["citations"])


def test_a_scan_is_read_once_tesseract_is_there(
    fresh: Scrutineer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scan = DOCUMENTS / "aldermere-unannounced-inspection-2012.pdf"
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path))
        result = fresh.run("index", str(scan))
        assert result.exit_code == 1
        assert "Install Tesseract (`" in result.stdout
        assert "Scanned pages: not read" in fresh.run("doctor").stdout
    result = fresh.run("index", str(scan))
    assert result.exit_code == 0
    assert "Recognising scanned pages: 2 of 2" in result.stderr
    assert "All 2 pages were read by OCR" in result.stdout
    assert "Scanned pages: read by OCR" in fresh.run("doctor").stdout


def test_explain_tells_how_the_answer_came_about(sample: Scrutineer) -> None:
    result = sample.run("ask", QUESTION, "--explain")
    assert "Understood as: what inspectors said must improve" in result.stdout
    assert "verify" in result.stdout
    assert "dropped" in result.stdout.lower()


def test_the_demonstration_is_of_the_sample_corpus_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What its user has set for their own index is no business of the demonstration.
    monkeypatch.setenv("SCRUTINEER_AUTHORITY", "Merton")
    monkeypatch.setenv("SCRUTINEER_HOME", str(tmp_path / "own"))
    scrutineer = Scrutineer(tmp_path / "demo")
    once = scrutineer.run("demo", "--once", "What is Thornbeck's overall grade?")
    assert once.exit_code == 0
    assert once.stdout.startswith("Inspection of Thornbeck")
    assert "Sources" in once.stdout
    assert not (tmp_path / "own").exists()
