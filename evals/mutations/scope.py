"""What a claim is limited to left out: whose word it is, when, of whom, beside what."""

import re
from collections.abc import Iterator
from random import Random

from evals.mutations.claims import capitalised
from evals.mutations.material import VERB, leans

_SPEAKERS = (
    r"(?:[Ll]eaders|[Mm]anagers|[Ss]enior (?:leaders|managers)|[Ss]ocial workers|[Pp]arents"
    r"|[Cc]arers|[Ff]oster carers|[Aa]dopters|[Cc]hildren|[Yy]oung people|[Cc]are leavers|[Ss]taff"
    r"|[Pp]artners|[Ww]orkers|[Pp]ractitioners|[Pp]rofessionals|[Ss]chools|[Hh]ead ?teachers"
    r"|[Pp]ersonal advisers|[Tt]he (?:local authority|council|board|LSCB|police|virtual school"
    r"|director|DCS|authority)|[Ss]ome|[Mm]any|[Mm]ost|[Oo]thers)"
)
_SAID = re.compile(
    rf"\A(?:\w+ )?{_SPEAKERS} (?:[\w’,]+ ){{0,6}}?(?:reports?|reported|says?|said|states?|stated"
    r"|believes?|believed|feels?|felt|thinks?|told (?:us|inspectors)|claims?|claimed|considers?"
    r"|anticipates?|expects?|hopes?|hoped|suggests?) that "
)
_ACCORDING = re.compile(
    r"\A(?:According to|In the (?:view|opinion|words) of) [^,]{4,60}(?:account|data|figures"
    r"|carers|leavers|people|authority|council|managers|leaders|staff)?, "
)
_SELF_SAID = re.compile(
    r"\A(?:The|Its) (?:local authority’s|council’s|authority’s|board’s|own|self)[\w’ -]{0,40}"
    r"(?:states?|says?|shows?|suggests?|indicates?|reports?|claims?) that "
)

_THEN = re.compile(
    r"\A(?:Until (?:very )?(?:recently|now|\w+ \d{4})|Previously|Historically|Initially|In the past"
    r"|At (?:one|that) time|At the time of the (?:last|previous|focused) \w+"
    r"|Formerly|At first|Temporarily|During the (?:pandemic|COVID-19 pandemic)|For a short"
    r" (?:time|period)), "
)
_THEN_INSIDE = re.compile(
    r" (?:(?:previously|historically|formerly)(?= (?:low|high|poor|good|weak|strong|inadequate)\b)"
    r"|(?:initially|temporarily|briefly|until recently)(?= \w))"
)

_KINDS_OF = (
    r"disabled|older|younger|newly qualified|unaccompanied|missing|vulnerable|homeless|weaker"
    r"|stronger|poorer|better|recent|planned|proposed|draft|temporary|interim|permanent|agency"
    r"|experienced|inexperienced|prospective|former|adopted|new|additional|specialist|completed"
    r"|the best|the weakest|stronger|private|unregistered|out-of-area|emergency|urgent|initial"
    r"|re-referred|closed|open|sampled|complex|high-risk|low-level"
)
_MANY = (
    r"(?:children|people|leavers|workers|carers|families|parents|plans|assessments|cases|records"
    r"|schools|staff|managers|visits|adopters|reviews|referrals|placements|decisions|interviews"
    r"|meetings|audits|advisers)"
)
_LIMITED = re.compile(rf"\A(?:{_KINDS_OF}) (?={_MANY} )", re.IGNORECASE)
_OF_WHICH = re.compile(
    rf"(?<=[a-z]) (?:for|of|by|with|from|in|seen by|completed by|written by|held by|made by|to)"
    rf" (?:the )?(?:[a-z’-]+ ){{0,2}}?(?:{_MANY}|care|inspectors)"
    r"(?= (?:is|are|was|were|has|have|do|does)\b)"
)

_COUNT = re.compile(
    r"\b(?:numbers?|minority|majority|proportion|range|lack|most|some|many|few|all|half|one|two"
    r"|three|four|five|six|seven|eight|nine|ten|percentage|group|is|are|was|were|variety)\Z",
    re.IGNORECASE,
)

_OR = re.compile(r" or (?:[\w’-]+ ){0,2}[\w’-]+(?=[.,]| (?:is|are|was|were|has|have|to|in|for)\b)")
_DENIED = re.compile(
    r"\b(?:not|no|never|nor|neither|without|none|few|little|lack|lacks|rarely|if|whether|unless|any"
    r"|cannot|before|than|too|poor|either|unable|prevent|avoid|reduce)\b|n’t",
    re.IGNORECASE,
)
_THAN = re.compile(
    r",? (?:than|compared (?:with|to)|in comparison (?:with|to)|relative to)\b[^,;]*"
)
_DENIED_DEGREE = re.compile(
    r"(?<=\bnot )(?:always|yet|fully|sufficiently|consistently|routinely|regularly|necessarily"
    r"|entirely|generally|well|universally|completely|quite|systematically|clearly|enough) (?=\w+)"
)


def attribution_dropped(sentence: str, _: Random) -> Iterator[str]:
    """What somebody says, told as so."""
    for pattern in (_SAID, _SELF_SAID, _ACCORDING):
        match = pattern.match(sentence)
        if match is None:
            continue
        rest = capitalised(sentence[match.end() :])
        if len(rest.split()) >= 5 and not leans(rest) and VERB.search(rest):
            yield rest


def time_dropped(sentence: str, _: Random) -> Iterator[str]:
    """What was so at a time, told without that time."""
    first = _THEN.match(sentence)
    if first is not None:
        rest = capitalised(sentence[first.end() :])
        if not leans(rest):
            yield rest
    for match in _THEN_INSIDE.finditer(sentence):
        yield sentence[: match.start()] + sentence[match.end() :]


def limit_dropped(sentence: str, _: Random) -> Iterator[str]:
    """What is told of some kind of children, workers, plans, told of all of them."""
    first = _LIMITED.match(sentence)
    if first is not None:
        yield capitalised(sentence[first.end() :])
    for match in _OF_WHICH.finditer(sentence):
        head = sentence[: match.start()]
        # "A minority of plans": without the plans it is told of nothing at all.
        if len(head.split()) <= 4 and not _COUNT.search(head) and " that " not in match.group():
            yield head + sentence[match.end() :]


def alternative_dropped(sentence: str, _: Random) -> Iterator[str]:
    """One of two alternatives told as the case."""
    if _DENIED.search(sentence) is None:
        for match in _OR.finditer(sentence):
            yield sentence[: match.start()] + sentence[match.end() :]


def comparison_cut(sentence: str, _: Random) -> Iterator[str]:
    """What is told beside something else, told by itself."""
    for match in _THAN.finditer(sentence):
        before = sentence[: match.start()]
        if re.search(r"\b(?:more|less|fewer|rather|other|no) \Z", before + " ") is None:
            yield before.rstrip(",") + (sentence[match.end() :] or ".")


def denial_made_whole(sentence: str, _: Random) -> Iterator[str]:
    """What is not always or not yet so, told as not so."""
    for match in _DENIED_DEGREE.finditer(sentence):
        yield sentence[: match.start()] + sentence[match.end() :]
