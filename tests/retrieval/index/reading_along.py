"""A reader in a process of its own, which looks on while others index, until it is told to end."""

import select
import sys
from pathlib import Path

from corpus.catalogue.catalogue import Catalogue
from retrieval.index.lexical import LexicalIndex


def run(home: Path) -> tuple[int, int]:
    """Gives how often it looked and how many generations it saw; raises at half an index."""
    looks, seen = 0, set()
    with Catalogue(home) as catalogue:
        while not select.select([sys.stdin], [], [], 0)[0]:
            generation = catalogue.generation()
            assert generation is not None
            documents = catalogue.documents(generation.number)
            rounds = {document.title.split()[-1] for document in documents}
            assert len(rounds) == 1, rounds
            assert len(documents) == generation.documents
            ids = [document.id for document in documents]
            assert len(catalogue.passages_of(ids, generation.number)) == generation.passages
            lexical = LexicalIndex(home / "lexical" / generation.lexical)
            assert lexical.passages == generation.passages
            looks += 1
            seen.add(generation.number)
    return looks, len(seen)


if __name__ == "__main__":
    print(*run(Path(sys.argv[1])))
