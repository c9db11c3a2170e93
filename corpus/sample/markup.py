"""The small markup that the sample documents are written in.

A source opens with `key: value` lines, then a blank line, then blocks, separated by blank lines
where they would otherwise run together:

    # Title, ## Heading, ### Subheading
    Running text, **bold**, *italic*, ^1^ a raised digit, a line that ends in \\ is broken there
    #. a paragraph numbered on from the last    2.10 a paragraph with a number of its own
    - bullet        -- bullet under a bullet    | a | table | row |
    !name words     an order to the page (see `corpus.sample.drawing`)
    !part name | layout | bookmark              what follows is a part with a layout of its own
    !include name | bookmark                    the parts of another source stand here
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

BlockKind = Literal["heading", "paragraph", "bullet", "table", "order"]
_NUMBER = re.compile(r"(\d{1,2}\.(?:\d{1,2})?)\s+(.*)")
_OPENERS = ("# ", "## ", "### ", "#. ", "- ", "-- ", "| ", "!")


@dataclass(frozen=True, slots=True)
class Block:
    """One block; `label` is its number or an order's name, `level` the depth of its kind."""

    kind: BlockKind
    text: str = ""
    label: str = ""
    level: int = 1
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class Part:
    """A run of blocks that are laid out alike; `running` is the line at the foot of its pages."""

    name: str
    layout: str
    bookmark: str
    running: str = ""
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Source:
    """A document as written: its fields and its parts in order."""

    name: str
    fields: dict[str, str]
    parts: list[Part]


def read_source(path: Path) -> Source:
    """Read one source; the sources that it includes stand in the same folder."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    running = fields.get("running", "")
    parts = [Part(path.stem, fields["layout"], fields["title"], running)]
    number = 0
    for kind, lines in _chunks(body):
        text = _joined(lines)
        if kind == "!include ":
            name, _, bookmark = (word.strip() for word in text.partition("|"))
            included = read_source(path.with_name(f"{name}.md")).parts
            included[0].bookmark = bookmark or included[0].bookmark
            parts += included
        elif kind == "!part ":
            name, layout, bookmark = (word.strip() for word in text.split("|"))
            parts.append(Part(name, layout, bookmark, running))
        elif kind == "#. ":
            number += 1
            parts[-1].blocks.append(Block("paragraph", text, f"{number}."))
        else:
            parts[-1].blocks.append(_block(kind, text, lines))
    return Source(path.stem, fields, [part for part in parts if part.blocks])


def _chunks(body: str) -> Iterator[tuple[str, list[str]]]:
    """The lines of each block, with what opens it ("" for running text) taken off the first."""
    opener, lines = "", list[str]()
    for line in [*body.splitlines(), ""]:
        found = next((mark for mark in _OPENERS if line.startswith(mark)), "")
        if found == "| " and opener == "| ":
            lines.append(line)
            continue
        if lines and (found or not line.strip()):
            yield opener, lines
            opener, lines = "", []
        if found == "!":
            found = next((m for m in ("!include ", "!part ") if line.startswith(m)), "!")
        if line.strip():
            opener = opener or found
            lines.append(line[len(found) :] if found != "| " else line)


def _joined(lines: list[str]) -> str:
    return "".join(
        f"{line[:-1]}\n" if line.endswith("\\") else f"{line} " for line in lines
    ).strip()


def _block(opener: str, text: str, lines: list[str]) -> Block:
    if opener == "| ":
        rows = tuple(tuple(c.strip() for c in line.strip().strip("|").split("|")) for line in lines)
        return Block("table", rows=rows)
    if opener in ("- ", "-- "):
        return Block("bullet", text, level=len(opener) - 1)
    if opener == "!":
        name, _, rest = text.partition(" ")
        return Block("order", rest, name)
    if opener:
        return Block("heading", text, level=len(opener) - 1)
    numbered = _NUMBER.fullmatch(text)
    if numbered:
        return Block("paragraph", numbered[2], numbered[1])
    return Block("paragraph", text)
