"""Reading a brief from the text of its PDF file: footnotes by their numbers."""

import re
from collections.abc import Iterator, Sequence
from itertools import count, takewhile
from pathlib import Path

from evals.briefs.shown import Shown, UnreadableError
from evals.sources import page_text

_CELL = 24
# The headings of which one begins a brief.
_FIRST = ("What has changed since", "At a glance")


def read_pdf(path: Path, titles: Sequence[str]) -> list[Shown]:
    """The statements of a brief in their order; `titles` are those of all documents.

    Raises `UnreadableError` where the file has no footnotes.
    """
    # Words are not divided in briefs: what stands for a hyphen at a line's end is one.
    pages = [text.replace("\ufffe", "-") for text in takewhile(bool, _pages(path))]
    starts = "|".join(r"\s+".join(map(re.escape, title.split())) for title in titles)
    # A footnote begins its line. The mark of a statement ends one, and what comes in the next
    # line may be a heading with the title of a document.
    begins = re.compile(rf"^(?P<number>\d{{1,4}}) ?(?={starts})", re.MULTILINE)
    body, notes = "", dict[int, str]()
    expected = 1
    for page in pages:
        text = re.sub(r"\sInspection brief: [^·]* · page \d+\s*\Z", "", page)
        marks: list[re.Match[str]] = []
        at = 0
        while (match := _next(begins, text, at, expected + len(marks))) is not None:
            marks.append(match)
            at = match.end()
        body += f" {_one_line(text[: marks[0].start()] if marks else text)}"
        ends = [*(following.start() for following in marks[1:]), len(text)]
        for match, end in zip(marks, ends, strict=False):
            notes[int(match["number"])] = _one_line(text[match.end() : end])
        expected += len(marks)
    if not notes:
        raise UnreadableError(f"{path} has no footnotes.")
    return _statements(body, notes)


def _pages(path: Path) -> Iterator[str]:
    return (page_text(path, number) for number in count(1))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _next(begins: re.Pattern[str], text: str, at: int, number: int) -> re.Match[str] | None:
    """The footnote with this number."""
    return next((m for m in begins.finditer(text, at) if int(m["number"]) == number), None)


def _statements(body: str, notes: dict[int, str]) -> list[Shown]:
    found: list[Shown] = []
    # What stands before the first section counts documents, and has no footnotes.
    starts = (body.find(title) for title in _FIRST)
    at = min((start for start in starts if start >= 0), default=0)
    for number in range(1, max(notes) + 1):
        mark = re.compile(rf"(?<=[^\s\d]) ?{number}(?!\d)")
        note = notes.get(number, "")
        quoted = "“" not in note
        match = next(
            (m for m in mark.finditer(body, at) if not quoted or body[: m.start()].endswith("”")),
            None,
        )
        if match is None:
            found.append(Shown("", notes.get(number)))
            continue
        text = _quote_before(body, match.start()) if quoted else _own(body[at : match.start()])
        found.append(Shown(text, notes.get(number)))
        at = match.end()
    return found


def _own(before: str) -> str:
    """A statement in the brief's words: an entry of a list, or a cell at the end of what is there.

    Where a cell begins the text of a page does not tell.
    """
    return before.rpartition("• ")[2].strip() if "• " in before else before[-_CELL:].strip()


def _quote_before(body: str, end: int) -> str:
    """The quotation that ends there, those within it included."""
    depth = 0
    for at in range(end - 1, -1, -1):
        depth += (body[at] == "”") - (body[at] == "“")
        if body[at] == "“" and depth == 0:
            return body[at:end]
    # Quotation marks that are not in pairs: it begins where its entry of a list does.
    start = body.rfind("• “", 0, end)
    return body[start + 2 : end] if start >= 0 else ""
