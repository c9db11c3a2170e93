"""Whether what came is the document that was asked for."""

from corpus.readers.extracts import Refusal
from corpus.readers.html import read_html
from corpus.readers.sniff import recognise
from sources.errors import BadFileError
from sources.ports import Arrival

_TAIL = 2_048
_TOLD = 80
_NAMES = {"pdf": "PDF", "docx": "Word file", "html": "web page", "text": "text"}


def media_of(arrival: Arrival, wanted: tuple[str, ...]) -> str:
    """What kind of file came. Raises `BadFileError` where it is none of those that are wanted.

    A web page that stands where a document should is told by what it says.
    """
    data = arrival.path.read_bytes()
    media = recognise(data) if data.strip() else Refusal("It is empty.")
    names = " or ".join(_NAMES[each] for each in wanted)
    if isinstance(media, Refusal):
        raise BadFileError(f"What came is no {names}: {media.reason}")
    if media == "html":
        page = read_html(data)
        if isinstance(page, Refusal):
            raise BadFileError(f"What came is no {names}. {page.reason}")
    if media not in wanted:
        raise BadFileError(
            f"A {_NAMES[media]} came in place of the {names}{_saying(data, media)}. It is asked "
            "for again later."
        )
    if media == "pdf" and b"%%EOF" not in data[-_TAIL:]:
        raise BadFileError("Only a part of the PDF came. It is asked for again later.")
    return media


def _saying(data: bytes, media: str) -> str:
    """What a page says that came in place of a document."""
    extract = read_html(data) if media == "html" else None
    if extract is None or isinstance(extract, Refusal):
        return ""
    words = " ".join(extract.pages[0].text.split())
    return f", saying “{words[:_TOLD]}{'…' if len(words) > _TOLD else ''}”"
