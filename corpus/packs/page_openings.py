"""Where documents begin in a file with pages: at the top of a page, by bookmark, stamp or head."""

import re
from collections.abc import Mapping, Sequence

from corpus.layout.lines import Line
from corpus.packs.front_sheets import front_sheet, plain
from corpus.packs.openings import HINT, IMPRINT, PROGRAMME, Opening, Openings
from corpus.packs.signs import (
    agenda_head,
    inspection_title,
    inspectors_letter,
    is_appendix,
    is_blank_notice,
    is_forward_plan,
    is_item,
    is_programme,
    minutes_head,
)
from corpus.sources import Source

_TOP, _HEADING, _FOOT = 1200, 300, 200  # characters of a page in which signs are looked for
_STAMPED, _HEADED = 4, 6  # lines
_LISTED_PAGES = re.compile(
    r"(?:\(?pages?:?\s*)?\b(?P<first>\d{1,4})\s*[-–—]\s*(?P<last>\d{1,4})\)?\s*$", re.I | re.M
)
_NO_PAPER = re.compile(
    r"apolog|declaration|membership|urgent|exclu|public (?:question|participation)|welcome|"
    r"quorum|evacuation|agenda\Z|frontsheet",
    re.IGNORECASE,
)
_FAREWELL = "Yours "  # "Yours sincerely"
_BACK_OF_TITLE = 2  # pages: an imprint there is no end of a report
_SLIDE_WORDS = 160  # of a page, at most

Tops = Mapping[int, int]
"""By page, the index of its first line; pages without text have none."""


def openings_on_pages(source: Source, lines: Sequence[Line]) -> list[Opening]:
    """The places where documents may begin, each the first line of a page."""
    tops: dict[int, int] = {}
    for index, line in enumerate(lines):
        tops.setdefault(line.page, index)
    found = Openings()
    _at_tops(source, lines, tops, found)
    _by_shape(source, tops, found)
    if source.outline:
        _by_bookmarks(source, lines, tops, found)
    if len(found) > 1:
        _by_agenda(source, lines, tops, found)
        _by_endings(source, tops, found)
    return found.in_order()


def _at_tops(source: Source, lines: Sequence[Line], tops: Tops, found: Openings) -> None:
    ends = [*list(tops.values())[1:], len(lines)]
    after_blank = False
    for (page, top), end in zip(tops.items(), ends, strict=True):
        text = source.pages[page].text
        if not (
            after_blank
            or HINT.search(text, 0, _TOP)
            or PROGRAMME.search(text, 0, _HEADING)
            or HINT.search(text[-_FOOT:])
        ):
            continue
        here = lines[top:end]
        if len(here) <= _STAMPED and any(is_blank_notice(plain(line.text)) for line in here):
            after_blank = True
            continue
        if after_blank:
            found.add(top, after_break=True)
            after_blank = False
        if _is_head(here):
            found.add(top, sure=True)
        elif (sheet := front_sheet(here)) is not None:
            found.add(top, sure=sheet.of_a_meeting, by_sheet=True)
        elif any(
            is_programme(text) or is_forward_plan(text) or is_appendix(text)
            for text in (plain(line.text) for line in here[:_HEADED])
        ):
            found.add(top)


def _is_head(here: Sequence[Line]) -> bool:
    """Whether a page begins a document of its own, by another sign than a front sheet."""
    stamps = [n for n, line in enumerate(here) if is_item(plain(line.text))]
    # Several on a page are headings of minutes.
    if len(stamps) == 1 and not _STAMPED <= stamps[0] < len(here) - _STAMPED:
        return True
    return (
        inspection_title(here) is not None
        or inspectors_letter(here) is not None
        or minutes_head(here) is not None
        or agenda_head(here) is not None
    )


def _by_bookmarks(source: Source, lines: Sequence[Line], tops: Tops, found: Openings) -> None:
    """Bookmarks: those at the top of an agenda's outline are its items.

    A report has bookmarks too, of its chapters: they say nothing but what a part is called.
    """
    pack = agenda_head(lines) is not None
    for entry in source.outline:
        top = tops.get(entry.page - 1)
        if not top or _NO_PAPER.match(entry.title.lstrip("0123456789.) ")):
            continue
        if pack:
            found.add(top, sure=entry.depth == 0)
        if pack or top in found or is_appendix(entry.title):
            found.name(top, entry.title)


def _by_agenda(source: Source, lines: Sequence[Line], tops: Tops, found: Openings) -> None:
    """The printed pages at which an agenda says that its papers begin."""
    if agenda_head(lines) is None or found.second is None:
        return
    printed: dict[str, int] = {}
    for index, page in enumerate(source.pages):
        if page.label is not None:
            printed.setdefault(page.label, index)
    papers = lines[found.second].page
    listing = "\n".join(page.text.replace("\r", "") for page in source.pages[:papers])
    listed = [
        printed.get(match["first"], -1)
        for match in _LISTED_PAGES.finditer(listing)
        if int(match["first"]) <= int(match["last"])
    ]
    begun = [index for index in listed if index >= papers]
    # An agenda lists its papers in their order; figures that do not rise are of something else.
    if len(begun) > 1 and begun == sorted(begun):
        for index in begun:
            if index in tops:
                found.add(tops[index], sure=True)


def _by_endings(source: Source, tops: Tops, found: Openings) -> None:
    """The pages after those on which an inspectors' letter or report of a pack ends."""
    begun = {opening.line for opening in found.in_order()}
    since = 0
    for page, top in tops.items():
        since = 0 if top in begun else since + 1
        text = source.pages[page].text
        ends = _FAREWELL in text or (since >= _BACK_OF_TITLE and IMPRINT.search(text))
        if ends and (following := tops.get(page + 1)) is not None:
            found.add(following, after_break=True)


def _by_shape(source: Source, tops: Tops, found: Openings) -> None:
    """Runs of wide pages with few words among others that are not wide: slides."""
    pages = source.pages
    if not any(page.wide for page in pages) or all(page.wide for page in pages):
        return
    start = 0
    while start < len(pages):
        end = start
        while end < len(pages) and pages[end].wide == pages[start].wide:
            end += 1
        run = pages[start:end]
        words = sum(len(page.text.split()) for page in run)
        if run[0].wide and len(run) > 1 and words < _SLIDE_WORDS * len(run):
            for edge in (start, end):
                if edge in tops:
                    found.add(tops[edge])
        start = end
