"""Sentences are compared with a question; what was embedded already is not embedded again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue.rows import FileRecord, Reading
from corpus.catalogue.writer import writing
from retrieval.embedding.embedders import EmbedderUnavailableError
from retrieval.errors import EmbeddingError
from retrieval.index.vectors import VectorIndex
from retrieval.ports import Vectors
from retrieval.search import meaning as module
from retrieval.search.meaning import Meaning
from tests.fakes.embedding import WordEmbedder
from tests.fakes.reading import ingested

QUESTION = "How often are children visited?"
SENTENCES = ["Children are visited often.", "The budget was agreed.", "Visits are often late."]


class Ending(WordEmbedder):
    """Gives so many vectors, and then no more."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self.texts + len(texts) > self._most:
            raise EmbedderUnavailableError("The embedder is away.")
        return super().embed(texts)


@pytest.fixture
def meaning(tmp_path: Path) -> Iterator[Meaning]:
    with writing(tmp_path) as writer:
        writer.stage([Reading("a", ingested("Visits are often late."), (("0" * 64,),))], "1")
        files = [FileRecord("a.txt", None, 1, "read", "a", "1")]
        number = writer.prepare(writer.members_of(files))
        writer.publish(number, str(number), files)
        generation = writer.catalogue.generation()
        assert generation is not None
        embedder = Ending(2_000)
        yield Meaning(embedder, VectorIndex(writer.catalogue, embedder.name), generation)


def embedded(meaning: Meaning) -> int:
    assert isinstance(meaning.embedder, WordEmbedder)
    return meaning.embedder.texts


def test_each_sentence_is_as_near_as_its_vector_says(meaning: Meaning) -> None:
    question, *others = WordEmbedder().embed([QUESTION, *SENTENCES])
    told = meaning.similarities(QUESTION, SENTENCES)
    np.testing.assert_allclose(told, [other @ question for other in others], atol=1e-6)


def test_what_was_compared_is_embedded_once_and_is_as_near_as_before(meaning: Meaning) -> None:
    first = meaning.similarities(QUESTION, SENTENCES)
    assert embedded(meaning) == 4
    turned = meaning.similarities(QUESTION, [SENTENCES[2], "Reviews are on time.", *SENTENCES])
    assert embedded(meaning) == 5
    assert [turned[0], *turned[2:]] == [first[2], *first]
    meaning.similarities("Is the budget agreed?", SENTENCES)
    assert embedded(meaning) == 6


def test_the_same_sentence_twice_is_embedded_once(meaning: Meaning) -> None:
    one, other = meaning.similarities(QUESTION, [SENTENCES[0], SENTENCES[0]])
    assert one == other
    assert embedded(meaning) == 2


def test_no_sentences_have_no_nearness(meaning: Meaning) -> None:
    assert meaning.similarities(QUESTION, []) == []


def test_those_kept_longest_make_room(meaning: Meaning, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_SENTENCES", 2)
    told = meaning.similarities(QUESTION, SENTENCES)
    assert len(meaning.told) == 2
    assert meaning.similarities(QUESTION, SENTENCES) == told


def test_an_embedder_that_gives_nothing_is_told(meaning: Meaning) -> None:
    with pytest.raises(EmbeddingError, match="away"):
        meaning.similarities(QUESTION, [str(number) for number in range(2_000)])
    assert not meaning.told
