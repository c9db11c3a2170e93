"""Little words and endings that carry the sense: prepositions, connectives, voice, tense."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

from evals.mutations.claims import Made, Truth, capitalised, quoted
from evals.mutations.material import Material
from evals.mutations.words import words

_PREPOSITIONS: Mapping[str, str] = {
    "from": "to",
    "by": "for",
    "before": "after",
    "after": "before",
    "since": "until",
    "until": "since",
    "under": "over",
    "over": "under",
    "above": "below",
    "below": "above",
    "with": "without",
    "without": "with",
    "within": "beyond",
    "inside": "outside",
    "during": "after",
    "against": "for",
    "towards": "away from",
}
_TO_WHOM = re.compile(
    r"(?<= )(?:to|from|by|for)(?= (?:\w+ ){0,2}(?:children|parents|partners|managers|leaders"
    r"|schools|police|workers|families|carers|inspectors|the council|agencies|adopters)\b)"
)
_TURNED = {"to": "from", "from": "to", "by": "for", "for": "by"}
_FIXED = re.compile(r"\b(?:looked|as|over|under|from|far) \Z|\b(?:by|with) (?:which|whom|a view)")

_CONNECTIVES: tuple[tuple[str, str], ...] = (
    (r"\bbecause\b(?! of)", "although"),
    (r"\balthough\b", "because"),
    (r"\bwhile\b(?= (?:the|some|others|there))", "because"),
    (r"\bso that\b", "because"),
    (r"\bif\b", "because"),
    (r"\bunless\b", "if"),
    (r"\bresulting in\b", "resulting from"),
    (r"\bleading to\b", "caused by"),
    (r"\bleads to\b", "follows from"),
    (r"\bas a result of\b", "in spite of"),
    (r"\bdue to\b(?! (?:be|start|open|begin))", "despite"),
    (r"\bdespite\b", "because of"),
    (r"\bin order to\b", "instead of trying to"),
    (r", but\b", ", so"),
    (r"\bwhen\b(?= (?:children|they|there|risks|concerns|needed))", "even when not only"),
    (r"\binstead of\b", "as well as"),
    (r"\brather than\b", "and"),
    (r"\bas well as\b", "instead of"),
    (r"\bor\b", "and"),
)

_DEGREE_OF = {
    word: tuple(other for other in group.split("/") if other != word)
    for group in words("degrees")
    for word in group.split("/")
}
_NO_DEGREE = re.compile(r"(?:\btoo|\bso|\bas|\bvery|\bno|\ba|\bmore|\bmost|\bthe|\bat) \Z")
_LATER = re.compile(
    r"\A(?: help| years?| permanence| intervention|-term| term| enough| quality| school| for"
    r"| number)"
)

_DOERS = (
    r"(?:workers|children|leaders|managers|leavers|people|carers|parents|partners|advisers|staff"
    r"|adopters|officers|schools|agencies|families|professionals)"
)
_DONE = re.compile(
    rf"\b({_DOERS}) (are|were) ((?:\w+ly )?)(support|help|challeng|visit|assess|review|train"
    r"|involv|encourag|inform|monitor|recruit|protect|engag|prepar|match|consult|offer|refer"
    r"|hear|see|listen)(?:r?ed|n|d)\b",
    re.IGNORECASE,
)
_DOING = {"refer": "referring", "see": "seeing", "hear": "hearing", "offer": "offering"}

_ONES = (
    r"(?:worker|manager|officer|school|team|panel|parent|child|adviser|leader|partner|nurse|visit"
    r"|agency|home|board|authority|council|plan|inspector|service|director|review|assessment)"
)
_ONE = re.compile(
    rf"\A(A |An |One |The )((?:(?!of )[\w’-]+ ){{0,3}}?)({_ONES})"
    r"(?= (is|was|has|meets|provides|offers|supports|reviews|works|helps|ensures|monitors)\b)"
)
_SEVERAL = re.compile(rf"\AThe ((?:(?!of )[\w’-]+ ){{0,3}}?)({_ONES}s)(?= (are|were|have)\b)")
_MANY_OF = {"child": "children", "agency": "agencies", "authority": "authorities"}
_PLURAL_VERB = {"is": "are", "was": "were", "has": "have"}
_SINGULAR_VERB = {plural: single for single, plural in _PLURAL_VERB.items()}
# "An appropriate plan is in place", "plans are in place": of these either says no more.
_OF_ITS_KIND = frozenset(("plan", "service", "review", "assessment"))

_PAST_TOLD = re.compile(r"(?<!be )\b(?:had been|had not|had|was|were|did not|did|could not)\b")
_NOW = {
    "had been": "is",
    "had not": "has not",
    "had": "has",
    "was": "is",
    "were": "are",
    "did not": "does not",
    "did": "does",
    "could not": "cannot",
}


def preposition_swapped(sentence: str, _: Random) -> Iterator[str]:
    """From for to, before for after, with for without."""
    for match in _TO_WHOM.finditer(sentence):
        if _FIXED.search(sentence[: match.start()]) is None:
            yield sentence[: match.start()] + _TURNED[match.group()] + sentence[match.end() :]
    for match in re.finditer(rf"(?<= )(?:{'|'.join(_PREPOSITIONS)})(?= )", sentence):
        if _FIXED.search(sentence[: match.start()]) is None:
            other = _PREPOSITIONS[match.group()]
            yield sentence[: match.start()] + other + sentence[match.end() :]


def connective_swapped(sentence: str, _: Random) -> Iterator[str]:
    """Although for because, or another link between the same two things."""
    for pattern, other in _CONNECTIVES:
        for match in re.finditer(pattern, sentence):
            before = sentence[: match.start()]
            if other == "and" and re.search(r"\b(?:not|no|without|whether|either|any)\b", before):
                # "Not seen or heard" and "not seen and heard" are told for the same.
                continue
            yield before + other + sentence[match.end() :]


def degree_changed(sentence: str, chance: Random) -> Iterator[str]:
    """Strong made stronger, better made best."""
    for match in re.finditer(rf"\b(?:{'|'.join(_DEGREE_OF)})\b", sentence):
        after = sentence[match.end() :]
        fixed = _NO_DEGREE.search(sentence[: match.start()]) or _LATER.match(after)
        if not fixed and not re.match(r"-|’| than\b| as\b", after):
            other = chance.choice(_DEGREE_OF[match.group()])
            yield sentence[: match.start()] + other + after


def voice_turned(sentence: str, _: Random) -> Iterator[str]:
    """Those to whom it is done made those who do it."""
    for match in _DONE.finditer(sentence):
        who, verb, how, stem = match.groups()
        doing = _DOING.get(stem, f"{stem}ing")
        yield f"{sentence[: match.start()]}{who} {verb} {how}{doing}{sentence[match.end() :]}"


def one_made_many(sentence: str, _: Random) -> Iterator[str]:
    """What is told of one, told of several; what is told of several, told of one."""
    one = _ONE.match(sentence)
    if one is not None:
        article, kind, noun, verb = one.groups()
        if article == "The " or noun not in _OF_ITS_KIND:
            many = _MANY_OF.get(noun, f"{noun}s")
            told = _PLURAL_VERB.get(verb, verb.removesuffix("s"))
            rest = sentence[one.end() + 1 + len(verb) :]
            start = article if article == "The " else ""
            yield capitalised(f"{start}{kind}{many} {told}{rest}")
    several = _SEVERAL.match(sentence)
    if several is not None:
        kind, nouns, verb = several.groups()
        rest = sentence[several.end() + 1 + len(verb) :]
        yield f"The {kind}{nouns.removesuffix('s')} {_SINGULAR_VERB[verb]}{rest}"


def past_made_present(truth: Truth, _: Material, __: Random) -> Iterator[Made]:
    """What a superseded document says was so, told as so now."""
    sentence = truth.sentence
    if re.search(r"\b(?:are|is|has|have|do|does|last|previous|year)\b|\d", sentence):
        return
    changed = _PAST_TOLD.sub(lambda match: _NOW[match.group()], sentence)
    if changed != sentence:
        yield Made(changed, (replace(quoted(truth.cite, sentence), current=False),))


def future_made_present(sentence: str, _: Random) -> Iterator[str]:
    """What is to come, told as so; what is so, told as to come."""
    for match in re.finditer(r"\b(?:is|are)\b(?! not)", sentence):
        yield f"{sentence[: match.start()]}will be{sentence[match.end() :]}"
