"""Characters that make a text look like another: refused in claims and quotes, never folded."""

import re
import unicodedata
from functools import lru_cache

from corpus.layout.cleaning import LIGATURES, LINE_END_HYPHEN, SOFT_HYPHEN

# Typography that changes no word: what folding takes away (see `tokens`).
_FINE = frozenset({SOFT_HYPHEN, LINE_END_HYPHEN, "\t", "\n", "\r", "\f", "\u2028", "\u2029"})
_FINE_COMPATIBLE = frozenset(LIGATURES) | set("…ªº¹²³½¼¾™′″‥\u2011ŀĿ")
# Letters of the Latin blocks that pass for another letter or are no letter of a language here.
_DECEPTIVE = frozenset("ıſŉĸƖǀǃ")
_LATIN_END = 0x180
_WELSH = range(0x1E00, 0x1F00)
_PLAIN = re.compile(r"[\x20-\x7e£€‘’“”–—\u00a0•·\n]*\Z")


def deceptive(text: str) -> str | None:
    """What is wrong with the first character that no honest copy has, None when there is none.

    Letters must be Latin ones and digits ASCII; full-width forms, letters made for formulas,
    marks that stand over other letters and characters without a width are none of them.
    """
    if _PLAIN.match(text):
        return None
    # A stroke between spaces is a bullet, whatever it was drawn with.
    text = re.sub(r"(?<=\s)[\u0335\u0336](?=\s)", "-", text)
    for character in unicodedata.normalize("NFC", text):
        if (fault := _fault(character)) is not None:
            name = unicodedata.name(character, f"U+{ord(character):04X}")
            return f"{fault}: {name}"
    return None


@lru_cache(maxsize=4096)
def _fault(character: str) -> str | None:
    if character.isascii():
        return None if character.isprintable() or character in _FINE else "a control character"
    if character in _FINE or character in _FINE_COMPATIBLE:
        return None
    category = unicodedata.category(character)
    if category in ("Cf", "Cc", "Cs", "Cn", "Mn", "Me", "Mc"):
        return "a character without a width"
    if category in ("Zs", "Zl", "Zp", "Co"):
        return None
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and any(c.isalnum() for c in plain):
        return "a form of another character"
    if category[0] == "L":
        code = ord(character)
        if character in _DECEPTIVE or not (code < _LATIN_END or code in _WELSH):
            return "a letter that is not Latin"
    if category[0] == "N":
        return "a digit that is not one of 0 to 9"
    return None
