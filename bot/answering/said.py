"""What claims say and where, and how much of the question each of them speaks of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.drafts import Brief, DraftClaim, Similarities
from bot.answering.leads import label_at, led_by
from bot.answering.selection.sentences import Sentence, units
from corpus.documents import Document
from corpus.passages import Passage
from retrieval.search.concepts import padded_stems
from retrieval.understanding.wording import professional

# Coverage of the question and likeness of meaning, taken together: below, a sentence is on
# another matter. Set on the development questions, answerable and not.
_LEAST, _LEAST_COVERAGE = 0.6, 0.25
_SHARE_ON_ITEM = 0.75
# What gives a figure must be on the very thing: figures stand in every paragraph.
_LEAST_OF_ELEMENT, _LEAST_COVERAGE_OF_ELEMENT = 0.72, 0.35
_LEANS_BACK = re.compile(
    r"\A(?:this|these|those|that|it|they|he|she|such|its|their|his|her|however|of these|of this)\b|"
    r"\b(?:these|those|such|this (?:team|service|scheme|project|group|work|figure|number)|"
    r"the (?:team|service|scheme|project|programme|initiative))\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"[A-Z][a-z]{3,}[^s\W]s\b")


def _begins_alike(text: str, before: str) -> bool:
    """Whether two sentences begin with the same thing: a noun in the plural, and no other word."""
    one, other = _PLURAL.match(text), _PLURAL.match(before)
    return one is not None and other is not None and one.group() == other.group()


@dataclass(frozen=True, slots=True)
class Said:
    """What a claim says, and where: `text` with the passage and the document that it is from.

    `window` is the text with the sentence before it where it leans on that one ("in these
    arrangements") or goes on with what that one begins with ("Referrals reach the LADO. Referrals
    have doubled"), of a list's item with the lead above it.
    """

    text: str
    window: str
    passage: Passage
    document: Document

    @classmethod
    def of(cls, text: str, passage: Passage, document: Document) -> "Said":
        """Words of a passage as they would be said."""
        window = text
        at = passage.text.find(text)
        if at > 0 and (lead := led_by(passage, at)):
            window = f"{lead}: {text}"
        elif passage.shape != "table" and at > 0:
            before = [passage.text[start:end] for start, end in units(passage) if end <= at]
            if before and (_LEANS_BACK.search(text) or _begins_alike(text, before[-1])):
                window = f"{before[-1]} {text}"
        return cls(text, window, passage, document)

    @property
    def around(self) -> str:
        """The stems of the whole passage and of what stands above it."""
        return padded_stems(
            " ".join((self.document.subject, *self.passage.heading, self.passage.text))
        )

    @property
    def padded(self) -> str:
        """The stems of the window, of what it stands under and of what its document is about."""
        label = label_at(self.passage, max(0, self.passage.text.find(self.text)))
        above = (self.document.subject, *self.passage.heading, label)
        return padded_stems(" ".join((*above, self.window)))


def nearest(brief: Brief, sentences: Sequence[Sentence]) -> Sentence | None:
    """The sentence that is closest to the question, where it is close enough to answer it."""
    if not sentences:
        return None
    close = closeness(brief, [Said.of(s.text, s.passage, s.document) for s in sentences])
    best = max(range(len(sentences)), key=lambda place: close[place])
    return sentences[best] if close[best] >= least_of_element(brief) else None


def said(brief: Brief, claims: Sequence[DraftClaim]) -> list[Said]:
    """Claims with the passage of the first thing that each of them cites."""
    cited = [(c.text, brief.evidence.passages[c.citations[0].label]) for c in claims if c.citations]
    return [Said.of(text, passage, document) for text, (passage, document) in cited]


def closeness(brief: Brief, told: Sequence[Said]) -> list[float]:
    """How much each says of what was asked: coverage, and likeness of meaning where it is known."""
    coverage = [brief.found.topic.coverage(one.padded) for one in told]
    if brief.similarities is None:
        return coverage
    cosines = brief.similarities(professional(brief.found.query), [one.window for one in told])
    return [share + cosine for share, cosine in zip(coverage, cosines, strict=True)]


def remembered(similarities: Similarities) -> Similarities:
    """Cosines that are reckoned once, however often the same sentences are held to a question."""
    known: dict[tuple[str, str], float] = {}

    def cosines(text: str, others: Sequence[str]) -> list[float]:
        new = [other for other in dict.fromkeys(others) if (text, other) not in known]
        if new:
            for other, cosine in zip(new, similarities(text, new), strict=True):
                known[text, other] = cosine
        return [known[text, other] for other in others]

    return cosines


def least_of_element(brief: Brief) -> float:
    """How close a sentence must come for what it holds to be what was asked for."""
    usual = _LEAST_OF_ELEMENT if brief.similarities is not None else _LEAST_COVERAGE_OF_ELEMENT
    return _on_item(brief) * usual


def least(brief: Brief) -> float:
    """How close the closest claim must come for an answer to be on the matter."""
    return _on_item(brief) * (_LEAST if brief.similarities is not None else _LEAST_COVERAGE)


def _on_item(brief: Brief) -> float:
    """That a report speaks of an item of its own list is known; it does so in its own words."""
    return _SHARE_ON_ITEM if brief.found.query.beyond else 1.0
