"""Whether the frame of a claim is true of its source: who said it, where, and when.

A frame is not in the source's words, so each part of it is checked against what is known of the
document: its authority, its day, its kind, its publisher. What is not known cannot be claimed.
"""

import re
from datetime import date

from bot.answering.gate.frames import Day, Frame
from bot.answering.gate.verdicts import Source
from corpus.authorities import plain_name
from corpus.documents import INSPECTORS_KINDS

_POSSESSIVE = re.compile(r"['’]s?\Z")


def frame_fault(frame: Frame, source: Source) -> str | None:
    """What the frame says that is not known to be so, None when all of it is."""
    faults = (
        *(_speaker_fault(speaker, source) for speaker in frame.speakers),
        *(
            None if source.kind in kinds else "the document is of another kind"
            for kinds in frame.kinds
        ),
        *(_name_fault(name, source.authority) for name in frame.names),
        *(_day_fault(day, source.date) for day in frame.days),
        "the document is not known to be the newest"
        if frame.newest and not source.current
        else None,
    )
    return next((fault for fault in faults if fault), None)


def _speaker_fault(speaker: str, source: Source) -> str | None:
    """Inspectors speak in what they publish, the council in everything else.

    Kind and publisher must not contradict each other; of kind "other" the publisher tells.
    """
    published = None if source.publisher is None else "ofsted" in source.publisher.lower()
    unknown = source.kind is None or source.kind == "other"
    written = None if unknown else source.kind in INSPECTORS_KINDS
    if speaker == "document":
        known = source.kind is not None or source.publisher is not None
        return None if known else "the document is not known"
    if source.kind == "guidance":
        return f"{speaker} do not speak in guidance"
    theirs = speaker == "inspectors"
    told = {known for known in (published, written) if known is not None}
    return None if told == {theirs} else f"{speaker} are not known to have said it"


def _name_fault(name: str, authority: str | None) -> str | None:
    if authority is None:
        return f"the document is not known to be about {name}"
    named, known = plain_name(_POSSESSIVE.sub("", name)), plain_name(authority)
    if named is not None and known is not None and named.lower() == known.lower():
        return None
    return f"the document is about {authority}, not {name}"


def _day_fault(told: Day, known: date | None) -> str | None:
    if known is None:
        return "the document’s day is not known"
    same = known.year == told.year and told.month in (None, known.month)
    if same and told.day is not None:
        same = told.day <= known.day <= (told.until or told.day)
    return None if same else f"the document is of {known.isoformat()}"
