"""Sentences as they are told: whole, and with what they refer to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answering.gate.governing import takes_back
from bot.answering.gate.referring import unresolved
from bot.answering.gate.tokens import tokens_of
from bot.answering.leads import label_at
from corpus.cutting import LONG_ITEM
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.passages import Passage
from corpus.sentences import sentences
from corpus.tables import row_of
from retrieval.search.concepts import padded_stems
from retrieval.search.found import Hit

# A sentence that begins so refers to the one before it, and is not shown without it.
_REFERS_BACK = re.compile(
    r"(?:this|these|those|that|it|they|he|she|such|its|their|his|her|however|consequently|"
    r"nevertheless|nonetheless|therefore|thus|as a result|in addition|additionally|also|"
    r"similarly|conversely|despite this|for these|for this|in these|in this|where this|"
    r"when this|both of these|others|some do|some are|most of these|of these|of this|"
    r"the latter|the former|instead|equally|furthermore|moreover|too often|but|and|or)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: `passage.text[start:end]`, `position` counts from 0.

    `led` is how much of the question the lead speaks of that a list item stands under.
    """

    passage: Passage
    document: Document
    position: int
    start: int
    end: int
    score: float
    coverage: float
    led: float = 0.0

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.passage.text[self.start : self.end]

    @property
    def is_item(self) -> bool:
        """Whether it is a whole list item or table row, not a sentence of running text."""
        text = self.passage.text
        whole_line = text[self.start - 1 : self.start] in ("", "\n") and (
            text[self.end : self.end + 1] in ("", "\n")
        )
        return whole_line and self.passage.shape != "paragraph"

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def units(passage: Passage) -> list[tuple[int, int]]:
    """What is shown whole: sentences of a paragraph, items of a list, rows of a table.

    The captions and headings above a row say nothing by themselves.
    """
    if passage.shape == "paragraph":
        return sentences(passage.text)
    row = row_of(passage) if passage.shape == "table" else None
    if row is not None:
        label = row.label.start
        return [(passage.text.rfind("\n", 0, label) + 1, len(passage.text.rstrip()))]
    found: list[tuple[int, int]] = []
    start = 0
    for line in passage.text.split("\n"):
        if passage.shape == "list" and len(line.split()) >= LONG_ITEM:
            found += [(start + a, start + b) for a, b in sentences(line)]
        elif line.strip():
            found.append((start, start + len(_without_lead(line))))
        start += len(line) + 1
    return found


def _without_lead(line: str) -> str:
    """A line without the "Of this number:" at its end, which only leads to the next one."""
    parts = sentences(line)
    if len(parts) > 1 and line[: parts[-1][1]].endswith(":"):
        return line[: parts[-2][1]]
    return line


def context_of(hit: Hit | Sentence, start: int) -> str:
    """What a council's paper says above or at the head of what stands at an offset.

    The label of its line, and in minutes the heading of the item.
    """
    if hit.document.kind in INSPECTORS_KINDS:
        return ""
    heading = hit.passage.heading[-1:] if hit.document.kind == "minutes" else ()
    return " ".join((*heading, label_at(hit.passage, start)))


def refers_back(text: str) -> bool:
    """Whether a sentence begins with a word that points to the one before it."""
    return _REFERS_BACK.match(text) is not None


def points_back(text: str) -> bool:
    """Whether a sentence begins with a word that stands for something in the one before it."""
    tokens = tokens_of(text)
    return bool(tokens.items) and unresolved(tokens) is not None


def made_whole(picked: Sequence[Sentence]) -> list[Sentence]:
    """Sentences that may be said alone: one that points back is led by the sentence before it.

    One that the next sentence takes back ("This is not the case for …") is told with that one.
    They come as they stand in their passages, each said once; what points back across a passage's
    beginning is left out.
    """
    whole: list[Sentence] = []
    for sentence in picked:
        places = units(sentence.passage)
        first = sentence.position
        # An item says what it does under its lead: "First aid training" is the first of nothing.
        while (
            not sentence.led and first > 0 and points_back(_words(sentence.passage, places[first]))
        ):
            first -= 1
        if not sentence.led and points_back(_words(sentence.passage, places[first])):
            continue
        start, end = places[first][0], sentence.end
        following = sentence.position + 1
        if (
            not sentence.led
            and following < len(places)
            and takes_back(_words(sentence.passage, places[following]))
        ):
            end = places[following][1]
        if "\n" in sentence.passage.text[start:end].strip():
            # Items of a list are told one by one.
            continue
        last = whole[-1] if whole else None
        if last is not None and last.passage.id == sentence.passage.id and start < last.end:
            whole[-1] = replace(last, start=min(start, last.start), end=end)
        else:
            whole.append(replace(sentence, start=start, end=end))
    return whole


def _words(passage: Passage, place: tuple[int, int]) -> str:
    return passage.text[place[0] : place[1]]


def repeats(sentence: Sentence, picked: Iterable[Sentence]) -> bool:
    """The same sentence stands in several documents and sections: it is shown once."""
    mine = set(padded_stems(sentence.text).split())
    for other in picked:
        theirs = set(padded_stems(other.text).split())
        if mine and len(mine & theirs) / len(mine | theirs) > 0.8:
            return True
    return False
