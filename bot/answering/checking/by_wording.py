"""What the documents' own words make of a claim: they say it, or say it with another figure."""

from collections.abc import Collection, Iterator, Sequence

from bot.answering.checking.checked import Said
from bot.answering.gate.gate import examine
from bot.answering.gate.nearest import nearest_quote
from bot.answering.gate.segments import nearest_segments, segments_of
from bot.answering.gate.tokens import tokens_of
from bot.answering.gate.verdicts import Source
from corpus.authorities import mentions
from corpus.documents import Document
from prompts import section
from retrieval.search.found import Found, Hit
from retrieval.search.scope import spoken_date
from retrieval.search.shelf import newest_first

_QUOTES_TRIED = 4


class Words:
    """Holds claims against passages; `known` are authorities, `replaced` ids of documents."""

    def __init__(self, known: Sequence[str], replaced: Collection[str]) -> None:
        self._known = known
        self._replaced = replaced

    def say_so(self, claim: str, found: Found) -> Said | None:
        """Where the documents say a claim word for word; None where they do not."""
        for hit in _newest_first(found):
            for said in _readings(claim, hit.document, self._known):
                quote = self._quote_for(said, hit)
                if quote is not None:
                    detail = section("checks", "said").format(
                        title=hit.document.title, dated=spoken_date(hit.document)
                    )
                    return Said("supported", ((hit.passage, hit.document, quote),), detail)
        return None

    def say_otherwise(self, claim: str, found: Found) -> Said | None:
        """A sentence that is the claim but for one figure; None without one."""
        figures = [token.written for token in tokens_of(claim).items if token.is_number]
        if not figures:
            return None
        years = found.query.years
        for hit in _newest_first(found):
            day = hit.document.dates.ordering
            # Another figure at another time is no other figure for the same thing.
            if (day is None or day.year not in years) if years else not self._is_current(hit):
                continue
            for said in _readings(claim, hit.document, self._known):
                for segment in nearest_segments(said, segments_of(hit.passage.text), 2):
                    there = [t.written for t in segment.items if t.is_number]
                    for mine, theirs in _exchanged(figures, there):
                        quote = self._quote_for(_with(said, mine, theirs), hit)
                        if quote is not None:
                            detail = section("checks", "figure").format(
                                title=hit.document.title,
                                dated=spoken_date(hit.document),
                                there=theirs,
                                said=mine,
                            )
                            return Said("differs", ((hit.passage, hit.document, quote),), detail)
        return None

    def _quote_for(self, said: str, hit: Hit) -> str | None:
        """The sentence of a passage that bears out what is said, None where none does."""
        text = hit.passage.text
        if hit.passage.shape == "table" or not examine(said, [self._source(hit, None)]).accepted:
            return None
        for segment in nearest_segments(said, segments_of(text), _QUOTES_TRIED):
            quote = text[segment.start : segment.end]
            if examine(said, [self._source(hit, quote)]).accepted:
                return quote
        return None

    def _source(self, hit: Hit, quote: str | None) -> Source:
        document = hit.document
        return Source(
            text=hit.passage.text,
            quote=quote,
            authority=document.authority,
            date=document.dates.ordering,
            kind=document.kind,
            publisher=document.publisher,
            current=self._is_current(hit),
        )

    def _is_current(self, hit: Hit) -> bool:
        return hit.document.id not in self._replaced


def nearest(claim: str, found: Found) -> Said:
    """What the documents say that is nearest to a claim, which does not bear it out."""
    for hit in found.hits:
        if hit.passage.shape == "table":
            continue
        quote = nearest_quote(claim, hit.passage.text)
        if quote is not None:
            place = (hit.passage, hit.document, quote)
            return Said("not_found", (place,), section("checks", "nearest"))
    return Said("not_found", detail=section("checks", "nothing_near"))


def _newest_first(found: Found) -> list[Hit]:
    order = {d.id: at for at, d in enumerate(newest_first(list(found.scope.searched)))}
    return sorted(found.hits, key=lambda hit: (order[hit.document.id], hit.rank))


def _readings(claim: str, document: Document, known: Sequence[str]) -> Iterator[str]:
    """A claim as it stands, and without the name of the authority whose document it is held to."""
    yield claim
    named = mentions(claim, known)
    if len(named) != 1 or named[0].name != document.authority:
        return
    before, after = claim[: named[0].start], claim[named[0].end :]
    for word in ("in ", "at ", "across "):
        if before.lower().endswith(f" {word}"):
            yield f"{before[: -len(word) - 1]}{after}"
    possessive = next((s for s in ("’s ", "'s ") if after.startswith(s)), None)
    if possessive is not None:
        the = "The " if not before.strip() else "the "
        yield f"{before}{the}{after[len(possessive) :]}"


def _exchanged(figures: Sequence[str], there: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each figure of a claim that a sentence has not, with each of the sentence's in its place."""
    for mine in dict.fromkeys(figures):
        if mine not in there and figures.count(mine) == 1:
            for theirs in dict.fromkeys(there):
                if theirs not in figures:
                    yield mine, theirs


def _with(claim: str, mine: str, theirs: str) -> str:
    for token in tokens_of(claim).items:
        if token.written == mine:
            return f"{claim[: token.start]}{theirs}{claim[token.end :]}"
    return claim
