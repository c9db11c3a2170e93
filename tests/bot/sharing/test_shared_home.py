"""Homes of replicas: what one of them changes all of them have, whole, or it is said why not."""

import shutil
import sqlite3
import threading
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from unittest.mock import ANY

import pytest

from bot.cli.doctor import examine
from bot.faults import MendableError, NothingIndexedError
from bot.settings import Loaded, Settings
from bot.sharing import shared_home
from bot.sharing.replica import Replica
from bot.sharing.shared_home import SharedHome
from bot.state.database import Database
from bot.state.errors import StateError
from bot.state.processes import Process, this_process
from bot.state.shared_index import Manifest, SharedIndex
from bot.state.tables import SHARED_BLOCKS
from corpus.catalogue.catalogue import Catalogue, CatalogueBusyError, CatalogueDamagedError
from corpus.catalogue.store import SCHEMA_VERSION
from retrieval.errors import EmbeddingError
from retrieval.index.building import build
from retrieval.index.lexical import LexicalIndex, LexicalQuery
from retrieval.ports import Vectors
from tests.fakes.embedding import WordEmbedder
from tests.fakes.reading import read_text

Homes = Callable[[str], SharedHome]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("merton", "barnet"):
        (folder / f"{name}.txt").write_text(
            "\n".join(f"{name} finding {n} of {n % 7} about fostering" for n in range(300))
        )
    return folder


def index(home: SharedHome, papers: Path) -> None:
    with home.writing() as folder:
        build(folder, [papers], read_text, WordEmbedder(), "1", workers=1)


def found(home: SharedHome, word: str) -> Sequence[tuple[str, float]]:
    folder = home.reading().folder
    with Catalogue(folder) as catalogue:
        generation = catalogue.generation()
        assert generation is not None
        lexical = LexicalIndex(folder / "lexical" / generation.lexical)
        return lexical.search(LexicalQuery(terms=((word, 1.0),)), 50)


def test_what_one_indexes_another_has(home_of: Homes, papers: Path) -> None:
    first, second = home_of("first"), home_of("second")
    with pytest.raises(NothingIndexedError):
        second.reading()
    index(first, papers)
    assert first.reading().generation == second.reading().generation == 1
    assert found(first, "merton") == found(second, "merton") != []
    read = [(home.reading().folder / "catalogue.sqlite").read_bytes() for home in (first, second)]
    assert read[0] == read[1]


def test_a_change_of_a_change_weighs_words_alike(home_of: Homes, papers: Path) -> None:
    first, second = home_of("first"), home_of("second")
    index(first, papers)
    assert second.reading().generation == 1
    (papers / "merton.txt").unlink()
    (papers / "camden.txt").write_text("camden finding about fostering and adoption")
    index(second, papers)
    late = home_of("late")
    for home in (first, second, late):
        home._look_at = 0.0  # a quarter of a second later
        assert home.reading().generation == 2
    assert found(first, "adoption") == found(second, "adoption") == found(late, "adoption") != []
    assert found(first, "merton") == []


def test_of_a_small_change_little_is_sent(
    home_of: Homes, papers: Path, shared: SharedIndex
) -> None:
    for name in range(12):
        (papers / f"{name}.txt").write_text("\n".join(f"{name} words {n}" for n in range(400)))
    first = home_of("first")
    index(first, papers)
    before = shared.manifest(1)
    (papers / "note.txt").write_text("one more line")
    index(first, papers)
    after = shared.manifest(2)
    assert before is not None
    assert after is not None
    assert len(set(after.digests) - set(before.digests)) < len(after.digests) / 2


def test_nothing_new_is_no_new_generation(home_of: Homes, papers: Path) -> None:
    first = home_of("first")
    index(first, papers)
    index(first, papers)
    assert first.active() == 1


def test_old_generations_and_their_blocks_are_forgotten(
    home_of: Homes, papers: Path, shared: SharedIndex
) -> None:
    first = home_of("first")
    for number in range(1, 6):
        (papers / "note.txt").write_text(f"version {number}")
        index(first, papers)
        assert first.reading().generation == number
    assert shared.manifest(3) is None
    kept = [shared.manifest(number) for number in (4, 5)]
    digests = {digest for manifest in kept if manifest for digest in manifest.digests}
    assert shared.absent(list(digests)) == set()
    assert {e.name for e in first.folder.iterdir() if e.name.isdigit()} == {"3", "4", "5"}


def test_what_all_answer_from_is_kept_while_others_wait_to_take_its_place(
    home_of: Homes, papers: Path, shared: SharedIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = home_of("first")
    index(first, papers)
    monkeypatch.setattr(shared_home, "PATIENCE", 0.0)  # nobody waits for the turn
    assert first.reading().generation == 1
    # It lives, and cannot read what is to come.
    shared.beat("old", "old", Process("another machine", 7, 7), SCHEMA_VERSION - 1, 1)
    for number in range(2, 6):
        (papers / "note.txt").write_text(f"version {number}")
        index(first, papers)
        first.fetch(number)
    assert first.reading().generation == shared.active() == 1
    late = home_of("late")
    assert late.reading().generation == 1
    assert found(late, "merton") == found(first, "merton")


def test_what_was_indexed_before_it_was_shared_is_taken_along(
    home_of: Homes, papers: Path, tmp_path: Path
) -> None:
    build(tmp_path / "first", [papers], read_text, WordEmbedder(), "1", workers=1)
    (papers / "note.txt").write_text("one more line")
    index(home_of("first"), papers / "note.txt")
    assert len(found(home_of("second"), "merton")) == 50


def test_one_alone_changes_the_index(home_of: Homes, papers: Path) -> None:
    first, second = home_of("first"), home_of("second")
    with first.writing() as folder:
        with pytest.raises(CatalogueBusyError, match="Another replica"), second.writing():
            pass
        build(folder, [papers], read_text, WordEmbedder(), "1", workers=1)
    index(second, papers)


def test_a_change_that_fails_is_not_shared(home_of: Homes, papers: Path) -> None:
    first = home_of("first")
    index(first, papers)
    (papers / "note.txt").write_text("one more line")
    with pytest.raises(KeyboardInterrupt), first.writing():
        raise KeyboardInterrupt
    assert first.active() == 1
    index(first, papers)
    assert first.active() == 2


def test_words_are_shared_although_the_embedder_fails(home_of: Homes, papers: Path) -> None:
    class Failing(WordEmbedder):
        def embed(self, _texts: Sequence[str]) -> Vectors:
            raise OSError("no")

    first = home_of("first")
    with pytest.raises(EmbeddingError), first.writing() as folder:
        build(folder, [papers], read_text, Failing(), "1", workers=1)
    assert len(found(home_of("second"), "merton")) == 50


def test_who_changed_something_older_is_told(
    home_of: Homes, papers: Path, shared: SharedIndex
) -> None:
    first = home_of("first")
    index(first, papers)
    (papers / "note.txt").write_text("one more line")
    manifest = shared.manifest(1)
    assert manifest is not None

    def overtaken() -> None:
        with first.writing() as folder:
            build(folder, [papers], read_text, WordEmbedder(), "1", workers=1)
            # As if its lock had been lost with its connection, and another had had it.
            shared.offer(manifest.digests, SCHEMA_VERSION, 1)

    with pytest.raises(MendableError, match="Make this change again"):
        overtaken()
    # What it had made is not on top of the other's work: it is read again.
    index(first, papers)
    assert first.active() == 3
    assert found(first, "line") != []


def test_a_block_that_is_damaged_is_never_used(
    home_of: Homes, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(home_of("first"), papers)
    monkeypatch.setattr(SharedIndex, "blocks", lambda *_: {})
    second = home_of("second")
    with pytest.raises(CatalogueDamagedError, match="shared database is damaged"):
        second.reading()
    monkeypatch.undo()
    assert second.reading().generation == 1


def spoil(shared: SharedIndex, url: str) -> None:
    """Damage a block in the middle of the newest generation, as a bad disk would."""
    newest = shared.newest()
    assert newest is not None
    manifest = shared.manifest(newest.number)
    assert manifest is not None
    digest = manifest.digests[len(manifest.digests) // 2]
    with closing(Database(url)) as database, database.writing() as run:
        table = SHARED_BLOCKS
        content = zlib.compress(b"something else")
        run.execute(table.update().where(table.c.digest == digest).values(content=content))


def test_a_replica_puts_back_a_block_that_was_damaged(
    home_of: Homes, papers: Path, shared: SharedIndex, url: str
) -> None:
    first, second = home_of("first"), home_of("second")
    index(first, papers)
    assert first.reading().generation == 1
    spoil(shared, url)
    with pytest.raises(CatalogueDamagedError, match="puts it back within ten minutes"):
        second.reading()
    with pytest.raises(CatalogueDamagedError):
        second.reading()
    whole = Replica(first)
    whole.start()
    try:
        assert second.reading().generation == 1
        assert len(found(second, "merton")) == 50
    finally:
        whole.stop()


def test_the_next_index_run_puts_back_a_block_that_was_damaged(
    home_of: Homes, papers: Path, shared: SharedIndex, url: str
) -> None:
    first, second = home_of("first"), home_of("second")
    index(first, papers)
    spoil(shared, url)
    with pytest.raises(CatalogueDamagedError):
        second.reading()
    index(first, papers)
    assert second.reading().generation == 1


def test_a_damaged_copy_puts_nothing_back(
    home_of: Homes, papers: Path, shared: SharedIndex, url: str
) -> None:
    first, second = home_of("first"), home_of("second")
    index(first, papers)
    assert first.reading().generation == 1
    spoil(shared, url)
    with pytest.raises(CatalogueDamagedError):
        second.reading()
    copy = first.folder / "1" / "catalogue.sqlite"
    copy.write_bytes(bytes(copy.stat().st_size))
    first.mend(1)
    with pytest.raises(CatalogueDamagedError):
        second.reading()


def test_a_copy_that_turned_out_damaged_is_fetched_again_whole(
    home_of: Homes, papers: Path
) -> None:
    first, second = home_of("first"), home_of("second")
    index(first, papers)
    before = found(second, "merton")
    place = second.reading()
    copy = place.folder / "catalogue.sqlite"
    whole = copy.read_bytes()
    copy.write_bytes(whole[:4096] + bytes(8192) + whole[12288:])
    second.discard(place)
    assert copy.read_bytes() == whole
    assert found(second, "merton") == before
    # One of another folder is none of its own.
    second.discard(replace(place, folder=papers))
    assert list(papers.iterdir()) != []


def test_what_a_newer_program_made_is_told_and_left_alone(
    home_of: Homes, papers: Path, shared: SharedIndex
) -> None:
    first, second = home_of("first"), home_of("second")
    index(first, papers)
    manifest = shared.manifest(1)
    assert manifest is not None
    shared.offer(manifest.digests, SCHEMA_VERSION + 1, 1)
    shared.activate(2)
    for home in (first, second):
        home._look_at = 0.0
        with pytest.raises(MendableError, match="newer Scrutineer than this replica"):
            home.reading()
    with pytest.raises(MendableError, match="newer Scrutineer"), second.writing():
        pass


def test_without_the_database_the_last_generation_goes_on(
    home_of: Homes, papers: Path, tmp_path: Path
) -> None:
    first = home_of("first")
    index(first, papers)
    assert first.reading().generation == 1

    def away() -> Database:
        raise StateError("The database is away.")

    home = SharedHome(tmp_path / "first", away)
    assert home.reading().generation == 1
    assert len(found(home, "merton")) == 50
    with pytest.raises(StateError), home.writing():
        pass


def test_a_replica_that_is_behind_puts_off_and_catches_up(home_of: Homes, papers: Path) -> None:
    first, second = home_of("first"), home_of("second")
    index(first, papers)
    replica = Replica(second)
    replica.start()
    try:
        assert second.reading().generation == 1
        shutil.rmtree(second.folder / "1")
        with pytest.raises(MendableError, match="ask again in a moment"):
            second.reading()
    finally:
        replica.stop()


def test_a_replica_makes_itself_ready_and_all_turn(
    home_of: Homes, papers: Path, shared: SharedIndex
) -> None:
    first, second = home_of("first"), home_of("second")
    index(first, papers)
    replica = Replica(second)
    replica.start()
    assert [member.ready for member in shared.members()] == [1]
    (papers / "note.txt").write_text("one more line")
    index(first, papers)
    assert [member.ready for member in shared.members()] == [2]
    assert second.has(2)
    replica.stop()
    assert shared.members() == []
    assert not [t for t in threading.enumerate() if t.name.startswith("replica")]


def test_doctor_tells_how_far_the_replicas_are(
    home_of: Homes, papers: Path, shared: SharedIndex, url: str, tmp_path: Path
) -> None:
    settings = Settings.model_validate(
        {"home": tmp_path / "first", "state_url": url, "shared_index": True}
    )

    def told() -> list[str]:
        return [finding.text for finding in examine(Loaded(settings))]

    assert "nothing is shared yet" in told()
    assert not (tmp_path / "first" / "shared").exists()
    home = home_of("first")
    index(home, papers)
    shared.beat("b", "back office", this_process(), SCHEMA_VERSION, 1)
    assert "generation 1; back office is ready for 1" in told()
    assert home.reading().generation == 1
    assert any("2 documents, 600 passages" in text for text in told())


def test_a_copy_is_of_one_moment(home_of: Homes, papers: Path, shared: SharedIndex) -> None:
    first = home_of("first")
    index(first, papers)
    with sqlite3.connect(first.reading().folder / "catalogue.sqlite") as run:
        assert run.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert shared.manifest(1) == Manifest(SCHEMA_VERSION, ANY)
