"""PDF: pdfium reads, pypdf is asked where pdfium cannot, and what is left is said."""

from corpus.readers.extracts import Extract, Refusal, has_words, name_pages
from corpus.readers.inflation import inflates_beyond
from corpus.readers.limits import STREAM_LIMIT
from corpus.readers.pdf_contents import Locked, Oversized, PdfContents, PdfOutcome, Unreadable
from corpus.readers.pdfium_reader import read_with_pdfium
from corpus.readers.printed_pages import with_printed_numbers

_TAIL = 4096  # bytes in which the end marker is looked for; some tools append a little after it
_DAMAGED = Refusal(
    "The PDF is damaged and cannot be opened: download it again, or open it in a PDF viewer "
    "and save it as a new file."
)


def read_pdf(data: bytes) -> Extract | Refusal:
    """Read the text, outline, page labels and properties of a PDF; never raises.

    Each `Page.text` is exactly what the reader gave, pdfium unless a note says otherwise.
    """
    if inflates_beyond(data, STREAM_LIMIT):
        return Refusal(
            "The PDF holds a compressed part that unpacks to more than "
            f"{STREAM_LIMIT // 1_000_000} MB, which no document needs and memory may not hold: "
            "print it to a new PDF and index that."
        )
    first = read_with_pdfium(data)
    if isinstance(first, PdfContents) and first.has_text:
        return _extract(first, data, mended=False)
    if isinstance(first, Locked | Oversized):
        return _refuse(first)
    # A quarter of a second to import, and seldom needed.
    from corpus.readers.pypdf_reader import read_with_pypdf

    second = read_with_pypdf(data)
    if isinstance(second, PdfContents) and second.has_text:
        return _extract(second, data, mended=True)
    # pypdf finds fewer pages in damaged files, so pdfium's word counts where it opened one.
    opened = isinstance(first, PdfContents) and len(first.unreadable) < len(first.pages)
    return _refuse(first if opened else second)


def _refuse(outcome: PdfOutcome) -> Refusal:
    match outcome:
        case Locked():
            return Refusal(
                "The PDF is protected by a password: open it with the password, save a copy "
                "without one and index the copy."
            )
        case Oversized(what):
            return Refusal(
                f"The PDF has {what}, more than one document is read for: split it into its "
                "documents and index those."
            )
        case Unreadable():
            return _DAMAGED
        case PdfContents(pages=()):
            return Refusal("The PDF has no pages: download it again or export it again.")
        case PdfContents(pages, unreadable=unreadable) if len(unreadable) == len(pages):
            return _DAMAGED
        case PdfContents(pages):
            are = "1 page is a picture" if len(pages) == 1 else f"{len(pages)} pages are pictures"
            return Refusal(
                f"Its {are} without text (a scan): run it through OCR, e.g. "
                "`ocrmypdf in.pdf out.pdf`, and index the result."
            )


def _extract(contents: PdfContents, data: bytes, *, mended: bool) -> Extract:
    notes: list[str] = []
    if mended:
        notes.append(
            "The file is not quite in order and was read by the second PDF reader; "
            "if text is missing, open it in a PDF viewer and save it as a new file."
        )
    elif b"%%EOF" not in data[-_TAIL:]:
        notes.append(
            "The file's end is missing: it may have been cut short; download it again if "
            "pages are missing."
        )
    if contents.unreadable:
        notes.append(
            f"{name_pages(contents.unreadable).capitalize()} could not be read, for the file is "
            "damaged: download it again."
        )
    blank = [
        page.number
        for page in contents.pages
        if page.number is not None
        and page.number not in contents.unreadable
        and not has_words(page.text)
    ]
    if blank:
        notes.append(
            f"{name_pages(blank).capitalize()} {'has' if len(blank) == 1 else 'have'} no text "
            "(pictures or blank): OCR, e.g. `ocrmypdf --skip-text in.pdf out.pdf`, would add it."
        )
    pages = with_printed_numbers(contents.pages)
    return Extract(pages, contents.metadata, contents.outline, tuple(notes))
