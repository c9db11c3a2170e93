import hashlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.catalogue.catalogue import Generation
from corpus.catalogue.rows import FileRecord, Reading
from corpus.catalogue.writer import Writer, writing
from retrieval.errors import ChromaUnavailableError, MeaningAwayError
from retrieval.index import chroma as chroma_module
from retrieval.index import vectors
from retrieval.index.chroma import ChromaMirror, collection_name, mirror
from retrieval.index.exact import scan
from retrieval.index.matrix import Matrix, make
from retrieval.index.vectors import VectorIndex
from tests.chroma import server
from tests.fakes.embedding import WordEmbedder
from tests.fakes.reading import ingested

NAME = "words-1"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def stage(writer: Writer, fingerprint: str, lines: list[str]) -> None:
    hashes = tuple(digest(line) for line in lines)
    writer.stage([Reading(fingerprint, ingested("\n".join(lines)), (hashes,))], "1")


def publish(writer: Writer, *fingerprints: str, dense: bool = True) -> Generation:
    files = [FileRecord(f"{f}.txt", None, 1, "read", f, "1") for f in fingerprints]
    number = writer.prepare(writer.members_of(files))
    writer.publish(number, str(number), files)
    if dense:
        writer.mark_dense_complete(number, NAME, mirrored=False)
    generation = writer.catalogue.generation()
    assert generation is not None
    return generation


def embed(writer: Writer, lines: list[str]) -> None:
    writer.put_vectors(NAME, [digest(line) for line in lines], WordEmbedder().embed(lines))


def lines(prefix: str, count: int) -> list[str]:
    return [f"{prefix} finding number {n} about topic {n % 7}" for n in range(count)]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with writing(tmp_path) as writer:
        for name in ("merton", "barnet"):
            stage(writer, name, lines(name, 40))
            embed(writer, lines(name, 40))
        publish(writer, "barnet", "merton")
        yield writer


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[ChromaMirror]:
    chroma = ChromaMirror(tmp_path)
    yield chroma
    chroma.close()


def query(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    vector: np.ndarray[tuple[int], np.dtype[np.float32]] = WordEmbedder().embed([text])[0]
    return vector


def mirrored(writer: Writer, chroma: ChromaMirror) -> Generation:
    generation = writer.catalogue.generation()
    assert generation is not None
    mirror(chroma, writer.catalogue, NAME, generation)
    writer.mark_dense_complete(generation.number, NAME, mirrored=True)
    generation = writer.catalogue.generation()
    assert generation is not None
    return generation


def test_the_nearest_come_first(writer: Writer) -> None:
    index = VectorIndex(writer.catalogue, NAME)
    found = index.search(query(lines("merton", 40)[3]), 5)
    assert found[0][0].endswith("-3")
    assert found[0][1] == pytest.approx(1.0, abs=1e-5)
    assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)


def test_a_search_is_limited_to_passages(writer: Writer) -> None:
    catalogue = writer.catalogue
    barnet = catalogue.documents()[0].id
    index = VectorIndex(catalogue, NAME)
    found = index.search(query("merton finding"), 100, [barnet])
    assert len(found) == 40
    assert {identity.rsplit("-", 1)[0] for identity, _ in found} == {barnet}
    assert index.search(query("merton"), 5, []) == []


@pytest.mark.parametrize(("filed", "exact"), [(True, 1000), (False, 0), (True, 0)])
def test_every_way_gives_the_same(
    writer: Writer, chroma: ChromaMirror, filed: bool, exact: int
) -> None:
    generation = mirrored(writer, chroma)
    plain = VectorIndex(writer.catalogue, NAME)
    plain.search(query("x"), 1)
    if filed:
        make(writer.catalogue, NAME, generation.number)
    other = VectorIndex(writer.catalogue, NAME, chroma, exact)
    barnet = writer.catalogue.documents()[0].id
    for documents in (None, [barnet], []):
        for k in (1, 7, 60):
            expected = plain.search(query("barnet topic 3 finding"), k, documents)
            found = other.search(query("barnet topic 3 finding"), k, documents)
            assert [i for i, _ in found] == [i for i, _ in expected]
            np.testing.assert_allclose([s for _, s in found], [s for _, s in expected], atol=1e-5)


def test_passages_without_a_vector_are_passed_over_until_they_have_one(writer: Writer) -> None:
    index = VectorIndex(writer.catalogue, NAME)
    assert len(index.search(query("x"), 500)) == 80
    stage(writer, "camden", lines("camden", 10))
    publish(writer, "barnet", "camden", "merton", dense=False)
    assert len(index.search(query("x"), 500)) == 80
    embed(writer, lines("camden", 4))
    assert len(index.search(query("x"), 500)) == 84
    embed(writer, lines("camden", 10))
    assert len(index.search(query("x"), 500)) == 90


def test_a_removed_document_is_not_found(writer: Writer, chroma: ChromaMirror) -> None:
    mirrored(writer, chroma)
    cached = VectorIndex(writer.catalogue, NAME)
    asked = VectorIndex(writer.catalogue, NAME, chroma, exact_limit=0)
    for index in (cached, asked):
        assert len(index.search(query("merton"), 500)) == 80
    publish(writer, "barnet")
    mirrored(writer, chroma)
    for index in (cached, asked):
        assert len(index.search(query("merton"), 500)) == 40
    publish(writer, "barnet")
    publish(writer, "barnet")
    writer.forget_unused()
    mirrored(writer, chroma)
    name = collection_name(writer.catalogue, NAME)
    assert len(chroma.search(name, query("merton"), 500)) == 40


def test_without_any_vector_nothing_is_found(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        assert VectorIndex(writer.catalogue, NAME).search(query("x"), 5) == []
        stage(writer, "merton", lines("merton", 3))
        publish(writer, "merton", dense=False)
        assert VectorIndex(writer.catalogue, NAME).search(query("x"), 5) == []
        assert VectorIndex(writer.catalogue, NAME, exact_limit=0).search(query("x"), 5) == []


def test_the_owner_brings_chroma_up_to_date(writer: Writer, chroma: ChromaMirror) -> None:
    index = VectorIndex(writer.catalogue, NAME, chroma, exact_limit=0)
    index.refresh()
    assert len(chroma.search(collection_name(writer.catalogue, NAME), query("x"), 500)) == 80
    assert len(index.search(query("x"), 20)) == 20


def test_who_does_not_own_chroma_scans(writer: Writer, chroma: ChromaMirror) -> None:
    generation = mirrored(writer, chroma)
    second = ChromaMirror(writer.catalogue.home)
    with pytest.raises(ChromaUnavailableError, match="Another process owns"):
        mirror(second, writer.catalogue, NAME, generation)
    index = VectorIndex(writer.catalogue, NAME, second, exact_limit=0)
    assert len(index.search(query("x"), 20)) == 20
    index.refresh()
    chroma.close()
    mirror(second, writer.catalogue, NAME, generation)
    second.close()


def test_a_damaged_chroma_folder_is_made_anew(writer: Writer, chroma: ChromaMirror) -> None:
    generation = mirrored(writer, chroma)
    chroma.close()
    (writer.catalogue.home / "chroma" / "chroma.sqlite3").write_bytes(b"broken" * 1000)
    index = VectorIndex(writer.catalogue, NAME, chroma, exact_limit=0)
    assert len(index.search(query("x"), 20)) == 20
    mirror(chroma, writer.catalogue, NAME, generation)
    assert len(chroma.search(collection_name(writer.catalogue, NAME), query("x"), 500)) == 80


def test_a_server_that_is_away_is_no_obstacle(writer: Writer, tmp_path: Path) -> None:
    away = ChromaMirror(tmp_path, "http://127.0.0.1:9")
    generation = writer.catalogue.generation()
    assert generation is not None
    with pytest.raises(ChromaUnavailableError, match="Chroma failed"):
        mirror(away, writer.catalogue, NAME, generation)
    writer.mark_dense_complete(generation.number, NAME, mirrored=True)
    assert len(VectorIndex(writer.catalogue, NAME, away, exact_limit=0).search(query("x"), 9)) == 9


def test_a_server_that_says_nothing_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chroma_module, "_SERVER_SECONDS", 0.1)
    monkeypatch.setattr(chroma_module, "_TURN_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mirror_ = ChromaMirror(tmp_path, f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(ChromaUnavailableError, match="Chroma failed"):
            mirror_.search("any", query("x"), 1)
    # Another thread waits for it, and nobody waits for that.
    with mirror_._turn, ThreadPoolExecutor(1) as threads:
        asked = threads.submit(mirror_.search, "any", query("x"), 1)
        with pytest.raises(ChromaUnavailableError, match="busy"):
            asked.result()


def test_without_its_server_what_is_too_much_to_scan_is_left_to_the_words(
    writer: Writer, tmp_path: Path
) -> None:
    away = ChromaMirror(tmp_path, "http://127.0.0.1:9")
    generation = writer.catalogue.generation()
    assert generation is not None
    writer.mark_dense_complete(generation.number, NAME, mirrored=True)
    index = VectorIndex(writer.catalogue, NAME, away, exact_limit=0, scan_limit=50)
    for _ in range(2):
        with pytest.raises(MeaningAwayError, match="Chroma does not answer"):
            index.search(query("x"), 9)
    barnet = writer.catalogue.documents()[0].id
    assert len(index.search(query("x"), 9, [barnet])) == 9


def test_a_server_is_kept_up_to_date_goes_and_comes_back(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How long a server that failed is left alone is no matter of this test.
    monkeypatch.setattr(vectors, "_RETRY_SECONDS", 0.0)
    plain = VectorIndex(writer.catalogue, NAME)
    with server(tmp_path / "server") as chroma:
        mirror_ = ChromaMirror(tmp_path, chroma.url)
        mirrored(writer, mirror_)
        assert chroma.held() == 80
        index = VectorIndex(writer.catalogue, NAME, mirror_, exact_limit=0, scan_limit=0)

        def is_right() -> bool:
            found = index.search(query("barnet topic 3 finding"), 20)
            nearest = plain.search(query("barnet topic 3 finding"), 20)
            return [i for i, _ in found] == [i for i, _ in nearest]

        assert is_right()
        chroma.kill()
        with pytest.raises(MeaningAwayError):
            is_right()
        chroma.start()
        assert is_right()
        publish(writer, "barnet")
        publish(writer, "barnet")
        mirrored(writer, mirror_)
        assert chroma.held() == 40
        mirror_.close()


def test_exact_search_does_not_import_chroma() -> None:
    code = "import retrieval.index.vectors, sys; sys.exit('chromadb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@settings(deadline=None)
@given(st.lists(st.sampled_from([0.1, 0.2, 0.3]), min_size=1), st.integers(1, 30))
def test_the_best_are_those_a_sort_would_give(scores: list[float], k: int) -> None:
    cosines = np.asarray(scores, np.float32)
    ids = [f"{n:03}" for n in range(len(scores))]
    rows = {identity: (row, row + 1) for row, identity in enumerate(ids)}
    held = Matrix(cosines[:, None], np.asarray(ids, np.bytes_), rows)
    everything = sorted(zip(ids, cosines.tolist(), strict=True), key=lambda h: (-h[1], h[0]))
    assert scan(held, np.ones(1, np.float32), k) == everything[:k]
    some = ids[::2]
    assert (
        scan(held, np.ones(1, np.float32), k, some)
        == [hit for hit in everything if hit[0] in some][:k]
    )
