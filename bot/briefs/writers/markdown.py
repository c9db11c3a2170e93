"""A brief as Markdown, its footnotes at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.answering.markdown import plain
from bot.answering.telling import Statement
from bot.briefs.content import (
    Block,
    Brief,
    Cell,
    GradePicture,
    Item,
    Note,
    Question,
    Section,
    SeriesPicture,
    Table,
    Told,
)
from bot.briefs.writers.footnotes import places, shown
from bot.briefs.writers.titling import described


def markdown(brief: Brief, public_url: str | None = None) -> str:
    """The whole brief; headings begin with one #."""
    return "\n".join(_Writer(public_url).lines(brief)).strip() + "\n"


@dataclass(slots=True)
class _Writer:
    public_url: str | None
    notes: list[str] = field(default_factory=list)

    def lines(self, brief: Brief) -> Iterator[str]:
        yield f"# {plain(brief.title)}"
        yield ""
        for label, value in described(brief):
            yield f"**{label}:** {plain(value)}  "
        yield ""
        yield "## Cover note"
        yield ""
        yield from (f"- {plain(sentence)}" for sentence in brief.cover)
        for section in brief.sections:
            yield from self._section(section, 2)
        yield ""
        yield from self.notes

    def _section(self, section: Section, level: int) -> Iterator[str]:
        yield f"\n{'#' * level} {plain(section.title)}\n"
        for block in section.blocks:
            yield from self._block(block)
            yield ""
        for part in section.parts:
            yield from self._section(part, level + 1)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Note():
                yield f"*{plain(block.text)}*"
            case Told():
                yield f"**{plain(block.label)}**"
                yield ""
                yield from (f"- {self._told(statement)}" for statement in block.statements)
            case Item():
                yield f"{block.number}. {self._told(block.statement)}"
            case Question():
                yield f"**{plain(block.lead)}**"
                yield ""
                for label, finding in block.findings:
                    yield f"- {plain(label)}: {self._told(finding)}"
                if block.why:
                    yield f"- *{plain(block.why)}*"
            case Table():
                yield f"**{plain(block.caption)}**"
                yield ""
                yield f"| {' | '.join(map(plain, block.head))} |"
                yield f"|{'---|' * len(block.head)}"
                for row in block.rows:
                    yield f"| {' | '.join(self._cell(cell) for cell in row)} |"
            case GradePicture() | SeriesPicture():
                yield f"*{plain(block.caption)}. {plain(block.alt)}*"

    def _cell(self, cell: Cell) -> str:
        return plain(cell) if isinstance(cell, str) else self._told(cell)

    def _told(self, statement: Statement) -> str:
        number = len(self.notes) + 1
        text = "; ".join(
            f"[{plain(place.text)}]({place.link})" if place.link else plain(place.text)
            for place in places(statement, self.public_url)
        )
        self.notes.append(f"[^{number}]: {text}")
        return f"{plain(shown(statement))}[^{number}]"
