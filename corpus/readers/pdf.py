"""PDF: pdfium reads, pypdf is asked where pdfium cannot, and what is left is said."""

from dataclasses import replace

from corpus.readers.extracts import Extract, Refusal, count_letters, has_words, name_pages
from corpus.readers.inflation import inflates_beyond
from corpus.readers.kept_pages import NOTHING_KEPT, KeptPages
from corpus.readers.limits import STREAM_LIMIT
from corpus.readers.pdf_contents import Locked, Oversized, PdfContents, PdfOutcome, Unreadable
from corpus.readers.pdfium_reader import read_with_pdfium
from corpus.readers.printed_pages import with_printed_numbers

_TAIL = 4096  # bytes in which the end marker is looked for; some tools append a little after it
# A stamp on a scanned page has some letters too; what is recognised must say more than twice that.
_TELLING = 2
_DAMAGED = Refusal(
    "The PDF is damaged and cannot be opened: download it again, or open it in a PDF viewer "
    "and save it as a new file."
)


def read_pdf(data: bytes, kept: KeptPages = NOTHING_KEPT) -> Extract | Refusal:
    """Read the text, outline, page labels and properties of a PDF; never raises.

    Each `Page.text` is exactly what the reader gave: pdfium, unless a note names another, or
    the recognition of a scanned page, which `kept` may hold already.
    """
    if inflates_beyond(data, STREAM_LIMIT):
        return Refusal(
            "The PDF holds a compressed part that unpacks to more than "
            f"{STREAM_LIMIT // 1_000_000} MB, which no document needs and memory may not hold: "
            "print it to a new PDF and index that."
        )
    first = read_with_pdfium(data)
    notes: list[str] = []
    if isinstance(first, PdfContents) and first.scans:
        first, notes, trouble = _with_scans(first, data, kept)
    else:
        trouble = None
    if isinstance(first, PdfContents) and first.has_text:
        return _extract(first, data, notes, mended=False)
    if isinstance(first, Locked | Oversized):
        return _refuse(first)
    # A quarter of a second to import, and seldom needed.
    from corpus.readers.pypdf_reader import read_with_pypdf

    second = read_with_pypdf(data)
    if isinstance(second, PdfContents) and second.has_text:
        return _extract(second, data, [], mended=True)
    # pypdf finds fewer pages in damaged files, so pdfium's word counts where it opened one.
    opened = isinstance(first, PdfContents) and len(first.unreadable) < len(first.pages)
    return _refuse(first if opened else second, trouble)


def _with_scans(
    contents: PdfContents, data: bytes, kept: KeptPages
) -> tuple[PdfContents, list[str], str | None]:
    """The contents with the text of the scans, notes on them, and what stood in the way."""
    from corpus.readers.ocr import read_scans

    read = read_scans(data, contents.scans, kept)
    pages = list(contents.pages)
    recognised: list[int] = []
    wordless: list[int] = []
    for number, page in read.pages.items():
        before, found = count_letters(pages[number - 1].text), count_letters(page.text)
        if found > _TELLING * before:
            pages[number - 1] = replace(
                pages[number - 1], text=page.text, confidence=page.confidence
            )
            recognised.append(number)
        elif not before:
            wordless.append(number)
    notes: list[str] = []
    if recognised:
        how_many = f"{len(recognised)} of {len(pages)} pages were"
        if len(recognised) == len(pages):
            how_many = f"All {len(pages)} pages were" if len(pages) > 1 else "The page was"
        notes.append(
            f"{how_many} read by OCR ({name_pages(sorted(recognised))}): hold what matters against "
            "the page itself."
        )
    if wordless:
        are = "is a picture" if len(wordless) == 1 else "are pictures"
        notes.append(f"{name_pages(sorted(wordless)).capitalize()} {are} without words.")
    lost = [number for number in contents.scans if number not in read.pages]
    if lost:
        are = "is a scan" if len(lost) == 1 else "are scans"
        notes.append(f"{name_pages(lost).capitalize()} {are} and could not be read. {read.trouble}")
    return replace(contents, pages=tuple(pages)), notes, read.trouble


def _refuse(outcome: PdfOutcome, trouble: str | None = None) -> Refusal:
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
            if trouble is not None:
                are = "page is a scan" if len(pages) == 1 else f"{len(pages)} pages are scans"
                return Refusal(f"Its {are}: pictures without text. {trouble}")
            have = "page has" if len(pages) == 1 else f"{len(pages)} pages have"
            return Refusal(
                f"Its {have} no words, in text or in pictures: leave it out, or scan it again, "
                "sharper, and index that."
            )


def _extract(
    contents: PdfContents, data: bytes, about_scans: list[str], *, mended: bool
) -> Extract:
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
        and page.number not in contents.scans
        and not has_words(page.text)
    ]
    if blank:
        named, one = name_pages(blank).capitalize(), len(blank) == 1
        if mended:
            notes.append(f"{named} {'has' if one else 'have'} no text (pictures or blank).")
        else:
            notes.append(f"{named} {'is' if one else 'are'} blank.")
    notes += about_scans
    pages = with_printed_numbers(contents.pages)
    return Extract(pages, contents.metadata, contents.outline, tuple(notes))
