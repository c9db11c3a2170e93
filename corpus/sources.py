"""A file as it was read: its pages of text, exactly as extracted, and what the container says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Media = Literal["pdf", "text", "docx", "html"]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A table row found by where its words are printed: offsets of `Page.text`.

    `cells` has an entry for each column of the table, the (start, end) stretches of its words,
    none where the cell is empty. No words of another row lie between `start` and `end`.
    """

    cells: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def start(self) -> int:
        """Where the first of its words begins."""
        return min(start for cell in self.cells for start, _ in cell)

    @property
    def end(self) -> int:
        """Where the last of its words ends."""
        return max(end for cell in self.cells for _, end in cell)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that the file itself marks as a heading: `Page.text[start:end]`.

    `level` 1 is the widest; a heading holds those of higher levels that follow it.
    """

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page's text, untouched: every offset in the project counts characters of this text.

    `number` is the 1-based page of a PDF, None where the file has no pages (text, DOCX, HTML:
    one `Page` holds the whole decoded or extracted text). `label` is the page as readers of
    the paper call it ("iv", "12"): the file's own page label, else the number printed on the
    page, None where there is neither. `rows` are those of a PDF's tables of figures, which the
    text alone does not show, in the order of the text. `headings` are those that a DOCX or HTML
    file marks, in that order too. `wide`: broader than high, as slides are.
    `confidence`, of a page that was read by OCR, has a byte for each run of characters that are
    not white space, in order: how sure that reading is, 0 to 100.
    """

    number: int | None
    text: str
    label: str | None = None
    rows: tuple[PrintedRow, ...] = ()
    headings: tuple[Heading, ...] = ()
    wide: bool = False
    confidence: bytes | None = None


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One bookmark of a PDF: its title, nesting depth (0 is the top) and 1-based page."""

    title: str
    depth: int
    page: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read.

    `path` is where it was found, `sha256` the hex digest of its bytes, `size` its bytes.
    `metadata` holds what the container says of itself ("title", "author", "created",
    "modified": strings, dates in ISO form), never trusted over the text. `notes` are plain
    sentences about what went wrong and was got around ("page 31 has no text").
    """

    path: str
    sha256: str
    size: int
    media: Media
    pages: tuple[Page, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    outline: tuple[OutlineEntry, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that could not be read: why, and how to mend it, in one or two plain sentences."""

    path: str
    reason: str
    sha256: str | None = None
