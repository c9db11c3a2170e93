"""Lines that are no sentences and yet tell something: a value under its label, a name's post."""

import re
from collections.abc import Iterator

from corpus.passages import Passage

_LONGEST = 40
_LABELLED = re.compile(r"[A-Z][\w’'/ ]{2,40}: ?\S")
_NAMED = re.compile(r"\b(?!The\b|In\b)[A-Z][a-z’'-]+ [A-Z][\w’'-]+\b")
_POST = re.compile(
    r"\b(?:Director|Cabinet Member|Lead Member|Chair(?:man|woman|person)?|Head of|Leader|"
    r"Chief Executive|Commissioner|Inspector|HMI|Manager|Officer|Councillor|Cllr)\b"
)


def entries(passage: Passage) -> Iterator[str]:
    """The entries of a cover sheet, a letter's head, a list of those present."""
    for line in passage.text.split("\n"):
        if len(line.split()) > _LONGEST or line.rstrip().endswith((":", ".")):
            continue
        if _LABELLED.match(line) or (_NAMED.search(line) and _POST.search(line)):
            yield line
