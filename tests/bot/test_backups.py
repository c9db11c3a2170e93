"""A backup is made while everything goes on, and gives the same answers elsewhere."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from bot.app import open_app
from bot.backups import back_up, put_back
from bot.faults import MendableError
from bot.settings import Settings, of_home
from bot.state.opening import open_state
from bot.web.library.uploads import Uploads
from tests.bot.running import Scrutineer

QUESTIONS = (
    "What must Aldermere improve now?",
    "What did inspectors find about the LADO?",
    "How was Thornbeck judged in 2022?",
)


@pytest.fixture
def kept(sample: Scrutineer, tmp_path: Path) -> Scrutineer:
    """A home of its own, with an uploaded file."""
    home = tmp_path / "kept"
    shutil.copytree(sample.home, home)
    Uploads(home).keep("minutes.txt", b"Minutes of the panel, 3 May 2024", {})
    return Scrutineer(home)


def answers(scrutineer: Scrutineer) -> list[dict[str, Any]]:
    """What is answered, how long it took aside."""
    told = [json.loads(scrutineer.run("ask", q, "--json").stdout) for q in QUESTIONS]
    return [{name: each[name] for name in each if name != "timings_ms"} for each in told]


def test_a_backup_of_what_is_in_use_gives_the_same_answers(
    kept: Scrutineer, tmp_path: Path
) -> None:
    ended, note = Event(), tmp_path / "note.txt"
    # Written anew each time: answers say how many documents were searched, which stays the same.
    note.write_text("A note on bicycles, number 0.")
    assert kept.run("index", str(note)).exit_code == 0

    def remembering() -> None:
        with open_state(kept.home / "state.sqlite") as state:
            number = 0
            while not ended.is_set():
                number += 1
                state.marks.put("first", number)
                state.marks.put("second", number)

    def indexing() -> None:
        with closing(open_app(of_home(kept.home))) as app:
            number = 0
            while not ended.is_set():
                number += 1
                note.write_text(f"A note on bicycles, number {number}.")
                app.index([note])

    workers = [Thread(target=work) for work in (remembering, indexing)]
    for worker in workers:
        worker.start()
    try:
        made = [kept.run("backup", str(tmp_path / f"backup-{n}")) for n in range(5)]
    finally:
        ended.set()
        for worker in workers:
            worker.join()
    assert [result.exit_code for result in made] == [0] * 5
    expected = answers(kept)
    assert [answer["outcome"] for answer in expected] == ["answered"] * len(QUESTIONS)
    elsewhere = Scrutineer(tmp_path / "elsewhere")
    result = elsewhere.run("restore", str(tmp_path / "backup-4"))
    assert result.exit_code == 0, result.stderr
    assert answers(elsewhere) == expected
    assert Uploads(elsewhere.home).files()
    with open_state(elsewhere.home / "state.sqlite") as state:
        first, second = state.marks.get("first"), state.marks.get("second")
    # Both as they were at one moment: the second follows the first.
    assert first - second in (0, 1)


def test_a_restored_index_can_be_added_to(kept: Scrutineer, tmp_path: Path) -> None:
    assert kept.run("backup", str(tmp_path / "backup")).exit_code == 0
    elsewhere = Scrutineer(tmp_path / "elsewhere")
    assert elsewhere.run("restore", str(tmp_path / "backup")).exit_code == 0
    (tmp_path / "note.txt").write_text("A note on bicycles.")
    assert elsewhere.run("index", str(tmp_path / "note.txt")).exit_code == 0
    assert len(documents(elsewhere.home)) == len(documents(kept.home)) + 1


def documents(home: Path) -> list[object]:
    with closing(open_app(of_home(home))) as app:
        return list(app.documents())


def test_nothing_that_is_there_is_written_over(kept: Scrutineer, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    assert kept.run("backup", str(backup)).exit_code == 0
    assert kept.run("backup", str(backup)).stderr.startswith(f"{backup} is there already.")
    before = (kept.home / "catalogue.sqlite").read_bytes()
    with pytest.raises(MendableError, match="is there already"):
        put_back(of_home(kept.home), backup)
    assert (kept.home / "catalogue.sqlite").read_bytes() == before


def test_what_is_no_backup_is_not_put_back(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(MendableError, match=r"is no backup: it has no catalogue\.sqlite"):
        put_back(of_home(tmp_path / "home"), tmp_path / "empty")
    with pytest.raises(MendableError, match=r"nothing .* to be backed up"):
        back_up(of_home(tmp_path / "home"), tmp_path / "backup")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["empty"]


def test_a_damaged_database_is_not_taken_for_a_backup(kept: Scrutineer, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    back_up(of_home(kept.home), backup)
    with (backup / "catalogue.sqlite").open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(size // 3)
        file.write(b"\xff" * (size // 3))
    with pytest.raises(MendableError, match=r"catalogue\.sqlite cannot be copied"):
        put_back(of_home(tmp_path / "home"), backup)
    assert not (tmp_path / "home" / "catalogue.sqlite").exists()


def test_questions_are_for_nobody_else_on_this_machine(kept: Scrutineer, tmp_path: Path) -> None:
    with open_state(kept.home / "state.sqlite"):
        held = back_up(of_home(kept.home), tmp_path / "backup")
    assert held == ("catalogue.sqlite", "state.sqlite", "uploads")
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(tmp_path / "backup" / "state.sqlite")) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_what_postgresql_holds_is_left_to_its_own_tools(
    kept: Scrutineer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "postgresql://somebody@127.0.0.1:9/state"
    settings = Settings.model_validate({"home": kept.home, "state_url": url})
    assert "state.sqlite" not in back_up(settings, tmp_path / "backup")
    monkeypatch.setenv("SCRUTINEER_STATE_URL", url)
    assert "pg_dump" in kept.run("backup", str(tmp_path / "another")).stderr


def test_so_is_an_index_that_replicas_share(tmp_path: Path) -> None:
    settings = Settings.model_validate(
        {
            "home": tmp_path / "home",
            "state_url": "postgresql://somebody@127.0.0.1:9/state",
            "shared_index": True,
        }
    )
    with pytest.raises(MendableError, match="pg_dump"):
        back_up(settings, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_uploads_are_copied_from_where_they_are(kept: Scrutineer, tmp_path: Path) -> None:
    files = tmp_path / "files"
    settings = Settings.model_validate({"home": kept.home, "files": files})
    Uploads(files).keep("other.txt", b"Minutes of another panel, 4 May 2024", {})
    back_up(settings, tmp_path / "backup")
    assert [path.name for path in (tmp_path / "backup" / "uploads").iterdir()] == ["other.txt"]
