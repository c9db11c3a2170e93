"""Of which kind a document is, told by its first lines and, where they say nothing, its shape."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.dates import day_ranges
from corpus.documents import Kind
from corpus.layout.lines import Line
from corpus.packs.front_sheets import front_sheet, plain
from corpus.packs.signs import (
    agenda_head,
    inspection_title,
    is_blank_notice,
    is_forward_plan,
    is_item,
    is_programme,
    minutes_head,
    salutation,
)
from corpus.sources import Page

# What else inspectors inspect and report on: of an authority's services for children none
# of these says how good they are as a whole.
_ELSEWHERE = re.compile(
    r"\b(?:SEND|special educational needs|schools?|academy|college|nursery|early years|"
    r"children[’']s homes?|fostering|adoption (?:agency|support)|residential|childminder|"
    r"further education|probation|youth offending)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:re-?)?inspection of .{3,70}children[’']s (?:services|social care)\Z", re.IGNORECASE
)
_JOINT = re.compile(r"\bjoint (?:targeted )?(?:area )?inspection\b|\bJTAI\b", re.IGNORECASE)
_VISITS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\bmonitoring visit\b", re.I), "monitoring_visit_letter"),
    (re.compile(r"\bfocused visit\b", re.I), "focused_visit_letter"),
    (re.compile(r"\bunannounced inspection\b", re.I), "unannounced_inspection_letter"),
    # It looks at one theme and replaces no inspection: of all kinds it is nearest to these.
    (_JOINT, "focused_visit_letter"),
)
_SUMMARISES = re.compile(r"\bthis letter summarises\b", re.IGNORECASE)
# The rows of a table of judgements, each with its grade near by.
_ROWS = re.compile(
    r"(?P<area>need help|help and protection|looked after|in care\b|leavers|adoption|leaders on|"
    r"leadership|overall effectiveness)\b.{0,60}?"
    r"\b(?:outstanding|good|inadequate|requires?(?: improvement)?)\b",
    re.IGNORECASE,
)
_TABLE = re.compile(r"\bjudge?ment\s+grade\b", re.IGNORECASE)
_CHAPTERS = re.compile(
    r"(?:the experiences? and progress of|the impact of leaders on|what needs to improve\b|"
    r"what does the local authority need to improve|information about this inspection|"
    r"leadership, management and governance|the office for standards in education)",
    re.IGNORECASE,
)
# Inspectors do not speak of themselves; councils that answer them do.
_OWN_VOICE = re.compile(r"\b(?:we|our|action plan|self-evaluation|self-assessment)\b", re.I)
_PERFORMANCE = re.compile(
    r"\bperformance (?:and \w+ )?(?:monitoring|report|index|indicators?|data|dashboard|scorecard|"
    r"information|framework|update|management|measures?|summary|overview|tables?)\b|"
    r"\b(?:scorecard|dashboard|data ?set)\b|\bperformance\Z|\bperformance,? (?:quarter|q[1-4]\b)",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"\bupdates?\b", re.IGNORECASE)
_PANEL = re.compile(r"\b(?:panel|committee|cabinet|scrutiny|select committee|commission)\b", re.I)
_OF_A_PANEL = re.compile(
    r"\bagenda item\b|\blead officer\b|\b(?:task|working|task and finish) group\b|\breview\b|"
    r"\breport (?:of|to)\b",
    re.IGNORECASE,
)
_LOCAL_OFFER = re.compile(
    r"\blocal offer(?: (?:for|to) (?:(?:\w+ )?care[ -](?:leavers|experienced\b.*)|young .*))?\W*\Z|"
    r"\Alocal offer\b",
    re.IGNORECASE,
)
_GUIDANCE = re.compile(r"\bstatutory guidance\b", re.IGNORECASE)
_ABOUT_ONE = re.compile(
    r"\b(?:review|report|survey|update|consultation|strategy|plan|summary|response|results|"
    r"feedback|development|progress|evaluation)\b",
    re.IGNORECASE,
)
_SLIDES = re.compile(r"\b(?:presentation|slides?)\b", re.IGNORECASE)
_BULLET = re.compile(r"[•◼■▪●○◦‣∙·➢➤✓⇒\uf000-\uf0ff*–-]\s*\S")
_NUMBERED = re.compile(r"(?:[-•]\s+)?\d{1,3}\.(?:\d{1,2}\.?)?\s+[A-Z]")
_SLIDE_WORDS = 130  # of a page
_FEWEST_BULLETS = 5

# Lines: those in which stamps stand, headings, the head, and all that is looked at.
_STAMPED, _TITLED, _HEADED, _HEAD, _LOOKED_AT = 6, 4, 8, 45, 400


def kind_of(
    lines: Sequence[Line],
    pages: Sequence[Page] = (),
    names: Sequence[str] = (),
    *,
    part: bool = False,
) -> Kind:
    """The kind of the document of these lines and pages; "other" where nothing tells.

    `names` are what bookmarks call it; `part`: it was cut out of a file that holds several.
    """
    unstamped = [line for line in lines[:_STAMPED] if not _is_stamp(line.text)]
    lines = [*unstamped, *lines[_STAMPED:_LOOKED_AT]]
    return (
        _inspectors(lines)
        or _papers(lines)
        or _by_shape(lines, pages, names, part=part)
        or _by_name(names)
        or _defining(lines)
        or _without_title(lines)
        or "other"
    )


def _is_stamp(text: str) -> bool:
    text = plain(text)
    return (
        is_item(text)
        or is_blank_notice(text)
        or bool(re.fullmatch(r"(?:page )?\d{1,4}", text, re.I))
    )


def _inspectors(lines: Sequence[Line]) -> Kind | None:
    title = inspection_title(lines)
    if title is not None:
        about = " ".join(line.text for line in lines[title : title + 4])
        if _JOINT.search(about):
            return "focused_visit_letter"
        return "other" if _ELSEWHERE.search(about) else "inspection_report"
    if _is_running_title(lines):
        return "inspection_report"
    dear = salutation(lines)
    head = " ".join(line.text for line in lines[dear or 0 : (dear or 0) + 14])[:2500]
    if dear is None and not _SUMMARISES.search(head):
        return None
    found = [(match.start(), kind) for sign, kind in _VISITS if (match := sign.search(head))]
    return min(found)[1] if found else None


def _is_running_title(lines: Sequence[Line]) -> bool:
    """Whether a report without its first page begins with the title that runs on every page."""
    return any(
        _TITLE.match(plain(line.text)) and bool(day_ranges(below.text))
        for line, below in pairwise(lines[:4])
    )


def _papers(lines: Sequence[Line]) -> Kind | None:
    if agenda_head(lines) is not None:
        return "agenda"
    texts = [plain(line.text) for line in lines[:_HEADED]]
    if any(is_programme(text) or is_forward_plan(text) for text in texts[:3]):
        return "work_programme"
    sheet = front_sheet(lines)
    if sheet is not None:
        subject = sheet.fields.get("subject", "")
        if _PERFORMANCE.search(subject):
            return "performance_report"
        if is_programme(subject) or is_forward_plan(subject):
            return "work_programme"
        if _UPDATE.search(subject):
            return "update_report"
        return "scrutiny_report" if sheet.of_a_meeting else None
    if minutes_head(lines) is not None:
        return "minutes"
    if any(is_programme(text) or is_forward_plan(text) for text in texts):
        return "work_programme"
    return None


def _by_shape(
    lines: Sequence[Line], pages: Sequence[Page], names: Sequence[str], *, part: bool
) -> Kind | None:
    """Slides: wide pages with few words, or in a part of a file hardly more than bullets."""
    texts = [plain(line.text) for line in lines]
    titles = (text for text in texts[:3] if _is_heading(text) and not text[0].isdigit())
    named = any(_SLIDES.search(text) for text in (*names, *titles))
    full = [page for page in pages if page.number is not None and page.text.strip()]
    if full:
        words = sum(len(page.text.split()) for page in full) / len(full)
        wide = sum(page.wide for page in full) * 2 > len(full)
        few = words < _SLIDE_WORDS and _figures(texts) < 0.15
        return "presentation" if few and ((wide and len(full) > 1) or named) else None
    bullets = sum(1 for line in lines if _BULLET.match(line.text))
    numbered = sum(1 for text in texts if _NUMBERED.match(text))
    if not part or bullets < _FEWEST_BULLETS or numbered > 0.2 * bullets:
        return None
    return "presentation" if bullets >= 0.4 * len(lines) else None


def _figures(texts: Sequence[str]) -> float:
    joined = "".join(texts)
    return sum(character.isdigit() for character in joined) / max(1, len(joined))


def _by_name(names: Sequence[str]) -> Kind | None:
    for name in names:
        title = re.sub(r"\A(?:\d+[a-z]?[.)]?\s+)", "", name)
        if re.match(r"(?:draft |public )?minutes\b", title, re.IGNORECASE):
            return "minutes"
        if is_programme(title) or is_forward_plan(title):
            return "work_programme"
        if _PERFORMANCE.search(title):
            return "performance_report"
    return None


def _defining(lines: Sequence[Line]) -> Kind | None:
    """What says itself what people are entitled to, by its title; no paper about such a one."""
    for line in lines[:_TITLED]:
        text = plain(line.text)
        if not _is_heading(text) or _ABOUT_ONE.search(text):
            continue
        if _LOCAL_OFFER.search(text):
            return "local_offer"
        if _GUIDANCE.search(text):
            return "guidance"
    return None


def _without_title(lines: Sequence[Line]) -> Kind | None:
    """A report whose title is lost, or a panel's report without a front sheet."""
    start = " ".join(line.text for line in lines[:_HEAD])[:1500]
    rows = {match["area"].lower() for match in _ROWS.finditer(start)}
    chapters = {
        match[0].lower()
        for line in lines
        if len(line.text) < 120 and (match := _CHAPTERS.match(plain(line.text)))
    }
    told = _TABLE.search(start) or len(rows) > 2 or len(chapters) > 1
    if told and not _OWN_VOICE.search(start):
        return "inspection_report"
    headings = [text for line in lines[:20] if _is_heading(text := plain(line.text))]
    if any(_PANEL.search(text) for text in headings) and _OF_A_PANEL.search(" ".join(headings)):
        return "scrutiny_report"
    if any(_PERFORMANCE.search(text) for text in headings[:3]):
        return "performance_report"
    return "update_report" if any(_UPDATE.search(text) for text in headings[:3]) else None


def _is_heading(text: str) -> bool:
    """Whether a line may be a title and is no sentence of running text."""
    return len(text) < 110 and (text[:1].isupper() or text[:1].isdigit()) and text[-1:] not in ".,;"
