"""Currency: which document stands in another's place, and which list is the current one.

The rules are the table below; docs/adr/0006-currency.md says why they are as they are.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from corpus.dates import MONTH
from corpus.documents import DEFINING_KINDS, INSPECTORS_KINDS, KINDS, Dates, Document, Kind

_PAPERS: frozenset[Kind] = frozenset(KINDS) - INSPECTORS_KINDS - DEFINING_KINDS


@dataclass(frozen=True, slots=True)
class Rule:
    """A newer document of kind `newer` stands in the place of older ones of kinds `older`.

    Both are about the same authority. `matter` says of what that is true: of the documents
    as a whole, or only of the lists that they hold. `in_series`: only where both have the same
    title, its dates and numbers apart. `why` is a sentence.
    """

    newer: Kind
    older: frozenset[Kind]
    why: str
    matter: Literal["document", "list"] = "document"
    in_series: bool = False


RULES: tuple[Rule, ...] = (
    Rule(
        "inspection_report",
        INSPECTORS_KINDS,
        "An inspection judges everything anew, what earlier inspections and visits looked at too.",
    ),
    Rule(
        "inspection_report",
        _PAPERS,
        "What a council's paper asked for before a newer inspection answers to an earlier state; "
        "as an account of its day it stands.",
        matter="list",
    ),
    Rule(
        "focused_visit_letter",
        frozenset(),
        "A focused visit looks at one part of the service: it adds to the inspection before it.",
    ),
    Rule(
        "monitoring_visit_letter",
        frozenset(),
        "A monitoring visit reports on progress since an inadequate judgement, which stands.",
    ),
    Rule(
        "unannounced_inspection_letter",
        frozenset({"unannounced_inspection_letter"}),
        "The yearly unannounced inspections looked at the same thing, contacts and referrals.",
    ),
    Rule(
        "performance_report",
        frozenset({"performance_report"}),
        "The newest figures of a series are those that count.",
        in_series=True,
    ),
    Rule(
        "work_programme",
        frozenset({"work_programme"}),
        "A panel has one programme at a time.",
        in_series=True,
    ),
    Rule(
        "scrutiny_report",
        frozenset({"scrutiny_report"}),
        "A panel that reports again on the same subject takes up what it asked for before.",
        matter="list",
        in_series=True,
    ),
    Rule("update_report", frozenset(), "An update tells how things stood on its day."),
    Rule("presentation", frozenset(), "Slides tell how things stood on their day."),
    Rule("minutes", frozenset(), "Minutes record one meeting."),
    Rule("agenda", frozenset(), "An agenda is of one meeting."),
    Rule("guidance", frozenset(), "Guidance holds until it is withdrawn or changed at its place."),
    Rule("local_offer", frozenset(), "A local offer holds until it is changed at its place."),
    Rule("other", frozenset(), "Of a document of no known kind nothing is known to replace it."),
)
"""What replaces what; a council's paper never stands in the place of an inspection."""

_DATING = re.compile(
    rf"\b(?:{MONTH}|q[1-4]|"
    r"(?:first|second|third|fourth|1st|2nd|3rd|4th) quarter|quarter [1-4])\b|[\W\d_]+",
    re.IGNORECASE,
)

# What a cover sheet asks of the meeting that it is for, by the verb that comes first.
_MEETING = r"(?:members|panel|committee|commission|board|forum)"
_ASKED_OF_MEETING = re.compile(
    rf"(?:that )?(?:the )?(?:{_MEETING}\b[^.;:]{{0,60}}?)?(?:to )?(?:"
    rf"note|discuss|comment|receive|be (?:advised|updated|informed)|update (?:on|the {_MEETING})|"
    rf"consider\b.{{0,80}}\b(?:{_MEETING}|report|programme|contents?|update|appendix))\b|"
    r"that .{0,80}\bbe (?:noted|received)\b",
    re.IGNORECASE,
)

Copies = Mapping[str, Sequence[str]]
"""By document id all its copies, itself among them, the one to cite first; `corpus.duplicates`."""


def is_known(dates: Dates, as_of: date | None) -> bool:
    """Whether a document of these dates may be used as of a day; None means today.

    It may from the day that it was published, else inspected or met; where it states none of
    these, from the last day that it can be of, else from the day that it is known to be after.
    """
    known = (
        dates.published
        or dates.inspected_to
        or dates.inspected_from
        or dates.meeting
        or dates.not_after
        or dates.not_before
    )
    return as_of is None or (known is not None and known <= as_of)


def shared_dates(documents: Sequence[Document], copies: Copies) -> Mapping[str, Dates]:
    """By document id its dates; where it states no day, those that a copy of it states."""
    by_id = {document.id: document for document in documents}
    found: dict[str, Dates] = {}
    for document in documents:
        dates = document.dates
        for other in copies.get(document.id, ()):
            if other in by_id:
                dates = _filled(dates, by_id[other].dates)
        found[document.id] = dates
    return found


def superseded_by(
    documents: Sequence[Document], copies: Copies, as_of: date | None = None
) -> Mapping[str, str]:
    """By document id, the id of the document that stands in its place as of a day.

    That is the newest one that replaces it, in the copy to cite. Where the order of two
    documents cannot be known, neither replaces the other. `as_of` None means today.
    """
    return _replaced(documents, copies, as_of, [r for r in RULES if r.matter == "document"])


def lists_superseded_by(
    documents: Sequence[Document],
    listing: Collection[str],
    copies: Copies,
    as_of: date | None = None,
) -> Mapping[str, str]:
    """`superseded_by` among the documents whose ids are in `listing`: those that hold a list.

    So the newest inspection that has a list keeps the current one, although a newer inspection
    lists nothing.
    """
    kept = {identity for key in listing for identity in copies.get(key, (key,))}
    return _replaced([d for d in documents if d.id in kept], copies, as_of, RULES)


def is_spent(document: Document, item: str) -> bool:
    """Whether an item asked something of one meeting alone: to note, to discuss, to comment.

    Such an item was never more than the paper's business with its meeting. What a panel asks
    for that outlives the day does not begin so, and inspectors ask nothing of meetings.
    """
    return document.kind in _PAPERS and _ASKED_OF_MEETING.match(item) is not None


def _replaced(
    documents: Sequence[Document], copies: Copies, as_of: date | None, rules: Sequence[Rule]
) -> dict[str, str]:
    dates = shared_dates(documents, copies)
    by_id = {document.id: document for document in documents}
    # One of each set of copies stands for them all, so that copies do not replace each other.
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for document in documents:
        head = next(i for i in copies.get(document.id, (document.id,)) if i in by_id)
        if is_known(dates[head], as_of):
            heads[head].append(document.id)
    pools: defaultdict[tuple[str, Kind], list[str]] = defaultdict(list)
    for head in heads:
        if authority := by_id[head].authority:
            pools[authority.lower(), by_id[head].kind].append(head)
    found: dict[str, str] = {}
    for rule in rules:
        for authority in {authority for authority, kind in pools if kind == rule.newer}:
            newer = sorted(
                pools[authority, rule.newer], key=lambda i: (_bounds(dates[i])[0], i), reverse=True
            )
            for kind in rule.older:
                for old in pools.get((authority, kind), ()):
                    place = next(
                        (
                            new
                            for new in newer
                            if _is_newer(dates[new], dates[old])
                            and (not rule.in_series or _in_series(by_id[new], by_id[old]))
                        ),
                        None,
                    )
                    if place is not None and old not in found:
                        found[old] = place
    return {copy: _last(old, found) for old in found for copy in heads[old]}


def _last(identity: str, found: Mapping[str, str]) -> str:
    while identity in found:
        identity = found[identity]
    return identity


def _filled(dates: Dates, other: Dates) -> Dates:
    """Dates with what another copy states and they leave out."""
    if _day(dates) is None and _day(other) is not None:
        return replace(other, published=dates.published or other.published)
    return replace(dates, published=dates.published or other.published)


def _day(dates: Dates) -> date | None:
    return dates.inspected_to or dates.inspected_from or dates.meeting or dates.published


def _bounds(dates: Dates) -> tuple[date, date]:
    """The first and the last day that a document can be of."""
    day = _day(dates)
    if day is not None:
        return day, day
    return dates.not_before or date.min, dates.not_after or date.max


def _is_newer(new: Dates, old: Dates) -> bool:
    """Whether one is surely the newer of two."""
    first, last = _bounds(new)[0], _bounds(old)[1]
    if first > last:
        return True
    past = new.not_before
    if past is None or _bounds(new) != (past, date.max) or _day(old) is None:
        return False
    # All that is known is a month that it looks back on: it is after what was inspected then.
    began = old.inspected_from or last
    return (began.year, began.month) <= (past.year, past.month)


def _in_series(one: Document, other: Document) -> bool:
    titles = [_DATING.sub(" ", d.title.casefold()).split() for d in (one, other)]
    return titles[0] == titles[1] != []
