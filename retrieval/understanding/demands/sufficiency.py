"""Whether there is enough of something: how it is asked, and the words that tell of it."""

import re

# A word of what there is enough of: "enough in Thornbeck" names nothing.
_NOUN = (
    r"(?!(?:is|are|was|were|do|does|did|has|have|had|can|to|in|on|of|at|by|for|who|that|with|from|"
    r"and|or|there|now|yet|here|when|where|if|as)\b)[\w’'-]+"
)
_ASKED = re.compile(
    r"\A\W*(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had)\b[^?]*?"
    r"\b(?P<how>enough|sufficient(?: numbers? of)?|adequate (?:numbers?|supply) of|"
    r"(?:far |much )?too (?:few|many)|(?:an? )?(?:shortages?|lack|surplus|scarcity) of|short of|"
    r"plenty of|running out of)\s+"
    r"(?:(?:good|suitable|the|of|its|their|more|local|qualified|experienced) )*"
    rf"(?P<thing>{_NOUN}(?: {_NOUN}){{0,3}})",
    re.IGNORECASE,
)
WORDS = frozenset(
    (
        *("enough", "sufficient", "few", "many", "shortage", "shortages", "lack", "short"),
        *("surplus", "scarcity", "plenty", "adequate", "number", "numbers", "supply", "running"),
    )
)
"""What asks whether there is enough, and names nothing that there may be enough of."""
TELLING = (
    *("sufficient", "sufficiency", "insufficient", "shortage", "not enough", "too few", "short of"),
    *("lack of", "capacity", "scarce", "vacancies", "understaffed", "overstretched", "limited"),
    *("unable to find", "not available", "difficulty finding", "in short supply"),
)
"""Words that tell of it."""
HINTING = ("recruit", "recruitment", "range of", "choice of", "availability", "demand", "retain")
"""Words that have to do with it, and do not tell whether there is enough."""


def asked_enough_of(text: str) -> str:
    """What a question asks whether there is enough of; empty where it asks for no such thing."""
    match = _ASKED.search(text)
    return match["thing"] if match else ""
