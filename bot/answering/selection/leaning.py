"""Whether a sentence praises or criticises."""

import re

from retrieval.query import Slant

_CRITICAL = re.compile(
    r"\b(?:not|no|never|however|too \w+|overly|narrow\w*|inconsisten\w+|variab\w+|"
    r"delay\w*|drift|lack\w*|insufficient\w*|weak\w*|limited|poor\w*|fail\w*|inadequate|"
    r"need(?:s|ed)? to|require[sd]? improvement|shortfall\w*|gaps?|absence|unclear|incomplete|"
    r"slow|late|rarely|concern\w*|underdeveloped|unable|without)\b",
    re.IGNORECASE,
)
_APPROVING = re.compile(
    r"\b(?:effective\w*|strong\w*|strengths?|good|outstanding|excellent|well|timely|thorough\w*|"
    r"robust\w*|comprehensive|impressive|successful\w*|improved|skilled|committed|creative)\b",
    re.IGNORECASE,
)


def leans(text: str, slant: Slant) -> int:
    """1 where a sentence tells what was asked for, strengths or weaknesses; -1 the other."""
    critical = _CRITICAL.search(text) is not None
    approving = _APPROVING.search(text) is not None and not critical
    return critical - approving if slant == "criticism" else approving - critical
