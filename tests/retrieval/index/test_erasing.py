"""Chroma keeps what is deleted, so that its collection is made anew where a document is erased."""

from contextlib import closing
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.settings import Settings
from corpus.catalogue.catalogue import Catalogue
from retrieval.errors import ChromaUnavailableError
from retrieval.index.chroma import ChromaMirror, collection_name, mirror
from tests.fakes.embedding import WordEmbedder

SECRET = "The quillhaven protocol leaves marigold evidence in every supervision record."
OTHER = "Visits to children in Thornbeck were on time."
EMBEDDER = WordEmbedder()


def indexed(app: App, folder: Path) -> tuple[str, set[str], set[str]]:
    """Two documents, mirrored into Chroma: the id of the secret one, and the hashes of both."""
    folder.mkdir()
    for name, words in (("secret", SECRET), ("other", OTHER)):
        (folder / f"{name}.txt").write_text(f"Minutes of the panel, 3 May 2024\n\n{words}\n")
    app.index([folder])
    home = app.settings.home
    with Catalogue(home) as catalogue, closing(ChromaMirror(home)) as chroma:
        generation = catalogue.generation()
        assert generation is not None
        mirror(chroma, catalogue, EMBEDDER.name, generation)
        [secret] = [d.id for d in catalogue.documents() if d.path.endswith("secret.txt")]
        ids = catalogue.passage_ids_of(None, generation.number)
        theirs = {content for passage, content in ids if passage.startswith(secret)}
        return secret, theirs, {content for _, content in ids} - theirs


def left(home: Path, hashes: set[str]) -> set[str]:
    """Those of the hashes that stand in any file of Chroma's."""
    held = [path.read_bytes() for path in (home / "chroma").rglob("*") if path.is_file()]
    return {each for each in hashes if any(each.encode() in content for content in held)}


def test_nothing_of_it_is_left_in_chroma_and_the_rest_is_found(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with closing(open_app(Settings(home=home), EMBEDDER)) as app:
        secret, theirs, others = indexed(app, tmp_path / "papers")
        assert theirs
        assert others
        assert left(home, theirs | others) == theirs | others
        assert app.erase(secret).notes == ()
    assert left(home, theirs | others) == others
    with Catalogue(home) as catalogue, closing(ChromaMirror(home)) as chroma:
        query = EMBEDDER.embed([OTHER])[0]
        found = chroma.search(collection_name(catalogue, EMBEDDER.name), query, 50)
    assert {content for content, _ in found} == others


def test_where_chroma_is_away_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise ChromaUnavailableError("it does not answer.")

    with closing(open_app(Settings(home=tmp_path / "home"), EMBEDDER)) as app:
        secret, _, _ = indexed(app, tmp_path / "papers")
        monkeypatch.setattr(ChromaMirror, "drop", away)
        [note] = app.erase(secret).notes
    assert "Chroma was not cleared (it does not answer.)" in note
