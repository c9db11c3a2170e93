"""The only maker of answers: every claim passes the gate and is bound to where it stands."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from bot.answering.answers import SEAL, Answer, AnswerScope, Citation, Claim, Dropped, Outcome
from bot.answering.cautions import cautions
from bot.answering.citing import Citer, PageOf, RefusedError
from bot.answering.claims import named
from bot.answering.drafts import Draft, DraftClaim, Evidence
from bot.answering.gate.verdicts import Judge
from bot.answering.joining import caveats_together, claims_together
from bot.answering.markdown import markdown, plain
from bot.answering.rewording import Edited, reworded_claims
from bot.answering.searched import reading_told, scope_told
from bot.answering.timeliness import timely, years_silent
from bot.answering.vetting import Kept, Mend, Records, Vetting, vetted
from bot.guards.screening import Refusal
from corpus.currency import superseded_by
from corpus.documents import Document
from prompts import section
from retrieval.search.found import Found

_NEAREST, _FEWEST_WORDS = 3, 6


def verify(
    draft: Draft,
    evidence: Evidence,
    found: Found,
    page_of: PageOf,
    copies: Mapping[str, Sequence[Document]] = MappingProxyType({}),
    records: Records = frozenset(),
    mend: Mend | None = None,
    judge: Judge | None = None,
) -> Answer:
    """Keep the claims that their passages support, and say what became of the rest.

    `copies` are by document id the other places where the same document stands; `records` is
    what the registers hold, which is told as it stands without being a sentence. A claim that
    is refused is mended once with `mend`, else gives way to what its passage itself says of it.
    """
    if draft.clarification is not None:
        return _asked_back(draft, found, draft.clarification)
    citer = Citer(page_of, copies)
    searched = {document.id for document in found.scope.searched}
    vetting = Vetting(evidence, searched, _superseded(found, evidence), citer, records, judge)
    kept, dropped = vetted(draft.claims, vetting, mend)
    kept, untimely = timely(kept, found)
    dropped += untimely
    if not kept:
        return _nothing_found(draft, evidence, found, citer, dropped)
    claims = _shown(kept, citer, found)
    items, shown = _items(draft.claims, kept, untimely)
    lacks = draft.partial or found.scope.missing or found.scope.absent
    whole = shown == items and not lacks
    outcome: Outcome = "answered" if whole else "partial"
    caveats = tuple(
        dict.fromkeys(
            caveat
            for caveat in (
                found.scope.missing,
                *(section("caveats", "absent").format(name=n) for n in found.scope.absent),
                _left_out(shown, items),
                *draft.caveats,
                years_silent(kept, found),
                *cautions(citer.citations, found.scope.newest),
            )
            if caveat
        )
    )
    text = markdown(claims, draft.corrections, caveats)
    return Answer(
        id=_identity(found.query.question, scope_told(found), text, citer.citations),
        question=found.query.as_asked or found.query.question,
        outcome=outcome,
        text=text,
        claims=tuple(claims),
        citations=tuple(citer.citations),
        scope=scope_told(found),
        caveats=caveats,
        corrections=draft.corrections,
        suggestions=draft.suggestions,
        answerer=draft.answerer,
        prompt=draft.prompt,
        dropped=tuple(dropped),
        seal=SEAL,
    )


def with_dropped(answer: Answer, dropped: Sequence[Dropped]) -> Answer:
    """The same answer with claims that were dropped before it was made."""
    return replace(answer, dropped=(*dropped, *answer.dropped), seal=SEAL)


def together(question: str, answers: Sequence[Answer]) -> Answer:
    """One answer out of those to the parts of a question; what is not answered is said.

    Where none of the parts is answered the first one's answer stands for all.
    """
    told = [one for one in answers if one.claims]
    if not told:
        return replace(answers[0], question=question, seal=SEAL)
    claims, citations = claims_together(told)
    caveats = caveats_together(answers)
    corrections = tuple(dict.fromkeys(c for one in told for c in one.corrections))
    whole = all(one.outcome == "answered" for one in answers)
    scope = replace(
        told[0].scope, reading=" ".join(dict.fromkeys(one.scope.reading for one in answers))
    )
    written = next((one for one in told if one.prompt is not None), told[0])
    text = markdown(claims, corrections, caveats)
    return replace(
        told[0],
        id=_identity(question, scope, text, citations),
        question=question,
        outcome="answered" if whole else "partial",
        text=text,
        claims=tuple(claims),
        citations=citations,
        scope=scope,
        caveats=caveats,
        corrections=corrections,
        suggestions=tuple(dict.fromkeys(s for one in told for s in one.suggestions)),
        answerer=written.answerer,
        prompt=written.prompt,
        dropped=tuple(dropped for one in answers for dropped in one.dropped),
        seal=SEAL,
    )


def edited(
    answer: Answer,
    claims: Mapping[int, str],
    evidence: Evidence,
    superseded: Set[str],
    page_of: PageOf,
    copies: Mapping[str, Sequence[Document]] = MappingProxyType({}),
) -> Edited:
    """The answer with other words for some of its claims, each checked against what it cites.

    `claims` are by their number, from 1; an empty one is left out, one that is not there stays.
    `evidence` has the passages that the answer cites, `superseded` are ids of documents. No word
    of an edit is believed: it passes the gate, or there is no answer.
    """
    citer = Citer(page_of, copies)
    searched = {document.id for _, document in evidence.passages.values()}
    vetting = Vetting(evidence, searched, superseded, citer, frozenset(), None)
    edits, shown = reworded_claims(answer, claims, evidence, vetting, citer)
    if not shown and all(edit.refused is None for edit in edits):
        edits = [replace(edit, refused=section("caveats", "edited_away")) for edit in edits]
    if not edits or any(edit.refused is not None for edit in edits):
        return Edited(tuple(edits), None)
    shorter = len(shown) < len(answer.claims)
    told = section("caveats", "edited_shorter" if shorter else "edited")
    caveats = tuple(dict.fromkeys((*answer.caveats, told)))
    text = markdown(shown, answer.corrections, caveats)
    return Edited(
        tuple(edits),
        replace(
            answer,
            id=_identity(answer.id, answer.scope, text, citer.citations),
            outcome="partial" if shorter else answer.outcome,
            text=text,
            claims=tuple(shown),
            citations=tuple(citer.citations),
            caveats=caveats,
            seal=SEAL,
        ),
    )


def declined(question: str | None, refusal: Refusal) -> Answer:
    """The answer to a question that is not looked into; None for one that may not be kept."""
    return Answer(
        # An id made of the question would give away a short one to whoever tries them all.
        id="a" + uuid4().hex[:16],
        question=question or "",
        outcome="declined",
        text=refusal.text,
        claims=(),
        citations=(),
        scope=AnswerScope((), None, None, None, (), 0, section("refusals", "not_searched")),
        caveats=(),
        suggestions=(),
        answerer="extractive",
        prompt=None,
        seal=SEAL,
    )


def timed(answer: Answer, timings_ms: Mapping[str, float]) -> Answer:
    """The same answer with the time that each step took, in milliseconds."""
    return replace(answer, timings_ms=dict(timings_ms), seal=SEAL)


def made_from(answer: Answer, generation: int | None, sight: str = "") -> Answer:
    """The same answer with the generation of the shared index, and the sight, it was made from.

    Where something may be hidden it has an id of that sight's own: what is kept by its id is not
    overwritten by what others are told who see more.
    """
    of = hashlib.sha256(f"{answer.id} {sight}".encode()).hexdigest()[:16]
    identity = f"a{of}" if sight else answer.id
    return replace(answer, id=identity, generation=generation, sight=sight, seal=SEAL)


def restored(kept: Mapping[str, Any]) -> Answer:
    """The answer whose fields were kept, by name; what an earlier version did not keep is empty.

    Raises TypeError when a field is missing that every answer has.
    """
    return Answer(**kept, seal=SEAL)


def _shown(kept: Sequence[Kept], citer: Citer, found: Found) -> list[Claim]:
    """The claims with their numbers, each under its document and day where that matters."""
    newest = {inspection.id for inspection in found.scope.newest}
    cited = {citation.document_id for one in kept for citation in one.cited}
    alone = len(cited) == 1 and newest.issuperset(cited)
    documents = {document.id: document for document in found.scope.searched}
    return [
        Claim(
            one.claim.text,
            tuple(dict.fromkeys(citer.number(citation) for citation in one.cited)),
            one.claim.item,
            one.claim.group or ("" if alone else named(documents[one.cited[0].document_id])),
            one.claim.label,
        )
        for one in kept
    ]


def _items(
    drafted: Sequence[DraftClaim], kept: Sequence[Kept], untimely: Sequence[Dropped]
) -> tuple[int, int]:
    """How many items of lists were drafted, and how many of them are shown.

    A line that stands alone is no list, and what another year's list says was not asked for.
    """
    late = {one.text for one in untimely}
    items = dict.fromkeys((c.group, c.text) for c in drafted if c.item and c.text not in late)
    listed = Counter(group for group, _ in items)
    lists = {group for group, count in listed.items() if count > 1}
    shown = sum(one.claim.item and one.claim.group in lists for one in kept)
    return sum(listed[group] for group in lists), shown


def _left_out(shown: int, items: int) -> str | None:
    if shown == items:
        return None
    return section("caveats", "item_dropped").format(shown=shown, items=items)


def _superseded(found: Found, evidence: Evidence) -> frozenset[str]:
    """The ids of the documents in whose place a later one stands, of authorities in evidence."""
    whose = {(document.authority or "").lower() for _, document in evidence.passages.values()}
    theirs = [d for d in found.scope.known if (d.authority or "").lower() in whose]
    return frozenset(superseded_by(theirs, {}, found.query.filters.as_of))


def _nothing_found(
    draft: Draft, evidence: Evidence, found: Found, citer: Citer, dropped: Sequence[Dropped]
) -> Answer:
    nearest: list[Citation] = []
    running = [
        (passage, document, passage.text.split("\n", 1)[0])
        for passage, document in evidence.passages.values()
        if passage.shape != "table"
    ]
    # A name or a heading tells nobody how near it is.
    running = [row for row in running if len(row[2].split()) >= _FEWEST_WORDS] or running
    for passage, document, line in running[:_NEAREST]:
        try:
            cited = citer.cite(passage, document, line)
        except RefusedError:
            continue
        nearest.append(replace(cited[0], number=len(nearest) + 1))
    searched = len(found.scope.searched)
    if found.scope.missing:
        said = found.scope.missing
    else:
        said = section("refusals", "no_evidence").format(
            documents="1 document" if searched == 1 else f"{searched} documents"
        )
    parts = [plain(" ".join((said, *draft.caveats))), plain(reading_told(found))]
    if nearest:
        parts.append(section("refusals", "nearest"))
        parts += [f"- “{plain(citation.quote)}” [{citation.number}]" for citation in nearest]
    text = "\n\n".join(parts[:3]) + "".join(f"\n{line}" for line in parts[3:])
    return Answer(
        id=_identity(found.query.question, scope_told(found), text, nearest),
        question=found.query.as_asked or found.query.question,
        outcome="no_evidence",
        text=text,
        claims=(),
        citations=tuple(nearest),
        scope=scope_told(found),
        caveats=draft.caveats,
        suggestions=draft.suggestions,
        answerer=draft.answerer,
        prompt=draft.prompt,
        dropped=tuple(dropped),
        seal=SEAL,
    )


def _asked_back(draft: Draft, found: Found, clarification: str) -> Answer:
    return Answer(
        id=_identity(found.query.question, scope_told(found), clarification, ()),
        question=found.query.as_asked or found.query.question,
        outcome="needs_clarification",
        text=plain(clarification),
        claims=(),
        citations=(),
        scope=scope_told(found),
        caveats=(),
        suggestions=draft.suggestions,
        answerer=draft.answerer,
        prompt=draft.prompt,
        seal=SEAL,
    )


def _identity(question: str, scope: AnswerScope, text: str, citations: Sequence[Citation]) -> str:
    """The same question with the same answer has the same id; the question cannot be read off.

    The same answer says the same and cites the same words of the same documents for it, searched
    as many and knows of the same copies: where others are seen it is another.
    """
    cited = (
        " ".join((f"{c.number} {c.document_id} {c.page} {c.quote}", *(d.id for d in c.also_in)))
        for c in citations
    )
    told = "\n".join((question, scope.reading, str(scope.documents_searched), text, *cited))
    return "a" + hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]
