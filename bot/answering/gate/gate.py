"""The grounding gate: one claim against the passages that it cites, without a model."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.gate.alignment import Alignment, Mismatch, align
from bot.answering.gate.attribution import Frame, frames
from bot.answering.gate.characters import deceptive
from bot.answering.gate.content import empty, only_names, unresolved
from bot.answering.gate.quoting import stands
from bot.answering.gate.segments import Segment, segments_of
from bot.answering.gate.tokens import Tokens, tokens_of
from bot.answering.gate.verdicts import Judge, Source, Verdict
from corpus.sentences import sentences

_Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """A claim, its sources, and where each source's quote stands in its text."""

    claim: str
    sources: Sequence[Source]
    spans: Sequence[_Spans]


def examine(claim: str, sources: Sequence[Source], judge: Judge | None = None) -> Verdict:
    """Whether the sources say what the claim says, and nothing else.

    `judge` is asked only where the wording alone is in the way. Never raises.
    """
    del judge  # not asked yet
    for check in (_content, _characters):
        if (refused := check(claim, sources)) is not None:
            return refused
    spans: list[_Spans] = []
    for source in sources:
        found = (
            ((0, len(source.text)),) if source.quote is None else stands(source.quote, source.text)
        )
        if found is None:
            return Verdict("verbatim", f"“{(source.quote or '')[:60]}” is not in the passage")
        spans.append(found)
    return _grounded(_Case(claim, sources, spans))


def _content(claim: str, sources: Sequence[Source]) -> Verdict | None:
    if not sources:
        return Verdict("uncited", "the claim cites nothing")
    fault = empty(tokens_of(claim))
    return Verdict("content", fault) if fault else None


def _characters(claim: str, sources: Sequence[Source]) -> Verdict | None:
    for text in (claim, *(source.quote or "" for source in sources)):
        if (fault := deceptive(text)) is not None:
            return Verdict("characters", fault)
    return None


def _grounded(case: _Case) -> Verdict:
    """The first reading of the claim that a source bears out, else why the nearest fails."""
    worst: Verdict | None = None
    for frame in frames(case.claim):
        said = case.claim[frame.start : frame.end]
        parts = [tokens_of(said[start:end]) for start, end in sentences(said)]
        parts = [part for part in parts if part.items]
        if not parts:
            continue
        if (word := unresolved(parts[0])) is not None:
            worst = _nearer(worst, Verdict("pronoun", f"“{word}” stands for nothing in the claim"))
            continue
        for source, spans in zip(case.sources, case.spans, strict=True):
            verdict = _borne_out(parts, source, spans, frame)
            if verdict.accepted:
                return verdict
            worst = _nearer(worst, verdict)
    return worst or Verdict("content", "the claim says nothing")


_ORDER = (
    "alignment",
    "names",
    "critical",
    "quote",
    "governing",
    "content",
    "pronoun",
    "attribution",
)


def _nearer(one: Verdict | None, other: Verdict) -> Verdict:
    """Of two refusals the one that got further."""
    if one is None:
        return other
    return other if _ORDER.index(other.check or "") > _ORDER.index(one.check or "") else one


def _borne_out(parts: Sequence[Tokens], source: Source, spans: _Spans, frame: Frame) -> Verdict:
    segments = segments_of(source.text)
    aligned: list[Alignment] = []
    for part in parts:
        near = segments if not aligned else _following(segments, aligned[-1])
        found = _best(part, near, spans)
        if isinstance(found, Verdict):
            return found
        if (
            not aligned
            and (fault := only_names(part, found.segment, whole=found.is_whole)) is not None
        ):
            return Verdict("content", fault)
        aligned.append(found)
    if (fault := frame.fault(source)) is not None:
        return Verdict("attribution", fault)
    return Verdict()


def _following(segments: Sequence[Segment], last: Alignment) -> list[Segment]:
    """Where a claim's next sentence may stand: in the same sentence or the one behind it."""
    number = last.segment.number
    return [segment for segment in segments if number <= segment.number <= number + 1]


def _best(part: Tokens, segments: Sequence[Segment], spans: _Spans) -> Alignment | Verdict:
    words = set(part.words)
    nearest: tuple[int, Mismatch] | None = None
    unquoted = False
    ranked = sorted(segments, key=lambda s: -len(words & s.vocabulary))[:8]
    for segment in ranked:
        found = align(part, segment)
        if isinstance(found, Alignment):
            if _is_quoted(found, spans):
                return found
            unquoted = True
            continue
        shared = len(words & segment.vocabulary)
        if nearest is None or shared > nearest[0]:
            nearest = (shared, found)
    if unquoted:
        return Verdict("quote", "the quote is of another sentence")
    if nearest is None:
        return Verdict("alignment", "the passage is empty")
    return Verdict(nearest[1].check, nearest[1].detail)


def _is_quoted(found: Alignment, spans: _Spans) -> bool:
    """Whether the quote holds words that the claim is made of."""
    items, start = found.segment.items, found.segment.start
    return any(
        first < start + items[at].end and start + items[at].start < last
        for at in found.places
        for first, last in spans
    )
