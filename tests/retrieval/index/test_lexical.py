import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import Document
from corpus.passages import Passage
from retrieval.errors import LexicalDamagedError
from retrieval.index.lexical import (
    LexicalCopy,
    LexicalIndex,
    LexicalQuery,
    create,
    extend,
    stems,
)
from tests.fakes.reading import ingested

Rows = list[tuple[Document, Passage]]

LETTER = "Merton letter\nChildren in care wait too long.\nThe LADO’s co-operation is strong."
REPORT = "Barnet report\nCare leavers wait for housing.\nNo children are named in 2.10."


def rows(text: str) -> Rows:
    return [(d.document, p) for d in ingested(text).documents for p in d.passages]


def terms(*words: str, documents: frozenset[str] | None = None) -> LexicalQuery:
    return LexicalQuery(tuple((word, 1.0) for word in words), documents=documents)


def texts(index: LexicalIndex, query: LexicalQuery, known: Rows) -> list[str]:
    by_id = {passage.id: passage.text for _, passage in known}
    return [by_id[identity] for identity, _ in index.search(query, 10)]


@pytest.fixture(scope="module")
def known() -> Rows:
    return rows(LETTER) + rows(REPORT)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, known: Rows) -> LexicalIndex:
    folder = tmp_path_factory.mktemp("lexical") / "1"
    create(folder, known)
    return LexicalIndex(folder)


def test_words_are_stemmed_and_scored(index: LexicalIndex, known: Rows) -> None:
    found = index.search(terms("WAITING"), 10)
    assert len(found) == 2
    assert all(score > 0 for _, score in found)
    assert texts(index, terms("cooperation", "co-operation"), known)[0].startswith("The LADO")


def test_a_search_is_limited_to_documents(index: LexicalIndex, known: Rows) -> None:
    barnet = known[-1][0].id
    only = terms("wait", "children", documents=frozenset({barnet, "unknown"}))
    assert {i.rsplit("-", 1)[0] for i, _ in index.search(only, 10)} == {barnet}
    assert index.search(terms("wait", documents=frozenset()), 10) == []
    unlimited = dict(index.search(terms("wait", "children"), 10))
    assert all(unlimited[i] == pytest.approx(score) for i, score in index.search(only, 10))


def test_a_copy_in_memory_counts_its_own_passages_alone(index: LexicalIndex, known: Rows) -> None:
    whole, part = LexicalCopy(known), LexicalCopy(rows(LETTER))
    query = terms("wait", "children")
    assert whole.search(query, 10) == index.search(query, 10)
    assert whole.passages == index.passages > part.passages == len(rows(LETTER))
    assert part.document_frequency("children") < whole.document_frequency("children")


def test_phrases_want_their_words_together(index: LexicalIndex, known: Rows) -> None:
    together = LexicalQuery(phrases=(("care leavers", 2.0),))
    assert texts(index, together, known) == ["Care leavers wait for housing."]
    assert texts(index, LexicalQuery(phrases=(("leavers care", 2.0),)), known) == []
    assert len(index.search(LexicalQuery(phrases=(("wait", 2.0),)), 10)) == 2


def test_weights_and_fields_count(index: LexicalIndex, known: Rows) -> None:
    heavy = LexicalQuery((("housing", 5.0), ("lado", 0.1)))
    assert texts(index, heavy, known)[0].startswith("Care leavers")
    assert len(index.search(LexicalQuery((("barnet", 1.0),), title=0.0), 10)) == 1
    assert len(index.search(LexicalQuery((("barnet", 1.0),), title=1.0), 10)) == 3
    assert index.search(LexicalQuery((("findings", 1.0),), heading=0.0), 10) == []
    assert len(index.search(LexicalQuery(paragraph=("2", 1.0)), 10)) == 2


def test_how_common_a_word_is(index: LexicalIndex) -> None:
    assert index.passages == 6
    assert index.document_frequency("waits") == 2
    assert index.document_frequency("zebra") == 0
    assert index.document_frequency("?!") == 0


@settings(max_examples=200)
@given(st.lists(st.text(st.characters(), max_size=30), max_size=4), st.integers(0, 5))
def test_no_text_can_break_a_query(index: LexicalIndex, words: list[str], k: int) -> None:
    weighted = tuple((word, 1.0) for word in words)
    query = LexicalQuery(weighted, weighted, ("".join(words), 1.0))
    assert len(index.search(query, k)) <= k


def test_accents_and_apostrophes_fold() -> None:
    assert stems("Siân’s COOPERATING") == ["sian", "s", "cooper"]


def test_a_clone_has_the_change_and_the_old_one_has_not(tmp_path: Path) -> None:
    create(tmp_path / "1", rows(LETTER))
    before = LexicalIndex(tmp_path / "1")
    letter = rows(LETTER)[0][0].id
    extend(tmp_path / "1", tmp_path / "2", [letter], rows(REPORT))
    after = LexicalIndex(tmp_path / "2")
    for old in (before, LexicalIndex(tmp_path / "1")):
        assert (old.passages, len(old.search(terms("merton"), 9))) == (3, 3)
    assert (after.passages, len(after.search(terms("merton"), 9))) == (3, 0)
    assert len(after.search(terms("barnet"), 9)) == 3


def test_many_small_changes_leave_few_segments(tmp_path: Path) -> None:
    create(tmp_path / "0", [])
    for number in range(20):
        extend(tmp_path / str(number), tmp_path / str(number + 1), [], rows(f"report {number}"))
    assert LexicalIndex(tmp_path / "20").passages == 20
    segments = {p.stem for p in (tmp_path / "20").glob("*.term")}
    assert len(segments) < 12


def test_without_hard_links_files_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no hard links here")

    create(tmp_path / "1", rows(LETTER))
    monkeypatch.setattr(os, "link", refuse)
    extend(tmp_path / "1", tmp_path / "2", [], rows(REPORT))
    assert LexicalIndex(tmp_path / "2").passages == 6


@pytest.mark.parametrize("name", ["complete.json", "meta.json"])
def test_a_broken_folder_is_named(tmp_path: Path, name: str) -> None:
    create(tmp_path / "1", rows(LETTER))
    (tmp_path / "1" / name).write_text("{}")
    with pytest.raises(LexicalDamagedError, match="lexical index"):
        LexicalIndex(tmp_path / "1")
    with pytest.raises(LexicalDamagedError):
        extend(tmp_path / "1", tmp_path / "2", [], [])


def test_a_missing_segment_is_named(tmp_path: Path) -> None:
    create(tmp_path / "1", rows(LETTER))
    next((tmp_path / "1").glob("*.idx")).unlink()
    with pytest.raises(LexicalDamagedError, match="No such file"):
        LexicalIndex(tmp_path / "1")


def test_a_changed_byte_of_any_file_is_named(tmp_path: Path) -> None:
    create(tmp_path / "1", rows(LETTER))
    extend(tmp_path / "1", tmp_path / "2", [], [])
    for file in sorted((tmp_path / "2").iterdir()):
        whole = file.read_bytes()
        if not whole:
            continue
        # Segments are linked: what is written in place would change both.
        file.unlink()
        file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(LexicalDamagedError, match="Run `scrutineer index` again"):
            LexicalIndex(tmp_path / "2")
        file.write_bytes(whole)
    assert LexicalIndex(tmp_path / "2").passages == LexicalIndex(tmp_path / "1").passages


def test_what_was_sealed_before_files_were_named_is_used_and_built_on(tmp_path: Path) -> None:
    create(tmp_path / "1", rows(LETTER))
    seal = tmp_path / "1" / "complete.json"
    told = json.loads(seal.read_text())
    del told["files"]
    seal.write_text(json.dumps(told))
    extend(tmp_path / "1", tmp_path / "2", [], [])
    assert LexicalIndex(tmp_path / "2").passages == LexicalIndex(tmp_path / "1").passages
    assert json.loads((tmp_path / "2" / "complete.json").read_text())["files"]


def test_another_version_is_not_built_on(tmp_path: Path) -> None:
    create(tmp_path / "1", rows(LETTER))
    (tmp_path / "1" / "complete.json").write_text('{"version": 0, "passages": 3}')
    with pytest.raises(LexicalDamagedError, match="another version"):
        LexicalIndex(tmp_path / "1")


def test_a_lone_surrogate_is_no_obstacle(tmp_path: Path) -> None:
    odd = [(d, replace(p, text="caf\ud800 open")) for d, p in rows("x")]
    create(tmp_path / "1", odd)
    assert len(LexicalIndex(tmp_path / "1").search(terms("open"), 9)) == 1


def test_an_index_on_a_disk_that_cannot_be_written_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "1"
    create(folder, [])
    before = sorted(path.name for path in folder.iterdir())
    monkeypatch.setattr("os.access", lambda *_: False)
    assert LexicalIndex(folder).passages == 0
    assert sorted(path.name for path in folder.iterdir()) == before
