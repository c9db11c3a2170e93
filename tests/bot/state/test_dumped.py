"""What is remembered in PostgreSQL, backed up and put back as docs/operations.md says."""

import shutil
import subprocess
from pathlib import Path

from bot.state.opening import open_state
from tests import postgres

DUMP = ("pg_dump", "--format=custom")
RESTORE = ("pg_restore", "--clean", "--if-exists", "--no-owner")


def run(program: tuple[str, ...], *arguments: str) -> None:
    folder = postgres.programs()
    assert folder is not None
    name, *options = program
    found = shutil.which(name) or str(folder / name)
    subprocess.run([found, *options, *arguments], check=True)


def test_a_dump_that_was_made_in_use_is_put_back(postgres_server: str, tmp_path: Path) -> None:
    dump = str(tmp_path / "state.dump")
    with postgres.database(postgres_server) as url, postgres.database(postgres_server) as other:
        with open_state(url) as state:
            number = state.runs.ask("ann@aldermere.example", ["/documents/a.pdf"])
            state.marks.put("looked at", 7)
            run(DUMP, f"--file={dump}", f"--dbname={url}")
            state.marks.put("looked at", 8)
        # Into one that is empty, and into one that is used already.
        for _ in range(2):
            run(RESTORE, f"--dbname={other}", dump)
            with open_state(other) as state:
                assert state.marks.get("looked at") == 7
                [kept] = state.runs.recent(5)
                assert (kept.number, kept.paths) == (number, ("/documents/a.pdf",))
                state.marks.put("looked at", 9)


def test_these_are_the_commands_that_the_documents_name() -> None:
    said = (Path(__file__).parents[3] / "docs" / "operations.md").read_text("utf-8")
    for program in (DUMP, RESTORE):
        assert " ".join(program) in said
