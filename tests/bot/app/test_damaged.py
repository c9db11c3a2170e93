"""A damaged index as whoever asks sees it: told, and mended by the next run without a restart."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import open_app
from bot.faults import MendableError
from bot.settings import Settings
from tests.fakes.embedding import WordEmbedder

QUESTION = "What must improve in Aldermere?"


def spoil_words(home: Path) -> None:
    file = max((home / "lexical").glob("*/*.idx"), key=lambda path: path.stat().st_size)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 4
    file.write_bytes(content)


def spoil_text(home: Path) -> None:
    with closing(sqlite3.connect(home / "catalogue.sqlite")) as run, run:
        run.execute("UPDATE passages SET text = replace(text, 'improve', 'approve')")


def cut_off(home: Path) -> None:
    with closing(sqlite3.connect(home / "catalogue.sqlite")) as run:
        run.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.truncate(home / "catalogue.sqlite", 9_000)


@pytest.mark.parametrize("spoil", [spoil_words, spoil_text, cut_off])
def test_it_is_told_and_the_next_run_mends_it(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    papers, home = tmp_path / "papers", tmp_path / "home"
    papers.mkdir()
    (papers / "letter.txt").write_text(
        "Inspection of Aldermere children's services\n\nWhat needs to improve\n\n"
        "Social workers in Aldermere must improve how often they visit children.\n"
    )
    settings = Settings(home=home)
    with closing(open_app(settings, WordEmbedder())) as app:
        app.index([papers])
        before = [hit.passage.text for hit in app.search(QUESTION).hits]
    assert before
    spoil(home)
    with closing(open_app(settings, WordEmbedder())) as app:
        with pytest.raises(MendableError, match="scrutineer index"):
            app.search(QUESTION)
        app.index([papers])
        assert [hit.passage.text for hit in app.search(QUESTION).hits] == before
