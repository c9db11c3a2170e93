"""The plain LangChain recipe that Scrutineer is measured against, with the same embedder.

Pages by pypdf, RecursiveCharacterTextSplitter(1000, 200), Chroma through langchain-chroma. The
loaders stand here because langchain-community, which holds PyPDFLoader and TextLoader, is
being wound down: like them, these give a text for each page of a PDF, and one for a text file.

    python -m evals.benchmarks.recipe FOLDER STORE
"""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from retrieval.embedding.embedders import MiniLM


class SameEmbedder(Embeddings):
    """Scrutineer's default embedder as LangChain asks for one."""

    def __init__(self) -> None:
        self._model = MiniLM()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector for each text."""
        vectors: list[list[float]] = self._model.embed(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self.embed_documents([text])[0]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What the recipe finds: `start` and `end` are offsets of the page's or file's text."""

    source: Path
    page: int | None
    start: int
    end: int


class Recipe:
    """The recipe's finished store, to be asked."""

    def __init__(self, store: Path) -> None:
        self._chroma = Chroma(
            embedding_function=SameEmbedder(), persist_directory=str(store), collection_name="plain"
        )

    def search(self, question: str, k: int = 5) -> list[Chunk]:
        """The `k` nearest chunks."""
        return [
            _chunk(d.metadata, d.page_content) for d in self._chroma.similarity_search(question, k)
        ]


def load(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The texts of a file and what is known of each: PDF page by page, text files whole."""
    if path.suffix == ".pdf":
        for number, page in enumerate(PdfReader(path).pages, 1):
            yield page.extract_text(), {"source": str(path), "page": number}
    elif path.suffix == ".txt":
        yield path.read_text("utf-8"), {"source": str(path)}


def build(folder: Path, store: Path) -> dict[str, Any]:
    """Index a folder by the recipe; gives the seconds of each stage and what it made."""
    began = time.perf_counter()
    pages: list[tuple[str, dict[str, Any]]] = []
    failed = 0
    for path in sorted(folder.rglob("*")):
        try:
            pages += load(path)
        except PyPdfError:
            failed += 1
    read = time.perf_counter()
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=1000, chunk_overlap=200, add_start_index=True
    )
    chunks = splitter.create_documents([text for text, _ in pages], [about for _, about in pages])
    cut = time.perf_counter()
    Chroma.from_documents(
        chunks, SameEmbedder(), persist_directory=str(store), collection_name="plain"
    )
    return {
        "reading": read - began,
        "cutting": cut - read,
        "vectors": time.perf_counter() - cut,
        "pages": len(pages),
        "chunks": len(chunks),
        "failed": failed,
    }


def _chunk(about: dict[str, Any], text: str) -> Chunk:
    start = int(about["start_index"])
    return Chunk(Path(about["source"]), about.get("page"), start, start + len(text))


if __name__ == "__main__":
    print(json.dumps(build(Path(sys.argv[1]), Path(sys.argv[2]))))
