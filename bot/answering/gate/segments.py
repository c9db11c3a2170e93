"""The sentences, list items and rows of a passage, as the gate reads them.

A passage of the corpus has one line an item or row; text from elsewhere may be broken where its
lines were full. A line end is read as white space where the sentence plainly runs on.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.answering.gate.tokens import Token, Tokens, letters_folded, named_tokens_of, tokens_of
from bot.answering.gate.wording import FUNCTION_WORDS, words
from corpus.sentences import sentences

_BULLET = re.compile(
    r"\s*(?:[•◼▪■●○◦‣⁃∙·*\uf000-\uf0ff�]|[-–—]\s)",
)
_TERMINAL = re.compile(r";\s+(?:and|or)\Z|[.!?:;][\"'’”)\]]*\d{0,2}\Z")
_LAST_WORD = re.compile(r"([A-Za-z’']+)\W*\Z")
_NUMBERED = re.compile(r"\s*\(?(?:[a-zA-Z]|[ivx]{1,4}|\d{1,3})[.)]\s|\s*\d+(?:\.\d+)+\s")
_GRADED = re.compile(r"\b(?:Outstanding|Good|Inadequate|Requires improvement(?: to be good)?)\d?\Z")
_ROUGH = re.compile(r"[^\W_]+")
_LONGEST_END = 40
_CELL_END = "·"
# Lines broken because they were full are no longer than this, and differ by their letters' widths.
_WIDEST = 150
_RAGGED = 0.12
# A shorter line before a capital, or in a list, is a heading or an item.
_FULL = 60


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, an item or a row: `text[start:end]` of its passage.

    `said` is that stretch with line ends within it as spaces. `number` counts the segments,
    `paragraph` the stretches without a hard line end; `lead` is the line with a colon that a
    list's item stands under; `listed`: it has a bullet, a number or such a line; `ended`: a full
    stop or the like ends it. Tokens are made when they are asked for: most segments of a long
    passage have little to do with a claim.
    """

    start: int
    end: int
    said: str
    number: int
    paragraph: int
    lead: "Segment | None"
    listed: bool
    ended: bool
    read_as: Tokens | None = None

    @property
    def tokens(self) -> Tokens:
        """Its tokens; their places are those in `said`."""
        return tokens_of(self.said) if self.read_as is None else self.read_as

    @property
    def items(self) -> tuple[Token, ...]:
        """Its tokens without the marks at the end."""
        return self.tokens.items

    @property
    def vocabulary(self) -> frozenset[str]:
        """Its words as they are compared."""
        return self.tokens.vocabulary

    @property
    def is_lead(self) -> bool:
        """Whether it only introduces what follows."""
        return self.said.rstrip().endswith(":")

    def with_names(self) -> "Segment":
        """The segment with the names that mean one thing read as one; itself if it has none."""
        named = named_tokens_of(self.said)
        same = self.read_as is not None or named is tokens_of(self.said)
        return self if same else replace(self, read_as=named)

    def with_footnotes(self) -> "Segment":
        """The segment with the digits of its footnotes."""
        if self.read_as is not None:
            return self
        return replace(self, read_as=tokens_of(self.said, footnotes=True))

    def with_lead(self) -> "Segment":
        """The item read behind the line it stands under: "What must improve: the pace of …"."""
        if self.lead is None:
            return self
        away = self.lead.start - self.start
        leading = [replace(t, start=t.start + away, end=t.end + away) for t in self.lead.items]
        items = (*leading, replace(self.items[0], before=":"), *self.items[1:])
        return replace(self, read_as=Tokens(items, self.tokens.after))


def segments_of(text: str, *, loosely: bool = False) -> tuple[Segment, ...]:
    """The segments of a passage, in its order; `loosely` as `unwrapped` explains.

    Where it makes no difference they are the very same.
    """
    return _segmented(unwrapped(text, loosely=loosely))


@lru_cache(maxsize=256)
def _segmented(joined: str) -> tuple[Segment, ...]:
    return tuple(_segments(joined))


def nearest_segments(words: str, segments: Sequence[Segment], most: int) -> list[Segment]:
    """The segments that share the most words with a text, the most first.

    The first is always there; behind it come those that hold half of the words at least.
    """
    wanted = _rough(words)
    ranked = [(len(wanted & _rough(segment.said)), segment) for segment in segments]
    ranked.sort(key=lambda pair: -pair[0])
    near = [segment for shared, segment in ranked[:most] if 2 * shared >= len(wanted)]
    return near or [segment for _, segment in ranked[:1]]


@lru_cache(maxsize=2048)
def _rough(said: str) -> frozenset[str]:
    """Words without regard to how they are compared in the end: enough to rank by."""
    if not said.isascii():
        said = letters_folded(said)
    return frozenset(_ROUGH.findall(said.lower()))


def _segments(joined: str) -> Iterator[Segment]:
    breaks = [-1, *(match.start() for match in re.finditer("\n", joined))]
    lead: Segment | None = None
    line, listed = 0, False
    number = 0
    for start, end in sentences(joined):
        at = bisect_left(breaks, start)
        if at != line:
            opening = _BULLET.match(joined, breaks[at - 1] + 1, end)
            numbered = _NUMBERED.match(joined, breaks[at - 1] + 1, end)
            listed = opening is not None or numbered is not None
            start = opening.end() if opening is not None and opening.end() < end else start
            if at - line > 1:
                lead = None  # a blank line ends a list
            line = at
        said = joined[start:end]
        if not _ROUGH.search(said):
            continue
        ended = _is_ended(said) or joined[end : end + 1].isdigit()
        listed_ = listed or lead is not None
        found = Segment(start, end, said, number, line, lead, listed_, ended)
        number += 1
        yield found
        if found.is_lead:
            lead = found


def _is_ended(said: str) -> bool:
    said = said.rstrip()
    return said.endswith(")") or bool(_TERMINAL.search(said, max(len(said) - _LONGEST_END, 0)))


@lru_cache(maxsize=256)
def unwrapped(text: str, *, loosely: bool = False) -> str:
    """The text with a space for each line end in the middle of a sentence; no offset changes.

    `loosely`: for each that may be in the middle of one.
    """
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    if "\n" not in text:
        return text
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    out = [lines[0]]
    listing = False
    for before, after in pairwise(lines):
        listing = before.rstrip().endswith(":") or (listing and bool(before.strip()))
        if loosely:
            soft = _may_run_on(before, after)
        else:
            soft = _runs_on(before, after, width, listing=listing)
        out += [" " if soft else "\n", after]
    return "".join(out)


def _runs_on(before: str, after: str, width: int, *, listing: bool) -> bool:
    """Whether a sentence goes on in the next line.

    It does where the line ends or the next begins as no sentence and no item does. Otherwise
    only where the line was full, so that the next word had no room in it.
    """
    before, after = before.rstrip(), after.strip()
    if not before or not after or _starts_apart(after) or _CELL_END in before:
        return False
    if _TERMINAL.search(before) or _GRADED.search(before):
        return False
    if before.endswith(")") and after[0].isupper():
        return False
    if _ends_open(before):
        return True
    first = after.split(maxsplit=1)[0]
    if first.lower() in _GOES_ON:
        return True
    room = width - len(before) - 1
    full = len(first) > room - _RAGGED * width and width <= _WIDEST
    if after[0].islower() and not listing:
        return full
    return full and len(before) >= _FULL and not (listing and after[0].isupper())


def _may_run_on(before: str, after: str) -> bool:
    """Whether a sentence may go on in the next line, for all that can be seen."""
    before, after = before.rstrip(), after.strip()
    apart = not before or not after or _starts_apart(after) or _CELL_END in before
    return not apart and not _TERMINAL.search(before)


def _ends_open(before: str) -> bool:
    before = before.rstrip()
    last = _LAST_WORD.search(before)
    return before.endswith((",", "-", "–", "\ufffe", "\u00ad")) or (
        last is not None and before.endswith(last.group(1)) and last.group(1).lower() in _OPEN
    )


def _starts_apart(after: str) -> bool:
    return bool(_BULLET.match(after) or _NUMBERED.match(after)) or _CELL_END in after


_GOES_ON = words("contrasts") | {"but", "except", "and", "or", "which", "who", "that", "because"}
_OPEN = FUNCTION_WORDS - {"up", "down", "out", "in", "on", "off", "over", "there", "here", "them"}
