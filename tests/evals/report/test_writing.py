"""All reports of a run lie in one folder, and what is written can be read again."""

from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from evals.report import write
from evals.results import ResultsError, read_results
from tests.evals.report.runs import case, results, suite


def test_everything_is_written_into_a_folder_that_was_not_there(tmp_path: Path) -> None:
    written = write(results(), tmp_path / "new" / "folder")
    assert {path.name for path in (tmp_path / "new" / "folder").iterdir()} == {
        "results.json",
        "junit.xml",
        "report.html",
    }
    assert read_results(written.results) == results()
    assert Xml.parse(written.junit).getroot().tag == "testsuites"
    assert written.page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (write(results(), tmp_path / name, results()) for name in "ab")
    assert one.page.read_bytes() == other.page.read_bytes()
    assert one.junit.read_bytes() == other.junit.read_bytes()


def test_line_ends_and_letters_are_kept(tmp_path: Path) -> None:
    run = results(suite(cases=(case(passed=False, answer="Zoë’s\n– plan"),)))
    assert "Zoë’s\n– plan" in write(run, tmp_path).page.read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"created": "x", "config": {}, "suites": [{"name": 1}]}', '{"created": nul'],
)
def test_malformed_results_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "results.json").write_text(text, encoding="utf-8")
    with pytest.raises(ResultsError, match="no results of this version"):
        read_results(tmp_path)
