"""Where documents begin in a text without pages: at any line, by what stands there."""

import re
from collections.abc import Callable, Sequence

from corpus.authorities import mentions
from corpus.layout.lines import Line
from corpus.packs.front_sheets import begins_front_sheet, front_sheet, plain
from corpus.packs.openings import HINT, IMPRINT, PROGRAMME, Opening, Openings
from corpus.packs.signs import (
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

_OF_IMPRINT = re.compile(
    r".{0,40}(?:©|www\.|@|\btextphone\b|\bM1 2WD\b|\bstore st|\bpiccadilly gate)|[TEWF]\s*:", re.I
)
_COUNCIL = re.compile(r"\b(?:council|borough of|county of|city of|corporation)\b", re.IGNORECASE)
_FORMS = frozenset(
    ("the", "royal", "london", "city", "county", "borough", "district", "metropolitan", "council")
)  # words of a council's name that are no name
_NAME = 60  # characters of a line with an authority's name
_PLACE = re.compile(r"(?:time|venue|place|location|contact|membership)\b", re.IGNORECASE)
# Lines: how far the head of an agenda, of minutes, of a letter, a front sheet may reach.
_AGENDA, _MINUTES, _LETTER, _SHEET, _IMPRINT = 40, 40, 18, 16, 45
_BODY = 80  # lines: nearer to its title, an imprint stands on the back of it
_LONGEST = 300  # characters: a longer line is a paragraph


def openings_in_text(lines: Sequence[Line]) -> list[Opening]:
    """The places where documents may begin, in the order of the text."""
    return _Reading(lines).run()


class _Reading:
    """One pass over the lines; what was met before says what a line can be."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._found = Openings()
        self._report: int | None = None  # where the inspection report that goes on began
        self._imprint: tuple[int, int] | None = None  # first and last line of its imprint
        self._programme = False
        self._item = self._sheet = self._minutes = -_MINUTES

    def run(self) -> list[Opening]:
        """Take all lines and give the openings."""
        for index, line in enumerate(self._lines):
            if self._imprint is not None and index > self._imprint[0] + _IMPRINT:
                self._end_report()
            if (
                self._report is not None
                and index > self._report + _BODY
                and IMPRINT.search(line.text[:160])
            ):
                self._imprint = (self._imprint or (index, index))[0], index
            elif len(line.text) <= _LONGEST and (
                HINT.match(line.text) or PROGRAMME.search(line.text)
            ):
                self._take(index, plain(line.text))
        self._end_report()
        return self._found.in_order()

    def _take(self, index: int, text: str) -> None:
        if is_blank_notice(text):
            if index + 1 < len(self._lines):
                self._found.add(index + 1, after_break=True)
        elif is_item(text):
            # Several within a few lines are headings of minutes.
            following = self._lines[index + 1 : index + _SHEET]
            if index - self._item > _SHEET and not any(is_item(plain(m.text)) for m in following):
                self._open(index)
            self._item = index
        elif begins_front_sheet(text):
            self._take_sheet(index)
        elif is_present(text) or is_minutes_title(text):
            self._take_minutes(index)
        elif is_agenda(text):
            # Members, time and place stand between the head of an agenda and this word.
            near = index - self._found.last < _AGENDA
            if not near and agenda_head(self._lines[index : index + 2 * _AGENDA]) is not None:
                self._open(self._back(index, _is_above_agenda, _AGENDA))
        elif is_inspection_dates(text):
            begin = max(0, index - 9)
            title = inspection_title(self._lines[begin : index + 1])
            if title is not None:
                self._open(self._report_start(begin + title))
                self._report = self._found.last
        elif is_salutation(text):
            begin = max(0, index - _LETTER)
            if inspectors_letter(self._lines[begin : index + _LETTER]) is not None:
                self._open(self._letter_start(index))
        elif self._lines[index].gap and (is_programme(text) or is_forward_plan(text)):
            if index in self._found or (self._programme and is_forward_plan(text)):
                self._found.add(index)
                self._programme = True
        elif self._lines[index].gap and is_appendix(text) and not self._in_list(index):
            self._found.add(index)

    def _open(self, line: int) -> None:
        self._end_report()
        self._found.add(line, sure=True)
        self._programme = False

    def _take_sheet(self, index: int) -> None:
        if index <= self._sheet:
            return
        sheet = front_sheet(self._lines[index : index + 2 * _SHEET])
        if sheet is None or sheet.first:
            return
        self._sheet = index + sheet.last
        start = self._back(index, _is_above_sheet)
        if sheet.of_a_meeting:
            self._end_report()
        self._found.add(start, sure=sheet.of_a_meeting, by_sheet=True)

    def _take_minutes(self, index: int) -> None:
        begin = max(self._found.last, index - 12)
        if index - self._minutes < _MINUTES:
            return
        if minutes_head(self._lines[begin : index + 20]) is not None:
            self._minutes = index
            self._open(self._back(index, is_above_head))

    def _end_report(self) -> None:
        """After an inspection report's last block: office, telephone, copyright."""
        if self._imprint is not None:
            after = self._imprint[1] + 1
            while (
                after < len(self._lines)
                and len(self._lines[after].text) < 90
                and _OF_IMPRINT.match(self._lines[after].text)
            ):
                after += 1
            if after < len(self._lines):
                self._found.add(after, after_break=True)
        self._report = self._imprint = None

    def _back(self, index: int, accept: Callable[[str], bool], most: int = 8) -> int:
        """The first of the lines right above `index` that belong to the same head."""
        lowest = max(0, index - most)
        while index > lowest and accept(plain(self._lines[index - 1].text)):
            index -= 1
        return index

    def _report_start(self, title: int) -> int:
        """Where the report with this title begins: at the authority's name above it, if any."""
        for above in range(title - 1, max(-1, title - 4), -1):
            text = plain(self._lines[above].text)
            if len(text) > _NAME or text.endswith((".", ":")) or is_blank_notice(text):
                break
            name = " ".join(line.text for line in self._lines[above:title])
            named = _COUNCIL.search(name) and not _FORMS.issuperset(
                name.lower().replace(" of ", " ").split()
            )
            if named or mentions(name):
                title = above
                break
        return title - 1 if title and self._lines[title - 1].text.isdigit() else title

    def _letter_start(self, index: int) -> int:
        """Where the letter with this "Dear …" begins: at its letterhead, else at its day."""
        start = index
        for above in range(index - 1, max(-1, index - _LETTER), -1):
            text = plain(self._lines[above].text)
            if len(text) > 200 or "\t" in text or is_blank_notice(text) or is_appendix(text):
                break
            if is_letterhead(text) or is_day(text):
                start = above
        return start

    def _in_list(self, index: int) -> bool:
        """Whether an appendix is one of a list of them, not the appendix itself."""
        near = (*self._lines[max(0, index - 1) : index], *self._lines[index + 1 : index + 2])
        return any(
            is_appendix(plain(line.text)) or "APPENDICES" in line.text.upper() for line in near
        )


def _is_above_sheet(text: str) -> bool:
    return is_item(text) or is_committee(text) or begins_front_sheet(text)


def _is_above_agenda(text: str) -> bool:
    return is_above_head(text) or begins_front_sheet(text) or _PLACE.match(text) is not None
