"""The grounding gate: one claim against the passages that it cites, without a model.

A claim passes when it is its source's own words, chosen, trimmed and ordered: no score accepts
anything. What a reader of the refusal is told is the check that failed, and what it missed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.gate.arithmetic import count_fault
from bot.answering.gate.attribution import frame_fault
from bot.answering.gate.characters import deceptive
from bot.answering.gate.content import empty
from bot.answering.gate.frames import frames
from bot.answering.gate.grounding import Spans, borne_out, nearer, points_in_frame, readings
from bot.answering.gate.judged import committed_otherwise
from bot.answering.gate.quoting import stands
from bot.answering.gate.segments import segments_of, unwrapped
from bot.answering.gate.tokens import tokens_of
from bot.answering.gate.verdicts import Judge, Source, Verdict
from corpus.markup import without_tags

_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class _Case:
    """A claim, its sources, and where each source's quote stands in its text."""

    claim: str
    sources: Sequence[Source]
    spans: Sequence[Spans]


def examine(claim: str, sources: Sequence[Source], judge: Judge | None = None) -> Verdict:
    """Whether the sources say what the claim says, and nothing else.

    `judge` is asked only where the wording alone is in the way; what it raises is not caught.
    Nothing else raises, whatever the texts are.
    """
    claim = _SPACES.sub(" ", unwrapped(claim, loosely=True)).strip()
    for check in (_cited, _says_something, _written_plainly):
        if (fault := check(claim, sources)) is not None:
            return fault
    spans: list[Spans] = []
    for source in sources:
        whole = ((0, len(source.text)),)
        found = whole if source.quote is None else stands(source.quote, source.text)
        if found is None:
            return Verdict("verbatim", f"“{(source.quote or '')[:60]}” is not in the passage")
        spans.append(found)
    case = _Case(claim, sources, spans)
    verdict = _grounded(case)
    if verdict.accepted:
        return verdict
    if (counted := _counted(case)) is not None:
        return counted
    if verdict.check == "alignment" and judge is not None:
        return _judged(case, judge) or verdict
    return verdict


def _cited(_: str, sources: Sequence[Source]) -> Verdict | None:
    return None if sources else Verdict("uncited", "the claim cites nothing")


def _says_something(claim: str, _: Sequence[Source]) -> Verdict | None:
    fault = empty(tokens_of(without_tags(claim)))
    return Verdict("content", fault) if fault else None


def _written_plainly(claim: str, sources: Sequence[Source]) -> Verdict | None:
    for text in (claim, *(source.quote or "" for source in sources)):
        if (fault := deceptive(text)) is not None:
            return Verdict("characters", fault)
    return None


def _grounded(case: _Case) -> Verdict:
    """The first reading of the claim that a source bears out, else why the nearest fails."""
    worst = Verdict("content", "the claim says nothing")
    if points_in_frame(case.claim):
        return Verdict("pronoun", "what the claim is about is not named in it")
    for reading in readings(case.claim):
        verdicts = [
            borne_out(reading, source, spans)
            for source, spans in zip(case.sources, case.spans, strict=True)
        ]
        if supporting := tuple(at for at, verdict in enumerate(verdicts) if verdict.accepted):
            return Verdict(supporting=supporting)
        for verdict in verdicts:
            worst = nearer(worst, verdict)
    return worst


def _counted(case: _Case) -> Verdict | None:
    """A claim that counts what it cites; None when it counts nothing."""
    faults = []
    for frame in frames(case.claim):
        fault = count_fault(case.claim[frame.start : frame.end], case.sources)
        if fault == "":
            continue
        outer = next((f for source in case.sources if (f := frame_fault(frame, source))), None)
        if fault is None and outer is None:
            return Verdict(supporting=tuple(range(len(case.sources))))
        faults.append(
            Verdict("arithmetic", fault) if fault else Verdict("attribution", outer or "")
        )
    return faults[0] if faults else None


def _judged(case: _Case, judge: Judge) -> Verdict | None:
    """The judge's acceptance of a paraphrase that keeps to the other checks, None without it."""
    segments = [segment for source in case.sources for segment in segments_of(source.text)]
    for reading in readings(case.claim):
        if not reading.parts or reading.fault is not None:
            continue
        if any(frame_fault(reading.frame, source) for source in case.sources):
            continue
        if (fault := committed_otherwise(reading.parts, segments)) is not None:
            return Verdict("critical", fault)
        if judge.supports(case.claim, [source.text for source in case.sources]):
            return Verdict(supporting=tuple(range(len(case.sources))))
        return None
    return None
