"""The sources of an answer: its documents, newest first, with what is quoted of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot import addresses
from bot.answering.answers import Citation
from bot.answering.showing import by_document, newest_first

UNTITLED = "Document without a title"
_BASES = {"inferred": "the date is inferred", "given": "the date was added by hand"}
_OF_SITE = "the date is that of the site it was published on"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: the number they are cited by, where they stand, their page's address."""

    number: int
    place: str
    text: str
    address: str
    by_ocr: bool
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Also:
    """Another place where the same document stands."""

    title: str
    file: str
    address: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document: what it is, and what is quoted of it.

    `basis` says where its date is from where it does not state one; `superseded`: a later one
    stands in its place today; `gone`: it is no longer in the index. `printed` is its address as
    it is put on paper, `origin` the address where it was published.
    """

    title: str
    kind: str
    publisher: str
    authority: str
    dated: str
    basis: str
    file: str
    origin: str
    address: str
    printed: str
    superseded: bool
    gone: bool
    also: tuple[Also, ...]
    quotes: tuple[Quote, ...]


def sources_of(
    citations: Sequence[Citation],
    superseded: Collection[str],
    held: Collection[str],
    base: str,
) -> tuple[Source, ...]:
    """Documents newest first; `superseded` and `held` are ids of the index as it is now.

    `base` is put before the addresses that are put on paper.
    """
    return tuple(
        _source(cited, cited[0].document_id in superseded, held, base)
        for cited in by_document(newest_first(citations))
    )


def place_of(citation: Citation) -> str:
    """Where in its document a quote stands: "page 3 (printed 5), paragraph 14"."""
    page, printed = citation.page, citation.printed_page
    on_page = "" if page is None else f"page {page}"
    if printed not in (None, str(page)):
        on_page = f"{on_page} (printed {printed})".strip()
    paragraph = "" if citation.paragraph is None else f"paragraph {citation.paragraph}"
    under = f"under “{citation.heading[-1]}”" if citation.heading else ""
    return ", ".join(filter(None, (on_page, paragraph))) or under


def basis_of(citation: Citation) -> str:
    """Where a document's date is from, empty where it states it, or has none."""
    if citation.date is None or citation.dated.startswith("undated"):
        return ""
    if citation.date_basis == "given" and citation.origin is not None:
        return _OF_SITE
    return _BASES.get(citation.date_basis, "")


def file_of(path: str) -> str:
    """The name of a file, whichever system its path is of."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _source(
    cited: Sequence[Citation], superseded: bool, held: Collection[str], base: str
) -> Source:
    first = cited[0]
    gone = first.document_id not in held
    address = "" if gone else addresses.document(first.document_id, first.page)
    told = f"{first.title} {first.publisher or ''}"
    return Source(
        title=first.title.strip() or UNTITLED,
        kind=first.kind.replace("_", " ").capitalize(),
        publisher=first.publisher or "",
        authority=first.authority if first.authority and first.authority not in told else "",
        dated=first.dated,
        basis=basis_of(first),
        file=file_of(first.source),
        origin=first.origin or "",
        address=address,
        printed=address and base.rstrip("/") + address,
        superseded=superseded,
        gone=gone,
        also=tuple(
            Also(other.title.strip() or UNTITLED, file_of(other.path), addresses.document(other.id))
            for other in first.also_in
            if other.id in held
        ),
        quotes=tuple(_quote(citation, gone) for citation in cited),
    )


def _quote(citation: Citation, gone: bool) -> Quote:
    address = addresses.document(citation.document_id, citation.page, citation.start, citation.end)
    return Quote(
        citation.number,
        place_of(citation),
        " ".join(citation.quote.split()),
        "" if gone else address,
        citation.confidence is not None,
        citation.doubtful,
    )
