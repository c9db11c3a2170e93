"""Plain text and Markdown: decoding, never failing on a stray byte."""

import codecs
import re

from corpus.markup import with_lines
from corpus.readers.extracts import Extract, Refusal, has_words
from corpus.readers.limits import TEXT_LIMIT
from corpus.sources import Page

_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_STRAY = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")  # 1A ends old DOS files, 1B is Escape
_CONTROL_SHARE = 0.02
_GUESSED = "The encoding is not declared and was taken for {}: check letters such as é and £."


def decode(data: bytes) -> tuple[str, str | None]:
    """Decode bytes as text: by byte order mark, else UTF-8, UTF-16, Windows-1252; never raises.

    Gives the text without its mark, line ends untouched, and a note where the encoding was
    guessed. In UTF-8 with a few stray bytes only those are taken as Windows-1252.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), None
    wide = _wide(data[:_SAMPLE])
    if wide is not None:
        return data.decode(wide, "replace"), _GUESSED.format("UTF-16")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        return _decode_stray(data)


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding: too many NULs and control characters."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _wide(data[:_SAMPLE]) is not None:
        return False
    return len(_CONTROL.findall(data)) > _CONTROL_SHARE * len(data)


def read_text(data: bytes) -> Extract | Refusal:
    """Read plain text or Markdown into one `Page`; never raises.

    The text is as it was decoded, but for tags of HTML that part blocks: they are line ends, so
    that offsets stay those of the decoded text and no reader sees "<ul>".
    """
    if len(data) > TEXT_LIMIT:
        return Refusal(
            f"The text is longer than {TEXT_LIMIT // 1_000_000} MB, more than a document is "
            "read for: split it, or leave it out if it is data."
        )
    if is_binary(data):
        return Refusal(
            "The file is binary data of an unknown kind, not a document: save it as PDF, DOCX, "
            "HTML or plain text."
        )
    text, note = decode(data)
    if not has_words(text):
        return Refusal("The file has no words in it: put the document's text into it.")
    return Extract((Page(None, with_lines(text)),), notes=() if note is None else (note,))


def _wide(sample: bytes) -> str | None:
    """Tell UTF-16 without a mark by the zero bytes that Latin letters have at every other place."""
    sample = sample[: len(sample) // 2 * 2]
    if len(sample) < 4:
        return None
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) > 0.7 * len(zeros):
            text = sample.decode(encoding, "replace")
            controls = len(_CONTROL.findall(text.encode()))
            return encoding if controls <= _CONTROL_SHARE * len(text) else None
    return None


def _decode_stray(data: bytes) -> tuple[str, str]:
    text = data.decode("utf-8", "surrogateescape")
    stray = len(_STRAY.findall(text))
    sound = len(re.findall("[^\x00-\x7f]", text)) - stray
    if sound > stray:
        mended = _STRAY.sub(lambda match: _windows(bytes([ord(match[0]) - 0xDC00])), text)
        return mended, _GUESSED.format("UTF-8 with stray bytes")
    return _windows(data), _GUESSED.format("Windows-1252")


def _windows(data: bytes) -> str:
    return data.decode("cp1252", "replace")
