"""Where in a file documents begin: bookmarks, stamps, front sheets, letterheads, headings.

docs/adr/0005-packs.md says which signs there are, and which of them are sure.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.authorities import known_names, plain_name
from corpus.front_sheets import begins_front_sheet, front_sheet, plain
from corpus.layout import Line
from corpus.signs import (
    agenda_head,
    inspection_title,
    inspectors_letter,
    is_above_head,
    is_agenda,
    is_appendix,
    is_blank_notice,
    is_committee,
    is_day,
    is_forward_plan,
    is_inspection_dates,
    is_item,
    is_letterhead,
    is_minutes_title,
    is_present,
    is_programme,
    is_salutation,
    minutes_head,
)
from corpus.sources import Source

# A line that could be any of the signs: most pages of most files have none, and this says so fast.
_HINT = re.compile(
    r"^[ \t*#_|>-]*(?:agenda|minute item|dear\b|inspection dates?|dates? of inspection|"
    r"(?:(?:also|in|members|councillors|those|committee) ){0,2}(?:present|attendance)\s*(?:[:(]|$)|"
    r"(?:(?:public|draft|supplementary|revised) ){0,2}(?:minutes of\b|agenda|a g e n d a)|"
    r"(?:this )?page (?:is|has|inten)|appendix|annex|enclosure|subject\b|(?:report )?title\b|"
    r"report (?:to|of|for|by|from|author|title)\b|"
    r"(?:lead|contact|responsible|reporting|presenting) (?:officer|author|member)|"
    r"committee\b|decision[- ]maker|date\b|wards?\b|item\b|from:|to:)",
    re.IGNORECASE | re.MULTILINE,
)
_PROGRAMME = re.compile(r"\b(?:work|working|forward) (?:programme|plan)\b", re.IGNORECASE)
_TOP, _HEADING, _FOOT = 1200, 300, 200  # characters of a page in which signs are looked for
_ITEM_WITHIN, _FOOT_LINES, _HEADING_WITHIN = 8, 4, 6
_LISTED_PAGES = re.compile(
    r"(?:\(?pages?:?\s*)?\b(?P<first>\d{1,4})\s*[-–—]\s*(?P<last>\d{1,4})\)?\s*$", re.I | re.M
)
_NO_PAPER = re.compile(
    r"apolog|declaration|membership|urgent|exclu|public (?:question|participation)|welcome|"
    r"quorum|evacuation|agenda\Z|frontsheet",
    re.IGNORECASE,
)
_IMPRINT = re.compile(r"©\s*crown copyright|\bwww\.(?:gov\.uk/)?ofsted\b", re.IGNORECASE)
_OF_IMPRINT = re.compile(
    r".{0,40}(?:©|www\.|@|\btextphone\b|\bM1 2WD\b|\bstore st|\bpiccadilly gate)|[TEWF]\s*:", re.I
)
_PLACE = re.compile(r"(?:time|venue|place|location|contact|membership)\b", re.IGNORECASE)
_AGENDA_HEAD = 40  # lines
_AFTER_TITLE = 80  # lines: what ends a report stands at its end, or on the back of its title
_SLIDE_WORDS = 160


@dataclass(frozen=True, slots=True)
class Opening:
    """A place where a document may begin: `line` is the index of its first line.

    `sure`: what begins there is a document of its own, whatever it is. `names` are what
    bookmarks call it. `after_break`: a page left blank, the end of a report or the like parts
    it from what stands before.
    """

    line: int
    sure: bool = False
    names: tuple[str, ...] = ()
    after_break: bool = False


@dataclass(slots=True)
class _Found:
    """Openings as they are found, by line."""

    by_line: dict[int, Opening] = field(default_factory=dict)

    def add(
        self, line: int, *, sure: bool = False, name: str = "", after_break: bool = False
    ) -> None:
        before = self.by_line.get(line, Opening(line))
        self.by_line[line] = Opening(
            line,
            sure or before.sure,
            (*before.names, name) if name else before.names,
            after_break or before.after_break,
        )


def openings(source: Source, lines: Sequence[Line]) -> list[Opening]:
    """The places where documents may begin, in their order; the first is line 0.

    In a file with pages a document begins where its page does.
    """
    found = _Found()
    found.add(0, sure=True)
    if source.pages[0].number is None:
        _in_text(lines, found)
    else:
        tops = _tops(lines)
        _on_pages(source, lines, tops, found)
        if source.outline or len(found.by_line) > 1:
            _in_outline(source, lines, tops, found)
            _in_agenda(source, lines, tops, found)
        _in_shape(source, tops, found)
    return sorted(found.by_line.values(), key=lambda opening: opening.line)


def _tops(lines: Sequence[Line]) -> dict[int, int]:
    """By page, the index of its first line; pages without text have none."""
    tops: dict[int, int] = {}
    for index, line in enumerate(lines):
        tops.setdefault(line.page, index)
    return tops


def _on_pages(source: Source, lines: Sequence[Line], tops: dict[int, int], found: _Found) -> None:
    ends = [*list(tops.values())[1:], len(lines)]
    blank = False
    for (page, top), end in zip(tops.items(), ends, strict=True):
        text = source.pages[page].text
        if not (
            blank
            or _HINT.search(text, 0, _TOP)
            or _PROGRAMME.search(text, 0, _HEADING)
            or _HINT.search(text[-_FOOT:])
        ):
            continue
        here = lines[top:end]
        after_blank, blank = (
            blank,
            end - top <= 4 and any(is_blank_notice(plain(line.text)) for line in here),
        )
        if blank:
            continue
        if after_blank:
            found.add(top, after_break=True)
        if _is_sure_head(here):
            found.add(top, sure=True)
        elif _is_heading(here):
            found.add(top)


def _is_sure_head(here: Sequence[Line]) -> bool:
    """Whether the lines of a page begin a document of its own."""
    if any(is_item(plain(line.text)) for line in (*here[:_ITEM_WITHIN], *here[-_FOOT_LINES:])):
        return True
    sheet = front_sheet(here)
    return (
        (sheet is not None and sheet.of_a_meeting)
        or inspection_title(here) is not None
        or inspectors_letter(here) is not None
        or minutes_head(here) is not None
        or agenda_head(here) is not None
    )


def _is_heading(here: Sequence[Line]) -> bool:
    texts = [plain(line.text) for line in here[:_HEADING_WITHIN]]
    return any(
        is_programme(text) or is_forward_plan(text) or is_appendix(text) for text in texts
    ) or (front_sheet(here) is not None)


def _in_outline(source: Source, lines: Sequence[Line], tops: dict[int, int], found: _Found) -> None:
    """Bookmarks: those at the top of an agenda's outline are its items."""
    pack = agenda_head(lines) is not None
    for entry in source.outline:
        top = tops.get(entry.page - 1)
        if not top or _NO_PAPER.match(entry.title.lstrip("0123456789.) ")):
            continue
        if pack:
            found.add(top, sure=entry.depth == 0, name=entry.title)
        elif top in found.by_line or is_appendix(entry.title):
            found.add(top, name=entry.title)


def _in_agenda(source: Source, lines: Sequence[Line], tops: dict[int, int], found: _Found) -> None:
    """The printed pages at which an agenda says that its papers begin."""
    if agenda_head(lines) is None:
        return
    printed: dict[str, int] = {}
    for index, page in enumerate(source.pages):
        if page.label is not None:
            printed.setdefault(page.label, index)
    others = [line for line in found.by_line if line]
    last = lines[min(others)].page if others else len(source.pages)
    listing = "\n".join(page.text.replace("\r", "") for page in source.pages[:last])
    listed = [
        printed.get(match["first"], -1)
        for match in _LISTED_PAGES.finditer(listing)
        if int(match["first"]) <= int(match["last"])
    ]
    begun = [index for index in listed if index >= last]
    # An agenda lists its papers in their order; figures that do not rise are of something else.
    if len(begun) > 1 and begun == sorted(begun):
        for index in begun:
            if index in tops:
                found.add(tops[index], sure=True)


def _in_shape(source: Source, tops: dict[int, int], found: _Found) -> None:
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


def _in_text(lines: Sequence[Line], found: _Found) -> None:
    """Signs in a text without pages, where a document may begin at any line."""
    report: int | None = None  # where the last inspection report began
    sheet_until = 0
    programme = False
    for index, line in enumerate(lines):
        text = line.text
        if report is not None and index > report + _AFTER_TITLE and _IMPRINT.search(text[:160]):
            if (after := _after_imprint(lines, index)) is not None:
                found.add(after, after_break=True)
            report = None
            continue
        if len(text) > 300 or not (_HINT.match(text) or _PROGRAMME.search(text)):
            continue
        text = plain(text)
        start: int | None = None
        sure = True
        if is_blank_notice(text):
            if index + 1 < len(lines):
                found.add(index + 1, after_break=True)
        elif is_item(text):
            start = index
        elif index >= sheet_until and begins_front_sheet(text):
            sheet = front_sheet(lines[index:])
            if sheet is not None and sheet.first == 0:
                start, sure = _back(lines, index, _is_above_sheet), sheet.of_a_meeting
                sheet_until = index + 16
        elif is_present(text):
            if minutes_head(lines[max(0, index - 12) : index + 1]) is not None:
                start = _back(lines, index, is_above_head)
        elif is_minutes_title(text):
            if minutes_head(lines[index : index + 20]) is not None:
                start = _back(lines, index, _is_above_sheet)
        elif is_agenda(text):
            # Members, time and place stand between the head of an agenda and this word.
            near = index - max(found.by_line) < _AGENDA_HEAD
            if not near and agenda_head(lines[index : index + 80]) is not None:
                start = _back(lines, index, _is_above_agenda, _AGENDA_HEAD)
        elif is_inspection_dates(text):
            begin = max(0, index - 9)
            title = inspection_title(lines[begin : index + 1])
            if title is not None:
                start = _back(lines, begin + title, _is_authority, 2)
        elif is_salutation(text):
            if inspectors_letter(lines[index : index + 14]) is not None or (
                inspectors_letter(lines[max(0, index - 14) : index + 14]) is not None
            ):
                start = _letter_start(lines, index)
        elif (is_programme(text) or is_forward_plan(text)) and line.gap:
            if index in found.by_line or (programme and is_forward_plan(text)):
                start, sure = index, False
        elif is_appendix(text) and line.gap and not _in_list(lines, index):
            start, sure = index, False
        if start is not None:
            found.add(start, sure=sure)
            programme = is_programme(text)
            if sure:
                report = start if is_inspection_dates(text) else None


def _back(lines: Sequence[Line], index: int, accept: Callable[[str], bool], most: int = 8) -> int:
    """The first of the lines right above `index` that belong to the same head."""
    lowest = max(0, index - most)
    while index > lowest and accept(plain(lines[index - 1].text)):
        index -= 1
    return index


def _is_above_sheet(text: str) -> bool:
    return is_item(text) or is_committee(text) or begins_front_sheet(text)


def _is_above_agenda(text: str) -> bool:
    return is_above_head(text) or begins_front_sheet(text) or _PLACE.match(text) is not None


def _is_authority(text: str) -> bool:
    if len(text) > 70 or text.endswith("."):
        return False
    return text.isdigit() or is_committee(text) or plain_name(text) in known_names().values()


def _letter_start(lines: Sequence[Line], index: int) -> int:
    """Where the letter with this "Dear …" begins: at its letterhead, else its day, else here."""
    start = index
    for above in range(index - 1, max(-1, index - 18), -1):
        text = plain(lines[above].text)
        if len(text) > 200 or "\t" in text or is_blank_notice(text) or is_appendix(text):
            break
        if is_letterhead(text) or is_day(text):
            start = above
    return start


def _after_imprint(lines: Sequence[Line], index: int) -> int | None:
    """The line after an inspection report's last block: office, telephone, copyright."""
    after = index + 1
    while (
        after < len(lines) and len(lines[after].text) < 90 and _OF_IMPRINT.match(lines[after].text)
    ):
        after += 1
    return after if after < len(lines) else None


def _in_list(lines: Sequence[Line], index: int) -> bool:
    """Whether an appendix is one of a list of them, or is named in passing."""
    near: Iterator[Line] = iter((*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]))
    return any(is_appendix(plain(line.text)) or "APPENDICES" in line.text.upper() for line in near)
