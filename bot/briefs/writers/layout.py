"""A brief as plain values, for writers that lay it out with a template: JSON and pictures."""

from dataclasses import dataclass, field
from typing import Any

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
from bot.briefs.writers.columns import shares
from bot.briefs.writers.footnotes import places, shown
from bot.briefs.writers.pictures import picture
from bot.briefs.writers.titling import described
from bot.harmless import on_one_line

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """The values of a brief, its pictures by their file's name, and its footnotes in their order.

    A footnote is the list of places that a statement cites; the statement has its `number`, 0
    where it has none.
    """

    values: Plain
    pictures: dict[str, bytes] = field(default_factory=dict)
    footnotes: list[list[Plain]] = field(default_factory=list)


def layout(brief: Brief, public_url: str | None) -> Layout:
    """The whole brief; footnotes stand where their statements do."""
    made = Layout({})
    values = {
        "title": brief.title,
        "length": brief.length,
        "described": [list(row) for row in described(brief)],
        "cover": list(brief.cover),
        "sections": [_section(section, made, public_url) for section in brief.sections],
    }
    made.values.update(_harmless(values))
    return made


def _harmless(value: Any) -> Any:
    """The same with every text harmless."""
    match value:
        case str():
            return on_one_line(value)
        case dict():
            return {name: _harmless(each) for name, each in value.items()}
        case list() | tuple():
            return [_harmless(each) for each in value]
        case _:
            return value


def _section(section: Section, made: Layout, public_url: str | None) -> Plain:
    return {
        "title": section.title,
        "blocks": [_block(block, made, public_url) for block in section.blocks],
        "parts": [_section(part, made, public_url) for part in section.parts],
    }


def _block(block: Block, made: Layout, public_url: str | None) -> Plain:
    match block:
        case Note():
            return {"is": "note", "text": block.text}
        case Told():
            told = [_told(statement, made, public_url) for statement in block.statements]
            return {"is": "told", "label": block.label, "statements": told}
        case Item():
            statement = _told(block.statement, made, public_url)
            return {"is": "item", "number": block.number, "statement": statement}
        case Question():
            return {
                "is": "question",
                "lead": block.lead,
                "findings": [
                    {"label": label, "told": _told(finding, made, public_url)}
                    for label, finding in block.findings
                ],
                "why": block.why,
            }
        case Table():
            return {
                "is": "table",
                "caption": block.caption,
                "head": list(block.head),
                "shares": [round(share, 3) for share in shares(block)],
                "rows": [[_cell(cell, made, public_url) for cell in row] for row in block.rows],
            }
        case GradePicture() | SeriesPicture():
            name = f"picture{len(made.pictures) + 1}.png"
            made.pictures[name] = picture(block)
            return {"is": "picture", "file": name, "caption": block.caption, "alt": block.alt}


def _cell(cell: Cell, made: Layout, public_url: str | None) -> Plain:
    if isinstance(cell, str):
        return {"text": cell, "places": [], "number": 0}
    return _told(cell, made, public_url)


def _told(statement: Statement, made: Layout, public_url: str | None) -> Plain:
    cited = [{"text": place.text, "link": place.link} for place in places(statement, public_url)]
    made.footnotes.append(cited)
    return {"text": shown(statement), "places": cited, "number": len(made.footnotes)}
