"""What somebody says that is no question: before they ask, or "thanks" and the like."""

import re

from corpus.authorities import mentions
from retrieval.understanding.times import YEAR

_WHO = r"(?:I|we)(?:[’']m|[’']ve|[’']re|[’']d| am| are| have| need| want| was| were)?"
_DOING = (
    r"(?:prepar|writ|draft|work|refresh|updat|plann|build|pull|putt|review|research|look|redraft|"
    r"rewrit|compil|scop|brief|do|collect|gather|think|go|present)ing"
)
_PAPER = (
    r"(?:briefing|paper|slides?|report|presentation|review|strategy|meeting|committee|training|"
    r"panel|board|workshop|talk|note|bid|business case|self-evaluation|SEF|inspection)"
)
_ASKS = (
    r"(?:(?:and|but|so|please) )*(?:how|what|what[’']s|when|who|whom|whose|which|where|why|is|are|"
    r"was|were|does|do|did|has|have|had|can|could|will|would|should|list|give|show|tell|name|"
    r"summari[sz]e|describe|explain|compare)\b"
)
# A clause that says what the answer is wanted for, up to the mark after it; behind a mere comma
# only where it says what is being done.
_ASIDE = re.compile(
    rf"\A\W*(?:(?:hi|hello|hey|morning)\b[ ,!]*(?:all|there|team)?[ ,!]*)?"
    rf"(?:(?:{_WHO}|my|our|just|currently|{_DOING}|for (?:my|our|an?|the) (?:[\w’'-]+ ){{0,4}}?"
    rf"{_PAPER})\b[^?]*?(?:[.!:;–—]|\s-)\s+"
    rf"|(?:{_WHO} (?:\w+ )?{_DOING}|{_DOING}|for (?:my|our|an?|the) (?:[\w’'-]+ ){{0,4}}?{_PAPER})"
    rf"\b[^?,]*,\s+)(?P<rest>{_ASKS}.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_POINTS = re.compile(
    r"\b(?:it|its|this|these|those|they|them|their|such|same|one|ones|there|he|she|his|her)\b|"
    r"\b(?:in|of|on|for|about|with|is|was|did|does|has|do) that\b|\bthat\W*\Z",
    re.IGNORECASE,
)
_FEWEST = 4
# Said to somebody, asking nothing.
_SMALL_TALK = re.compile(
    r"\A(?:(?:many )?thanks?(?: you)?(?: (?:so|very) much| a lot)?|cheers|thx|ta|hello|"
    r"hi(?: there)?|hey|good (?:morning|afternoon|evening)|ok(?:ay)?|great|brilliant|perfect|"
    r"lovely|got it|(?:that|this|it)(?:[’']s| is| was|)? (?:helps?|helpful|great|useful|all|it)|"
    r"(?:very|really|so) (?:helpful|useful)|no more questions|bye|goodbye|test|\W)+\Z",
    re.IGNORECASE,
)


def asks_nothing(text: str) -> bool:
    """Whether a text is only said to somebody: a greeting, thanks."""
    return _SMALL_TALK.match(text) is not None


def without_aside(question: str) -> str:
    """The question without what is said before it, where that is no part of what is asked.

    It is part of it where the rest points back to it, asks too little to stand alone, or where
    it alone names an authority or a year.
    """
    match = _ASIDE.match(question)
    if match is None:
        return question
    rest, said = match["rest"], question[: match.start("rest")]
    if _POINTS.search(rest) or len(rest.split()) < _FEWEST:
        return question
    if (mentions(said) and not mentions(rest)) or (YEAR.search(said) and not YEAR.search(rest)):
        return question
    return rest[0].upper() + rest[1:]
