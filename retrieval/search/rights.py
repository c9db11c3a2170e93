"""What people are entitled to: the documents that define it, and the passages that tell of it."""

import re

from corpus.documents import DEFINING_KINDS, Document

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
# What somebody may do or expect, or what has to be done for them.
_TO_EXPECT = re.compile(
    r"\b(?:you|they|care[ -]leavers?|young (?:people|person|adults?)|children|child|we|"
    r"(?:local )?authorit(?:y|ies)|councils?|advisers?|each|every|all|anyone|everyone)\b[^.]{0,80}?"
    r"\b(?:can|may|must|should|will|(?:is|are) (?:entitled|eligible|kept|given|free|offered|able)|"
    r"gets?|receives?|(?:have|has) (?:a|the) right|(?:do|does) not (?:pay|have to))\b|"
    r"\b(?:is|are) (?:free|yours|exempt|for care[ -]leavers)\b|\bmust (?:be|have|not|offer|give)\b|"
    r"\bwe (?:pay|give|buy|write|help|offer|provide|fund|cover)\b|\bfree (?:of charge|to)\b",
    re.IGNORECASE,
)
_MOST = 3


def defines_rights(document: Document) -> bool:
    """Whether a document says itself what people are entitled to, by its kind or its title."""
    return document.kind in DEFINING_KINDS or _DEFINES.search(document.subject) is not None


def things_given(text: str) -> float:
    """How much a text tells of what people are given, 0 to 1: three things are enough."""
    found = {match.group().lower() for match in _GIVEN.finditer(text)}
    return min(len(found), _MOST) / _MOST


def gives(text: str) -> bool:
    """Whether a text says what somebody is given, may do or may expect."""
    return _GIVEN.search(text) is not None or _TO_EXPECT.search(text) is not None
