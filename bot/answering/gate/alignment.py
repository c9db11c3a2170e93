"""Claim to one source sentence: every word of the claim has its counterpart there, in order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.answering.gate import governing
from bot.answering.gate.inflection import same_word
from bot.answering.gate.segments import Segment
from bot.answering.gate.tokens import ELISION, Token, Tokens, named_tokens_of, tokens_of
from bot.answering.gate.wording import CRITICAL

# A claim is its source's own words; more forms than these make it another sentence.
_MOST_INFLECTED = 2


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the claim's tokens stand in `segment.items`, in the claim's order."""

    segment: Segment
    places: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether the claim begins and ends as the sentence does."""
        return governing.is_whole(self.segment, self.places[0], self.places[-1])


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why a claim does not align with a sentence; `missing` are its words that are not there."""

    missing: tuple[Token, ...]
    cut: str = ""

    @property
    def check(self) -> str:
        """The name of the check that failed."""
        if not self.missing:
            return "governing" if self.cut else "alignment"
        if any(_is_critical(token) for token in self.missing):
            return "critical"
        if any(token.is_capital and token.start for token in self.missing):
            return "names"
        return "alignment"

    @property
    def detail(self) -> str:
        """What a reader of the refusal is told."""
        if self.missing:
            words = ", ".join(f"“{token.written}”" for token in self.missing[:6])
            return f"{words} is not in that place of any one sentence of the source"
        return self.cut or "the words stand in another order in the source"


def _is_critical(token: Token) -> bool:
    return token.is_number or token.word in CRITICAL


def align(said: str, segment: Segment) -> Alignment | Mismatch:
    """The place of a claim's sentence in a source's, or what is in its way.

    What the claim leaves out must be harmless (see `governing`). Where its words do not stand
    there, they may with the names that mean one thing exchanged (see `exchangeable`).
    """
    if tokens_of(said, footnotes=True).words != tokens_of(said).words:
        # A footnote's digits may be left out of a claim; where they are told, they must be right.
        return _align(tokens_of(said, footnotes=True), segment.with_footnotes())
    found = _align(tokens_of(said), segment)
    if isinstance(found, Mismatch):
        claim, source = named_tokens_of(said), segment.with_names()
        if claim is not tokens_of(said) or source is not segment:
            exchanged = _align(claim, source)
            return exchanged if isinstance(exchanged, Alignment) else found
    return found


def _align(claim: Tokens, segment: Segment) -> Alignment | Mismatch:
    items, source = claim.items, segment.items
    missing = [token for token in items if token.word not in segment.vocabulary]
    if len(missing) > _MOST_INFLECTED:
        return Mismatch(tuple(missing))
    candidates = [_candidates(n, token, segment) for n, token in enumerate(items)]
    if absent := tuple(t for t, places in zip(items, candidates, strict=True) if not places):
        return Mismatch(absent)
    search = _Search(claim, segment, candidates)
    places = search.run()
    if places is None:
        return Mismatch((), search.cut if _in_order(candidates) else "")
    changed = [t for t, at in zip(items, places, strict=True) if t.word != source[at].word]
    if len(changed) > _MOST_INFLECTED:
        return Mismatch(tuple(changed))
    return Alignment(segment, places)


def _candidates(number: int, token: Token, segment: Segment) -> tuple[int, ...]:
    """Where a token of the claim may stand: as it is, or as another form of the word."""
    if token.is_number:
        return tuple(at for at, other in enumerate(segment.items) if other.word == token.word)
    return tuple(
        at
        for at, other in enumerate(segment.items)
        if other.word == token.word
        or (same_word(token.word, other.word) and not _is_name(number, token, at, other))
    )


def _in_order(candidates: Sequence[tuple[int, ...]]) -> bool:
    """Whether the words stand in the claim's order, whatever lies between them."""
    last = -1
    for places in candidates:
        following = next((at for at in places if at > last), None)
        if following is None:
            return False
        last = following
    return True


def _is_name(number: int, token: Token, at: int, other: Token) -> bool:
    """Whether a capital within the sentence makes a name of it; a name has no forms."""
    return bool((number and token.is_capital) or (at and other.is_capital))


class _Search:
    """Looks for places in order with harmless gaps, the nearest first."""

    def __init__(
        self, claim: Tokens, segment: Segment, candidates: Sequence[tuple[int, ...]]
    ) -> None:
        self._claim = claim
        self._segment = segment
        self._candidates = candidates
        self._dead: set[tuple[int, int]] = set()
        self.cut = ""

    def run(self) -> tuple[int, ...] | None:
        opened = ELISION in self._claim.marks(0)
        for first in self._candidates[0]:
            if opened:
                reason = governing.elided(self._segment, -1, first)
            else:
                reason = governing.leading(self._segment, first)
            if self._allowed(reason) and (found := self._from(first)) is not None:
                return found
        return None

    def _from(self, first: int) -> tuple[int, ...] | None:
        count = len(self._candidates)
        path = [first]
        choices = [self._next(0, first)]
        while path:
            at = len(path) - 1
            if at == count - 1:
                if self._ends(path[-1]):
                    return tuple(path)
                self._dead.add((at, path.pop()))
                choices.pop()
                continue
            following = next(choices[-1], None)
            if following is None:
                self._dead.add((at, path.pop()))
                choices.pop()
                continue
            path.append(following)
            choices.append(self._next(at + 1, following))
        return None

    def _next(self, at: int, place: int) -> Iterator[int]:
        if at + 1 >= len(self._candidates):
            return iter(())
        gap: Callable[[Segment, int, int], str | None] = governing.inner
        if ELISION in self._claim.items[at + 1].before:
            gap = governing.elided
        return (
            following
            for following in self._candidates[at + 1]
            if following > place
            and (at + 1, following) not in self._dead
            and (following == place + 1 or self._allowed(gap(self._segment, place, following)))
        )

    def _ends(self, last: int) -> bool:
        marked = ELISION in self._claim.after
        return self._allowed(governing.trailing(self._segment, last, marked=marked))

    def _allowed(self, reason: str | None) -> bool:
        if reason is not None:
            self.cut = self.cut or reason
        return reason is None
