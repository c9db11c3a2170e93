"""The documents that true claims are taken from: a folder of files, or an index of one."""

from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.catalogue.catalogue import Catalogue
from corpus.documents import INSPECTORS_KINDS
from corpus.ingest import ingest
from corpus.ingested import IngestedDocument
from corpus.sample import DOCUMENTS
from corpus.sources import SkippedFile
from corpus.walking import walk

_CATALOGUE = "catalogue.sqlite"
# A council's minutes, reports and slides.
_LENT = DOCUMENTS / "aldermere-scrutiny-pack-2024-11.pdf"

Tell = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much."""


def documents_of(corpus: Path, tell: Tell = lambda *_: None) -> list[IngestedDocument]:
    """Every document of an index (a folder with a catalogue), a folder of files, or one file.

    A council's own papers are wanted too: where there are none, the sample corpus lends a pack.
    Files that cannot be read are passed over. Raises `MissingPathError`, `CatalogueError`.
    """
    indexed = (corpus / _CATALOGUE).is_file()
    found = list(_indexed(corpus) if indexed else _read(corpus, tell))
    if all(each.document.kind in INSPECTORS_KINDS for each in found):
        lent = _read(_LENT, tell)
        found += [each for each in lent if each.document.kind not in INSPECTORS_KINDS]
    return found


def _indexed(home: Path) -> Iterator[IngestedDocument]:
    with Catalogue(home) as catalogue:
        for document in catalogue.documents():
            yield IngestedDocument(document, tuple(catalogue.passages_of([document.id])))


def _read(path: Path, tell: Tell) -> Iterator[IngestedDocument]:
    files = sorted(walk([path], path / "_").files)
    for done, file in enumerate(files):
        tell("Reading", done, len(files))
        found = ingest(Path(file))
        if not isinstance(found, SkippedFile):
            yield from found.documents
    tell("Reading", len(files), len(files))
