"""Whether a question asks for an inspection as a whole: summed up, its strengths, what it found."""

import re
from collections.abc import Sequence

from retrieval.query import Slant
from retrieval.understanding.comparing import both_sides, words_of_slant
from retrieval.understanding.question_words import question_words
from retrieval.understanding.wording import names_a_term

_SUMMED_UP = re.compile(
    r"\b(?:summar(?:y|ies|i[sz](?:e[sd]?|ing))|summed up|sum up|overview|headlines?|"
    r"in a nutshell|in brief|(?:the )?gist|take-?aways?|"
    r"(?:key|main|headline|important) (?:findings|messages|points|conclusions|takeaways))\b",
    re.IGNORECASE,
)
_INSPECTORS = (
    r"(?:ofsted|hmi|(?:the |its |their )?(?:\w+ ){0,3}?(?:inspectors?|inspection|report|"
    r"visit|letter)(?: of)?)"
)
_VISIT = re.compile(r"\b(?:focused|monitoring|unannounced)[ -](?:visit|letter|inspection)\b", re.I)
# Nothing but what was found is asked for.
_FOUND = re.compile(
    rf"\bwhat (?:did|do|does|has|have) {_INSPECTORS}(?: (?:to|in|\d{{4}}))* (?:\w+ly )?"
    r"(?:say|said|find|found|conclude[d]?|think|thought|report(?:ed)?|tell|make)\b|"
    r"\bwhat (?:are|were) (?:the |its |their |ofsted[’']s )?(?:\w+ )?"
    r"(?:findings|conclusions|outcomes?|results?)\b|"
    r"\btell me about (?:\w+ ){0,4}(?:inspection|report)\b|"
    r"\bhow(?:[’']s| is| are| well is) (?:things (?:going )?in )?(?:\w+ ){0,3}"
    r"(?:doing|getting on)\b",
    re.IGNORECASE,
)


def asks_for_the_whole(text: str, core: Sequence[str], slant: Slant) -> bool:
    """Whether it names no matter of its own, and asks for what was found or for one side of it.

    `core` are the words of `text` that carry its topic.
    """
    aside = question_words("soft") | question_words("list")
    phrases = [*_SUMMED_UP.findall(text), *_VISIT.findall(text)]
    aside |= set(" ".join(phrases).lower().replace("-", " ").split()) | words_of_slant(text)
    if names_a_term(text) or any(word.lower() not in aside for word in core):
        return False
    one_side = slant != "none" or both_sides(text)
    return one_side or _FOUND.search(text) is not None or asks_to_sum_up(text)


def asks_to_sum_up(text: str) -> bool:
    """Whether it says in so many words that a whole is to be summed up."""
    return _SUMMED_UP.search(text) is not None
