"""Whole index runs over damaged files beside sound ones: the sound ones must not be lost."""

from itertools import islice
from pathlib import Path
from random import Random

from corpus.catalogue.catalogue import Catalogue
from corpus.ingest import ingest
from corpus.sample import DOCUMENTS
from evals.fuzzing.running import ENDINGS, mutants
from evals.fuzzing.seeds import Seeds
from retrieval.embedding.embedders import embedder_named
from retrieval.index.building import build

_DAMAGED = 150
_SOUND = ("aldermere-local-offer.html", "aldermere-task-group-2018.pdf")


def check_index(folder: Path, seeds: Seeds, seed: int, damaged: int = _DAMAGED) -> list[str]:
    """Index a folder, add damaged files, index again, change them, and again; what was lost.

    A sentence for each fault; nothing where all went well.
    """
    papers, home = folder / "papers", folder / "home"
    papers.mkdir(parents=True)
    for name in _SOUND:
        (papers / name).write_bytes((DOCUMENTS / name).read_bytes())
    embedder = embedder_named("default")
    build(home, [papers], ingest, embedder, "fuzzing", workers=1)
    sound = _documents(home)
    faults: list[str] = []
    source = mutants(seeds, Random(seed))
    for turn in range(2):
        for number, (kind, data) in enumerate(islice(source, damaged)):
            (papers / f"{number}.{ENDINGS[kind]}").write_bytes(data)
        try:
            report = build(home, [papers], ingest, embedder, "fuzzing", workers=1)
        except Exception as error:
            faults.append(f"index run {turn} of seed {seed} ended with {error!r:.300}")
            continue
        files = len(list(papers.iterdir()))
        with Catalogue(home) as catalogue:
            known = len(catalogue.files())
        if known != files:
            faults.append(f"seed {seed}: {files} files, {known} known to the index")
        if any(not skipped.reason for skipped in report.failures):
            faults.append(f"seed {seed}: a file failed without a reason")
        if not sound.items() <= _documents(home).items():
            faults.append(f"seed {seed}: a sound document was lost")
    return faults


def _documents(home: Path) -> dict[str, str]:
    with Catalogue(home) as catalogue:
        return {document.id: document.title for document in catalogue.documents()}
