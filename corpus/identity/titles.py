"""What a document is called: by its inspection, its subject, its meeting, or its first line."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from corpus.dates import in_words
from corpus.documents import INSPECTORS_KINDS, Dates, Kind
from corpus.layout.lines import Line
from corpus.packs.front_sheets import front_sheet, plain
from corpus.packs.signs import is_body, is_forward_plan, is_item, is_programme
from corpus.sources import Source

_AGAIN = re.compile(r"\bre-?inspection of", re.IGNORECASE)
_JOINT = re.compile(r"\bjoint (?:targeted )?area inspection\b", re.IGNORECASE)
# Before 2013 one part of the services was inspected at a time, and the title says which.
_ONE_PART = re.compile(
    r"\binspection of (?P<part>safeguarding and looked[ -]after children services|"
    r"looked[ -]after children(?:[’']s)? services|safeguarding services|"
    r"(?:local authority )?arrangements for the protection of children|adoption services)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"[\s,–-]*(?:[a-z]+day,? )?\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]+,? (?:19|20)\d\d.*\Z", re.I
)
_NUMBER = re.compile(r"\A(?:\d{1,2}[a-z]?[.)]?|[A-Z][.)])\s+(?=\w)")
_MINUTES_OF = re.compile(
    r"\A(?:draft )?minutes of (?:the |a )?(?:(?:public )?meeting of (?:the )?)?", re.IGNORECASE
)
_STAMP = re.compile(r"(?:page )?\d{1,4}\Z|public document pack\Z", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"\bmicrosoft\b|\buntitled\b|\Adocument ?\d*\Z|\btemplate\b|\.(?:docx?|pptx?|pdf|rtf)\b", re.I
)
_SMALL = frozenset({"and", "of", "the", "for", "in", "on", "to", "a"})
_LONGEST = 120


def title_of(
    source: Source,
    lines: Sequence[Line],
    kind: Kind,
    authority: str | None,
    dates: Dates,
    names: Sequence[str] = (),
    *,
    part: bool = False,
) -> str:
    """The title of the document of these lines; `names` are what bookmarks call it.

    Of an inspection it is made of what is known, so that it reads the same in every layout.
    The file's own title is that of the whole, so a `part` of it never has it.
    """
    lines = [
        line for line in lines[:40] if not (is_item(plain(line.text)) or _STAMP.match(line.text))
    ]
    if kind in INSPECTORS_KINDS:
        return _of_inspection(lines, kind, authority)
    if kind in ("agenda", "minutes"):
        body = next((t for line in lines[:12] if is_body(t := plain(line.text))), None)
        if body is not None:
            what = "agenda and papers" if kind == "agenda" else "minutes"
            when = f", {in_words(dates.meeting, dates.meeting)}" if dates.meeting else ""
            return f"{_in_title_case(_DAY.sub('', _without_minutes(body)))}: {what}{when}"
    sheet = front_sheet(lines)
    if sheet is not None and sheet.fields.get("subject"):
        return sheet.fields["subject"][:_LONGEST]
    if kind == "work_programme":
        heading = next(
            (t for line in lines[:8] if is_programme(t := plain(line.text)) or is_forward_plan(t)),
            None,
        )
        if heading is not None:
            return heading
    stated = "" if part else source.metadata.get("title", "").strip()
    if stated and not _NO_TITLE.search(stated):
        return stated
    return _first_line(lines) or _bookmark(names) or PurePath(source.path).stem


def _of_inspection(lines: Sequence[Line], kind: Kind, authority: str | None) -> str:
    whose = authority or "an authority not named"
    head = " ".join(line.text for line in lines[:14])
    if kind == "inspection_report":
        again = "Re-inspection" if _AGAIN.search(head) else "Inspection"
        if (part := _ONE_PART.search(head)) is not None:
            return f"{again} of {part['part'].lower()} in {whose}"
        return f"{again} of {whose} children’s services"
    if kind == "focused_visit_letter":
        if _JOINT.search(" ".join(line.text for line in lines)):
            return f"Joint targeted area inspection of {whose}"
        return f"Focused visit to {whose} children’s services"
    if kind == "monitoring_visit_letter":
        return f"Monitoring visit to {whose} children’s services"
    return f"Unannounced inspection of {whose} children’s services"


def _without_minutes(text: str) -> str:
    return _MINUTES_OF.sub("", text)


def _in_title_case(text: str) -> str:
    text = text.strip(" *#.,:;–-")
    if not text.isupper():
        return text
    words = text.lower().split()
    return " ".join(
        word if n and word in _SMALL else word[:1].upper() + word[1:]
        for n, word in enumerate(words)
    )


def _first_line(lines: Sequence[Line]) -> str | None:
    """The first line that is more than a mark, with the next where it runs on in small letters."""
    for index, line in enumerate(lines[:5]):
        text = plain(line.text)
        if len(text) <= 8:
            continue
        if index + 1 < len(lines) and not lines[index + 1].gap:
            following = plain(lines[index + 1].text)
            if (following[:1].islower() and not text.endswith(".")) and len(text) < 80:
                text = f"{text} {following}"
        return text[:_LONGEST]
    return None


def _bookmark(names: Sequence[str]) -> str | None:
    return next((_NUMBER.sub("", name)[:_LONGEST] for name in names), None)
