"""The file of a catalogue, open to be read, and what is found damaged in it."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from corpus.catalogue.store import Store, damaged, sound

CURRENT = "coalesce(?, (SELECT generation FROM pointer))"
# What of a document each of its seals is of; the last of them is how many passages it has.
BODY, JUDGEMENTS, RECOMMENDATIONS, SKETCH, COUNT = range(5)


class Opened:
    """The file, opened or created empty; threads may share it. Raises `CatalogueError`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.store = Store(home)

    def close(self) -> None:
        """Closes the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _sound(self, what: str) -> AbstractContextManager[None]:
        return sound(self.home, f"{what} cannot be read")

    def _hold(self, is_so: bool, what: str) -> None:
        if not is_so:
            raise damaged(self.home, what)
