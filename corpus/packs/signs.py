"""The signs by which the beginning of a document is known: titles, salutations, headings."""

import re
from collections.abc import Sequence

from corpus.layout.lines import Line
from corpus.packs.front_sheets import plain

_INSPECTION = re.compile(
    r"(?:\d{1,2}\s+)?(?:[A-Za-z’']+ ){0,2}(?:re-?)?inspection of\b|"
    r"joint (?:targeted )?area (?:SEND )?inspection",
    re.IGNORECASE,
)
_INSPECTION_DATES = re.compile(r"inspection dates?\b|dates? of inspection\b", re.IGNORECASE)
_DEAR = re.compile(r"dear\s+[A-Z]|dear (?:colleagues?|all|sir|madam|local|partners)", re.IGNORECASE)
_INSPECTORS = re.compile(
    r"\bofsted\b|\b(?:her|his) majesty[’']s (?:chief )?inspectors?\b|\bHMI\b|"
    r"\binspectors (?:were|considered|reviewed)\b",
    re.IGNORECASE,
)
_VISITED = re.compile(r"\b(?:inspection|visit)\b", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r"\bofsted\b|@|\bwww\.|\btextphone\b|\A[TEWF]\s*:?\s*(?:0\d{2,4}[ \d]|\S+@)|"
    r"\bpiccadilly gate\b|\bstore st(?:reet)?\b|\bM1 2WD\b|\bSW1H 9EX\b|\bWC2B 6SE\b|"
    r"\baviation house\b|\bkingsway\b|\bclive house\b|\bpetty france\b|\b(?:direct|tel)\s*:?\s*\d|"
    r"\btelephone\b|\bemail\b",
    re.IGNORECASE,
)
_DAY_ALONE = re.compile(
    r"(?:date:?\s*)?(?:[a-z]+day,? )?\d{1,2}(?:st|nd|rd|th)? [a-z]+,? (?:19|20)\d\d\Z",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"(?:(?:also|members|councillors|those|committee) )*(?:present|(?:in )?attendance)"
    r"\s*(?::|\Z|\()",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\bminutes\b|\bheld (?:on|at|in)\b|\b\d{1,2}[.:]\d\d ?[ap]\.?m|"
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:of )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,? 20",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(?:draft |public )?minutes of (?:the |a )?.*\b(?:meeting|held)\b", re.IGNORECASE
)
_AGENDA = re.compile(
    r"(?:(?:public|supplementary|revised) )*(?:agenda(?: pack| (?:front)?sheet)?|a g e n d a)"
    r"\s*:?\Z",
    re.IGNORECASE,
)
_BUSINESS = re.compile(r"\bapologies\b|\bdeclarations? of\b|\bdisclosures? of\b", re.IGNORECASE)
_ITEM = re.compile(r"(?:agenda|minute) item(?: no\.?| number)? \d{1,2}[a-z]?\.?\Z", re.IGNORECASE)
_PAGE = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\Z|public document pack\Z", re.I)
_BLANK = re.compile(
    r"(?:this )?page (?:is )?(?:has been )?intentionally (?:left )?blank", re.IGNORECASE
)
_PROGRAMME = re.compile(
    r"(?!\d+\.?\s)(?:[^\t:;.]{0,80}\b)?(?:forward work|work(?:ing)?) (?:programme|plan)\b"
    r"[^\t:;.]{0,40}\Z",
    re.IGNORECASE,
)
_FORWARD_PLAN = re.compile(
    r"(?!\d+\.?\s)(?:(?:the |cabinet |council |executive )*|[^\t:;.]{0,40}\b)forward plan"
    r"(?: items| of (?:key |executive )?decisions|: [^\t]{0,60}| \d{4}.*|\s*[-–] .{0,60})?\Z",
    re.IGNORECASE,
)
_APPENDIX = re.compile(
    r"(?:appendix|annexe?|enclosure)\s+(?:[A-Z]\d?|\d{1,2}[a-z]?|one|two|three|four|five|six)\b",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(r"\b(?:committee|panel|board|cabinet|council|commission|forum)\b", re.I)
_BODY = re.compile(r"\b(?:committee|panel|board|cabinet|commission|forum|full council)\b", re.I)
_TIMES = re.compile(r"\(?\d{1,2}[.:]\d\d ?[ap]\.?m", re.IGNORECASE)
_DRAFT = re.compile(r"\bdraft until\b|\ball minutes are draft\b|\bremain a draft\b", re.IGNORECASE)

_TITLE_WITHIN, _DATES_AFTER = 16, 10
_DEAR_WITHIN, _LETTER_AFTER = 30, 12
_PRESENT_WITHIN = 25
_AGENDA_WITHIN, _BUSINESS_WITHIN = 60, 130


def inspection_title(lines: Sequence[Line]) -> int | None:
    """The index of the title of an inspection report that stands above its "Inspection dates"."""
    for index, line in enumerate(lines[:_TITLE_WITHIN]):
        if _INSPECTION.match(plain(line.text)) and any(
            _INSPECTION_DATES.match(plain(below.text))
            for below in lines[index + 1 : index + 1 + _DATES_AFTER]
        ):
            return index
    return None


def inspectors_letter(lines: Sequence[Line]) -> int | None:
    """The index of the "Dear …" of a letter in which inspectors tell of a visit or inspection.

    Its letterhead or its day stands above; a report's own words to children have neither.
    """
    for index, line in enumerate(lines[:_DEAR_WITHIN]):
        if not _DEAR.match(plain(line.text)):
            continue
        if not any(
            is_letterhead(above.text) or is_day(plain(above.text)) for above in lines[:index]
        ):
            return None
        after = " ".join(below.text for below in lines[index : index + _LETTER_AFTER])
        around = " ".join(above.text for above in lines[:index]) + after
        return index if _VISITED.search(after) and _INSPECTORS.search(around) else None
    return None


def salutation(lines: Sequence[Line]) -> int | None:
    """The index of the "Dear …" of any letter."""
    return next(
        (i for i, line in enumerate(lines[:_DEAR_WITHIN]) if _DEAR.match(plain(line.text))), None
    )


def minutes_head(lines: Sequence[Line]) -> int | None:
    """The index of the line of minutes that says who was present."""
    for index, line in enumerate(lines[:_PRESENT_WITHIN]):
        text = plain(line.text)
        if is_agenda(text):
            return None
        if _PRESENT.match(text) and any(
            _MEETING.search(above.text) for above in lines[max(0, index - 12) : index + 3]
        ):
            return index
    return None


def agenda_head(lines: Sequence[Line]) -> int | None:
    """The index of the line "AGENDA" that stands above apologies and declarations of interest."""
    for index, line in enumerate(lines[:_AGENDA_WITHIN]):
        if is_agenda(plain(line.text)) and any(
            _BUSINESS.search(below.text) for below in lines[index + 1 : _BUSINESS_WITHIN]
        ):
            return index
    return None


def is_agenda(text: str) -> bool:
    """Whether a line is the heading of an agenda."""
    return _AGENDA.match(text) is not None


def is_salutation(text: str) -> bool:
    """Whether a line begins a letter: "Dear …"."""
    return _DEAR.match(text) is not None


def is_inspection_dates(text: str) -> bool:
    """Whether a line begins with "Inspection dates"."""
    return _INSPECTION_DATES.match(text) is not None


def is_present(text: str) -> bool:
    """Whether a line begins the list of those present."""
    return _PRESENT.match(text) is not None


def is_minutes_title(text: str) -> bool:
    """Whether a line is the title of minutes: "Minutes of the meeting …"."""
    return _MINUTES.match(text) is not None


def is_item(text: str) -> bool:
    """Whether a line is the stamp that a paper of a meeting carries: "Agenda Item 5"."""
    return _ITEM.match(text) is not None


def is_blank_notice(text: str) -> bool:
    """Whether a line says that its page is blank on purpose."""
    return _BLANK.match(text) is not None


def is_programme(text: str) -> bool:
    """Whether a line is the heading of a work programme."""
    return len(text) <= 110 and _PROGRAMME.match(text) is not None


def is_forward_plan(text: str) -> bool:
    """Whether a line is the heading of a forward plan of decisions."""
    return len(text) <= 110 and _FORWARD_PLAN.match(text) is not None


def is_appendix(text: str) -> bool:
    """Whether a line is the heading of an appendix: "Appendix 1", "Annex B: …"."""
    return len(text) <= 140 and _APPENDIX.match(text) is not None


def is_letterhead(text: str) -> bool:
    """Whether a line is of the inspectors' letterhead: their office, telephone, web address."""
    return len(text) <= 160 and _LETTERHEAD.search(text) is not None


def is_day(text: str) -> bool:
    """Whether a line is a day and nothing else."""
    return _DAY_ALONE.match(text) is not None


def is_body(text: str) -> bool:
    """Whether a line names the body that meets: a committee, a panel, a board, a cabinet."""
    return is_committee(text) and _BODY.search(text) is not None and not _DRAFT.search(text)


def is_committee(text: str) -> bool:
    """Whether a line names a council or one of its committees, and is not a sentence."""
    return (
        len(text) <= 110
        and not text.endswith((".", ":", ";", ","))
        and "\t" not in text
        and text[:1].isupper()
        and _COMMITTEE.search(text) is not None
    )


def is_above_head(text: str) -> bool:
    """Whether a line may stand in the head of minutes: stamps, committees, days, page numbers."""
    if _ITEM.match(text) or _PAGE.match(text) or _DRAFT.search(text) or _TIMES.match(text):
        return True
    return is_committee(text) or is_day(text) or (len(text) <= 110 and text.isupper())
