"""Claims held to the passages that they cite: kept with their citations, or refused with why."""

import re
from collections.abc import Callable, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass

from bot.answering.answers import Citation, Dropped
from bot.answering.citing import Citer, RefusedError
from bot.answering.drafts import DraftCitation, DraftClaim, Evidence, Refused
from bot.answering.gate.content import over_and_over
from bot.answering.gate.gate import examine
from bot.answering.gate.nearest import led_quote, nearest_quote
from bot.answering.gate.tokens import tokens_of
from bot.answering.gate.verdicts import Judge, Source
from bot.answering.quotes import locate, names, numbers, words
from corpus.documents import Document
from corpus.layout.cleaning import CELL_END, folded
from corpus.passages import Passage
from corpus.tables import row_of


@dataclass(frozen=True, slots=True)
class Kept:
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


# What looks like a mark of ours, in brackets of whatever form.
_MARK = re.compile(r"[\[［【〔⟦〚]\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*[\]］】〕⟧〛]")
# What registers hold, each as `record` makes it.
Records = frozenset[tuple[str, str]]


# Asks the answerer once for other claims in place of those that were refused.
Mend = Callable[[Sequence[Refused]], Sequence[DraftClaim]]


def record(passage_id: str, text: str) -> tuple[str, str]:
    """A grade's line, a list's item or a front page's line as a register has it."""
    return passage_id, " ".join(folded(text).split())


def vetted(
    proposed: Sequence[DraftClaim], vetting: "Vetting", mend: Mend | None
) -> tuple[list[Kept], list[Dropped]]:
    """The claims to show, in the order in which they were proposed, and those that fell."""
    outcomes = [vetting.outcome(claim) for claim in proposed]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    mended = [vetting.outcome(claim) for claim in mend(refused)] if mend and refused else []
    others = [outcome for outcome in mended if isinstance(outcome, Kept)]
    kept: list[Kept] = []
    dropped: list[Dropped] = []
    for outcome in outcomes:
        if isinstance(outcome, Kept):
            kept.append(outcome)
            continue
        instead = others.pop(0) if others else vetting.in_their_own_words(outcome)
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


class Vetting:
    """Checks claims one by one: of known evidence, within what was searched, borne out."""

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

    def check(self, claim: DraftClaim) -> Kept:
        """The claim with its citations. Raises `RefusedError` naming the check that failed."""
        if not claim.citations:
            raise RefusedError("uncited", "the claim cites nothing")
        if _MARK.search(claim.text):
            # Whoever reads it could not tell such a mark from those that we set.
            raise RefusedError("mark", "it holds what looks like a citation of ours")
        # What stands in a list or a register as well.
        if (fault := over_and_over(tokens_of(claim.text))) is not None:
            raise RefusedError("content", fault)
        cited: list[Citation] = []
        sources: list[Source] = []
        rows: list[Passage] = []
        for citation in claim.citations:
            passage, document = self._quoted(citation)
            cited += self._citer.cite(passage, document, citation.quote)
            sources.append(self._source(passage, document, citation.quote))
            if passage.shape == "table" and CELL_END in passage.text:
                rows.append(passage)
        if self._is_record(claim):
            return Kept(claim, tuple(cited), is_record=True)
        if rows and (CELL_END in claim.text or len(rows) == len(claim.citations)):
            _agree(claim.text, " ".join(citation.quote for citation in cited))
            _belong_together(claim.text, rows)
        else:
            verdict = examine(claim.text, sources, self._judge)
            if verdict.check is not None:
                raise RefusedError(verdict.check, verdict.detail)
        return Kept(claim, tuple(cited), tuple(source.text for source in sources))

    def outcome(self, claim: DraftClaim) -> Kept | Refused:
        """The claim to show, or why it may not be."""
        try:
            return self.check(claim)
        except RefusedError as refusal:
            return Refused(claim, refusal.check, refusal.detail)

    def in_their_own_words(self, refused: Refused) -> Kept | None:
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
        passage, _ = self._quoted(citation)
        return record(passage.id, claim.text) in self._records

    def _quoted(self, citation: DraftCitation) -> tuple[Passage, Document]:
        """The passage that is cited; or that of the same document in which the quote stands.

        How a document falls into passages is our doing: a quote under the label beside it is
        cited from where it stands. That of another document is not, since it says of whom and when.
        """
        known = passage, document = self._known(citation.label)
        if locate(citation.quote, passage.text) is not None:
            return known
        evidence = self._evidence.passages.values()
        return next(
            (
                (other, its)
                for other, its in evidence
                if its.id == document.id and locate(citation.quote, other.text) is not None
            ),
            known,
        )

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
