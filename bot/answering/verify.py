"""The gate: every claim is checked against the passages it cites; only this makes an Answer."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.answering.answers import (
    SEAL,
    Answer,
    AnswerScope,
    Citation,
    Claim,
    Dropped,
    Outcome,
)
from bot.answering.drafts import Draft, DraftClaim, Evidence
from bot.answering.quotes import locate, names, numbers, words
from corpus.cleaning import CELL_END, folded
from corpus.confidence import least_sure
from corpus.documents import Document
from corpus.passages import Passage, Place
from corpus.sources import Page
from corpus.tables import row_of, without_marks
from prompts import section
from retrieval.scope import spoken_date
from retrieval.search import Found

# A page of a document as it was read: (document id, page number) to page, None if unknown.
PageOf = Callable[[str, int | None], Page | None]

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class _RefusedError(Exception):
    check: str
    detail: str


def verify(
    draft: Draft,
    evidence: Evidence,
    found: Found,
    page_of: PageOf,
    copies: Mapping[str, Sequence[Document]] = MappingProxyType({}),
) -> Answer:
    """Keep the claims that their quotes support, and say what became of the rest.

    `copies` are by document id the other places where the same document stands.
    """
    if draft.clarification is not None:
        return _asked_back(draft, found, draft.clarification)
    gate = _Gate(evidence, found, page_of, copies)
    claims: list[Claim] = []
    dropped: list[Dropped] = []
    for claim in draft.claims:
        try:
            claims.append(gate.check(claim))
        except _RefusedError as refusal:
            gate.refused.append(claim)
            dropped.append(Dropped(claim.text, refusal.check, refusal.detail))
    if not claims:
        return _nothing_found(draft, evidence, found, gate, dropped)
    kept_whole = not any(claim.item for claim in gate.refused)
    whole = kept_whole and not draft.partial and not found.scope.missing
    outcome: Outcome = "answered" if whole else "partial"
    caveats = tuple(
        dict.fromkeys(
            caveat
            for caveat in (
                found.scope.missing,
                *(section("caveats", "absent").format(name=n) for n in found.scope.absent),
                None if kept_whole else section("caveats", "item_dropped"),
                *draft.caveats,
                *_superseded(gate.citations, found.scope.newest),
                *_datedness(gate.citations),
                *_misreadings(gate.citations),
            )
            if caveat
        )
    )
    return Answer(
        id=_identity(found, claims),
        question=found.query.question,
        outcome=outcome,
        text=_markdown(claims, draft.corrections, caveats),
        claims=tuple(claims),
        citations=tuple(gate.citations),
        scope=_scope(found),
        caveats=caveats,
        corrections=draft.corrections,
        suggestions=draft.suggestions,
        answerer=draft.answerer,
        prompt=draft.prompt,
        dropped=tuple(dropped),
        seal=SEAL,
    )


def timed(answer: Answer, timings_ms: Mapping[str, float]) -> Answer:
    """The same answer with the time that each step took, in milliseconds."""
    return replace(answer, timings_ms=dict(timings_ms), seal=SEAL)


class _Gate:
    """Checks claims one by one and numbers their citations."""

    def __init__(
        self,
        evidence: Evidence,
        found: Found,
        page_of: PageOf,
        copies: Mapping[str, Sequence[Document]],
    ) -> None:
        self._evidence = evidence
        self._copies = copies
        self._in_scope = {document.id for document in found.scope.searched}
        self._page_of = page_of
        self.citations: list[Citation] = []
        self.refused: list[DraftClaim] = []

    def check(self, claim: DraftClaim) -> Claim:
        """The claim with its citations. Raises `_RefusedError` naming the check that failed."""
        if not claim.citations:
            raise _RefusedError("uncited", "the claim cites nothing")
        cited: list[Citation] = []
        rows: list[Passage] = []
        for citation in claim.citations:
            known = self._evidence.passages.get(citation.label)
            if known is None:
                raise _RefusedError("label", f"no passage is labelled {citation.label}")
            passage, document = known
            if document.id not in self._in_scope:
                raise _RefusedError("scope", f"{document.title} is outside what was asked")
            cited += self.cite(passage, document, citation.quote)
            if passage.shape == "table" and CELL_END in passage.text:
                rows.append(passage)
        quotes = " ".join(citation.quote for citation in cited)
        _agree(claim.text, quotes)
        if rows and (CELL_END in claim.text or len(rows) == len(claim.citations)):
            _belong_together(claim.text, rows)
        numbers_of = tuple(self._number(citation) for citation in cited)
        return Claim(claim.text, numbers_of, claim.item, claim.group, claim.label)

    def cite(self, passage: Passage, document: Document, quote: str) -> list[Citation]:
        """The citations of one quote: one, or one a page where it runs over a page's end."""
        at = locate(quote, passage.text)
        if at is None:
            raise _RefusedError("verbatim", f"“{quote[:60]}” is not in the passage")
        found: list[Citation] = []
        for place in passage.places(*at):
            page = self._page_of(document.id, place.page)
            if page is None:
                raise _RefusedError("place", f"page {place.page} of {document.title} is not kept")
            quoted = without_marks(passage, place.at, place.until)
            if _skeleton(quoted) != _skeleton(page.text[place.start : place.end]):
                raise _RefusedError("place", f"“{quote[:60]}” is not where the passage says it is")
            found.append(
                Citation(
                    number=0,
                    passage_id=passage.id,
                    document_id=document.id,
                    title=document.title,
                    kind=document.kind,
                    publisher=document.publisher,
                    authority=document.authority,
                    date=document.dates.ordering,
                    date_basis=document.dates.basis,
                    dated=spoken_date(document),
                    source=document.path,
                    sha256=document.sha256,
                    page=place.page,
                    paragraph=passage.paragraph,
                    heading=passage.heading,
                    quote=quoted,
                    start=place.start,
                    end=place.end,
                    also_in=tuple(self._copies.get(document.id, ())),
                    confidence=_confidence(page, place),
                    printed_page=page.label,
                )
            )
        return found

    def _number(self, citation: Citation) -> int:
        for known in self.citations:
            if (known.document_id, known.page, known.start, known.end) == (
                citation.document_id,
                citation.page,
                citation.start,
                citation.end,
            ):
                return known.number
        numbered = replace(citation, number=len(self.citations) + 1)
        self.citations.append(numbered)
        return numbered.number


def _confidence(page: Page, place: Place) -> float | None:
    if page.confidence is None:
        return None
    return least_sure(page.text, page.confidence, place.start, place.end)


def _agree(claim: str, quotes: str) -> None:
    """A claim may leave words of its quotes out; it may not bring any of its own."""
    quoted = folded(quotes)
    if missing := [n for n in numbers(folded(claim)) if n not in numbers(quoted)]:
        raise _RefusedError("numbers", f"{', '.join(missing)} is not in the quote")
    known = names(quoted) | {word.strip(".,;:()") for word in quoted.split()}
    if strange := [name for name in names(folded(claim)) if name not in known]:
        raise _RefusedError("names", f"{', '.join(strange)} is not in the quote")
    if added := words(claim) - words(quotes):
        raise _RefusedError("words", f"{', '.join(sorted(added))} is not in the quote")


def _belong_together(claim: str, rows: Sequence[Passage]) -> None:
    """What is told of a table is a line of it, or cells with their own label and headings."""
    for passage in rows:
        row = row_of(passage)
        if claim in passage.text.split("\n") or (row is not None and row.says(claim)):
            return
    raise _RefusedError("cells", f"“{claim[:60]}” pairs a cell with what it does not stand under")


def _skeleton(text: str) -> str:
    """Letters and digits alone: what must agree between a passage and its page."""
    return "".join(character for character in folded(text).lower() if character.isalnum())


def _markdown(claims: Sequence[Claim], corrections: Sequence[str], caveats: Sequence[str]) -> str:
    lines = [line for correction in corrections for line in (f"> {correction}", "")]
    group = ""
    for claim in claims:
        if claim.group != group:
            group = claim.group
            if group:
                lines += ["", f"**{group}**", ""]
        marks = "".join(f" [{number}]" for number in claim.citations)
        label = f"*{claim.label}:* " if claim.label else ""
        sentence = f"{label}{claim.text}{marks}"
        if claim.item:
            lines.append(f"- {sentence}")
        elif lines and lines[-1] and not lines[-1].startswith(("- ", "**")):
            lines[-1] = f"{lines[-1]} {sentence}"
        else:
            lines += ["", sentence] if lines and lines[-1].startswith("- ") else [sentence]
    lines += [line for caveat in caveats for line in ("", f"> {caveat}")]
    return "\n".join(lines).strip()


def _superseded(citations: Sequence[Citation], newest: Sequence[Document]) -> list[str]:
    """What an authority's newest inspection replaces is said to be older where it stands alone."""
    caveats: list[str] = []
    for inspection in newest:
        theirs = [c for c in citations if c.authority == inspection.authority]
        day = inspection.dates.ordering
        if not theirs or day is None or any(c.date is None or c.date >= day for c in theirs):
            continue
        latest = max(theirs, key=lambda citation: citation.date or day)
        caveats.append(
            section("caveats", "superseded").format(
                title=latest.title, dated=latest.dated, newest=spoken_date(inspection)
            )
        )
    return caveats


def _datedness(citations: Sequence[Citation]) -> list[str]:
    """A date that the document does not state is never passed off as stated."""
    return [
        section("caveats", "undated").format(title=title, dated=dated)
        for title, dated in dict.fromkeys(
            (c.title, c.dated) for c in citations if c.dated.startswith("undated")
        )
    ]


def _misreadings(citations: Sequence[Citation]) -> list[str]:
    """A quote with words that OCR was not sure of is said to be one."""
    marks = [f"[{citation.number}]" for citation in citations if citation.doubtful]
    if not marks:
        return []
    return [section("caveats", "doubtful").format(marks=", ".join(marks))]


def _nothing_found(
    draft: Draft, evidence: Evidence, found: Found, gate: _Gate, dropped: Sequence[Dropped]
) -> Answer:
    nearest: list[Citation] = []
    running = [pair for pair in evidence.passages.values() if pair[0].shape != "table"]
    for passage, document in running[:_NEAREST]:
        line = passage.text.split("\n", 1)[0]
        try:
            cited = gate.cite(passage, document, line)
        except _RefusedError:
            continue
        nearest.append(replace(cited[0], number=len(nearest) + 1))
    searched = len(found.scope.searched)
    if found.scope.missing:
        said = found.scope.missing
    else:
        said = section("refusals", "no_evidence").format(
            documents="1 document" if searched == 1 else f"{searched} documents"
        )
    parts = [" ".join((said, *draft.caveats)), found.scope.reading]
    if nearest:
        parts.append(section("refusals", "nearest"))
        parts += [f"- “{citation.quote}” [{citation.number}]" for citation in nearest]
    return Answer(
        id=_identity(found, ()),
        question=found.query.question,
        outcome="no_evidence",
        text="\n\n".join(parts[:3]) + "".join(f"\n{line}" for line in parts[3:]),
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
        id=_identity(found, ()),
        question=found.query.question,
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
        reading=found.scope.reading,
    )


def _identity(found: Found, claims: Sequence[Claim]) -> str:
    """The same question with the same answer has the same id; the question cannot be read off."""
    told = "\n".join((found.query.question, found.scope.reading, *(c.text for c in claims)))
    return "a" + hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]
