"""Which way a sentence leans by its wording: only what is plainly said is sorted.

A weakness taken for a strength, or the other way round, is worse than a sentence left unsorted.
"""

import re
from typing import Literal

Tone = Literal["", "strength", "weakness"]

_NOT = r"(?:not|never|n[o’']t)"
_WEAK = re.compile(
    rf"\b{_NOT} (?:yet |always |all |been |being |as |\w+ly ){{0,2}}"
    r"(?:good enough|robust|effective|timely|sharp|clear|well|strong|sufficient|"
    r"consistent|consistently|sufficiently|fully|always|routinely|enough|improved|kept pace|"
    r"received|given|completed|effectively|recorded|updated|seen|finished|followed|met|used|understood|"
    r"challeng\w+|progress\w+|visited|offered|identified|shared|made|held|in place)\b|"
    r"\btoo (?:late|long|many|few|often|slow(?:ly)?|much|little|variable|reliant)\b|"
    r"\b(?:inconsisten\w+|variab\w+|poor(?:ly)?|weak(?:ness\w*|er|est)?|inadequate\w*|"
    r"insufficient\w*|underdeveloped|shortfalls?|drift\w*|delay(?:s|ed)?|lacks?|lacked|lacking|"
    r"fail(?:s|ed|ure|ures)?|slow down|unsatisfactory|ineffective)\b|"
    r"\bremains? (?:a challenge|the weakest|variable|high|too)\b|"
    r"\brequires? (?:further )?improvement\b|\b(?<!the )needs? (?:to improve|to be (?:improved|"
    r"strengthened)|improv\w+|strengthening)\b|"
    r"\bless (?:effective|consistent|well|clear|strong|robust)\b|"
    r"\bfewer than half\b|\b(?<!who )(?<!which )(?<!that )(?:do|does|did|has|have|had) not "
    r"(?:always|yet|fully|consistently|routinely|sufficiently|have|receive|benefit|get|know)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:is|are|was|were|been|be) (?:\w+ly )?(?:effective|strong|robust|thorough|timely|"
    r"comprehensive|impressive|excellent|outstanding|skilled|committed|ambitious|detailed|"
    r"well[- ](?!known|below|above|beyond)\w+|good(?!\s+enough| reason)|of (?:a )?(?:good|high))\b|"
    r"\b(?:a|an|particular|real|notable) strengths?\b|\beffectively\b|"
    r"\b(?:strong|effective|robust|thorough|good|excellent|high-quality|timely) "
    r"(?:\w+ ){0,2}?(?:help|support|care|practice|relationships?|partnerships?|leadership|"
    r"oversight|arrangements|progress|assessments?|plans?|planning|quality|decisions?|response|work|"
    r"understanding|services?)\b|"
    r"\bbenefit(?:s|ed)? from\b|\b(?:has|have|had) (?:significantly |greatly |much )?improved\b|"
    r"\b(?:well|highly) (?:supported|matched|cared|informed|led|managed|understood|prepared|"
    r"regarded|valued|trained|attended|looked|co-?ordinated|organised)\b",
    re.IGNORECASE,
)
# What turns the sense of what follows or precedes it, or is of another time.
_TURNED = re.compile(
    r"\b(?:no|nor|never|without|rarely|seldom|longer|rather than|not only|not just|unless|until|"
    r"although|though|while|whilst|despite|but|however|except|instead of|if|should|would|could|"
    r"reduc\w+|resist\w*|legacy|minimis\w+|avoid\w*|prevent\w*|tackl\w+|address\w*|eliminat\w+|"
    r"ago|once|previous(?:ly)?|former(?:ly)?|used to|at the (?:time|last)|in the past|since the)\b",
    re.IGNORECASE,
)
# Words that begin a sentence, and turn nothing in it.
_OPENING = re.compile(r"\A(?:However|Nevertheless|Nonetheless|Despite this),? ")
# Praise of what is not there, or is held back, is none.
_NEGATED = re.compile(
    r"\b(?:not|cannot|n[o’']t|none|unable|however|hamper\w*|hinder\w*|undermin\w*|imped\w*|"
    r"limit\w*|lack\w*|advers\w+|negativ\w+|detriment\w*|only|beginning to|yet to|"
    r"needs? to)\b|n[’']t\b",
    re.IGNORECASE,
)
# What follows is the case that something is done about, not what is said of it.
_SUBORDINATE = re.compile(
    r"\b(?:when|whenever|where|who|whose|which|whether|aware|"
    r"(?:identif|recognis|understand|escalat|challeng|highlight|monitor|track)\w*)\b",
    re.IGNORECASE,
)


def tone_of(text: str) -> Tone:
    """Which way a sentence plainly leans; neither way where it says both, or turns on itself."""
    said = _OPENING.sub("", text)
    if _TURNED.search(said):
        return ""
    weak, strong = _WEAK.search(said), _STRONG.search(_WEAK.sub(" ", said))
    if weak is not None:
        beside = strong is not None or _SUBORDINATE.search(said[: weak.start()]) is not None
        return "" if beside else "weakness"
    return "strength" if strong is not None and _NEGATED.search(text) is None else ""
