"""Whether a quote stands in its passage: verbatim but for typography, "…" where it leaves out."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from bot.answering.gate.segments import unwrapped
from bot.answering.gate.tokens import ELISION, folded_words

_WORD = re.compile(r"[^\W_]")
_JOINERS = frozenset("'’-.,\u00ad\u2010\u2011\ufffe")
_SEPARATOR = "\x1f"
# Words that stand more often than this in a passage are no quote that anyone looks for.
_MOST_PLACES = 20
_END_MARKS = frozenset(".,;:!?\"')")
_QUOTES = frozenset("\"'")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage's words and marks in one line, and where each of them stands."""

    line: str
    places: tuple[tuple[int, int], ...]
    ends: tuple[int, ...]


def stands(quote: str, text: str) -> tuple[tuple[int, int], ...] | None:
    """Offsets in `text` of the quote, a pair for each of its parts between "…"; None without.

    All places are given where it stands in several. The parts have to stand in their order in one
    paragraph. A mark at the very end of a part may differ: a sentence that is cut there needs one.
    """
    if as_written := tuple(islice(_as_written(quote, text), _MOST_PLACES)):
        return as_written
    parts = list(_parts(quote))
    if not parts:
        return None
    passage = _passage(text)
    places = [
        spans
        for first in islice(_found(parts[0], passage, 0), _MOST_PLACES)
        if (spans := _following(parts, first, passage, text)) is not None
    ]
    return tuple(chain.from_iterable(places)) or None


def _as_written(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the quote stands letter for letter, its ends those of words."""
    if not _WORD.search(quote):
        return
    at = text.find(quote)
    while at >= 0:
        end = at + len(quote)
        if not (_is_within(text, at) or _is_within(text, end)):
            yield at, end
        at = text.find(quote, at + 1)


def _is_within(text: str, at: int) -> bool:
    """Whether a word or a number goes on over this place, a hyphen or a decimal point included."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum():
        return after.isalnum() or (after in _JOINERS and text[at + 1 : at + 2].isalnum())
    return before in _JOINERS and after.isalnum() and at > 1 and text[at - 2].isalnum()


def _following(
    parts: Sequence[Sequence[str]], first: tuple[int, int], passage: _Passage, text: str
) -> tuple[tuple[int, int], ...] | None:
    spans = [first]
    for part in parts[1:]:
        after = next(_found(part, passage, spans[-1][1]), None)
        if after is None:
            return None
        spans.append(after)
    start, end = passage.places[spans[0][0]][0], passage.places[spans[-1][1] - 1][1]
    if len(spans) > 1 and "\n" in unwrapped(text)[start:end]:
        return None
    return tuple((passage.places[a][0], passage.places[b - 1][1]) for a, b in spans)


def _parts(quote: str) -> Iterator[list[str]]:
    part: list[str] = []
    for token in folded_words(quote):
        if token.word == ELISION:
            if part:
                yield part
            part = []
        else:
            part.append(token.word)
    if part:
        yield part


def _found(part: Sequence[str], passage: _Passage, after: int) -> Iterator[tuple[int, int]]:
    """Where a part stands, from token `after` on: first token, token behind the last."""
    words = list(part)
    while len(words) > 1 and words[0] in _QUOTES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _END_MARKS:
        words = words[:-1]
    wanted = f"{_SEPARATOR}{_SEPARATOR.join(words)}{_SEPARATOR}"
    at = passage.line.find(
        wanted, passage.ends[after] if after < len(passage.ends) else len(passage.line)
    )
    while at >= 0:
        first = bisect_right(passage.ends, at) - 1
        yield first, first + len(words)
        at = passage.line.find(wanted, at + 1)


@lru_cache(maxsize=256)
def _passage(text: str) -> _Passage:
    tokens = folded_words(text)
    line = [_SEPARATOR]
    ends: list[int] = []
    length = 0
    for token in tokens:
        ends.append(length)
        length += len(token.word) + 1
        line += [token.word, _SEPARATOR]
    return _Passage("".join(line), tuple((t.start, t.end) for t in tokens), tuple(ends))
