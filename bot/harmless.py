"""Text of documents and people without the characters that act on whoever shows or reads it.

Every interface shows text through here, whatever escaping it needs besides: a terminal is steered
by control characters, a page, a chat and a letter are read in another order with marks of
direction, and what has no shape can carry words to a program that nobody sees.
"""

import re

# Steers a screen, turns the reading direction, or cannot be sent at all (half a surrogate pair).
_ACTING = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
    "\ufff9-\ufffb\uffff\ud800-\udfff"
)
# Shapes of their own they have none: letters of the tag block, selectors, blanks, joiners.
_HIDDEN = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u3164\ufeff\uffa0"
    "\U000e0000-\U000e0fff"
)
_ACTS = re.compile(f"[{_ACTING}]")
# One joiner or selector makes an emoji or a letter of another script; a row of them makes bits.
_HIDES = re.compile(f"[{_HIDDEN}]|[\u00ad\u200c\u200d\ufe00-\ufe0f]{{2,}}")
# As pdfium writes a hyphen at a line's end: no character of Unicode, and none of XML.
_HYPHEN = "\ufffe"
_ODD = re.compile(f"[{_ACTING}{_HIDDEN}{_HYPHEN}\u2028\u2029]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\u0085]")
_MOST_ACCENTS = 4
# Marks over and under letters, of ours and of other scripts.
_OVER = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# Heaps of them cover the lines around.
_HEAPED = re.compile(f"(?<=[{_OVER}]{{{_MOST_ACCENTS}}})[{_OVER}]+")


def shown(text: str) -> str:
    """The text as it may be shown, line ends alike; what acted is marked, what hid is gone."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace(_HYPHEN, "-")
    text = _HIDES.sub("", _ACTS.sub("\ufffd", _LINE_ENDS.sub("\n", text)))
    return _HEAPED.sub("", text)


def on_one_line(text: str) -> str:
    """The same with white space folded, for what stands in a line of its own."""
    return " ".join(shown(text).split())


def escaped(text: str) -> str:
    """Text in which JSON or a line of the log stands, such characters as `\\\\u` escapes."""
    for pattern in (_ODD, _HIDES, _HEAPED):
        text = pattern.sub(_escape, text)
    return text


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
