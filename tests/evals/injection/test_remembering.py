from collections.abc import Sequence

import numpy as np

from evals.injection.remembering import Remembering
from retrieval.ports import Vectors
from tests.fakes.embedding import WordEmbedder


class Counting(WordEmbedder):
    """Notes what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().embed(texts)


def test_each_text_is_reckoned_once_and_means_what_it_did() -> None:
    counting = Counting()
    shared = Remembering(counting)
    assert shared.name == counting.name
    first = shared.embed(["care leavers", "grades", "care leavers"])
    again = shared.embed(["grades", "care leavers", "visits"])
    assert counting.asked == ["care leavers", "grades", "visits"]
    assert np.array_equal(first, WordEmbedder().embed(["care leavers", "grades", "care leavers"]))
    assert np.array_equal(again, WordEmbedder().embed(["grades", "care leavers", "visits"]))
