"""Texts of others, made fit to be shown: no character acts, none hides."""

import unicodedata

LIMIT = 6_000
"""Characters of one text that a report shows."""

_NOT_TEXT = ("Cc", "Cf", "Cs")
_PLAIN = "\n\t\u00ad"
# Allowed nowhere in XML 1.0; the first is how pdfium writes a hyphen at a line's end.
_NEVER = "\ufffe\uffff"


def visible(text: str) -> str:
    """A text with every control and every invisible character written out, as ⟨U+202E⟩.

    Line ends, tabs and soft hyphens stay. What comes out may stand in XML 1.0.
    """
    text = text.replace("\r\n", "\n")
    return "".join(character if _shown(character) else _named(character) for character in text)


def clipped(text: str, limit: int = LIMIT) -> str:
    """The beginning of a text, and how much was left out."""
    rest = len(text) - limit
    return text if rest <= 0 else f"{text[:limit]}… ({rest:,} more characters)"


def on_one_line(text: str, limit: int) -> str:
    """A text as one line of at most so many characters, each of them visible."""
    line = " ".join(visible(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _shown(character: str) -> bool:
    if character in _PLAIN:
        return True
    return character not in _NEVER and unicodedata.category(character) not in _NOT_TEXT


def _named(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩"
