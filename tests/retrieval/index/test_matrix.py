from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue.writer import Writer, writing
from retrieval.index.matrix import FOLDER, Matrix, clear, in_memory, make, opened
from tests.retrieval.index.test_vectors import NAME, embed, lines, publish, stage


def held(
    matrix: Matrix | None,
) -> tuple[list[bytes], dict[str, tuple[int, int]], list[list[float]]]:
    assert matrix is not None
    return matrix.ids.tolist(), dict(matrix.rows), matrix.vectors.tolist()


def with_documents(writer: Writer, *names: str) -> int:
    for name in names:
        if not writer.staged("1") & {name}:
            stage(writer, name, lines(name, 3 + len(name)))
            embed(writer, lines(name, 3 + len(name)))
    return publish(writer, *names).number


def test_the_file_holds_what_the_catalogue_does(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        number = with_documents(writer, "barnet", "camden", "merton")
        catalogue = writer.catalogue
        assert opened(catalogue, NAME, number) is None
        make(catalogue, NAME, number)
        assert held(opened(catalogue, NAME, number)) == held(in_memory(catalogue, NAME, number))
        ids = [identity.encode() for identity, _ in catalogue.passage_ids_of(None)]
        assert held(opened(catalogue, NAME, number))[0] == ids


def test_a_later_one_takes_what_stays_from_the_one_before(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        catalogue = writer.catalogue
        make(catalogue, NAME, with_documents(writer, "barnet", "camden", "merton"))
        after = with_documents(writer, "aldermere", "camden", "merton", "thornbeck")
        make(catalogue, NAME, after)
        assert held(opened(catalogue, NAME, after)) == held(in_memory(catalogue, NAME, after))


def test_a_file_that_was_read_anew_gives_its_new_vectors(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        catalogue = writer.catalogue
        make(catalogue, NAME, with_documents(writer, "barnet"))
        first = catalogue.documents()[0].id
        embed(writer, ["cut otherwise"])
        with writer.catalogue.store.transaction() as run:
            # What another version of the reader does: the same document, as another row.
            run.execute("""INSERT INTO readings (fingerprint, reader) VALUES ('barnet', '2')""")
            run.execute(
                """INSERT INTO documents (reading, position, id, body, judgements,
                  recommendations, sketch) SELECT (SELECT max(key) FROM readings), position, id,
                  body, judgements, recommendations, sketch FROM documents"""
            )
            run.execute(
                """INSERT INTO passages (document, ordinal, id, content_hash, shape, heading,
                  spans, text) SELECT (SELECT max(key) FROM documents), ordinal, id,
                  (SELECT content_hash FROM embeddings ORDER BY rowid DESC LIMIT 1), shape,
                  heading, spans, text FROM passages WHERE ordinal = 0"""
            )
            (key,) = run.execute("SELECT max(key) FROM documents").fetchone()
        files = catalogue.files()
        number = writer.prepare(
            [m.__class__(key, first, "barnet.txt") for m in catalogue.members(1)]
        )
        writer.publish(number, str(number), files)
        make(catalogue, NAME, number)
        found = opened(catalogue, NAME, number)
        assert found is not None
        assert found.count() == 1
        assert held(found) == held(in_memory(catalogue, NAME, number))


@pytest.mark.parametrize("name", ["vectors.npy", "ids.npy", "complete.json"])
def test_a_damaged_file_is_none_and_is_made_again(tmp_path: Path, name: str) -> None:
    with writing(tmp_path) as writer:
        catalogue = writer.catalogue
        number = with_documents(writer, "barnet")
        make(catalogue, NAME, number)
        (folder,) = (tmp_path / FOLDER).iterdir()
        (folder / name).write_bytes((folder / name).read_bytes()[:-20])
        assert opened(catalogue, NAME, number) is None
        make(catalogue, NAME, number)
        assert opened(catalogue, NAME, number) is not None


def test_the_file_of_another_catalogue_is_not_taken(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        make(writer.catalogue, NAME, with_documents(writer, "barnet"))
    for file in tmp_path.glob("catalogue.sqlite*"):
        file.unlink()
    with writing(tmp_path) as writer:
        assert opened(writer.catalogue, NAME, with_documents(writer, "merton")) is None


def test_files_of_generations_that_are_no_more_are_cleared(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        for names in (("barnet",), ("barnet", "camden"), ("camden",)):
            make(writer.catalogue, NAME, with_documents(writer, *names))
        (tmp_path / FOLDER / ".3-left").mkdir()
        writer.forget_unused()
        clear(writer.catalogue)
        assert {e.name.split("-")[0] for e in (tmp_path / FOLDER).iterdir()} == {"2", "3"}


def test_stretches_that_meet_are_one() -> None:
    rows = {"a": (0, 3), "b": (3, 5), "c": (5, 5), "d": (5, 9)}
    matrix = Matrix(np.zeros((9, 1), np.float32), np.asarray(["x"] * 9, np.bytes_), rows)
    assert matrix.stretches(["b", "a", "none"]) == [(0, 5)]
    assert matrix.stretches(["d", "a", "c"]) == [(0, 3), (5, 9)]
    assert matrix.count(["d", "a", "c"]) == 7
    assert matrix.among(["b"]).tolist() == [False] * 3 + [True] * 2 + [False] * 4
