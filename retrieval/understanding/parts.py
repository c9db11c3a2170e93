"""The questions that are asked in one breath, told apart: "How was it graded, and what next?".

What only goes on with a question ("…, and when?") is no question of its own.
"""

import re
from collections.abc import Iterator

_WH = r"(?:how|what|what[’']s|when|who|who[’']s|whom|whose|which|where|why)\b"
_DOES = r"(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|should)\b"
_TELL = r"(?:list|give|show|tell|name|summari[sz]e|describe|explain|compare)\b"
_ASKS = re.compile(rf"\b(?:{_WH}|{_DOES})|\?|\A\W*(?:please )?{_TELL}", re.IGNORECASE)
_BEGINS = re.compile(rf"\W*(?:(?:and|but|so|please) )*(?:{_WH}|{_DOES}|{_TELL})", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[?!.])\s+(?=[A-Z“\"‘(]|and\b|how\b|what\b|when\b|who\b|which\b)")
# "…, and what must improve", "… and did it recover", "…, and list what is left".
_JOINED = re.compile(
    r"(?:[,;]\s*(?:and |but |& |plus )?|\s+(?:and|but|&|plus|as well as)\s+)"
    r"(?:also |then |please |secondly |finally )*"
    rf"(?=(?:(?:from|by|since|until|to|with|on|in|at|for) )?{_WH}"
    rf"|{_DOES}\s+(?:it|they|there|the|its|their|any|inspectors?|ofsted|leaders|children|this|that)\b"
    rf"|{_TELL} )",
    re.IGNORECASE,
)
# "When it fell to inadequate, was …": a clause that asks nothing itself.
_SUBORDINATE = re.compile(
    r"\A\W*(?:(?:and|but|so) )?"
    r"(?:if|when|where|while|since|after|before|although|because|given|as)\b"
    rf"(?!\s+(?:exactly )?{_DOES})",
    re.IGNORECASE,
)
# So many words make a question of their own: "and why?" and "by whom?" go on.
_FEWEST = 3
_GRADES = r"(?:grades?|gradings?|ratings?|judge?ments?)"
_LISTS = (
    r"(?:recommendations?|(?:areas?|points?) (?:for|of) improvement|improvement (?:areas?|points?)|"
    r"priority actions?|things to improve)"
)
_DATES = r"(?:(?:inspection )?dates?|lead inspectors?)"
_THING = rf"(?:{_GRADES}|{_LISTS}|{_DATES})"
# "The grades and areas for improvement": things of which different registers are kept.
_THINGS = re.compile(
    rf"(?P<one>{_THING})(?P<joined> (?:and|&|plus|as well as|together with) (?:also )?"
    rf"(?:the |its |their |any )?(?:current |latest )?)(?P<other>{_THING})(?!\w)",
    re.IGNORECASE,
)


def asked_together(question: str) -> list[str]:
    """The questions of a text, each in its own words; one alone where there is but one."""
    found: list[str] = []
    for sentence in _sentences(question):
        for part in _clauses(sentence):
            found += _things(part)
    return found or [question]


def _sentences(text: str) -> Iterator[str]:
    """Sentences that ask, each with the statements before it; what follows goes with the last."""
    said: list[str] = []
    asked: list[str] = []
    for sentence in _SENTENCE.split(text):
        said.append(sentence)
        if _asks(sentence):
            asked.append(" ".join(said))
            said = []
    if said and asked:
        asked[-1] = " ".join((asked[-1], *said))
    elif said:
        asked.append(" ".join(said))
    yield from asked


def _asks(sentence: str) -> bool:
    """Whether a sentence is a question; a statement may have the words of one."""
    if sentence.rstrip("\"’”') ").endswith("?") or _BEGINS.match(sentence):
        return True
    return not sentence.rstrip().endswith(".") and _ASKS.search(sentence) is not None


def _clauses(sentence: str) -> list[str]:
    """The clauses of a sentence that ask something each."""
    clauses: list[str] = []
    for clause in _between(sentence):
        whole = len(re.findall(r"[\w’'-]+", clause)) >= _FEWEST
        if clauses and not (whole and _is_question(clauses[-1])):
            clauses[-1] += clause
        elif clauses:
            clauses[-1] = clauses[-1].rstrip()
            clauses.append(_JOINED.sub("", clause, count=1).strip())
        else:
            clauses.append(clause)
    return clauses


def _is_question(clause: str) -> bool:
    return _ASKS.search(clause) is not None and _SUBORDINATE.match(clause) is None


def _between(sentence: str) -> list[str]:
    """A sentence cut before each of its joining words, which stay."""
    places = [match.start() for match in _JOINED.finditer(sentence) if match.start()]
    return [sentence[a:b] for a, b in zip((0, *places), (*places, len(sentence)), strict=True)]


def _things(part: str) -> list[str]:
    """ "The grades and recommendations" asked for in one clause, one at a time."""
    match = _THINGS.search(part)
    if match is None or _sort(match["one"]) == _sort(match["other"]):
        return [part]
    before, after = part[: match.start()], part[match.end() :]
    return [f"{before}{match[side]}{after}" for side in ("one", "other")]


def _sort(words: str) -> int:
    return next(
        n for n, one in enumerate((_GRADES, _LISTS, _DATES)) if re.fullmatch(one, words, re.I)
    )
