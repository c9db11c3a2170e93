"""The only maker of answers: every claim passes the gate and is bound to where it stands."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from bot.answering.answers import SEAL, Answer, AnswerScope, Citation, Claim, Dropped, Outcome
from bot.answering.cautions import cautions
from bot.answering.citing import Citer, PageOf, RefusedError
from bot.answering.claims import named
from bot.answering.drafts import Draft, DraftCitation, DraftClaim, Evidence, Refused
from bot.answering.gate.gate import examine
from bot.answering.gate.nearest import led_quote, nearest_quote
from bot.answering.gate.verdicts import Judge, Source
from bot.answering.markdown import markdown
from bot.answering.quotes import locate, names, numbers, words
from bot.guards.screening import Refusal
from corpus.cleaning import CELL_END, folded
from corpus.currency import superseded_by
from corpus.documents import Document
from corpus.passages import Passage
from corpus.tables import row_of
from prompts import section
from retrieval.search import Found

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class _Kept:
    """A claim that may be shown, its citations not yet numbered, the passages they are from."""

    claim: DraftClaim
    cited: tuple[Citation, ...]
    texts: tuple[str, ...] = ()
    is_record: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two claims the same to a reader."""
        claim = self.claim
        return claim.group, claim.label, claim.text, self.cited[0].document_id


# What registers hold, each as `record` makes it.
Records = frozenset[tuple[str, str]]
# Asks the answerer once for other claims in place of those that were refused.
Mend = Callable[[Sequence[Refused]], Sequence[DraftClaim]]


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
    gate = _Gate(evidence, searched, _superseded(found), citer, records, judge)
    kept, dropped = _checked(draft.claims, gate, mend)
    kept, untimely = _timely(kept, found)
    dropped += untimely
    if not kept:
        return _nothing_found(draft, evidence, found, citer, dropped)
    claims = _shown(kept, citer, found)
    items = sum(claim.item for claim in draft.claims)
    shown = sum(claim.item for claim in claims)
    whole = shown == items and not draft.partial and not found.scope.missing
    outcome: Outcome = "answered" if whole else "partial"
    caveats = tuple(
        dict.fromkeys(
            caveat
            for caveat in (
                found.scope.missing,
                *(section("caveats", "absent").format(name=n) for n in found.scope.absent),
                _left_out(shown, items),
                *draft.caveats,
                _years_silent(kept, found),
                *cautions(citer.citations, found.scope.newest),
            )
            if caveat
        )
    )
    text = markdown(claims, draft.corrections, caveats)
    return Answer(
        id=_identity(found.query.question, found.scope.reading, text, citer.citations),
        question=found.query.as_asked or found.query.question,
        outcome=outcome,
        text=text,
        claims=tuple(claims),
        citations=tuple(citer.citations),
        scope=_scope(found),
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


def record(passage_id: str, text: str) -> tuple[str, str]:
    """A grade's line, a list's item or a front page's line as a register has it."""
    return passage_id, " ".join(folded(text).split())


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
    gate = _Gate(evidence, searched, superseded, citer, frozenset(), None)
    cited = {citation.number: citation for citation in answer.citations}
    edits: list[Edit] = []
    shown: list[Claim] = []
    for number, claim in enumerate(answer.claims, 1):
        sources = [cited[mark] for mark in claim.citations]
        after = claims.get(number, claim.text).strip()
        if after != claim.text.strip():
            try:
                sources = _reworded(after, sources, gate, evidence) if after else []
            except RefusedError as refusal:
                edits.append(Edit(claim.text, after, refusal.detail))
                continue
            edits.append(Edit(claim.text, after or None))
            if not after:
                continue
            claim = replace(claim, text=after)
        marks = dict.fromkeys(citer.number(citation) for citation in sources)
        shown.append(replace(claim, citations=tuple(marks)))
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
            id=_identity(answer.id, answer.scope.reading, text, citer.citations),
            outcome="partial" if shorter else answer.outcome,
            text=text,
            claims=tuple(shown),
            citations=tuple(citer.citations),
            caveats=caveats,
            seal=SEAL,
        ),
    )


def _reworded(
    text: str, sources: Sequence[Citation], gate: "_Gate", evidence: Evidence
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
            return list(gate.check(DraftClaim(text, quotes)).cited)
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


def restored(kept: Mapping[str, Any]) -> Answer:
    """The answer whose fields were kept, by name; what an earlier version did not keep is empty.

    Raises TypeError when a field is missing that every answer has.
    """
    return Answer(**kept, seal=SEAL)


def _checked(
    proposed: Sequence[DraftClaim], gate: "_Gate", mend: Mend | None
) -> tuple[list[_Kept], list[Dropped]]:
    """The claims to show, in the order in which they were proposed, and those that fell."""
    outcomes = [gate.outcome(claim) for claim in proposed]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    mended = [gate.outcome(claim) for claim in mend(refused)] if mend and refused else []
    others = [outcome for outcome in mended if isinstance(outcome, _Kept)]
    kept: list[_Kept] = []
    dropped: list[Dropped] = []
    for outcome in outcomes:
        if isinstance(outcome, _Kept):
            kept.append(outcome)
            continue
        instead = others.pop(0) if others else gate.in_their_own_words(outcome)
        told = None if instead is None else instead.claim.text
        dropped.append(Dropped(outcome.claim.text, outcome.check, outcome.detail, told))
        if instead is not None:
            kept.append(instead)
    dropped += [
        Dropped(outcome.claim.text, outcome.check, outcome.detail)
        for outcome in mended
        if isinstance(outcome, Refused)
    ]
    return list({one.key: one for one in (*kept, *others)}.values()), dropped


def _timely(kept: Sequence[_Kept], found: Found) -> tuple[list[_Kept], list[Dropped]]:
    """Without what another year's document says, where one of the year asked about says it too."""
    timely = [one for one in kept if _is_of_the_years(one, found)]
    if not timely or not _years_asked(found):
        return list(kept), []
    told = f"not of {', '.join(map(str, _years_asked(found)))}"
    late = [Dropped(one.claim.text, "time", told) for one in kept if one not in timely]
    return timely, late


def _years_silent(kept: Sequence[_Kept], found: Found) -> str | None:
    """Said where nothing of the year that is asked about answers, and others' documents do."""
    years = _years_asked(found)
    if not years or found.scope.missing or any(_is_of_the_years(one, found) for one in kept):
        return None
    return section("caveats", "years_silent").format(years=", ".join(map(str, years)))


def _years_asked(found: Found) -> tuple[int, ...]:
    """The years to which an answer has to keep, none where it may look before and after."""
    query = found.query
    if query.over_time or query.compare or query.before or query.still or query.findings:
        return ()
    return query.years


def _is_of_the_years(one: _Kept, found: Found) -> bool:
    """Whether a claim rests on a document of the years asked about, or its passage names them."""
    wanted = {document.id for document in found.scope.wanted}
    return (
        one.is_record
        or any(citation.document_id in wanted for citation in one.cited)
        or any(str(year) in text for year in _years_asked(found) for text in one.texts)
    )


def _shown(kept: Sequence[_Kept], citer: Citer, found: Found) -> list[Claim]:
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


def _left_out(shown: int, items: int) -> str | None:
    if shown == items:
        return None
    return section("caveats", "item_dropped").format(shown=shown, items=items)


def _superseded(found: Found) -> frozenset[str]:
    """The ids of the documents in whose place a later one stands."""
    return frozenset(superseded_by(found.scope.known, {}, found.query.filters.as_of))


class _Gate:
    """Checks claims one by one."""

    def __init__(
        self,
        evidence: Evidence,
        searched: Set[str],
        superseded: Set[str],
        citer: Citer,
        records: Records,
        judge: Judge | None,
    ) -> None:
        self._evidence = evidence
        self._records = records
        self._searched = searched
        self._superseded = superseded
        self._citer = citer
        self._judge = judge

    def check(self, claim: DraftClaim) -> _Kept:
        """The claim with its citations. Raises `RefusedError` naming the check that failed."""
        if not claim.citations:
            raise RefusedError("uncited", "the claim cites nothing")
        cited: list[Citation] = []
        sources: list[Source] = []
        rows: list[Passage] = []
        for citation in claim.citations:
            passage, document = self._known(citation.label)
            cited += self._citer.cite(passage, document, citation.quote)
            sources.append(self._source(passage, document, citation.quote))
            if passage.shape == "table" and CELL_END in passage.text:
                rows.append(passage)
        if self._is_record(claim):
            return _Kept(claim, tuple(cited), is_record=True)
        if rows and (CELL_END in claim.text or len(rows) == len(claim.citations)):
            _agree(claim.text, " ".join(citation.quote for citation in cited))
            _belong_together(claim.text, rows)
        else:
            verdict = examine(claim.text, sources, self._judge)
            if verdict.check is not None:
                raise RefusedError(verdict.check, verdict.detail)
        return _Kept(claim, tuple(cited), tuple(source.text for source in sources))

    def outcome(self, claim: DraftClaim) -> _Kept | Refused:
        """The claim to show, or why it may not be."""
        try:
            return self.check(claim)
        except RefusedError as refusal:
            return Refused(claim, refusal.check, refusal.detail)

    def in_their_own_words(self, refused: Refused) -> _Kept | None:
        """What a cited passage itself says on a claim that was refused, None if nothing."""
        claim = refused.claim
        for citation in claim.citations:
            try:
                passage, _ = self._known(citation.label)
            except RefusedError:
                continue
            if passage.shape == "table":
                continue
            if (place := locate(claim.text, passage.text)) is None:
                quote = nearest_quote(claim.text, passage.text)
            elif refused.check == "pronoun":
                quote = led_quote(place, passage.text)
            else:
                continue  # a sentence of its own that was refused has no other in its stead
            if quote is None:
                continue
            itself = DraftClaim(quote, (DraftCitation(citation.label, quote),), group=claim.group)
            with suppress(RefusedError):
                return self.check(itself)
        return None

    def _is_record(self, claim: DraftClaim) -> bool:
        """Whether a claim is, word for word, what a register holds of the one passage it cites."""
        if len(claim.citations) != 1:
            return False
        (citation,) = claim.citations
        passage, _ = self._known(citation.label)
        return record(passage.id, claim.text) in self._records

    def _known(self, label: str) -> tuple[Passage, Document]:
        known = self._evidence.passages.get(label)
        if known is None:
            raise RefusedError("label", f"no passage is labelled {label}")
        _, document = known
        if document.id not in self._searched:
            raise RefusedError("scope", f"{document.title} is outside what was asked")
        return known

    def _source(self, passage: Passage, document: Document, quote: str) -> Source:
        return Source(
            text=passage.text,
            quote=quote,
            authority=document.authority,
            date=document.dates.ordering,
            kind=document.kind,
            publisher=document.publisher,
            current=document.id not in self._superseded,
        )


def _agree(claim: str, quotes: str) -> None:
    """A claim may leave words of its quotes out; it may not bring any of its own."""
    quoted = folded(quotes)
    if missing := [n for n in numbers(folded(claim)) if n not in numbers(quoted)]:
        raise RefusedError("numbers", f"{', '.join(missing)} is not in the quote")
    known = names(quoted) | {word.strip(".,;:()") for word in quoted.split()}
    if strange := [name for name in names(folded(claim)) if name not in known]:
        raise RefusedError("names", f"{', '.join(strange)} is not in the quote")
    if added := words(claim) - words(quotes):
        raise RefusedError("words", f"{', '.join(sorted(added))} is not in the quote")


def _belong_together(claim: str, rows: Sequence[Passage]) -> None:
    """What is told of a table is a line of it, or cells with their own label and headings."""
    for passage in rows:
        row = row_of(passage)
        if claim in passage.text.split("\n") or (row is not None and row.says(claim)):
            return
    raise RefusedError("cells", f"“{claim[:60]}” pairs a cell with what it does not stand under")


def _nothing_found(
    draft: Draft, evidence: Evidence, found: Found, citer: Citer, dropped: Sequence[Dropped]
) -> Answer:
    nearest: list[Citation] = []
    running = [pair for pair in evidence.passages.values() if pair[0].shape != "table"]
    for passage, document in running[:_NEAREST]:
        line = passage.text.split("\n", 1)[0]
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
    parts = [" ".join((said, *draft.caveats)), _reading(found)]
    if nearest:
        parts.append(section("refusals", "nearest"))
        parts += [f"- “{citation.quote}” [{citation.number}]" for citation in nearest]
    text = "\n\n".join(parts[:3]) + "".join(f"\n{line}" for line in parts[3:])
    return Answer(
        id=_identity(found.query.question, found.scope.reading, text, nearest),
        question=found.query.as_asked or found.query.question,
        outcome="no_evidence",
        text=text,
        claims=(),
        citations=tuple(nearest),
        scope=_scope(found),
        caveats=draft.caveats,
        suggestions=draft.suggestions,
        answerer=draft.answerer,
        prompt=draft.prompt,
        dropped=tuple(dropped),
        seal=SEAL,
    )


def _asked_back(draft: Draft, found: Found, clarification: str) -> Answer:
    return Answer(
        id=_identity(found.query.question, found.scope.reading, clarification, ()),
        question=found.query.as_asked or found.query.question,
        outcome="needs_clarification",
        text=clarification,
        claims=(),
        citations=(),
        scope=_scope(found),
        caveats=(),
        suggestions=draft.suggestions,
        answerer=draft.answerer,
        prompt=draft.prompt,
        seal=SEAL,
    )


def _scope(found: Found) -> AnswerScope:
    query = found.query
    return AnswerScope(
        authorities=query.authorities,
        as_of=query.filters.as_of,
        first=query.filters.first,
        last=query.filters.last,
        kinds=query.kinds,
        documents_searched=len(found.scope.searched),
        reading=_reading(found),
    )


def _reading(found: Found) -> str:
    """How the question was understood; a follow-up that was written out is shown in full."""
    if not found.query.as_asked:
        return found.scope.reading
    return section("caveats", "written_out").format(
        question=found.query.question, reading=found.scope.reading
    )


def _identity(question: str, reading: str, text: str, citations: Sequence[Citation]) -> str:
    """The same question with the same answer has the same id; the question cannot be read off.

    The same answer says the same and cites the same words of the same documents for it.
    """
    cited = (f"{c.number} {c.document_id} {c.page} {c.quote}" for c in citations)
    told = "\n".join((question, reading, text, *cited))
    return "a" + hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]
