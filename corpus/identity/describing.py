"""What a document says of itself: title, kind, publisher, authority, dates, lead inspector."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.authorities import mentions, plain_name
from corpus.documents import INSPECTORS_KINDS, Document, Kind
from corpus.identity.dating import dates_of
from corpus.identity.titles import title_of
from corpus.layout.lines import Line
from corpus.packs.front_sheets import plain
from corpus.packs.kinds import kind_of
from corpus.packs.parts import DocumentPart
from corpus.packs.signs import inspection_title, is_inspection_dates, is_letterhead, salutation
from corpus.sources import Source

_LEAD = re.compile(
    r"(?:lead|reporting) inspector(?: on site)?\b(?!s)\s*[:\t|–-]?\s*(?P<name>.*)\Z", re.IGNORECASE
)
_WORD = r"(?:[A-Z]\.|[A-Z][\w’']*(?:-\s?\w[\w’']*)*)"
_A_NAME = rf"{_WORD}(?: (?:{_WORD}|de|da|van|der|den|von|la|le|al|el|bin|ap)){{1,4}}"
_NAME = re.compile(f"(?P<name>{_A_NAME})")
# Letters say it in a sentence.
_LED = re.compile(rf"\b[Ll]ead inspector (?:for (?:this|the) \w+ )?was (?P<name>{_A_NAME})")
_LETTER = 80  # lines
_RANK = re.compile(
    r"[,;(\s]*(?:\bHMI\b|\b(?:Her|His) Majesty|\bOfsted\b|\b(?:Senior|Regulatory) ).*\Z",
    re.IGNORECASE,
)
_OF_AUTHORITY = re.compile(
    r"(?:[Rr]e-?)?[Ii]nspection of (?:the )?(?P<name>"
    r"(?!services|children|looked|safeguarding|local authority)[A-Z].{2,60}?)"
    r"(?:\s+(?:metropolitan borough|county|city|borough))?(?:\s+council)?"
    r"\s+(?:local authority\s+)?children[’']s (?:services|social care)|"
    r"[Vv]isit (?:to|of) (?:the )?(?P<visited>[A-Z].{2,60}?)"
    r"(?:\s+council)?[’']?s?\s+(?:local authority\s+)?children[’']s (?:services|social care)|"
    r"\barrangements within (?:the )?(?P<within>[A-Z].{2,60}?)(?:\s+council)?"
    r"\s+(?:local authority\s+)?children[’']s (?:services|social care)|"
    r"[Jj]oint (?:targeted )?(?:area )?inspection of .{0,120}?\bin\s(?:the )?"
    r"(?P<joint>[A-Z][\w’-]+(?: (?:[A-Z][\w’-]+|and|upon|of|with|on|in|the))*)",
    re.DOTALL,
)
_FORMAL = re.compile(
    r"(?:Borough|City|County) of (?P<of>[A-Z][\w-]+)|"
    r"\b(?P<council>[A-Z][\w-]+) (?:(?:Metropolitan |County |City |District )*Borough |"
    r"County |City |District |Metropolitan )?Council\b|"
    r"\b(?P<judged>[A-Z][\w-]+) (?:requires? improvement|is (?:good|inadequate|outstanding))"
)
_COUNCIL = re.compile(
    r"\b(?:council|borough of|county of|city of|corporation|local authority)\b", re.IGNORECASE
)
_A_COUNCIL = re.compile(r"\bcouncil\b|\b(?:borough|county|city) of\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:@|\bwww\.|//)(?:[\w-]+\.)*?(?P<name>[a-z-]+)\.gov\.uk\b")
_AN_ADDRESS = 3
_NAME_ALONE = re.compile(
    r"(?!.*\b(?:[Ss]ervices|[Cc]hildren|[Pp]rotection|[Bb]oard|[Ll]eavers|[Ii]nspection|[Rr]eport)\b)"
    r"[A-Z][a-z’-]+(?: (?:[A-Z][a-z’-]+|and|upon|of|with|on|the))*"
)
_NOT_A_NAME = frozenset({"the", "this", "full", "our", "your", "each", "county", "city", "borough"})
# Others than inspectors and the council who write what a council's papers hold.
_BODIES = (
    (re.compile(r"\bLocal Government Association\b|\bLGA\b"), "Local Government Association"),
    (re.compile(r"\bDepartment for Education\b"), "Department for Education"),
    (re.compile(r"\bCare Quality Commission\b"), "Care Quality Commission"),
)
_SOMEBODY_ELSE = re.compile(
    r"\bNHS\b|\b(?:police|constabulary|university|trust|charity|ltd|limited|hospital)\b",
    re.IGNORECASE,
)
_BOARD = re.compile(
    r"\bsafeguarding (?:children[’']?s? )?(?P<what>board|partnership)\b.*\bannual report\b|"
    r"\bannual report of .*\bsafeguarding (?:children[’']?s? )?(?P<same>board|partnership)\b",
    re.IGNORECASE,
)


def describe(source: Source, part: DocumentPart, head: Document | None = None) -> Document:
    """What the document of a part of a file is; `head` is that which heads the pack.

    What its text does not say is left None or marked as inferred, never guessed.
    """
    lines, names = part.lines, part.names
    cut_out = head is not None or part.pages != source.pages
    kind = kind_of(lines, part.pages, names, part=cut_out)
    authority = _authority(lines, kind, head)
    dated = dates_of(source, lines, kind, head)
    numbers = [page.number for page in part.pages if page.number is not None]
    return Document(
        id=_identity(source, part, head),
        title=title_of(source, lines, kind, authority, dated.dates, names, part=cut_out),
        kind=kind,
        authority=authority,
        publisher=_publisher(lines, kind, authority, head),
        lead_inspector=_lead_inspector(lines) if _is_of_inspectors(lines, kind) else None,
        dates=dated.dates,
        path=source.path,
        sha256=source.sha256,
        first_page=min(numbers, default=None),
        last_page=max(numbers, default=None),
        pages=len(part.pages),
        notes=(*(source.notes if head is None else ()), *dated.notes),
        part_of=None if head is None else head.id,
    )


def _identity(source: Source, part: DocumentPart, head: Document | None) -> str:
    """Of content and place in the file alone: the first page, or the first character's offset."""
    whole = f"d{source.sha256[:12]}"
    if head is None:
        return whole
    first = part.pages[0].number
    return f"{whole}.p{first}" if first is not None else f"{whole}.o{part.lines[0].start}"


def _is_of_inspectors(lines: Sequence[Line], kind: Kind) -> bool:
    return kind in INSPECTORS_KINDS or (kind == "other" and inspection_title(lines) is not None)


# Whose


def _authority(lines: Sequence[Line], kind: Kind, head: Document | None) -> str | None:
    if _is_of_inspectors(lines, kind):
        named = _of_inspection(lines, kind)
        if named is not None or head is not None:
            return named or (head.authority if head is not None else None)
    elif head is not None and head.authority is not None:
        return head.authority
    # The office that a letter comes from stands in Manchester, Westminster or Bristol.
    begin = (salutation(lines) or 0) if kind in INSPECTORS_KINDS else 0
    body = [line.text for line in lines[begin:] if not is_letterhead(line.text)]
    opening = body[:120]
    formal = Counter(
        mention.name
        for text in opening[:15]
        if _COUNCIL.search(text)
        for mention in mentions(text)[:1]
    )
    if formal:
        return formal.most_common(1)[0][0]
    # Sister authorities stand in each other's reports; one whose title is lost may be of either.
    clearly = 3.0 if kind in INSPECTORS_KINDS else 1.5
    # The first 6,000 characters first: a long pack names many councils further in.
    for text in (" ".join(opening)[:6000], " ".join(body)[:60000]):
        counted = _counted(text)
        second = counted[1][1] if len(counted) > 1 else 0
        if counted and counted[0][1] >= clearly * second:
            return counted[0][0]
    return None if counted else _unlisted(" ".join(line.text for line in lines[:40]))


def _counted(text: str) -> list[tuple[str, int]]:
    """The two authorities that a text names most often; a web address of one names it thrice."""
    counted = Counter(mention.name for mention in mentions(text))
    for match in _ADDRESS.finditer(text):
        listed = mentions(match["name"].replace("-", " ").title())
        counted.update({found.name: _AN_ADDRESS for found in listed[:1]})
    return counted.most_common(2)


def _of_inspection(lines: Sequence[Line], kind: Kind) -> str | None:
    """The authority in the title of an inspectors' report or letter."""
    dear = salutation(lines)
    begin = dear if dear is not None and kind != "inspection_report" else 0
    head = "\n".join(plain(line.text) for line in lines[begin : begin + 40])[:3000]
    named = _OF_AUTHORITY.search(head)
    if named is not None:
        slot = next(filter(None, named.groups()))
        listed = mentions(slot)
        return listed[0].name if listed else plain_name(slot)
    if kind == "inspection_report":
        dated = (i for i, line in enumerate(lines[:16]) if is_inspection_dates(plain(line.text)))
        end = next(dated, None)
        # An older report has the name above its title, or between the title and its dates. Where
        # both are lost, the first lines are running text and may name a neighbour.
        above = lines[:end] if end is not None else [li for li in lines[:6] if len(li.text) < 70]
        if listed := mentions(" ".join(line.text for line in above)):
            return listed[0].name
        title = inspection_title(lines)
        if title is not None:
            return _unlisted_above(lines[:title]) or _unlisted_above(lines[title + 1 : end][-1:])
    if dear is not None:
        for line in reversed(lines[:dear]):
            text = line.text
            if _COUNCIL.search(text) and not is_letterhead(text) and (found := mentions(text)):
                return found[0].name
    return None


def _unlisted_above(lines: Sequence[Line]) -> str | None:
    """An authority that no list holds, where its name is all that these lines say."""
    text = " ".join(plain(line.text) for line in lines if not line.text.isdigit())
    return plain_name(text) if _A_COUNCIL.search(text) or _NAME_ALONE.fullmatch(text) else None


def _unlisted(head: str) -> str | None:
    """An authority that no list holds, by the form of words that only authorities have."""
    for match in _FORMAL.finditer(head):
        name = next(filter(None, match.groups()))
        if name.lower() not in _NOT_A_NAME:
            return plain_name(name)
    return None


def _publisher(
    lines: Sequence[Line], kind: Kind, authority: str | None, head: Document | None
) -> str | None:
    if _is_of_inspectors(lines, kind):
        return "Ofsted"
    council = f"{authority} council" if authority else None
    if kind not in ("presentation", "other"):
        return council
    top = [text for line in lines[:6] if len(text := plain(line.text)) < 120]
    for text in top:
        for sign, body in _BODIES:
            if sign.search(text):
                return body
        if (board := _BOARD.search(text)) is not None:
            what = (board["what"] or board["same"]).lower()
            return f"{authority} safeguarding children {what}" if authority else None
    if any(_SOMEBODY_ELSE.search(text) for text in top):
        return None
    if kind == "presentation":
        return council
    # What is in a council's papers without saying whose it is may be anybody's.
    own = head is not None and any(_COUNCIL.search(text) and mentions(text) for text in top)
    return council if own else None


# Who led


def _lead_inspector(lines: Sequence[Line]) -> str | None:
    """Who led the inspection, by the first page or the page that names the team."""
    for index, line in enumerate(lines):
        text = line.text
        if "nspector" not in text or (match := _LEAD.match(plain(text))) is None:
            continue
        told = match["name"] or (lines[index + 1].text if index + 1 < len(lines) else "")
        name = _NAME.match(_RANK.sub("", plain(told)))
        if name is not None and len(told) < 120:
            return re.sub(r"-\s", "-", name["name"])
    sentence = _LED.search(" ".join(line.text for line in lines[:_LETTER]))
    return None if sentence is None else _RANK.sub("", sentence["name"])
