"""Questions for what somebody is entitled to."""

import re
from collections.abc import Sequence

_RIGHTS_WORD = re.compile(r"entitl|rights?\Z|claim\Z|expect\Z|law\Z|legal", re.IGNORECASE)
_ENTITLEMENT = re.compile(
    r"\bentitle(?:d|ment|ments)\b|\b(?:have|has) (?:a|the|any) rights?\b|\brights of\b|"
    r"\b(?:what|which) (?:\w+ )?(?:rights|help|support|money) (?:can|do|does|should) .{0,40}"
    r"\b(?:get|have|claim|expect)\b|\b(?:my|our|your) rights\b|\bby law\b|"
    r"\b(?:legal|statutory) (?:rights?|dut(?:y|ies))\b|"
    r"\bwhat (?:can|do) care[ -]leavers (?:get|claim|expect)\b|\ballowed to (?:have|claim)\b",
    re.I,
)


def asks_for_rights(text: str) -> bool:
    """Whether a question asks what people have a right to."""
    return _ENTITLEMENT.search(text) is not None


def words_of_the_offer(core: Sequence[str]) -> tuple[str, ...]:
    """The words to look for: what people are given is told under the name of the offer."""
    kept = [word for word in core if not _RIGHTS_WORD.match(word)]
    return tuple(dict.fromkeys((*kept, "local", "offer")))
