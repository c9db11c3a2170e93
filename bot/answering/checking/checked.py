"""What became of a message and its claims: borne out, told otherwise, or not found."""

from dataclasses import InitVar, dataclass
from typing import Literal

from bot.answering.answers import SEAL, Citation
from corpus.documents import Document
from corpus.passages import Passage

Verdict = Literal["supported", "differs", "not_found", "not_a_claim"]
Place = tuple[Passage, Document, str]
"""Words that a claim is shown by: the passage, its document, and the quote."""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim as it was written, what the documents make of it, and where they speak of it.

    `citations` are numbers of `Checked.citations`; `detail` is a sentence for a reader, empty
    where there is nothing to add.
    """

    text: str
    verdict: Verdict
    citations: tuple[int, ...]
    detail: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A message checked claim by claim; `documents` is how many were searched for it."""

    claims: tuple[CheckedClaim, ...]
    citations: tuple[Citation, ...]
    caveats: tuple[str, ...]
    documents: int
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        """Raises TypeError unless `checker.check` made it."""
        if seal is not SEAL:
            raise TypeError("only bot.answering.checking.checker makes a Checked")


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a claim: the verdict, the places that show it, and what is added."""

    verdict: Verdict
    places: tuple[Place, ...] = ()
    detail: str = ""
