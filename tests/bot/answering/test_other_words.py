"""What means the same as the question is told where no words of it stand anywhere."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answers import Answer
from bot.answering.pipeline import Library, answer
from tests.asking import WRITERS, Asked
from tests.documents import REPORT_PAGES, source_of
from tests.finding import Finder

SENTENCE = "Changes of managers have hampered plans."


class Likeness:
    """A search by meaning that knows one pair of things alike."""

    def __init__(self, passage_id: str, cosine: float) -> None:
        self._found = [(passage_id, cosine / 2)]
        self._cosine = cosine

    def search(self, text: str, k: int, documents: Sequence[str] | None) -> list[tuple[str, float]]:
        del text, k, documents
        return self._found

    def similarities(self, text: str, others: Sequence[str]) -> list[float]:
        del text
        return [self._cosine if SENTENCE in other else 0.1 for other in others]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    more = f"4. {SENTENCE} \r\nVisits are made on time.\r\n"
    folder: Path = tmp_path_factory.mktemp("lexical")
    return Asked(Finder(folder, [source_of(*REPORT_PAGES, more)])).library


def _asked(library: Library, question: str, cosine: float) -> Answer:
    documents = [document.id for document in library.documents]
    (passage,) = (p for p in library.passages.passages_of(documents) if SENTENCE in p.text)
    dense = Likeness(passage.id, cosine)
    return answer(question, replace(library, dense=dense), WRITERS)[0]


def test_what_means_the_same_is_told_and_said_to_be_in_other_words(library: Library) -> None:
    told = _asked(library, "Why has momentum fizzled in Aldermere?", 0.6)
    assert told.outcome == "partial"
    assert any(SENTENCE in claim.text for claim in told.claims)
    assert any("in the words of the question" in said for said in told.corrections)


def test_what_is_hardly_alike_is_not_told(library: Library) -> None:
    assert _asked(library, "Why has momentum fizzled in Aldermere?", 0.4).outcome == "no_evidence"


def test_a_name_that_is_asked_about_must_be_there_whatever_is_alike(library: Library) -> None:
    told = _asked(library, "Why has momentum fizzled with Larkspur Circles in Aldermere?", 0.9)
    assert told.outcome == "no_evidence"
