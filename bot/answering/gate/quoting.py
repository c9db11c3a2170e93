"""Whether a quote stands in its passage: verbatim but for typography, "…" where it leaves out."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, islice

from bot.answering.gate.segments import unwrapped
from bot.answering.gate.tokens import ELISION, WITHIN_A_WORD, folded_words
from corpus.layout.cleaning import LIGATURES

_WORD = re.compile(r"[^\W_]")
_JOINERS = frozenset("'’-.,\u00ad\u2010\u2011\ufffe")
_SEPARATOR = "\x1f"
# A text longer than this is not folded whole for a quote.
_SHORT, _MARGIN = 2500, 300
_PLAIN = re.compile("[A-Za-z]{3,}")
_LIGATURED = re.compile("|".join(LIGATURES.values()), re.IGNORECASE)
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
    places = (
        spans
        for start, end in _near(quote, parts, text)
        for passage in (_passage(text[start:end]),)
        for first in _found(parts[0], passage, 0)
        if (spans := _following(parts, first, passage, start, text)) is not None
    )
    return tuple(chain.from_iterable(islice(places, _MOST_PLACES))) or None


def _near(quote: str, parts: Sequence[Sequence[str]], text: str) -> Sequence[tuple[int, int]]:
    """The stretches of a text outside which the quote cannot stand; all of a short text.

    Its longest plain word has to be there, with nothing between its letters but what is folded
    away.
    """
    plain = [word for word in parts[0] if _PLAIN.fullmatch(word) and not _LIGATURED.search(word)]
    if len(text) <= _SHORT or not plain:
        return [(0, len(text))]
    longest: str = max(plain, key=len)
    anchor = WITHIN_A_WORD.join(longest)
    reach = 3 * len(quote) + _MARGIN
    joined = unwrapped(text) if len(parts) > 1 else ""
    found: list[tuple[int, int]] = []
    for match in re.finditer(anchor, text):
        start, end = match.span()
        if joined:
            start, end = joined.rfind("\n", 0, start) + 1, (joined + "\n").find("\n", end)
        start, end = max(start - reach, 0), min(end + reach, len(text))
        start = _space_before(text, start)
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found


def _space_before(text: str, at: int) -> int:
    """Where the white space before a place is; the text's beginning without."""
    while at and not text[at - 1].isspace():
        at -= 1
    return at


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
    parts: Sequence[Sequence[str]],
    first: tuple[int, int],
    passage: _Passage,
    offset: int,
    text: str,
) -> tuple[tuple[int, int], ...] | None:
    """Where the parts stand in the text, of which the passage begins at `offset`."""
    spans = [first]
    for part in parts[1:]:
        after = next(_found(part, passage, spans[-1][1]), None)
        if after is None:
            return None
        spans.append(after)
    places = tuple(
        (offset + passage.places[a][0], offset + passage.places[b - 1][1]) for a, b in spans
    )
    if len(spans) > 1 and "\n" in unwrapped(text)[places[0][0] : places[-1][1]]:
        return None
    return places


def _parts(quote: str) -> Iterator[list[str]]:
    part: list[str] = []
    for word in folded_words(quote).words:
        if word == ELISION:
            if part:
                yield part
            part = []
        else:
            part.append(word)
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
    folded = folded_words(text)
    lengths = (len(word) + 1 for word in folded.words)
    ends = tuple(accumulate(lengths, initial=0))[:-1]
    line = _SEPARATOR.join(("", *folded.words, ""))
    return _Passage(line, folded.places, ends)
