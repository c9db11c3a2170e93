"""Markup that stands in a text as words: tags of HTML that nobody meant to be read."""

import re

_BLOCKS = (
    r"(?:article|blockquote|br|center|div|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|"
    r"p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)"
)
_WITHIN = r"(?:a|b|code|em|font|i|iframe|img|s|script|small|span|strong|sub|sup|svg|u)"
_ATTRIBUTE = r"""\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)"""
_BLOCK = re.compile(rf"</{_BLOCKS}\s*>|<{_BLOCKS}(?:{_ATTRIBUTE})*\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    rf"</(?:{_BLOCKS}|{_WITHIN})\s*>|<(?:{_BLOCKS}|{_WITHIN})(?:{_ATTRIBUTE})*\s*/?>", re.IGNORECASE
)


def without_tags(text: str) -> str:
    """The text with a space in the place of every tag of a known name: "<5" is none."""
    return _TAG.sub(" ", text)


def with_lines(text: str) -> str:
    """The text with line ends in the place of tags that begin or end a block; offsets stay true.

    No quote then runs across such a tag, so that each is still word for word in the file. A tag
    within a line ("<u>") stays: a quote without it would not be what is written.
    """
    return _BLOCK.sub(lambda tag: "\n" * len(tag.group()), text)
