"""Claim to one source sentence: every word of the claim has its counterpart there, in order."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.answering.gate import governing
from bot.answering.gate.inflection import initial, same_word, told_of_the_past
from bot.answering.gate.segments import Segment
from bot.answering.gate.tokens import (
    ELISION,
    Token,
    Tokens,
    has_footnotes,
    named_tokens_of,
    tokens_of,
)
from bot.answering.gate.wording import CRITICAL

# Words of a claim that are not in the source as they are may still be forms of words there.
_MOST_MISSING = 6
# One word's number may change, or its tense; with its verb's number the subject is another.
_MOST_INFLECTED = 1
# Bounds that no sentence comes near: a text of one word repeated must not take for ever.
_FARTHEST = 250
_MOST_STEPS = 20_000
_MOST_BEGINNINGS = 40


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
    if has_footnotes(said):
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
    if len(missing) > _MOST_MISSING:
        return Mismatch(tuple(missing))
    candidates = _candidates(items, source)
    if absent := tuple(t for t, places in zip(items, candidates, strict=True) if not places):
        return Mismatch(absent)
    if not _in_order(candidates):
        return Mismatch(())
    search = _Search(claim, segment, candidates)
    places = search.run()
    if places is None:
        return Mismatch((), search.cut)
    changed = [
        token
        for token, at in zip(items, places, strict=True)
        if token.word != source[at].word and not told_of_the_past(token.word, source[at].word)
    ]
    if len(changed) > _MOST_INFLECTED:
        return Mismatch(tuple(changed))
    return Alignment(segment, places)


def _candidates(claim: Sequence[Token], source: Sequence[Token]) -> list[list[int]]:
    """Where each token of the claim may stand: as it is, or as another form of the word."""
    exact: dict[str, list[int]] = {}
    for at, token in enumerate(source):
        exact.setdefault(token.word, []).append(at)
    alike: dict[str, list[str]] = {}
    for word in exact:
        alike.setdefault(initial(word), []).append(word)
    found: list[list[int]] = []
    for number, token in enumerate(claim):
        places = exact.get(token.word, [])
        named = number > 0 and token.is_capital
        if not token.is_number and not named:
            for word in alike.get(initial(token.word), ()):
                if word != token.word and same_word(token.word, word):
                    # A capital within the sentence makes a name of a word; a name has no forms.
                    places = [
                        *places,
                        *(at for at in exact[word] if not (at and source[at].is_capital)),
                    ]
        found.append(sorted(places))
    return found


def _in_order(candidates: Sequence[Sequence[int]]) -> bool:
    """Whether the words stand in the claim's order, whatever lies between them."""
    last = -1
    for places in candidates:
        behind = bisect_right(places, last)
        if behind == len(places):
            return False
        last = places[behind]
    return True


class _Search:
    """Looks for places in order with harmless gaps, the nearest first."""

    def __init__(
        self, claim: Tokens, segment: Segment, candidates: Sequence[Sequence[int]]
    ) -> None:
        self._claim = claim
        self._segment = segment
        self._candidates = candidates
        self._dead: set[tuple[int, int]] = set()
        self._deepest = -1
        self._steps = 0
        self.cut = ""

    def run(self) -> tuple[int, ...] | None:
        """The places, None when there are none; `cut` then says what may not be left out."""
        opened = ELISION in self._claim.marks(0)
        for first in self._candidates[0][:_MOST_BEGINNINGS]:
            if opened:
                reason = governing.elided(self._segment, -1, first)
            else:
                reason = governing.leading(self._segment, first)
            if self._allowed(reason, 0) and (found := self._from(first)) is not None:
                return found
        return None

    def _from(self, first: int) -> tuple[int, ...] | None:
        path = [first]
        choices = [self._next(0, first)]
        while path:
            following = None
            if len(path) == len(self._candidates):
                if self._ends(path[-1]):
                    return tuple(path)
            else:
                following = next(choices[-1], None)
            if following is None:
                choices.pop()
                self._dead.add((len(path) - 1, path.pop()))
            else:
                path.append(following)
                choices.append(self._next(len(path) - 1, following))
        return None

    def _next(self, at: int, place: int) -> Iterator[int]:
        """Where the token behind the claim's token `at`, which stands at `place`, may stand."""
        at += 1
        if at == len(self._candidates):
            return
        gap: Callable[[Segment, int, int], str | None] = governing.inner
        if ELISION in self._claim.items[at].before:
            gap = governing.elided
        places = self._candidates[at]
        for number in range(bisect_right(places, place), len(places)):
            following = places[number]
            self._steps += 1
            if following - place > _FARTHEST or self._steps > _MOST_STEPS:
                return
            if (at, following) not in self._dead and (
                following == place + 1 or self._allowed(gap(self._segment, place, following), at)
            ):
                yield following

    def _ends(self, last: int) -> bool:
        marked = ELISION in self._claim.after
        reason = governing.trailing(self._segment, last, marked=marked)
        return self._allowed(reason, len(self._candidates))

    def _allowed(self, reason: str | None, at: int) -> bool:
        """Whether nothing speaks against a gap; the reason at the claim's last token is kept."""
        if reason is not None and at > self._deepest:
            self._deepest, self.cut = at, reason
        return reason is None
