"""Lines into blocks: headings, numbered paragraphs, bullets, rows, text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus.layout.cleaning import LIGATURES, LINE_END_HYPHEN, SOFT_HYPHEN
from corpus.layout.footnotes import footnotes_of
from corpus.layout.lines import BAR, TAB, Cell, Line, Part, cells_of
from corpus.layout.marks import BULLET, DOUBTFUL_BULLET, NUMBERED, NUMBERED_TITLE

BlockKind = Literal["heading", "numbered", "bullet", "row", "text"]

_RUN_ON = re.compile(r"(?P<number>\d{1,2})(?P<stop>[.)])\s+(?=[a-z])")
_LIST_NUMBER = re.compile(r"(?:[-–•]\s+)?\d{1,3}\.?\Z")
# The caption of one table or picture heads nothing that comes after it.
_TABLE_TITLE = re.compile(r"(?:table|figure|graph|chart) \d", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# What opens a list item or a paragraph, then its only tab.
_MARK_AND_TAB = re.compile(
    r"(?:[•◼■▪●○◦‣⁃∙·➢➤✓⇒\uf000-\uf0ff–—−*-]|\(?[a-z]\)|[ivx]{1,4}[.)]|"
    r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,2}[.)]?))\t[^\t]+\Z"
)
_SENTENCE_END = re.compile(r"[.!?:;][\"'’”)]*\d{0,2}\Z")
_MAJOR = re.compile(
    r"(?:the\s+)?(?:experiences? and progress|impact of leaders|leadership, management|"
    r"local safeguarding|local authority(?:.s strengths)?\Z|effectiveness of|graded judge?ment|"
    r"(?:overall )?effectiveness)|"
    r"what (?:needs|does|do)\b.*\bimprove|areas? (?:for|of|that|covered)\b|"
    r"recommendations?\b|executive summary|summary\b|contents\b|information about|"
    r"(?:safeguarding )?outcomes for (?:children|looked after|care leavers)|"
    r"inspection (?:findings|judge?ments?|team)|(?:main|key|progress|previous) \w+|findings\b|"
    r"overview\b|introduction\b|background\b|purpose\b|conclusions?\b|appendi(?:x|ces)\b|"
    r"strengths?\b|next steps\b|priority and immediate|context\b|section \d",
    re.IGNORECASE,
)
# Headings that every report has: they end a list item that lacks its full stop.
_JUDGED_AREA = re.compile(r"The (?:experiences? and progress of|impact of leaders on) ")
# These follow a list, or stand within it, whatever the line above them looks like.
_BY_A_LIST = re.compile(
    r"(?:(?:main |key )?findings|strengths|areas? for (?:improvement|development|priority action)|"
    r"priority and immediate action|yours (?:sincerely|faithfully))\W*\Z|"
    r"outcomes for (?:children|looked after|care leavers)|summary for children|"
    r"(?:the )?(?:local authority|LSCB).s strengths|key strengths|progress since|"
    r"inspection (?:findings|judge?ments?)\b|information about th",
    re.IGNORECASE,
)
# A heading as Markdown has it. A sentence behind such a mark is a sentence of the text.
_MARKED = re.compile(r"#{1,6}\s+\S.{0,200}(?<![.,;])\Z")
_SIGNS_OFF = re.compile(r"yours (?:sincerely|faithfully|truly)\b", re.IGNORECASE)
# "Within three months:" stands over the actions to take by then.
_BY_TIME = re.compile(r"(?:Immediately|Within (?:\w+ ){1,2}(?:days|weeks|months)\b[^.]{0,30}):?\Z")
# What is a heading or an item by itself, and goes on with no bullet before it.
_OPENS = re.compile(
    f"{BULLET.pattern}|{NUMBERED.pattern}|{_JUDGED_AREA.pattern}|(?i:{_BY_A_LIST.pattern})"
)
_GRADED = re.compile(r"\b(?:outstanding|good|inadequate|requires improvement)\W*\Z", re.IGNORECASE)
_FOOTNOTE_MARK = re.compile(r"[?!]*(?:(?<=[A-Za-z?!.’)])\d{1,2})?\Z")
_NOT_HEADING_START = re.compile(r"[a-z\d£%(,;.]")
_NOT_HEADING = re.compile(r"@|www\.|\d{4} \d{3}|, |:\s+\S|\.\s")
# "Executive summary 2": an entry of a table of contents.
_CONTENTS_ENTRY = re.compile(r".{3,100}?[\s.]\d{1,3}\Z")
_FOLDED = str.maketrans({**LIGATURES, SOFT_HYPHEN: "", LINE_END_HYPHEN: "-"})
_MARK_ONLY = re.compile(r"[\W\d]{1,2}\Z|\d{1,3}\.\Z")
# The line under a table's head in Markdown.
_RULE = re.compile(r"[\s|:+=-]*-{2}[\s|:+=-]*\Z")
# Lines of a table that were run together are no row of it: what heads what is not to be told.
_RULE_WITHIN = re.compile(r"\|\s*:?-{3,}:?\s*\|")


@dataclass(slots=True)
class Block:
    """Consecutive lines that belong together; `number` is a numbered paragraph's own.

    `gap`: a blank line before it, or a page's end. `parts` are stretches of page text, markers
    left out; `cells` are a row's, empty ones in their places; `level` is a marked heading's.
    """

    kind: BlockKind
    number: str | None = None
    major: bool = False
    gap: bool = False
    parts: list[Part] = field(default_factory=list)
    text: str = ""
    cells: tuple[Cell, ...] = ()
    level: int | None = None

    def add(self, line: Line, skip: int = 0) -> None:
        """Take a line in, without its first `skip` characters."""
        self.parts.append((line.page, line.start + skip, line.end))
        self.text = f"{self.text} {line.text[skip:]}".strip(" ")


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Group lines into blocks; footnotes at the foot of a page become blocks of their own."""
    return _Grouping(lines).run()


def heading_text(text: str) -> str:
    """A heading without the footnote mark that the typesetting stuck to it."""
    return _FOOTNOTE_MARK.sub("", text.translate(_FOLDED).strip("*# \t")).strip()


class _Grouping:
    """One pass over the lines. `wrapped` text breaks at a width; else a line is a paragraph."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        lengths = sorted(len(line.text) for line in lines)
        self._width = lengths[int(len(lengths) * 0.85)] if lengths else 0
        self._wrapped = self._width <= 130
        self._gaps = sum(line.gap for line in lines) > len(lines) / 12
        self._footnotes = footnotes_of(lines)
        self._blocks: list[Block] = []
        self._last_number = 0

    def run(self) -> list[Block]:
        index = 0
        while index < len(self._lines):
            index = self._take(index)
        return [block for block in self._blocks if block.text]

    def _take(self, index: int) -> int:
        line = self._lines[index]
        if _MARK_ONLY.match(line.text) or self._is_contents(line):
            return self._after_mark(index)
        if index in self._footnotes:
            return self._take_footnotes(index)
        if line.level:
            return self._take_marked(index)
        if line.level is None and NUMBERED_TITLE.match(line.text):
            self._open("heading", line)
            self._blocks[-1].major = True
            return index + 1
        if "|" in line.text and _RULE.match(line.text):
            return index + 1
        if self._is_row(index):
            self._open("row", line)
            self._blocks[-1].cells = cells_of(line)
            return index + 1
        if (number := self._numbered(line)) is not None:
            self._open("numbered", line, number.end(), number.group("number"))
            return index + 1
        if (bullet := BULLET.match(line.text)) is not None and (
            line.text[0] not in DOUBTFUL_BULLET
            or line.gap
            or self._current_kind in ("bullet", "heading")
        ):
            self._open("bullet", line, bullet.end())
            return index + 1
        if (length := self._heading(index)) > 0:
            self._open("heading", line)
            for more in self._lines[index + 1 : index + length]:
                self._blocks[-1].add(more)
            self._blocks[-1].major = _MAJOR.match(self._blocks[-1].text.strip("*# ")) is not None
            return index + length
        if self._continues(index):
            self._blocks[-1].add(line)
        else:
            self._open("text", line)
        return index + 1

    def _take_marked(self, index: int) -> int:
        """A heading that the file marks; one of several lines is one heading."""
        line, last = self._lines[index], self._blocks[-1] if self._blocks else None
        if last is not None and last.level == line.level and not line.gap:
            last.add(line)
        else:
            self._open("heading", line)
            self._blocks[-1].level = line.level
        return index + 1

    def _is_row(self, index: int) -> bool:
        line = self._lines[index]
        if line.cells:
            return True
        if "\t" in line.text:
            # "•\tA point" and "2.1\tA paragraph" are set with a tab and are no rows.
            marked = _MARK_AND_TAB.match(line.text)
            if marked is not None:
                return marked["number"] is not None and self._beside_rows(index)
            # Words parted by tabs that stand alone are no table.
            return bool(_DIGIT.search(line.text)) or self._near_rows(index)
        bars = len(BAR.findall(line.text)) if "|" in line.text else 0
        if bars and _RULE_WITHIN.search(line.text):
            return False
        return bars > 1 or (bars == 1 and self._beside_rows(index))

    def _beside_rows(self, index: int) -> bool:
        """Whether the line before or after it, with no blank line between, has cells too."""
        line = self._lines[index]
        mark = TAB if "\t" in line.text else BAR
        beside: list[Line] = []
        if index and not line.gap:
            beside.append(self._lines[index - 1])
        if index + 1 < len(self._lines) and not self._lines[index + 1].gap:
            beside.append(self._lines[index + 1])
        return any(mark.search(near.text) for near in beside)

    def _near_rows(self, index: int) -> bool:
        """Whether the line before or after it has cells too, whatever stands between."""
        beside = (*self._lines[max(0, index - 1) : index], *self._lines[index + 1 : index + 2])
        return any("\t" in near.text for near in beside)

    def _after_mark(self, index: int) -> int:
        """A bullet or a number alone belongs to the next line; a digit may mark a footnote."""
        line = self._lines[index]
        following = self._lines[index + 1] if index + 1 < len(self._lines) else None
        if following is None or following.page != line.page:
            return index + 1
        if BULLET.fullmatch(line.text) and not _OPENS.match(following.text):
            self._open("bullet", following)
            return index + 2
        number = line.text[:-1]
        if line.text[-1] == "." and number.isdigit() and self._follows(int(number), line.gap):
            self._open("numbered", following, number=number)
            return index + 2
        if (
            line.text.isdigit()
            and following.text[0].isupper()
            and self._current_kind not in (None, "heading")
            and not BULLET.match(following.text)
        ):
            self._open("text", following)
            return index + 2
        return index + 1

    def _is_contents(self, line: Line) -> bool:
        """An entry under "Contents"; the first line that is none, on another page, ends them."""
        if self._current_kind != "heading" or not self._blocks[-1].text.lower().startswith(
            "contents"
        ):
            return False
        same_page = self._lines[-1].page > 0 and line.page == self._blocks[-1].parts[0][0]
        return same_page or bool(_CONTENTS_ENTRY.match(line.text))

    @property
    def _current_kind(self) -> BlockKind | None:
        return self._blocks[-1].kind if self._blocks else None

    def _open(self, kind: BlockKind, line: Line, skip: int = 0, number: str | None = None) -> None:
        block = Block(kind, number, gap=line.gap)
        block.add(line, skip)
        self._blocks.append(block)

    def _take_footnotes(self, index: int) -> int:
        page = self._lines[index].page
        interrupted = self._blocks[-1] if self._blocks else None
        while index < len(self._lines) and self._lines[index].page == page:
            line = self._lines[index]
            if index in self._footnotes:
                self._open("text", line)
            else:
                self._blocks[-1].add(line)
            index += 1
        if interrupted is not None and not _SENTENCE_END.search(interrupted.text):
            # The paragraph that the footnote cut in two goes on overleaf: keep it last.
            self._blocks.remove(interrupted)
            self._blocks.append(interrupted)
        return index

    def _numbered(self, line: Line) -> re.Match[str] | None:
        match = NUMBERED.match(line.text) or self._run_on(line)
        if match is None:
            return None
        number = match.group("number")
        if "." in number:
            return match
        value = int(number)
        if not match.group("stop"):
            return None
        return match if self._follows(value, line.gap) else None

    def _follows(self, value: int, gap: bool) -> bool:
        """Whether a number is the next paragraph's, which it then is."""
        # Without a blank line before it, "25. Some" may be an age that begins a line.
        leap = 40 if gap else 4
        if value != 1 and not self._last_number < value <= self._last_number + leap:
            return False
        self._last_number = value
        return True

    def _run_on(self, line: Line) -> re.Match[str] | None:
        """An item of a sentence that goes on as a list: "…that cabinet: 1. raise …; 2. stop …"."""
        last = self._blocks[-1].text if self._blocks else ""
        if self._current_kind != "heading" and not last.endswith(
            (":", ";", "; and", ",", "and", "or")
        ):
            return None
        return _RUN_ON.match(line.text)

    def _heading(self, index: int) -> int:
        """How many lines from `index` are one heading; 0 when they are none."""
        line = self._lines[index]
        if line.level == 0:
            return 0
        text = line.text.strip("*")
        if self._current_kind == "heading" and _SIGNS_OFF.match(self._blocks[-1].text):
            # A name under "Yours sincerely" signs a letter and heads nothing.
            return 0
        if _MARKED.match(line.text):
            return 1
        if len(text) > 110 or len(text) < 3 or _NOT_HEADING_START.match(text):
            return 0
        if _TABLE_TITLE.match(text):
            return 0
        if not self._can_begin(index):
            return 0
        if _MAJOR.match(text):
            length = self._major_length(index)
            if length:
                return length
        if text.endswith((".", ",", ";", ":", "-", "?", "\ufffe")) or not text[0].isupper():
            return 0
        following = self._lines[index + 1] if index + 1 < len(self._lines) else None
        if self._parts_numbered(following):
            # "Children looked after, adoption and care leavers" among recommendations.
            text = text.replace(", ", " ")
        if _NOT_HEADING.search(text) or len(text.split()) > 14:
            return 0
        if self._gaps:
            alone = line.gap and (following is None or following.gap)
            return int(alone and (not self._wrapped or len(text) < 0.9 * self._width))
        if following is None or len(text) > 0.75 * self._width or len(text.split()) > 10:
            return 0
        starts_new = NUMBERED.match(following.text) or BULLET.match(following.text)
        return int(bool(starts_new) or following.text[0].isupper())

    def _parts_numbered(self, following: Line | None) -> bool:
        """Whether the line stands between a numbered paragraph that is whole and another."""
        if following is None or not self._blocks or self._blocks[-1].kind != "numbered":
            return False
        number = NUMBERED.match(following.text)
        ended = _SENTENCE_END.search(self._blocks[-1].text)
        return number is not None and bool(number.group("stop") and ended)

    def _can_begin(self, index: int) -> bool:
        if index == 0 or not self._blocks or self._current_kind in ("heading", "row"):
            return True
        line, last = self._lines[index], self._blocks[-1].text
        if _JUDGED_AREA.match(line.text) or _BY_A_LIST.match(line.text):
            return True
        return line.gap or bool(_SENTENCE_END.search(last)) or self._short(index - 1)

    def _major_length(self, index: int) -> int:
        """A known heading may run over up to three lines; it ends before a marker or a stop."""
        text = ""
        for length in range(1, 4):
            if index + length > len(self._lines):
                return 0
            text = f"{text} {self._lines[index + length - 1].text}".strip("* ")
            if text.endswith(".") and _JUDGED_AREA.match(text) and _GRADED.search(text):
                return length
            if text.endswith((".", ",", ";")) or len(text) > 160:
                return 0
            if index + length == len(self._lines):
                return length
            following = self._lines[index + length]
            if (
                following.gap
                or _MAJOR.match(following.text)
                or NUMBERED.match(following.text)
                or BULLET.match(following.text)
                or (following.text[0].isupper() and self._short(index + length - 1))
                or _LIST_NUMBER.match(following.text)
                or len(following.text) < 3
            ):
                return length
        return 0

    def _short(self, index: int) -> bool:
        return len(self._lines[index].text) < 0.8 * self._width

    def _continues(self, index: int) -> bool:
        line = self._lines[index]
        if not self._blocks or self._current_kind in ("heading", "row"):
            return False
        last = self._blocks[-1].text
        if _BY_TIME.match(line.text):
            return False
        if line.text.startswith("(") and not line.gap:
            return True
        if line.gap or (not self._wrapped and not line.text[0].islower()):
            # A page break in the middle of a sentence looks like a blank line.
            return line.text[0].islower() and not _SENTENCE_END.search(last)
        return not (
            _SENTENCE_END.search(last)
            and not last.endswith((":", ";"))
            and self._short(index - 1)
            and not line.text[0].islower()
        )
