"""What a reader makes of one file's bytes, before path and digest are added."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.sources import OutlineEntry, Page


@dataclass(frozen=True, slots=True)
class Extract:
    """The pages and properties of a file that was read; the fields are those of `Source`."""

    pages: tuple[Page, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    outline: tuple[OutlineEntry, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not read, and how to mend it, in one or two plain sentences."""

    reason: str


def has_words(text: str) -> bool:
    """Whether the text has anything to read: a letter or a digit, not only marks and space."""
    return any(character.isalnum() for character in text)


def count_letters(text: str) -> int:
    """How many letters and digits the text has."""
    return sum(character.isalnum() for character in text)


def name_pages(numbers: Iterable[int]) -> str:
    """Name 1-based pages in a sentence: `page 3`, `pages 3, 5–7`. Numbers come ascending."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in runs)
    return f"page {shown}" if shown.isdecimal() else f"pages {shown}"
