"""Findings over time: for each area, or on the topic, what each inspection found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.answering.selection.sentences import Sentence
from bot.answering.telling import Statement
from bot.briefs.content import Block, Note, Section, Told
from bot.briefs.findings import Finding, findings_of, told
from bot.briefs.material import Material
from bot.briefs.wording import counted, short, words
from corpus.documents import INSPECTORS_KINDS, Document, Kind

_MOST_OF_AREA, _MOST_OF_TOPIC = 2, 4
_MOST_PAPERS = 6
# What is handed out for a meeting finds nothing of its own.
_OF_MEETINGS: frozenset[Kind] = frozenset({"agenda", "work_programme"})
MOST_INSPECTIONS = 12
"""Of how many inspections, the newest, findings are told."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one document found on a matter, by the way its sentences lean."""

    document: Document
    strengths: tuple[Statement, ...]
    weaknesses: tuple[Statement, ...]
    others: tuple[Statement, ...]
    left: int

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing to tell."""
        return not (self.strengths or self.weaknesses or self.others)


Lines = Mapping[str, tuple[Line, ...]]


def lines_of(material: Material) -> Lines:
    """By matter what each inspection found, newest first; on a topic the council's papers too."""
    documents = material.inspections[:MOST_INSPECTIONS]
    if material.topic is not None:
        papers = [d for d in material.papers if d.kind not in _OF_MEETINGS]
        documents += papers[:_MOST_PAPERS]
    found: dict[str, list[Line]] = {matter.title: [] for matter in material.matters}
    for number, document in enumerate(documents, 1):
        material.count("Reading findings", number, len(documents))
        taken: list[Sentence] = []
        by_matter = findings_of(material, document, material.matters)
        for title, findings in by_matter.items():
            line = _line(material, document, findings, taken)
            if not line.is_empty:
                found[title].append(line)
    return {title: tuple(lines) for title, lines in found.items()}


def over_time(material: Material, lines: Lines) -> Section:
    """The section, a part for each area."""
    parts = tuple(
        Section(matter.title, tuple(_blocks(material, lines[matter.title])))
        for matter in material.matters
    )
    if material.topic is not None:
        return Section(f"Findings over time: {material.topic.title}", parts[0].blocks)
    return Section("Findings over time", (), parts)


def newest_in_short(material: Material, lines: Lines) -> Section | None:
    """What the newest inspection that speaks of the topic found; None where all areas are told."""
    if material.topic is None:
        return None
    title = material.topic.title
    told = [line for line in lines[title] if line.document.kind in INSPECTORS_KINDS]
    if not told:
        return None
    return Section(f"Newest findings: {title}", tuple(_blocks(material, tuple(told[:1]))))


def _line(
    material: Material, document: Document, findings: list[Finding], taken: list[Sentence]
) -> Line:
    most = _MOST_OF_TOPIC if material.topic is not None else _MOST_OF_AREA
    by_tone = {
        tone: told(material, (f for f in findings if f.tone == tone), most, taken)
        for tone in ("strength", "weakness")
    }
    shown = sum(map(len, by_tone.values()))
    others: tuple[Statement, ...] = ()
    if shown < most:
        others = told(material, (f for f in findings if not f.tone), most - shown, taken)
    left = max(0, len(findings) - shown - len(others))
    return Line(document, by_tone["strength"], by_tone["weakness"], others, left)


def _blocks(material: Material, lines: tuple[Line, ...]) -> Iterator[Block]:
    if not lines:
        read = material.inspections[:MOST_INSPECTIONS]
        searched = counted(len(read), "document of inspectors", "documents of inspectors")
        yield Note(words("silent_area", documents=searched))
    for line in lines:
        replaced = line.document.id in material.replaced
        when = f"{short(line.document)}{' (replaced since)' if replaced else ''}"
        if line.strengths:
            yield Told(f"{when}: strengths", line.strengths, "strength")
        if line.weaknesses:
            yield Told(f"{when}: weaknesses", line.weaknesses, "weakness")
        if line.others:
            yield Told(f"{when}: also found", line.others)
