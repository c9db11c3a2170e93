from pathlib import Path

import pytest

from evals.briefs.word import read_word
from tests.bot.running import Scrutineer


def test_a_brief_is_written_and_compared_with_the_one_before(
    sample: Scrutineer, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.docx", tmp_path / "new.docx"
    common = ("brief", "--authority", "Aldermere", "--length", "one-page")
    first = sample.run(*common, "--output", str(old))
    assert first.exit_code == 0
    assert first.stdout.startswith(str(old))
    shown = read_word(old)
    assert f"{len(shown)} statements from" in first.stdout
    assert sample.run(*common, "-o", str(new), "--since", str(old)).exit_code == 0
    assert len(read_word(new)) == len(shown)


def test_a_file_that_is_there_is_kept(sample: Scrutineer, tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("edited by hand")
    result = sample.run("brief", "LADO", "--output", str(path))
    assert result.exit_code == 1
    assert "--force writes over it" in result.stderr
    assert path.read_text() == "edited by hand"
    assert sample.run("brief", "LADO", "--output", str(path), "--force").exit_code == 0
    assert path.read_text().startswith("# Inspection brief: Aldermere")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("parking fines",), 1, "speaks of “parking fines”"),
        (("--authority", "Leeds"), 1, "No document about Leeds"),
        (("--authority", "Nowhere"), 2, "No authority is called 'Nowhere'"),
        (("--authority", "Aldermere", "--authority", "Thornbeck"), 2, "about one authority"),
        (("--length", "two-page"), 2, "--length takes full or one-page"),
        (("--from", "2030"), 1, "of the kinds and dates asked for"),
        (("Tommy Atkins, born 3 April 2012",), 1, "was not looked up"),
        (("--since", "letter.pdf"), 2, "--since takes a DOCX"),
    ],
)
def test_where_there_is_nothing_to_write_no_file_is_left(
    sample: Scrutineer, tmp_path: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    path = tmp_path / "brief.docx"
    result = sample.run("brief", *arguments, "--output", str(path))
    assert result.exit_code == status
    assert said in result.stderr
    assert not path.exists()


def test_without_an_index_it_says_how_to_make_one(tmp_path: Path) -> None:
    result = Scrutineer(tmp_path / "none").run("brief", "--output", str(tmp_path / "a.pdf"))
    assert result.exit_code == 1
    assert "Nothing is indexed yet" in result.stderr
