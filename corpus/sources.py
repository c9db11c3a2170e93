"""A file as it was read: its pages of text, exactly as extracted, and what the container says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Media = Literal["pdf", "text", "docx", "html"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page's text, untouched: every offset in the project counts characters of this text.

    `number` is the 1-based page of a PDF, None where the file has no pages (text, DOCX, HTML:
    one `Page` holds the whole decoded or extracted text). `label` is the page label that a
    PDF viewer shows ("iv", "12"), where the file has one.
    """

    number: int | None
    text: str
    label: str | None = None


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
