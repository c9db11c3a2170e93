"""Where the index is: in a home of one's own, or wherever the replicas have agreed on."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a catalogue and its lexical index.

    `generation` is the one that replicas share, which never changes there; None where the index
    is one's own, which goes from generation to generation in one folder.
    """

    folder: Path
    generation: int | None = None


class Homes(Protocol):
    """Where the index is read and where it is changed. Threads share one."""

    def reading(self) -> Place:
        """Where questions that begin now are answered from; there may be nothing yet."""

    def writing(self) -> AbstractContextManager[Path]:
        """A folder in which the index may be changed; what was changed holds after the block."""

    def forget_older(self) -> None:
        """Deletes the generations before the active one, of which nobody may be left to know."""

    def discard(self, place: Place) -> None:
        """What is at a place turned out damaged: it is had anew where it is a copy."""

    def close(self) -> None:
        """Gives up what is held."""


class OwnHome:
    """One folder for both, as on a laptop."""

    def __init__(self, folder: Path) -> None:
        self._place = Place(folder)

    def reading(self) -> Place:
        """The folder."""
        return self._place

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """The folder."""
        yield self._place.folder

    def forget_older(self) -> None:
        """There is no generation but those in the one catalogue."""

    def discard(self, place: Place) -> None:
        """It is no copy: the next index run mends it."""

    def close(self) -> None:
        """Nothing is held."""
