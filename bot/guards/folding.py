"""A question as it was typed: made clean to keep, and folded flat to look through."""

import re
import unicodedata
from dataclasses import dataclass

# Characters that show nothing and are not of the format category: joiners, fillers, selectors.
_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
_UNSEEN = frozenset({"Cf", "Cc", "Co", "Cs", "Cn"})
# The flags of England, Scotland and Wales are a black flag and letters that show nothing.
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a]{2,6}\U000e007f")
# Ways to write what a reader does not see: letters of the tag block; selectors, or characters
# without width, in a row, which stand for bits.
_HIDING = re.compile(
    "[\U000e0020-\U000e007e]"
    "|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3}"
    "|[\u200b-\u200d\u2060-\u2064\ufeff\u180e\u034f]{8}"
)
# Text after these is shown in another order than it is written in.
_OVERRIDE = re.compile("[\u202d\u202e]")
_MOST_ACCENTS = 4

_DASHES = dict.fromkeys(map(ord, "‐‑‒–−﹘﹣－⁃"), "-") | dict.fromkeys(map(ord, "—―"), " - ")
_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′ʼ`´＇"), "'") | dict.fromkeys(map(ord, "“”„‟″«»"), '"')
_DOTS = dict.fromkeys(map(ord, "·•∙⋅․‧・。"), ".") | {ord("⁄"): "/", ord("∕"): "/"}
# Letters of other alphabets that look like ours.
_ALIKE = str.maketrans(
    "аеорсухіјѕһԁӏԛԝАВЕКМНОРСТУХІЈЅαεινορτυχκΑΒΕΖΗΙΚΜΝΟΡΤΥΧɡıłŁøØđĐ",
    "aeopcyxijshdlqwABEKMHOPCTYXIJSaeivoptuxkABEZHIKMNOPTYXgilLoOdD",
)
_FOLDED = _DASHES | _QUOTES | _DOTS


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without what cannot be seen, white space folded; `hides`: it held hidden text."""

    text: str
    hides: bool


def cleaned(text: str) -> Cleaned:
    """The text without invisible and control characters, in Unicode's composed form."""
    if text.isascii() and text.isprintable():
        return Cleaned(" ".join(text.split()), False)
    seen = _FLAG.sub("\U0001f3f4", text)
    shown = "".join(filter(_is_shown, seen))
    composed = _fewer_accents(unicodedata.normalize("NFC", shown))
    return Cleaned(" ".join(composed.split()), _hides(seen))


def folded(text: str) -> str:
    """A cleaned text as patterns read it: plain digits, dashes, quotes and look-alike letters.

    Its offsets are not those of the text.
    """
    if text.isascii():
        return text
    flat = unicodedata.normalize("NFKC", text.translate(_FOLDED)).translate(_FOLDED)
    if not flat.isascii():
        flat = "".join(map(_plain_digit, flat))
        if re.search(r"[A-Za-z]", flat):
            flat = flat.translate(_ALIKE)
    return " ".join(flat.split())


def without_accents(text: str) -> str:
    """The text in lower case, without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in parts if not unicodedata.combining(c))


def _hides(text: str) -> bool:
    if _HIDING.search(text):
        return True
    override = _OVERRIDE.search(text)
    return override is not None and any(c.isalnum() for c in text[override.end() :])


def _is_shown(character: str) -> bool:
    if character in _BLANK:
        return False
    return character.isspace() or unicodedata.category(character) not in _UNSEEN


def _plain_digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _fewer_accents(text: str) -> str:
    """No letter keeps more than a few accents: heaps of them cover the lines around."""
    kept: list[str] = []
    heap = 0
    for character in text:
        heap = heap + 1 if unicodedata.combining(character) else 0
        if heap <= _MOST_ACCENTS:
            kept.append(character)
    return "".join(kept)
