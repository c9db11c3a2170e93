"""What an answerer hands to the verifier: claims that are not to be believed yet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from bot.answering.selection.sentences import Sentence
from corpus.documents import Document
from corpus.passages import Passage
from corpus.registers.judgements import Judgement
from corpus.registers.recommendations import Recommendation
from retrieval.search.found import Found

# The cosine of a text with each of several others.
Similarities = Callable[[str, Sequence[str]], list[float]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages an answerer may cite, each under a label (E1, E2, …) that it is known by."""

    passages: Mapping[str, tuple[Passage, Document]]

    @classmethod
    def of(cls, items: Sequence[tuple[Passage, Document]]) -> "Evidence":
        """Label passages in the order given; a passage given twice is labelled once."""
        unique = {passage.id: (passage, document) for passage, document in items}
        return cls({f"E{number}": pair for number, pair in enumerate(unique.values(), 1)})

    def label(self, passage: Passage) -> str:
        """The label of a passage. Raises KeyError when it is not in evidence."""
        for label, (known, _) in self.passages.items():
            if known.id == passage.id:
                return label
        raise KeyError(passage.id)

    def document(self, label: str) -> Document:
        """The document of the passage with this label. Raises KeyError when there is none."""
        return self.passages[label][1]


@dataclass(frozen=True, slots=True)
class DraftCitation:
    """The label of the passage that is said to hold the quote."""

    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One sentence, list item or table row. `item`: it is shown as an item of a list.

    `group` heads the claims that follow one another under it (a document and its day); `label`
    stands before the claim and says what it is, where its own words do not ("Overall").
    """

    text: str
    citations: tuple[DraftCitation, ...]
    item: bool = False
    group: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an answerer proposes. `claims` empty means that the evidence does not answer.

    `corrections` set right what the question takes for granted. `partial`: it knows that a part
    of what was asked is not answered. `clarification`: it asks this back instead of answering.
    """

    claims: tuple[DraftClaim, ...]
    caveats: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    partial: bool = False
    clarification: str | None = None
    answerer: str = "extractive"
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A claim that may not be shown: the check that failed and what it missed."""

    claim: DraftClaim
    check: str
    detail: str


@dataclass(frozen=True, slots=True)
class Brief:
    """All that an answerer gets: the search's outcome, the labelled evidence, the registers.

    `judgements`, `recommendations` and `fronts` (the passages that say when an inspection was
    made, and by whom) are by document id, those that the question asks for alone; `passages`
    holds the passages they stand in, by passage id; `explaining` are those that say why a grade
    was given, where that is asked. `since` holds, where it is asked what became of a list, by
    the place of an item (passage id and start) what later documents say near to it, and by
    (document id, 0) what they say of its list as a whole.
    `passages_of` gives all passages of a document by its id.
    `similarities` is None while the search by meaning is still being built.
    """

    found: Found
    evidence: Evidence
    judgements: Mapping[str, Sequence[Judgement]] = field(default_factory=dict)
    recommendations: Mapping[str, Sequence[Recommendation]] = field(default_factory=dict)
    fronts: Mapping[str, Sequence[Passage]] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    explaining: Sequence[Passage] = ()
    since: Mapping[tuple[str, int], Sequence[Sentence]] = field(default_factory=dict)
    similarities: Similarities | None = None
    passages_of: Callable[[str], Sequence[Passage]] = lambda _: ()


class Answerer(Protocol):
    """Turns evidence into a draft."""

    def draft(self, brief: Brief) -> Draft:
        """Propose claims, each citing labels of `brief.evidence`."""


@runtime_checkable
class Mender(Answerer, Protocol):
    """An answerer that can be told what was wrong with its claims."""

    def mend(self, brief: Brief, refused: Sequence[Refused]) -> Sequence[DraftClaim]:
        """Other claims in place of those refused, in any number; none when it has none."""

    def instead(self, brief: Brief) -> Draft:
        """What is proposed when none of its claims is left."""
