"""Places in a file where a document may begin, as they are gathered from its signs.

docs/adr/0005-packs.md says which signs there are, and which of them are sure.
"""

import re
from dataclasses import dataclass, replace

# What ends an inspectors' report: the office that published it, and whose copyright it is.
IMPRINT = re.compile(r"©\s*crown copyright|\bwww\.(?:gov\.uk/)?ofsted\b", re.IGNORECASE)

HINT = re.compile(
    r"^[ \t*#_|>-]*(?:agenda|minute item|dear\b|inspection dates?|dates? of inspection|"
    r"(?:(?:also|in|members|councillors|those|committee) ){0,2}(?:present|attendance)\s*(?:[:(]|$)|"
    r"(?:(?:public|draft|supplementary|revised) ){0,2}(?:minutes of\b|agenda|a g e n d a)|"
    r"(?:this )?page (?:is|has|inten)|appendix|annex|enclosure|subject\b|(?:report )?title\b|"
    r"report (?:to|of|for|by|from|author|title)\b|"
    r"(?:lead|contact|responsible|reporting|presenting) (?:officer|author|member)|"
    r"committee\b|decision[- ]maker|date\b|wards?\b|item\b|from:|to:)",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that could be a sign: most have none of these words at their beginning."""

PROGRAMME = re.compile(r"\b(?:work|working|forward) (?:programme|plan)\b", re.IGNORECASE)
"""The words that the heading of a programme has anywhere."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A place where a document may begin: `line` is the index of its first line.

    `sure`: what begins there is a document of its own, whatever it is; `by_sheet`: a front
    sheet alone says so. `after_break`: a page left blank, the end of a report or a letter parts
    it from what stands before. `names` are what bookmarks call it.
    """

    line: int
    sure: bool = False
    by_sheet: bool = False
    after_break: bool = False
    names: tuple[str, ...] = ()


class Openings:
    """The openings of a file; the first is its first line."""

    def __init__(self) -> None:
        self._by_line = {0: Opening(0, sure=True)}

    def add(
        self, line: int, *, sure: bool = False, by_sheet: bool = False, after_break: bool = False
    ) -> None:
        """Note a sign of an opening at a line; several at one line are taken together."""
        before = self._by_line.get(line)
        if before is None:
            self._by_line[line] = Opening(line, sure, by_sheet, after_break)
            return
        self._by_line[line] = replace(
            before,
            sure=before.sure or sure,
            by_sheet=(before.by_sheet or not before.sure) and (by_sheet or not sure),
            after_break=before.after_break or after_break,
        )

    def name(self, line: int, name: str) -> None:
        """Note what a bookmark calls the opening at a line."""
        self.add(line)
        before = self._by_line[line]
        self._by_line[line] = replace(before, names=(*before.names, name))

    def __contains__(self, line: int) -> bool:
        return line in self._by_line

    def __len__(self) -> int:
        return len(self._by_line)

    @property
    def second(self) -> int | None:
        """The line of the second opening; None where the file has but one."""
        return min((line for line in self._by_line if line), default=None)

    @property
    def last(self) -> int:
        """The line of the last opening."""
        return max(self._by_line)

    def in_order(self) -> list[Opening]:
        """All openings, in the order of the file."""
        return sorted(self._by_line.values(), key=lambda opening: opening.line)
