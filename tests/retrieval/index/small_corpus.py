"""A folder of small text files and the index of it, for tests."""

from pathlib import Path

from corpus.catalogue.catalogue import Catalogue
from retrieval.index.building import build
from retrieval.index.lexical import LexicalIndex, LexicalQuery
from retrieval.index.reports import IndexReport
from tests.fakes.embedding import WordEmbedder
from tests.fakes.reading import read_text


class Corpus:
    """A folder of small text files and the index of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "reports"
        self.home = folder / "home"
        self.folder.mkdir()
        self.embedder = WordEmbedder()

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def index(self, *paths: Path, version: str = "1") -> IndexReport:
        return build(
            self.home,
            paths or (self.folder,),
            read_text,
            self.embedder,
            version,
            workers=1,
            file_seconds=20.0,
        )

    def state(self) -> dict[str, object]:
        """All that a reader can see, without the numbers that say how it came about."""
        with Catalogue(self.home) as catalogue:
            generation = catalogue.generation()
            assert generation is not None
            assert generation.dense == (self.embedder.name,)
            lexical = LexicalIndex(self.home / "lexical" / generation.lexical)
            documents = catalogue.documents()
            passages = catalogue.passages_of([d.id for d in documents])
            pairs = catalogue.passage_ids_of(None)
            query = LexicalQuery((("finding", 1.0), ("merton", 1.0)))
            known = catalogue.vectors(self.embedder.name, [h for _, h in pairs])
            return {
                "documents": [(d.id, d.title, self._short(d.path)) for d in documents],
                "passages": [(p.id, p.text) for p in passages],
                "pages": [catalogue.page(d.id, None) for d in documents],
                "counts": (generation.documents, generation.passages, lexical.passages),
                "words": sorted(i for i, _ in lexical.search(query, 1000)),
                "vectors": [h for _, h in pairs] if len(pairs) else [],
                "lengths": known.shape[0],
                "files": [
                    (self._short(f.path), f.outcome, f.reason, self._short(f.duplicate_of or ""))
                    for f in catalogue.files()
                ],
            }

    def texts(self) -> list[str]:
        with Catalogue(self.home) as catalogue:
            return [d.title for d in catalogue.documents()]

    def removed(self) -> list[str]:
        """The titles of the documents that were removed and can be restored."""
        with Catalogue(self.home) as catalogue:
            return [document.title for document in catalogue.removed()]

    def _short(self, path: str) -> str:
        return path.removeprefix(str(self.folder))
