"""When a document is of: inspected, published, met, or bounded by what it mentions."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from corpus.dates import DayRange, Slip, day_ranges, days_in_figures, in_words, months, slips
from corpus.documents import INSPECTORS_KINDS, Dates, Document, Kind
from corpus.layout.lines import Line
from corpus.packs.front_sheets import front_sheet, plain
from corpus.packs.signs import is_day, minutes_head, salutation
from corpus.sources import Source

_INSPECTED = re.compile(r"\b(?:inspection dates?|dates? of inspection)\b\s*:?\s*", re.IGNORECASE)
# "a focused visit to Aldermere on 2 and 3 March", "Between 14 and 18 May, Ofsted … inspected"
_VISITED = re.compile(
    r"\b(?:visit|inspection|fieldwork)\b[^.]{0,200}?\b(?:on|from|between)\s+(?:the\s+)?(?=\d)|"
    r"\b(?:conducted|carried out|took place|undertaken|on site)\s+(?:on|from|between)\s+(?=\d)|"
    r"\b(?:between|from|on)\s+(?=\d[^.]{0,60}\b(?:ofsted|inspectors)\b)",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:previous|last|since|earlier)\b[^.]*\Z", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:.*\binspection dates?\b.*)?"
    r"(?:(?:report |date )?published(?: on)?|publication date|date of publication)"
    r"\s*:?\s*(?=\d|[A-Z][a-z]+day\b|\Z)",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"(?:\A|[.|–-]\s)(?:(?:this )?(?:page|document|version|offer) )?(?:(?:was|last|first) )*"
    r"(?:reviewed|updated|revised|published|issued)(?: on)?\s*:?\s*(?=\d)",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\bheld (?:on|at)\b|\bmeeting (?:of|on|date)\b|\bdate of meeting\b|\bdate\s*:", re.IGNORECASE
)
_NOT_OF_THIS = re.compile(r"\bnext meeting\b|\bdeadline\b|\bdraft until\b", re.IGNORECASE)
_MEETING = re.compile(r"\b(?:panel|committee|board|meeting|cabinet|council|scrutiny)\b", re.I)
# "Since the last inspection in February 2022": what a document looks back on bounds its day.
_LOOKS_BACK = re.compile(
    r"\b(?:[Ss]ince|[Ll]ast|[Pp]revious(?:ly)?|inspected|judged|visited)\b[^.]{0,60}?"
    r"\b[A-Z][a-z]+ (?:19|20)\d\d"
)
_A_YEAR = re.compile(r"\b20\d\d\b")
_EDGE, _RUNNING = 3, 100  # lines at either end of a page, characters of a running line
_SENTENCE = 160  # characters: a longer line is a paragraph
_VISIT, _LONG = 45, 120  # days that an inspection may take, and that none takes
_NEAR = 14  # characters between a label and its day, between the days of one visit
_FIRST = date(2009, 1, 1)  # a file that was made before says so by a clock that was never set
_OF_NO_DAY: frozenset[Kind] = frozenset({"work_programme"})  # it names the days of meetings to come


@dataclass(frozen=True, slots=True)
class Dated:
    """The dates of a document, and sentences on what is doubtful about them."""

    dates: Dates = field(default_factory=Dates)
    notes: tuple[str, ...] = ()

    def noting(self, note: str, dates: Dates | None = None) -> "Dated":
        """The same with one more sentence, and perhaps other dates."""
        return Dated(dates or self.dates, (*self.notes, note))


def dates_of(
    source: Source, lines: Sequence[Line], kind: Kind, head: Document | None = None
) -> Dated:
    """When the document of these lines is of.

    Its own text first; then, of a part of a pack, the meeting of `head`, the document that
    heads the pack; of a whole file, the file's name; at last the bounds that it mentions. What
    its own words do not say is marked as inferred, with a note.
    """
    found = _of_inspectors(lines, kind) if kind in INSPECTORS_KINDS else _of_paper(lines, kind)
    found = _named(source, found, kind) if head is None else _in_pack(found, kind, head)
    return found if _has_day(found.dates) else _bounded(source, lines, found)


def _has_day(dates: Dates) -> bool:
    return any((dates.inspected_to, dates.inspected_from, dates.meeting, dates.published))


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


# Inspectors' reports and letters


def _of_inspectors(lines: Sequence[Line], kind: Kind) -> Dated:
    head = _joined(lines[:40])
    label = _INSPECTED.search(head)
    found = Dated()
    if label is not None:
        found = _inspected(head[label.end() : label.end() + 140], lines)
    elif kind != "inspection_report" and (visit := _visit(_joined(lines[:120])[:6000])):
        dates = Dates(inspected_from=visit.first, inspected_to=visit.last, basis="stated")
        found = Dated(dates)
    elif (running := _running_dates(lines, first=0)) is not None:
        found = Dated(
            Dates(inspected_from=running[0], inspected_to=running[1]),
            ("Its first page is missing; the inspection dates are those of the running header.",),
        )
    published = _published(lines, kind)
    if published is None:
        return found
    found = replace(found, dates=replace(found.dates, published=published, basis="stated"))
    ended = found.dates.inspected_to or found.dates.inspected_from
    if ended is not None and published < ended:
        return found.noting(
            f"It is dated {in_words(published, published)}, before the end of the visit on "
            f"{in_words(ended, ended)}: one of the two is a misprint."
        )
    return found


def _inspected(stated: str, lines: Sequence[Line]) -> Dated:
    """The days behind "Inspection dates" on the first page, which wins over what follows."""
    days = day_ranges(stated)
    misprinted = next((slip for slip in slips(stated) if slip.start < _NEAR), None)
    if misprinted is not None:
        return _mended(stated, misprinted, _running_dates(lines))
    near = [r for i, r in enumerate(days) if i == 0 or r.start - days[i - 1].end < _NEAR]
    if not near or near[0].start >= _NEAR:
        return Dated()
    first, last = min(r.first for r in near), max(r.last for r in near)
    found = Dated(Dates(inspected_from=first, inspected_to=last, basis="stated"))
    if len(near) > 1:
        told = " and ".join(in_words(r.first, r.last) for r in near)
        found = found.noting(f"The inspection was in {len(near)} parts: {told}.")
    elif (last - first).days > _LONG:
        found = found.noting(
            f"Page 1 gives the inspection dates as {in_words(first, last)}, longer than an "
            "inspection takes: there may be a misprint in them."
        )
    elif (running := _running_dates(lines)) is not None and running != (first, last):
        found = found.noting(
            f"The running header gives other inspection dates, {in_words(*running)}; those of "
            f"page 1 are taken, {in_words(first, last)}."
        )
    return found


def _mended(stated: str, slip: Slip, running: tuple[date, date] | None) -> Dated:
    """Dates out of a misprint: what another line confirms, else what is sure of them."""
    written = " ".join(stated[slip.start : slip.end].split())
    said = f"Page 1 gives the inspection dates as “{written}”, which cannot be right"
    if running is not None and not {slip.first, slip.last}.isdisjoint(running):
        dates = Dates(inspected_from=running[0], inspected_to=running[1], basis="stated")
        return Dated(dates, (f"{said}; those of the running header are taken.",))
    if slip.first is not None and slip.last is not None:
        first, last = sorted((slip.first, slip.last))
        if (last - first).days <= _VISIT:
            dates = Dates(inspected_from=first, inspected_to=last, basis="stated")
            return Dated(dates, (f"{said}; the two days are taken the other way round.",))
        dates = Dates(not_before=first, not_after=last)
        return Dated(dates, (f"{said}; it was between the two days.",))
    dates = Dates(inspected_from=slip.first, inspected_to=slip.last, basis="stated")
    return Dated(dates, (f"{said}; only the day that can be right is taken.",))


def _running_dates(lines: Sequence[Line], first: int = 1) -> tuple[date, date] | None:
    """The range of days that stands at the edge of pages from the page `first` on."""
    seen: Counter[tuple[date, date]] = Counter()
    start = 0
    for index, line in enumerate(lines):
        if index + 1 < len(lines) and lines[index + 1].page == line.page:
            continue
        here = lines[start : index + 1]
        start = index + 1
        if line.page < first:
            continue
        edges = here if len(here) <= 2 * _EDGE else (*here[:_EDGE], *here[-_EDGE:])
        seen.update(
            {
                (days.first, days.last)
                for edge in edges
                if len(edge.text) < _RUNNING and _A_YEAR.search(edge.text)
                for days in day_ranges(edge.text)
                if days.first != days.last
            }
        )
    if not seen:
        return None
    days, times = seen.most_common(1)[0]
    return days if times > 1 else None


def _visit(opening: str) -> DayRange | None:
    """The days of the visit that a letter tells of, not of those before it."""
    for match in _VISITED.finditer(opening):
        days = day_ranges(opening[match.end() : match.end() + 120])
        before = opening[max(0, match.start() - 40) : match.end()]
        if days and days[0].start < _NEAR and not _EARLIER.search(before):
            return days[0]
    return None


def _published(lines: Sequence[Line], kind: Kind) -> date | None:
    for index, line in enumerate(lines[:40]):
        text = plain(line.text)
        printed = _PUBLISHED.match(text)
        if printed is not None:
            told = text[printed.end() :] or _joined(lines[index + 1 : index + 2])
            if (days := _days(told[:40])) and days[0].start < _NEAR:
                return days[0].last
    if kind == "inspection_report":
        return None
    # A letter bears its day above "Dear …".
    dear = salutation(lines)
    above = lines[:dear] if dear is not None else [li for li in lines[:15] if is_day(li.text)]
    return next((days[0].last for line in above if (days := _days(line.text))), None)


def _days(text: str) -> list[DayRange]:
    return day_ranges(text) or days_in_figures(text)


# Councils' papers


def _of_paper(lines: Sequence[Line], kind: Kind) -> Dated:
    if kind in _OF_NO_DAY:
        return Dated()
    sheet = front_sheet(lines)
    if sheet is not None:
        for value in (sheet.fields.get("date", ""), sheet.fields.get("committee", "")):
            if days := _days(value):
                return Dated(Dates(meeting=days[0].last, basis="stated"))
    if kind == "other":
        return _of_any(lines)
    present = minutes_head(lines) if kind == "minutes" else None
    top = lines[: present + 2] if present is not None else lines[: 14 if kind != "agenda" else 40]
    told = [line for line in top if not _NOT_OF_THIS.search(line.text)]
    # A line that speaks of the meeting first, then any that is no sentence.
    for line in (
        *(line for line in told if _HELD.search(plain(line.text))),
        *(line for line in told if len(line.text) < 110 and not line.text.endswith(".")),
    ):
        if days := _days(line.text):
            return Dated(_met(days[0], kind, _joined(top)))
    stated = months(_joined(lines[:8]))
    if not stated:
        return Dated()
    # "Task group report, March 2018": the month is stated, the day is not.
    return Dated(Dates(not_before=stated[0].first, not_after=stated[0].last, basis="stated"))


def _met(days: DayRange, kind: Kind, head: str) -> Dates:
    if kind == "presentation" and not _MEETING.search(head):
        return Dates(published=days.last, basis="stated")
    return Dates(meeting=days.last, basis="stated")


def _of_any(lines: Sequence[Line]) -> Dated:
    """The day of a paper of no known kind: of an inspection, or of its last revision."""
    found = _of_inspectors(lines, "other")
    if _has_day(found.dates):
        return found
    for line in lines[:120]:
        text = plain(line.text)
        revised = _REVISED.search(text) if len(text) < _SENTENCE else None
        if revised is not None and (days := _days(text[revised.end() : revised.end() + 30])):
            return Dated(Dates(published=days[0].last, basis="stated"))
    return Dated()


# Around the text: the pack, the file, what is looked back on


def _in_pack(found: Dated, kind: Kind, head: Document) -> Dated:
    met, own = head.dates.meeting, found.dates
    if met is None:
        return found
    if kind == "presentation" and own.published is not None and own.published != met:
        named = in_words(own.published, own.published)
        return found.noting(
            f"It names {named} at its head; the day is that of the meeting it was taken to.",
            Dates(meeting=met),
        )
    if _has_day(own):
        if own.meeting is not None and own.meeting != met and kind != "minutes":
            return found.noting(
                f"It gives {in_words(own.meeting, own.meeting)} as its day, the pack that it "
                f"stands in {in_words(met, met)}."
            )
        return found
    if kind in INSPECTORS_KINDS or kind == "minutes":
        return found.noting(
            f"It was in the papers of a meeting on {in_words(met, met)} and is no later than that.",
            replace(own, not_after=met, basis="inferred"),
        )
    if own.not_before is not None and own.not_after is not None:
        if not own.not_before <= met <= own.not_after:
            return found
        return found.noting(
            f"It says {own.not_before:%B %Y}; the day is that of the meeting it was taken to.",
            replace(own, meeting=met, basis="inferred"),
        )
    return found.noting(
        "It states no day of its own; the day is that of the meeting it was taken to.",
        replace(own, meeting=met, basis="inferred"),
    )


def _named(source: Source, found: Dated, kind: Kind) -> Dated:
    """With the day that the file's name gives, where the text leaves it out."""
    stem = PurePath(source.path).stem.replace("_", " ")
    days = day_ranges(stem) or day_ranges(stem.replace("-", " ")) or days_in_figures(stem)
    if not days or days[-1].first != days[-1].last:
        return found
    day, dates = days[-1].last, found.dates
    if kind in ("agenda", "minutes", "scrutiny_report"):
        if _has_day(dates) or dates.not_before is not None:
            return found
        return found.noting(
            "The date of the meeting comes from the file name.", replace(dates, meeting=day)
        )
    if dates.published is not None or dates.meeting is not None:
        return found
    ended = dates.inspected_to or dates.inspected_from
    if ended is not None and day < ended:
        return found.noting(
            f"The file name gives {in_words(day, day)}, before the end of the inspection: it is "
            "not taken for the day of publication."
        )
    return found.noting(
        "The publication date comes from the file name.",
        replace(dates, published=day, published_basis="inferred"),
    )


def _bounded(source: Source, lines: Sequence[Line], found: Dated) -> Dated:
    """With the days that the document lies between, where it states none."""
    dates = found.dates
    if dates.not_before is None:
        text = _joined(lines)
        past = [r.first for m in _LOOKS_BACK.finditer(text) for r in months(m.group())]
        past = [day for day in past if dates.not_after is None or day <= dates.not_after]
        if past:
            after = max(past)
            found = found.noting(
                f"It states no date of its own; the latest that it looks back on is {after:%B %Y}.",
                replace(dates, not_before=after),
            )
    dates = found.dates
    changed = source.metadata.get("modified") or source.metadata.get("created")
    if dates.not_after is None and changed is not None:
        day = date.fromisoformat(changed[:10])
        if day >= (dates.not_before or _FIRST):
            return found.noting(
                f"Its file was last changed on {in_words(day, day)}: it is no later than that.",
                replace(dates, not_after=day),
            )
    return found
