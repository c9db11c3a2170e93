"""The answer a reader may see. Only the verifier can make one."""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from datetime import date
from typing import Literal

from corpus.confidence import DOUBTFUL
from corpus.documents import Document, Kind

Outcome = Literal["answered", "partial", "no_evidence", "needs_clarification", "declined", "failed"]


class _Seal:
    """What `bot.answering.verify` holds and nothing else does."""


SEAL = _Seal()


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote and where it stands: offsets of the page's (or file's) own text.

    `also_in` are other files, or other places in a pack, that hold the same document.
    `printed_page` is what the page is called in print, None where that is not known.
    `confidence`, of a quote from a page that was read by OCR, is how sure the least sure of its
    words is, 0 to 1; None where the page's own text is quoted. `origin` is the address of the web
    where the document was published, None where it is not known.
    """

    number: int
    passage_id: str
    document_id: str
    title: str
    kind: Kind
    publisher: str | None
    authority: str | None
    date: date | None
    date_basis: str
    dated: str
    source: str
    sha256: str
    page: int | None
    paragraph: str | None
    heading: tuple[str, ...]
    quote: str
    start: int
    end: int
    also_in: tuple[Document, ...] = ()
    confidence: float | None = None
    printed_page: str | None = None
    origin: str | None = None

    @property
    def doubtful(self) -> bool:
        """Whether OCR may well have misread a word of the quote."""
        return self.confidence is not None and self.confidence < DOUBTFUL / 100


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that passed every check, and the numbers of the citations that support it."""

    text: str
    citations: tuple[int, ...]
    item: bool = False
    group: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A claim that a check refused: the check's name, what it missed, what is shown instead."""

    text: str
    check: str
    detail: str
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerScope:
    """What was searched, and how the question was understood."""

    authorities: tuple[str, ...]
    as_of: date | None
    first: date | None
    last: date | None
    kinds: tuple[Kind, ...]
    documents_searched: int
    reading: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A verified answer, a refusal included.

    `text` is the whole of it as Markdown with citation marks [1]: `corrections` (of what the
    question takes for granted), claims, caveats. `generation` is that of the shared index from
    which it was made, None where the index is not shared. `sight` says under which sight of the
    documents, empty for all of them (`bot.seeing.Sight.mark`).
    """

    id: str
    question: str
    outcome: Outcome
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    scope: AnswerScope
    caveats: tuple[str, ...]
    suggestions: tuple[str, ...]
    answerer: str
    prompt: str | None
    dropped: tuple[Dropped, ...] = ()
    corrections: tuple[str, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    generation: int | None = None
    sight: str = ""
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        """Raises TypeError unless the verifier is making it."""
        if seal is not SEAL:
            raise TypeError("only bot.answering.verify makes an Answer")
