"""A claim's readings, and whether a source bears one of them out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.gate.alignment import Alignment, Mismatch, align
from bot.answering.gate.arithmetic import reckoned
from bot.answering.gate.attribution import frame_fault
from bot.answering.gate.content import only_names
from bot.answering.gate.coordination import parts_at
from bot.answering.gate.frames import Frame, frames
from bot.answering.gate.governing import taken_back, under_lead
from bot.answering.gate.referring import POINTERS, points, unresolved
from bot.answering.gate.segments import Segment, nearest_segments, segments_of
from bot.answering.gate.tokens import tokens_of
from bot.answering.gate.verdicts import Source, Verdict
from corpus.sentences import sentences

Spans = tuple[tuple[int, int], ...]

# Refusals from the farthest off to the nearest: the nearest is told.
_ORDER = (
    "content",
    "alignment",
    "names",
    "critical",
    "quote",
    "governing",
    "arithmetic",
    "pronoun",
    "attribution",
)
# Only sentences that share the most words with a claim are looked at closely.
_CLOSEST = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim without its frame and without the sum it makes, sentence by sentence."""

    parts: tuple[str, ...]
    frame: Frame
    fault: str | None = None


def readings(claim: str) -> Iterator[Reading]:
    """The ways to read a claim, the plainest first."""
    for frame in frames(claim):
        said = claim[frame.start : frame.end]
        yield Reading(_parts(said), frame)
        if (sum_ := reckoned(said)) is not None:
            yield Reading(_parts(sum_.claim), frame, sum_.fault)


def _parts(said: str) -> tuple[str, ...]:
    parts = (said[start:end] for start, end in sentences(said))
    return tuple(part for part in parts if tokens_of(part).items)


def borne_out(reading: Reading, source: Source, spans: Spans) -> Verdict:
    """Whether one source says what a reading of the claim says."""
    if not reading.parts:
        return Verdict("content", "the claim says nothing")
    if (word := unresolved(tokens_of(reading.parts[0]))) is not None:
        return Verdict("pronoun", f"“{word}” stands for nothing in the claim")
    strict = segments_of(source.text)
    verdict = _borne_out(reading, source, spans, strict)
    if verdict.accepted or "\n" not in source.text.strip():
        return verdict
    loosely = segments_of(source.text, loosely=True)
    if loosely is strict:
        return verdict
    loose = _borne_out(reading, source, spans, loosely)
    return loose if loose.accepted else verdict


def _borne_out(
    reading: Reading, source: Source, spans: Spans, segments: Sequence[Segment]
) -> Verdict:
    last: Alignment | None = None
    taken = None
    parts = list(reading.parts)
    while parts:
        part = parts.pop(0)
        found = _told(part, segments, spans, last)
        if isinstance(found, Verdict):
            joined = _joined(part, parts[0], segments, spans, last) if parts else None
            if joined is None:
                return found
            parts.pop(0)
            found = joined
        elif parts and not found.is_whole:
            # Both halves of one sentence may be told, where neither may be told alone.
            joined = _joined(part, parts[0], segments, spans, last)
            if joined is not None:
                parts.pop(0)
                found = joined
        if taken is not None and found.segment.number != taken.number:
            break
        last, taken = found, taken_back(found.segment, segments)
    if taken is not None:
        return Verdict("governing", f"“{taken.said[:60]}” takes it back, and was left out")
    if reading.fault is not None:
        return Verdict("arithmetic", reading.fault)
    if (fault := frame_fault(reading.frame, source)) is not None:
        return Verdict("attribution", fault)
    return Verdict()


def _told(
    part: str, segments: Sequence[Segment], spans: Spans, last: Alignment | None
) -> Alignment | Verdict:
    """Where a sentence of the claim stands behind the one before it, or why it may not be told."""
    found = _best(part, segments, spans, last)
    if isinstance(found, Verdict):
        return found
    if last is not None and not last.is_whole and (word := unresolved(tokens_of(part))) is not None:
        return Verdict("pronoun", f"“{word}” may stand for what was left out")
    whole = found.is_whole or last is not None
    if (fault := only_names(tokens_of(part), found.segment, whole=whole)) is not None:
        return Verdict("content", fault)
    if (fault := under_lead(found.segment)) is not None:
        return Verdict("governing", fault)
    return found


def _joined(
    one: str, two: str, segments: Sequence[Segment], spans: Spans, last: Alignment | None
) -> Alignment | None:
    """Where two sentences of the claim stand as one of the source, joined by "and" or "but"."""
    first = len(tokens_of(one).items)
    for joint in ("and", "but"):
        text = f"{one.rstrip('. ')}, {joint} {two[:1].lower()}{two[1:]}"
        found = _told(text, segments, spans, last)
        if isinstance(found, Verdict) or len(found.places) <= first + 1:
            continue
        if parts_at(found.segment, found.places[first + 1]):
            return found
    return None


def points_in_frame(claim: str) -> bool:
    """Whether a claim says of "this" or "these" that somebody found or said it, and not of what."""
    if POINTERS.isdisjoint(tokens_of(claim).vocabulary):
        return False
    told = [f for f in frames(claim) if f.speakers and claim[: f.start].rstrip().endswith("that")]
    behind = (claim[f.start : f.end] for f in told)
    return any(points(tokens) for said in behind if (tokens := tokens_of(said)).items)


def nearer(one: Verdict, other: Verdict) -> Verdict:
    """Of two refusals the one that got further."""
    return max(one, other, key=lambda verdict: _ORDER.index(verdict.check or "content"))


def _best(
    part: str, segments: Sequence[Segment], spans: Spans, last: Alignment | None
) -> Alignment | Verdict:
    """Where a sentence of the claim stands, at or behind the sentence before it."""
    if last is not None:
        number = last.segment.number
        segments = [s for s in segments if s.number in (number, number + 1)]
    first = tokens_of(part).words[0]
    led = (s for s in segments if s.lead is not None and first in s.lead.vocabulary)
    segments = [*segments, *(segment.with_lead() for segment in led)]
    nearest: Mismatch | None = None
    unquoted = False
    for segment in nearest_segments(part, segments, _CLOSEST):
        found = align(part, segment)
        if isinstance(found, Mismatch):
            nearest = nearest or found
        elif last is not None and last.segment is segment and found.places[0] <= last.places[-1]:
            nearest = nearest or Mismatch(())
        elif _is_quoted(found, spans):
            return found
        else:
            unquoted = True
    if unquoted:
        return Verdict("quote", "the quote is of another sentence")
    nearest = nearest or Mismatch(tokens_of(part).items)
    return Verdict(nearest.check, nearest.detail)


def _is_quoted(found: Alignment, spans: Spans) -> bool:
    """Whether the quote holds words that the claim is made of."""
    items, start = found.segment.items, found.segment.start
    return any(
        first < start + items[at].end and start + items[at].start < last
        for at in found.places
        for first, last in spans
    )
