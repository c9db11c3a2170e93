"""Other words that somebody gives a claim, held to what the claim cites."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering.answers import Answer, Citation, Claim
from bot.answering.citing import Citer, RefusedError
from bot.answering.drafts import DraftCitation, DraftClaim, Evidence
from bot.answering.gate.nearest import nearest_quote
from bot.answering.vetting import Vetting
from prompts import section


@dataclass(frozen=True, slots=True)
class Edit:
    """A claim as it was and as somebody wants it, None where it is to be left out.

    `refused` says what the documents do not bear out, None where they bear out all of it.
    """

    before: str
    after: str | None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """What was changed, and the answer that came of it: None where any of it may not be shown."""

    edits: tuple[Edit, ...]
    answer: Answer | None


def reworded_claims(
    answer: Answer, claims: Mapping[int, str], evidence: Evidence, vetting: Vetting, citer: Citer
) -> tuple[list[Edit], list[Claim]]:
    """What was changed of an answer's claims, and the claims to show then, cited by `citer`.

    `claims` are by their number, from 1; an empty one is left out, one that is not there stays.
    """
    cited = {citation.number: citation for citation in answer.citations}
    edits: list[Edit] = []
    shown: list[Claim] = []
    for number, claim in enumerate(answer.claims, 1):
        sources = [cited[mark] for mark in claim.citations]
        after = claims.get(number, claim.text).strip()
        if after != claim.text.strip():
            try:
                sources = _reworded(after, sources, evidence, vetting) if after else []
            except RefusedError as refusal:
                edits.append(Edit(claim.text, after, refusal.detail))
                continue
            edits.append(Edit(claim.text, after or None))
            if not after:
                continue
            claim = replace(claim, text=after)
        marks = dict.fromkeys(citer.number(citation) for citation in sources)
        shown.append(replace(claim, citations=tuple(marks)))
    return edits, shown


def _reworded(
    text: str, sources: Sequence[Citation], evidence: Evidence, vetting: Vetting
) -> list[Citation]:
    """What bears a claim out that was reworded: what it cites, or what is nearest to it there.

    Raises `RefusedError`.
    """
    labels = {passage.id: label for label, (passage, _) in evidence.passages.items()}
    if any(citation.passage_id not in labels for citation in sources):
        raise RefusedError("passage", section("caveats", "edited_gone"))
    refusal: RefusedError | None = None
    for quotes in _quotes(text, sources, labels, evidence):
        try:
            return list(vetting.check(DraftClaim(text, quotes)).cited)
        except RefusedError as refused:
            refusal = refusal or refused
    raise refusal or RefusedError("uncited", "the claim cites nothing")


def _quotes(
    text: str, sources: Sequence[Citation], labels: Mapping[str, str], evidence: Evidence
) -> Iterator[tuple[DraftCitation, ...]]:
    yield tuple(DraftCitation(labels[c.passage_id], c.quote) for c in sources)
    for label in dict.fromkeys(labels[citation.passage_id] for citation in sources):
        passage, _ = evidence.passages[label]
        quote = None if passage.shape == "table" else nearest_quote(text, passage.text)
        if quote is not None:
            yield (DraftCitation(label, quote),)
