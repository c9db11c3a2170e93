"""Denials put in and taken out."""

import re
from collections.abc import Iterator
from random import Random

from evals.mutations.claims import capitalised, tidied

_DENIED_ALREADY = re.compile(
    r" (?:not|also no|still no|no|never|neither|nor|only|none|rarely|seldom)\b"
)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|can|could|will|would|should)\b(?!n[’']t)")
_PERFECT = re.compile(r"\b(?:has|have|had)(?= (?:\w+ly )?(?:been|had|\w+ed|made|taken|led)\b)")
_POSSESSING = re.compile(
    r"\b(?:have|has|had|with|is|are|provides?|shows?) "
    r"(?=(?:strong|clear|effective|good|access|evidence|robust|regular)\b)"
)
_ACTING = re.compile(
    r"\b(?:workers|children|leaders|managers|leavers|people|carers|staff|parents|partners"
    r"|advisers) (?:\w+ly )?(?=(?:receive|attend|benefit|understand|know|meet|use|provide|visit"
    r"|complete|make|take)\b)"
)
_DENYING_ACTS = ("do not ", "fail to ", "never ", "hardly ", "don’t ", "refuse to ")
_DENIERS = (" not", " not", " never", " hardly", " no longer", "n’t", "n't")
_TURNED: tuple[tuple[str, str], ...] = (
    (r"\bable to\b", "unable to"),
    (r"\bwith\b(?= (?:the |their |any )?(?:support|help|consent|knowledge|input))", "without"),
    (r"\balways\b", "never"),
    (r"\bstill\b", "no longer"),
    (r"\beveryone\b", "no one"),
    (r"(?<!not )\ball (?=\w+ (?:are|have|is|has|were)\b)", "not all "),
    (r"(?<!not )\b[Ee]very (?=child\b)", "not every "),
    (r"\b(?=effective\b|compliant\b|responsive\b)", "non-"),
)

# A pattern, and what stands in its place; "{0}" is the first word of what was found.
_DENIALS: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:is|are|was|were|has|have|had|does|do|did|could|would|should|will|may|can) not\b"
        r"(?! only| least)",
        "{0}",
    ),
    (r"\b(?:[Nn]ot|[Nn]ot yet)\b(?! only| least| because| just)", ""),
    (r"\bcannot\b", "can"),
    (r"\b(?:is|are|was|were|has|have|had|does|do|did|could|would|should)n[’']t\b", "{0}"),
    (r"\bnever\b", ""),
    (r"\bno longer\b", "still"),
    (
        r"\bno (?=(?:evidence|clear|effective|formal|system|plan|strategy|single|dedicated"
        r"|children|\w+ing)\b)",
        "",
    ),
    (r"\bwithout\b", "with"),
    (r"\b(?:fails?|failed|failing) to\b", ""),
    (r"\bunable to\b", "able to"),
    (r"\b[Aa] lack of\b", ""),
    (r"\b[Tt]he lack of\b", "the"),
    (r"\b[Tt]he absence of\b", "the presence of"),
    (r"\b[Nn]one of\b", "all of"),
    (r"\b[Rr]arely\b", ""),
    (r"\bseldom\b", ""),
    (r"\blittle evidence\b", "evidence"),
    (r"\b(?:too few|[Ff]ew)(?= (?:children|care|young|social|plans|families|parents))", ""),
    (r"\blacks\b", "has"),
    (r"\black\b(?! of)", "have"),
)


def negation_added(sentence: str, chance: Random) -> Iterator[str]:
    """A "not", or another word that denies what is told."""
    for match in _AUXILIARY.finditer(sentence):
        if _DENIED_ALREADY.match(sentence, match.end()) is None:
            # "Will" and "can" have contractions of another form.
            deniers = _DENIERS[:5] if match.group() in ("will", "can") else _DENIERS
            yield sentence[: match.end()] + chance.choice(deniers) + sentence[match.end() :]
    for match in _PERFECT.finditer(sentence):
        yield f"{sentence[: match.end()]} not{sentence[match.end() :]}"
    for match in _POSSESSING.finditer(sentence):
        yield f"{sentence[: match.end()]}no {sentence[match.end() :]}"
    for match in _ACTING.finditer(sentence):
        denying = chance.choice(_DENYING_ACTS)
        yield sentence[: match.end()] + denying + sentence[match.end() :]
    for pattern, new in _TURNED:
        for match in re.finditer(pattern, sentence):
            yield capitalised(sentence[: match.start()] + new + sentence[match.end() :])


def negation_removed(sentence: str, _: Random) -> Iterator[str]:
    """What the sentence denies is told as so."""
    for pattern, new in _DENIALS:
        for match in re.finditer(pattern, sentence):
            before = sentence[: match.start()]
            # "Whether or not": nothing is denied.
            if re.search(r"\b(?:whether or|if|why|or|but) \Z", before) is None:
                first = re.split(r" |n[’']t", match.group())[0]
                yield tidied(before + new.format(first) + sentence[match.end() :])
