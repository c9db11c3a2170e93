"""What a document says of itself on its first page: title, kind, authority, dates."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from corpus.authorities import mentions, plain_name
from corpus.dates import day_ranges, in_words, months
from corpus.documents import Dates, Document, Kind
from corpus.front import Front
from corpus.layout import Line
from corpus.sources import Source

_INSPECTED = re.compile(r"inspection dates?\s*:?\s*", re.IGNORECASE)
_VISITED = re.compile(
    r"\b(?:visit|inspection)\b[^.]{0,160}?\b(?:on|from|between)\s+(?=\d)|"
    r"conducted on (?=\d)|carried out (?:on|from) (?=\d)",
    re.IGNORECASE,
)
# "Since the last inspection in February 2022": what a document looks back on bounds its day.
_LOOKS_BACK = re.compile(
    r"\b(?:[Ss]ince|[Ll]ast|[Pp]revious(?:ly)?|inspected|judged|visited)\b[^.]{0,60}?"
    r"\b[A-Z][a-z]+ (?:19|20)\d\d"
)
_REVIEWED = re.compile(
    r"(?:reviewed|updated|published|revised)(?: on)?\s*:?\s*(?=\d)", re.IGNORECASE
)
_PUBLISHED = re.compile(r"(?:report )?published(?:\s+on)?\s*:?\s*(?=\d)", re.IGNORECASE)
_LEAD = re.compile(
    r"lead inspector\s*:?\s*(?P<name>[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|de|van|der|of)){1,3})",
    re.IGNORECASE,
)
_OF_AUTHORITY = re.compile(
    r"(?:[Rr]e-?)?[Ii]nspection of (?:the )?(?P<name>"
    r"(?!services|children|local authority)[A-Z].{2,60}?)"
    r"(?:\s+(?:metropolitan borough|county|city|borough))?(?:\s+council)?"
    r"\s+(?:local authority\s+)?children[’']s (?:services|social care)|"
    r"[Vv]isit to (?:the )?(?P<visited>[A-Z].{2,60}?)"
    r"(?:\s+council)?\s+(?:local authority\s+)?children[’']s (?:services|social care)",
)
_FORMAL = re.compile(
    r"(?:Borough|City|County) of ([A-Z]\w+)|\b([A-Z]\w+) (?:Borough )?Council|"
    r"\b([A-Z]\w+) (?:requires? improvement|is (?:good|inadequate|outstanding))"
)
_FILE_DATE = re.compile(r"\d{1,2} [a-z]+ \d{4}", re.IGNORECASE)
_COUNCIL = re.compile(r"\b(?:council|borough|county|city|authority)\b", re.IGNORECASE)


def describe(source: Source, lines: Sequence[Line], front: Front) -> Document:
    """What the document is. What its text does not say is left None, never guessed."""
    head = " ".join(line.text for line in lines[:40])
    opening = " ".join(line.text for line in lines[:120])[:6000]
    kind = _kind(head, opening)
    authority = _authority(lines, head, opening, kind)
    dates, notes = _dates(source, head, opening, kind, lines)
    lead = _LEAD.search(opening if front.lines else "")
    numbers = [page.number for page in source.pages if page.number is not None]
    return Document(
        id=f"d{source.sha256[:12]}",
        title=_title(source, lines, kind, authority, dates),
        kind=kind,
        authority=authority,
        publisher=_publisher(kind, authority),
        lead_inspector=lead["name"].strip() if lead else None,
        dates=dates,
        path=source.path,
        sha256=source.sha256,
        first_page=min(numbers, default=None),
        last_page=max(numbers, default=None),
        pages=len(source.pages),
        notes=(*source.notes, *notes),
    )


def _kind(head: str, opening: str) -> Kind:
    low, start = opening.lower(), head.lower()[:1500]
    if re.search(
        r"inspection dates?\b|inspection of services for children|judgement grade", start[:500]
    ):
        return "inspection_report"
    if "this letter summarises" in low or "dear " in start:
        if "monitoring visit" in start:
            return "monitoring_visit_letter"
        if "focused visit" in start:
            return "focused_visit_letter"
        if "unannounced inspection" in start:
            return "unannounced_inspection_letter"
    if re.search(r"\bagenda\b", start) and re.search(r"apologies|declarations of", low):
        return "agenda"
    if re.search(r"\bpanel\b|\bcommittee\b|\bcabinet\b|\bscrutiny\b", start):
        if re.search(r"subject\s*:?.{0,80}\bperformance", start):
            return "performance_report"
        if re.search(r"\bpresent\s*:", start):
            return "minutes"
        if "work programme" in start[:300]:
            return "work_programme"
        if re.search(r"agenda item|lead officer|subject\s*:|task group|review", start):
            return "scrutiny_report"
    if re.search(
        r"inspection (?:dates?\b|of)|overall effectiveness|judgement grade|"
        r"\bchildren who need help and",
        start,
    ):
        return "inspection_report"
    return "other"


def _authority(lines: Sequence[Line], head: str, opening: str, kind: Kind) -> str | None:
    if kind == "inspection_report":
        title = " ".join(line.text for line in lines[:6])
        if listed := mentions(title):
            return listed[0].name
    named = _OF_AUTHORITY.search(head)
    if named is not None:
        return plain_name(named["name"] or named["visited"])
    if kind == "inspection_report":
        for line in lines[:3]:
            if _COUNCIL.search(line.text) and (name := plain_name(line.text)):
                return name
    # The first 6,000 characters first: a long pack names many councils further in.
    for text in (opening, " ".join(line.text for line in lines)[:60000]):
        counted = Counter(mention.name for mention in mentions(text))
        if counted:
            return counted.most_common(1)[0][0]
    formal = _FORMAL.search(head)
    return plain_name(next(filter(None, formal.groups()))) if formal else None


def _dates(
    source: Source, head: str, opening: str, kind: Kind, lines: Sequence[Line]
) -> tuple[Dates, tuple[str, ...]]:
    dates = Dates()
    if kind in ("agenda", "minutes", "scrutiny_report", "performance_report", "work_programme"):
        if stated := day_ranges(head):
            return replace(dates, meeting=stated[0].last, basis="stated"), ()
        if stated := months(" ".join(line.text for line in lines[:8])):
            # "Task group report, March 2018": the month is stated, the day is not.
            first, last = stated[0].first, stated[0].last
            return replace(dates, not_before=first, not_after=last, basis="stated"), ()
    label = _INSPECTED.search(head) or _VISITED.search(opening)
    if label is not None:
        days = day_ranges(opening[label.end() : label.end() + 120])
        near = [r for i, r in enumerate(days) if i == 0 or r.start - days[i - 1].end < 12]
        if near and near[0].start < 12:
            dates = replace(
                dates,
                inspected_from=min(r.first for r in near),
                inspected_to=max(r.last for r in near),
                basis="stated",
            )
    printed = _PUBLISHED.search(head)
    if printed is not None and (days := day_ranges(head[printed.end() : printed.end() + 40])):
        return replace(dates, published=days[0].last, basis="stated"), ()
    reviewed = _REVIEWED.search(opening) if kind == "other" else None
    if reviewed is not None and (days := day_ranges(opening[reviewed.end() : reviewed.end() + 30])):
        return replace(dates, published=days[0].last, basis="stated"), ()
    if kind.endswith("_letter") and (days := day_ranges(head)):
        return replace(dates, published=days[0].last, basis="stated"), ()
    if (named := _FILE_DATE.search(PurePath(source.path).stem)) and (
        days := day_ranges(named.group())
    ):
        dates = replace(dates, published=days[0].last, published_basis="inferred")
        return dates, ("the publication date comes from the file name",)
    if dates.ordering is None:
        text = " ".join(line.text for line in lines)
        past = [r.first for m in _LOOKS_BACK.finditer(text) for r in months(m.group())]
        if past:
            return replace(dates, not_before=max(past)), ("the document states no date of its own",)
    return dates, ()


def _title(
    source: Source, lines: Sequence[Line], kind: Kind, authority: str | None, dates: Dates
) -> str:
    whose = authority or "an authority not named"
    head = " ".join(line.text for line in lines[:12])
    if kind == "inspection_report":
        services = (
            "Re-inspection" if re.search(r"\bre-?inspection of", head, re.I) else "Inspection"
        )
        return f"{services} of {whose} children’s services"
    if kind == "focused_visit_letter":
        return f"Focused visit to {whose} children’s services"
    if kind == "monitoring_visit_letter":
        return f"Monitoring visit to {whose} children’s services"
    if kind == "unannounced_inspection_letter":
        return f"Unannounced inspection of {whose} children’s services"
    subject = re.search(r"Subject\s*:\s*(.{5,90}?)(?=\s+(?:Lead|Ward|Contact|Report)\b)", head)
    panel = next(
        (line.text for line in lines[:6] if re.search(r"panel|committee", line.text, re.I)), None
    )
    if kind == "agenda" and panel:
        when = f", {in_words(dates.meeting, dates.meeting)}" if dates.meeting else ""
        return f"{panel.strip('*# ')}: agenda and papers{when}"
    if subject:
        return subject[1].strip("* ")
    stated = source.metadata.get("title", "").strip()
    first = next((line.text.strip("*# ") for line in lines[:5] if len(line.text) > 8), None)
    return stated or (first[:120] if first else PurePath(source.path).stem)


def _publisher(kind: Kind, authority: str | None) -> str | None:
    if kind == "inspection_report" or kind.endswith("_letter"):
        return "Ofsted"
    return f"{authority} council" if authority and kind != "other" else None
