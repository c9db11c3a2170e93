"""A file that holds several documents taken apart: which pages and lines belong to which.

docs/adr/0005-packs.md says what counts as a document of its own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from corpus.documents import INSPECTORS_KINDS, Kind
from corpus.layout.lines import Line, without_furniture
from corpus.packs.front_sheets import plain
from corpus.packs.kinds import kind_of
from corpus.packs.openings import Opening
from corpus.packs.page_openings import openings_on_pages
from corpus.packs.signs import is_blank_notice, is_item
from corpus.packs.text_openings import openings_in_text
from corpus.sources import Page, Source

# What stands alone wherever it stands; of other kinds an appendix belongs to its report.
_ALONE: frozenset[Kind] = INSPECTORS_KINDS | {"presentation", "work_programme", "minutes", "agenda"}
_REPORTS: frozenset[Kind] = frozenset(
    {"scrutiny_report", "update_report", "performance_report", "other"}
)
_FEW_WORDS = 30  # a sheet that only says "Appendix 1", or that a page is blank


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """The pages and lines of one document of a file; `Line.page` is an index into `pages`.

    `body` are the lines without those that run through the whole file (stamps, footers), `names`
    what bookmarks call it. Pages at its end that are blank on purpose are left out.
    """

    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    body: tuple[Line, ...]
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class _Segment:
    """What stands between two openings: lines `start` to `end`, and what it looks like."""

    start: int
    end: int
    opening: Opening
    kind: Kind
    words: int


def parts_of(source: Source, lines: Sequence[Line]) -> tuple[DocumentPart, ...]:
    """The documents of a file in their order; `lines` are all of the file's, `lines_of` its pages.

    A file that is one document gives one part with everything.
    """
    whole = (DocumentPart(source.pages, tuple(lines), tuple(lines)),)
    paged = source.pages[0].number is not None
    opened = openings_on_pages(source, lines) if paged else openings_in_text(lines)
    if len(opened) < 2:
        return whole
    segments = _joined([_segment(source, lines, opened, n) for n in range(len(opened))])
    if len(segments) < 2:
        return whole
    running = {*lines}.difference(without_furniture(lines, len(source.pages)))
    return tuple(_part(source, lines, segment, running) for segment in segments)


def _segment(
    source: Source, lines: Sequence[Line], opened: Sequence[Opening], number: int
) -> _Segment:
    start = opened[number].line
    end = opened[number + 1].line if number + 1 < len(opened) else len(lines)
    here = lines[start:end]
    pages = source.pages[here[0].page : here[-1].page + 1] if here else ()
    return _Segment(
        start,
        end,
        opened[number],
        kind_of(here, pages, opened[number].names, part=True),
        sum(len(line.text.split()) for line in here if not is_blank_notice(plain(line.text))),
    )


def _joined(segments: Sequence[_Segment]) -> list[_Segment]:
    """The segments, those that are no documents of their own joined to what they belong to."""
    documents = [segments[0]]
    for segment in segments[1:]:
        host = documents[-1]
        if _stands_alone(segment, host):
            documents.append(segment)
            continue
        if host.words < _FEW_WORDS:
            host.kind = segment.kind
        host.end = segment.end
        host.words += segment.words
    return documents


def _stands_alone(segment: _Segment, host: _Segment) -> bool:
    if segment.opening.sure:
        # A plan of decisions to come has a front sheet for each of them.
        if segment.opening.by_sheet and host.kind == "work_programme":
            return False
        # A few words before the first head of a file are of its title page.
        return host.start > 0 or host.words >= _FEW_WORDS
    if segment.words < _FEW_WORDS or host.words < _FEW_WORDS:
        return False
    if host.kind in INSPECTORS_KINDS:
        # A file that begins as an inspectors' report is one, whatever its chapters look like.
        if host.start == 0 or segment.kind in INSPECTORS_KINDS:
            return False
        return segment.kind != "other" or segment.opening.after_break
    if segment.kind in _ALONE:
        return True
    if host.kind in _REPORTS:
        return segment.kind == "performance_report" and host.kind != "performance_report"
    return True


def _part(
    source: Source, lines: Sequence[Line], segment: _Segment, running: Collection[Line]
) -> DocumentPart:
    """A part of a file with pages ends before the page on which the next one begins."""
    here = lines[segment.start : segment.end]
    first, last = 0, len(source.pages) - 1
    if source.pages[0].number is not None:
        first = lines[segment.start].page
        last = lines[segment.end].page - 1 if segment.end < len(lines) else last
        while last > first and _is_blank([line for line in here if line.page == last]):
            last -= 1
    here = [line for line in here if line.page <= last]
    return DocumentPart(
        source.pages[first : last + 1],
        tuple(replace(line, page=line.page - first) for line in here),
        tuple(
            replace(line, page=line.page - first)
            for line in here
            if line not in running and not is_item(plain(line.text))
        ),
        segment.opening.names,
    )


def _is_blank(here: Sequence[Line]) -> bool:
    texts = [plain(line.text) for line in here]
    return len(texts) <= 4 and any(is_blank_notice(text) for text in texts)
