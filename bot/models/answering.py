"""Answers by a language model: it chooses among what the rules have found, and is checked."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.claims import named
from bot.answering.drafts import (
    Answerer,
    Brief,
    Draft,
    DraftCitation,
    DraftClaim,
    Evidence,
    Refused,
)
from bot.answering.quotes import locate
from bot.answering.support import supporting
from bot.models.asking import Model
from bot.models.evidence import Shown, plain, tokens, within, written
from bot.models.faults import ModelFailedError
from bot.models.shapes import Claims, Told
from corpus.documents import Document
from corpus.passages import Passage
from prompts import load, section
from retrieval.query import Query

# What registers and tables say is complete as it is.
_RUNNING = ("paragraph", "list")
_MOST_CLAIMS = 12
_LONGEST_CLAIM = 1_500
# A budget that the instructions have used up still leaves room for a passage or two.
_LEAST_EVIDENCE = 300
_SPACE = re.compile(r"\s+")


class ModelAnswerer:
    """Asks a model where running text answers; lists, grades and figures stay with the rules.

    The model sees passages alone that speak of what was asked, of those documents that the
    rules would answer from: it narrows what they found and never widens it. What it cannot do
    falls to the rules, with a sentence that says so.
    """

    def __init__(self, model: Model, rules: Answerer, budget: int) -> None:
        """`budget` is the number of tokens that a request may have, as `evidence.tokens` counts."""
        self._model = model
        self._rules = rules
        self._budget = budget
        self._prompt = f"answer@{load('answer')[1]}"

    def draft(self, brief: Brief) -> Draft:
        """The model's claims in place of the rules' sentences. Raises `ModelSetupError`."""
        by_rules = self._rules.draft(brief)
        found = brief.found
        if found.query.intent != "passages" or found.scope.missing is not None:
            return by_rules
        chosen = [c for c in by_rules.claims if _is_running(c, brief.evidence)]
        if not chosen:
            return by_rules
        question = found.query.question
        frame = section("answer", "instructions") + section("answer", "request")
        room = max(_LEAST_EVIDENCE, self._budget - tokens(frame) - tokens(question))
        shown = _shown(brief, chosen, room)
        request = section("answer", "request").format(
            evidence=written(shown),
            question=plain(question),
            reading=plain(found.scope.reading),
        )
        try:
            answer = self._model.ask(section("answer", "instructions"), request, Claims)
            told = _claims(answer.claims, shown) if answer.answers else []
            if answer.answers and not told:
                raise ModelFailedError("empty")
        except ModelFailedError as failed:
            caveat = section("caveats", f"model_{failed.kind}")
            return replace(by_rules, caveats=(*by_rules.caveats, caveat))
        return replace(
            by_rules,
            claims=_merged(brief, by_rules.claims, chosen, told),
            answerer=self._model.name,
            prompt=self._prompt,
        )

    def mend(self, brief: Brief, refused: Sequence[Refused]) -> Sequence[DraftClaim]:
        """Other claims in place of the model's own that were refused; none when there are none.

        The model is told once what was wrong. What it then writes counts where it is word for
        word in its passage; for the other passages the quotes that were given stand in.
        """
        by_rules = self._rules.draft(brief)
        own = [r for r in refused if r.claim not in by_rules.claims]
        labels = [c.label for r in own for c in r.claim.citations]
        known = [label for label in dict.fromkeys(labels) if label in brief.evidence.passages]
        if not known:
            return ()
        shown = within(self._budget, known, brief.evidence.passages)
        told = [c for c in self._told_again(brief, shown, own) if _is_verbatim(c, shown)]
        covered = {c.label for claim in told for c in claim.citations}
        quotes = [
            replace(r.claim, text=c.quote, citations=(c,))
            for r in own
            for c in r.claim.citations
            if c.label in shown and c.label not in covered
        ]
        return (*told, *(claim for claim in quotes if _is_verbatim(claim, shown)))

    def instead(self, brief: Brief) -> Draft:
        """The rules' draft, with the sentence that nothing of the model's could be verified."""
        by_rules = self._rules.draft(brief)
        caveat = section("caveats", "model_ungrounded")
        return replace(by_rules, caveats=(*by_rules.caveats, caveat))

    def _told_again(
        self, brief: Brief, shown: Shown, refused: Sequence[Refused]
    ) -> list[DraftClaim]:
        request = section("answer", "mend").format(
            evidence=written(shown),
            question=plain(brief.found.query.question),
            refused="\n".join(_refusal(r) for r in refused),
        )
        try:
            answer = self._model.ask(
                section("answer", "instructions"), request, Claims, hurried=True
            )
        except ModelFailedError:
            return []  # it is logged
        return _claims(answer.claims, shown) if answer.answers else []


def _is_verbatim(claim: DraftClaim, shown: Shown) -> bool:
    return bool(claim.citations) and all(
        locate(claim.text, shown[citation.label][0].text) is not None
        for citation in claim.citations
    )


def _is_running(claim: DraftClaim, evidence: Evidence) -> bool:
    """Whether it is a sentence out of running text, and not a row, a grade or a list's item."""
    if claim.item or claim.label:
        return False
    passages = [evidence.passages[citation.label][0] for citation in claim.citations]
    return all(passage.shape in _RUNNING for passage in passages)


def _shown(brief: Brief, chosen: Sequence[DraftClaim], room: int) -> Shown:
    """The passages a model may choose from, document by document in the rules' order."""
    evidence = brief.evidence
    cited = list(dict.fromkeys(c.label for claim in chosen for c in claim.citations))
    documents = list(dict.fromkeys(evidence.document(label).id for label in cited))
    labels = {passage.id: label for label, (passage, _) in evidence.passages.items()}
    found = [
        labels[hit.passage.id]
        for hit in supporting(brief.found)
        if hit.document.id in documents and hit.passage.shape in _RUNNING
    ]
    fitting = within(room, dict.fromkeys((*cited, *found)), evidence.passages)
    order = {identity: position for position, identity in enumerate(documents)}
    return dict(
        sorted(fitting.items(), key=lambda kept: (order[kept[1][1].id], kept[1][0].ordinal))
    )


def _claims(told: Sequence[Told], shown: Shown) -> list[DraftClaim]:
    """What the model wrote as claims; labels that it was not given are left out.

    A claim that is left without any label is kept, for the verifier to refuse and to record.
    """
    claims: list[DraftClaim] = []
    for one in told[:_MOST_CLAIMS]:
        text = _SPACE.sub(" ", one.text).strip()
        if not text or len(text) > _LONGEST_CLAIM:
            continue
        # Who gives no quote means the claim itself; whether it is one, the verifier sees.
        citations = tuple(
            DraftCitation(c.label, c.quote.strip() or text)
            for c in one.citations
            if c.label in shown
        )
        group = _group(*shown[citations[0].label]) if citations else ""
        claims.append(DraftClaim(text, citations, group=group))
    return claims


def _group(passage: Passage, document: Document) -> str:
    """What heads a claim: its document, and in minutes the item that it belongs to."""
    in_item = document.kind == "minutes" and passage.heading
    return f"{named(document)} – {passage.heading[-1]}" if in_item else named(document)


def _merged(
    brief: Brief,
    by_rules: Sequence[DraftClaim],
    replaced: Sequence[DraftClaim],
    told: Sequence[DraftClaim],
) -> tuple[DraftClaim, ...]:
    """The rules' claims with the model's in the place of the sentences it was to choose from.

    Where several documents must have their say, one of which the model tells nothing keeps
    the sentences of the rules.
    """
    evidence = brief.evidence
    others = {claim.text for claim in by_rules if claim not in replaced}
    fresh = [claim for claim in told if claim.text not in others]
    by_document: dict[str, list[DraftClaim]] = {}
    uncited: list[DraftClaim] = []
    for claim in fresh:
        if claim.citations:
            by_document.setdefault(_document(claim, evidence), []).append(claim)
        else:
            uncited.append(claim)
    merged: list[DraftClaim] = []
    placed: set[str] = set()
    for claim in by_rules:
        if claim not in replaced:
            merged.append(claim)
            continue
        identity = _document(claim, evidence)
        if identity not in by_document:
            if told and _everyone_speaks(brief.found.query):
                merged.append(claim)
        elif identity not in placed:
            placed.add(identity)
            merged += by_document[identity]
    return (*merged, *uncited)


def _document(claim: DraftClaim, evidence: Evidence) -> str:
    return evidence.document(claim.citations[0].label).id


def _everyone_speaks(query: Query) -> bool:
    """Whether the answer goes document by document, and is not whole without one of them."""
    return (
        query.over_time
        or query.compare
        or query.still
        or query.findings
        or query.entitlement
        or query.everywhere
    )


def _refusal(refused: Refused) -> str:
    return section("answer", "refused").format(
        claim=plain(refused.claim.text), check=refused.check, detail=plain(refused.detail)
    )
