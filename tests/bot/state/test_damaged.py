"""What is remembered, after its file was damaged: told, and nothing false is shown."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.answering.verify import declined
from bot.guards.screening import Refusal
from bot.state.errors import StateError
from bot.state.opening import open_state

ANSWER = declined("Who is it?", Refusal("live_case", "That is not looked into."))


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as run, run:
        assert run.execute(statement).rowcount


def test_an_answer_that_has_changed_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with open_state(path) as state:
        state.answers.keep(ANSWER)
        assert state.answers.get(ANSWER.id) == ANSWER
        change(path, "UPDATE answers SET content = replace(content, 'not looked', 'now looked')")
        assert state.answers.get(ANSWER.id) is None


def test_an_answer_that_was_kept_without_a_checksum_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with open_state(path) as state:
        state.answers.keep(ANSWER)
        change(path, "UPDATE answers SET content = json_remove(content, '$.checksum')")
        assert state.answers.get(ANSWER.id) == ANSWER


def use(path: Path) -> None:
    with open_state(path) as state:
        state.runs.recent(1)
        state.runs.ask("somebody", ["b"])


@pytest.mark.parametrize("statement", ["paths = '[\"'", "at = 'yesterday'"])
def test_what_cannot_be_read_any_more_is_told(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "state.sqlite"
    with open_state(path) as state:
        state.runs.ask("somebody", ["a"])
        change(path, f"UPDATE runs SET {statement}")
        with pytest.raises(StateError, match="Restore a backup"):
            state.runs.recent(1)


@pytest.mark.parametrize("damage", ["cut off", "zeros", "another file"])
def test_a_damaged_file_is_told_with_how_to_mend_it(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "state.sqlite"
    with open_state(path) as state:
        state.runs.ask("somebody", ["a"])
    if damage == "cut off":
        os.truncate(path, path.stat().st_size // 2)
    elif damage == "zeros":
        content = path.read_bytes()
        path.write_bytes(content[:4096] + bytes(len(content) - 4096))
    else:
        path.write_bytes(b"Minutes of a meeting.\n" * 999)
    with pytest.raises(StateError, match="damaged: stop the program and restore a backup"):
        use(path)
