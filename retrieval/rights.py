"""What people are entitled to: the documents that define it, and the passages that tell of it."""

import re

from corpus.documents import Document

_DEFINES = re.compile(
    r"\b(?:local offer|entitlements?|rights|statutory guidance|charter|pledge|promise)\b",
    re.IGNORECASE,
)
# Things that are given, in so many words; what is "comprehensive" says nothing of them.
_GIVEN = re.compile(
    r"£ ?\d|\bgrants?\b|\ballowances?\b|\bexempt\w*|\bcouncil tax\b|\bdiscount\w*|\bbursar\w+|"
    r"\bfunding (?:to|for|of)\b|\bdriving\b|\bgym\b|\b(?:bus|travel|zip) (?:pass|card)\w*|"
    r"\bprescription\w*|\bpassports?\b|\blaptops?\b|\bsavings\b|\bdeposits?\b|"
    r"\bset(?:ting)? up (?:a |their )?(?:first )?home\b|\bup to (?:the age of )?25\b|"
    r"\bfree (?:bus|travel|gym|access|entry|prescriptions?|wi-?fi|leisure)\b|"
    r"\bentitle(?:d to|ments?,)|\bguarantee\w*",
    re.IGNORECASE,
)
_MOST = 3


def defines_rights(document: Document) -> bool:
    """Whether a document says itself what people are entitled to, by its title."""
    return _DEFINES.search(document.subject) is not None


def things_given(text: str) -> float:
    """How much a text tells of what people are given, 0 to 1: three things are enough."""
    found = {match.group().lower() for match in _GIVEN.finditer(text)}
    return min(len(found), _MOST) / _MOST
