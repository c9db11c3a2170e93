"""The question before asked again of another authority: "Same question for Thornbeck"."""

import re
from collections.abc import Sequence

from corpus.authority_forms import spelt_out
from retrieval.understanding.authorities import named_in

_SAME = re.compile(
    r"\A\W*(?:(?:and|but|ok(?:ay)?|now|so|then|please|ask|answer|the)\W+)*"
    r"same(?: (?:question|thing|query|again))* (?:again )?(?:for|about|with|on|of) ",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[\s?.!]*\Z")


def asked_again(question: str, earlier: str, known: Sequence[str]) -> str | None:
    """The question before with the authority that this one names in the place of its own.

    What this one asks besides goes on behind it. None where it asks no question again, or either
    of the two names no authority, or several.
    """
    if _SAME.match(question) is None:
        return None
    text = spelt_out(question, known).text
    now, then = named_in(text, known), named_in(earlier, known)
    if len(now) != 1 or len({mention.name for mention in then}) != 1:
        return None
    for mention in reversed(then):
        earlier = f"{earlier[: mention.start]}{now[0].name}{earlier[mention.end :]}"
    more = _ENDS.sub("", text[now[0].end :])
    return f"{_ENDS.sub('', earlier)}{more}?"
