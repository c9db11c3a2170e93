"""Others beside: the same passages with the same vectors, held and searched by other programs.

    python -m evals.benchmarks.scaling.others STORE

runs the plain LangChain and Chroma recipe, with and without Chroma's own filter. Vectors are taken
from the index, so that what they cost to make is left out for all alike.
"""

import json
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from corpus.catalogue.catalogue import Catalogue
from corpus.documents import Document
from evals.benchmarks.processes import measured, module
from evals.benchmarks.scaling.asking import FIRST, LAST, size_of, spread, taken
from evals.cases import read_cases
from retrieval.embedding.embedders import MiniLM

_BATCH, _K = 1_000, 10
_PASSAGES, _VECTORS, _QUESTIONS = "passages.jsonl", "vectors.npy", "questions.json"


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as others hold it; `day` is a number, 20190131, 0 where none is known."""

    id: str
    text: str
    authority: str
    day: int


def beside(
    work: Path, gold: Path, sizes: Sequence[int], python: Path | None
) -> list[dict[str, Any]]:
    """The figures of other programs at these sizes, whose indexes are in `work`."""
    found: list[dict[str, Any]] = []
    for size in sizes:
        store = work / f"others-{size}"
        shutil.rmtree(store, ignore_errors=True)
        store.mkdir()
        home = work / str(size)
        put_out(home, gold, store)
        runs = {"LangChain and Chroma": module("evals.benchmarks.scaling.others", store)}
        if python is not None:
            script = Path(__file__).with_name("llama.py")
            runs["LlamaIndex"] = [str(python), str(script), str(store)]
        for name, command in runs.items():
            run = measured(command, work)
            figures = json.loads(run.stdout)
            found.append(
                {
                    "what": f"{name}, {size}",
                    "index, processor s": round(figures["index"], 1),
                    "peak MB": round(run.tree),
                    "disk MB": figures["disk"],
                    **{
                        f"{way}, {key}": value
                        for way in ("filtered", "everything")
                        for key, value in figures[way].items()
                    },
                }
            )
        shutil.rmtree(store, ignore_errors=True)
    return found


def put_out(home: Path, gold: Path, store: Path) -> None:
    """Writes passages, vectors and questions of an index where other programs can read them."""
    embedder = MiniLM()
    with Catalogue(home) as catalogue, (store / _PASSAGES).open("w", encoding="utf-8") as file:
        parts: list[Any] = []
        for document in catalogue.documents():
            owners, ids, vectors = catalogue.vectors_of(embedder.name, [document.id])
            texts = {p.id: p.text for p in catalogue.passages_of([document.id])}
            parts.append(vectors)
            for identity in ids:
                row = [identity, texts[identity], document.authority or "", _day(document)]
                file.write(json.dumps(row) + "\n")
            assert len(owners) == len(vectors)
        names = sorted({d.authority for d in catalogue.documents() if d.authority})
    np.save(store / _VECTORS, np.concatenate([part for part in parts if len(part)]))
    questions = [case.question for case in read_cases(gold / "questions.jsonl")]
    asked = {
        "questions": questions,
        "vectors": embedder.embed(questions).tolist(),
        "authorities": [names[n * 7 % len(names)] for n in range(len(questions))],
        "first": int(f"{FIRST:%Y%m%d}"),
        "last": int(f"{LAST:%Y%m%d}"),
    }
    (store / _QUESTIONS).write_text(json.dumps(asked), encoding="utf-8")


def _day(document: Document) -> int:
    day = document.dates.ordering
    return int(f"{day:%Y%m%d}") if day else 0


def stored(store: Path) -> Iterator[Stored]:
    """The passages that were put out."""
    with (store / _PASSAGES).open(encoding="utf-8") as file:
        for line in file:
            yield Stored(*json.loads(line))


def main() -> None:
    """Run the recipe, and print its figures."""
    store = Path(sys.argv[1])
    print(json.dumps(recipe(store)))


def recipe(store: Path) -> dict[str, Any]:
    """The plain recipe on what was put out: seconds to index, milliseconds to search."""
    passages, vectors = list(stored(store)), np.load(store / _VECTORS)
    asked = json.loads((store / _QUESTIONS).read_text("utf-8"))
    made = Known()
    used = time.process_time()
    chroma = Chroma("plain", made, persist_directory=str(store / "chroma"))
    for start in range(0, len(passages), _BATCH):
        some = passages[start : start + _BATCH]
        made.keep([p.text for p in some], vectors[start : start + _BATCH].tolist())
        about = [{"authority": p.authority, "day": p.day} for p in some]
        chroma.add_texts([p.text for p in some], about, [p.id for p in some])
    indexed = time.process_time() - used
    made.keep(asked["questions"], asked["vectors"])
    both = list(zip(asked["questions"], asked["authorities"], strict=True))
    chroma.similarity_search(both[0][0], _K)
    days: list[dict[str, Any]] = [
        {"day": {"$gte": asked["first"]}},
        {"day": {"$lte": asked["last"]}},
    ]
    return {
        "index": indexed,
        "filtered": spread(
            [
                taken(
                    partial(
                        chroma.similarity_search,
                        question,
                        _K,
                        filter=_both(authority, days),
                    )
                )
                for question, authority in both
            ]
        ),
        "everything": spread(
            [taken(partial(chroma.similarity_search, question, _K)) for question, _ in both]
        ),
        "disk": size_of(store / "chroma"),
    }


def _both(authority: str, days: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"$and": [{"authority": authority}, *days]}


class Known(Embeddings):
    """Gives vectors that were made before, of the texts that were kept last."""

    def __init__(self) -> None:
        self._kept: dict[str, list[float]] = {}

    def keep(self, texts: Sequence[str], vectors: Sequence[list[float]]) -> None:
        """Keeps the vectors of these texts, and of no others."""
        self._kept = dict(zip(texts, vectors, strict=True))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vector of each text."""
        return [self._kept[text] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._kept[text]


if __name__ == "__main__":
    main()
