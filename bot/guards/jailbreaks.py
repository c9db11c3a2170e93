"""Questions that are orders to a language model: to drop its rules, or to show them.

They are told from questions about practice by being orders. The words are in `jailbreaks.txt`;
takes a text as `folding.folded` gives it.
"""

import re

from bot.guards.patterns import matches

_HEADINGS = ("orders", "said", "abroad", "marks")
# Without one of these nothing is ordered; patterns are made when first asked for.
_TELLING = re.compile(
    r"instruc|prompt|\brules?\b|guideline|guardrail|direction|directive|restrict|safety|filter|"
    r"limit|programming|training|commands?\b|polic|\babove\b|everything|\btold\b|system|config|"
    r"context|secret|hidden|anything|pretend|imagine|suppose|assume|\brole|\bact\b|behave|respond|reply|"
    r"\banswer\b|speak|simulate|emulate|imperson|\byou(?:r|'re)?\b|\bDAN\b|\bmode\b|jail|[<\[{]|##|:|"
    r"base ?64|rot ?13|\bhex\b|developer|admin|make up|invent|fabricat|fake|halluc|\bstop\b|quit|"
    r"cease|whatever|no matter|regardless|irrespective|override|bypass|always|never|become|switch|"
    r"reveal|dump|leak|expose|logs?\b|database|knowledge|persona|users?\b|\bkeys?\b|password|disable|verif|"
    r"environment|credential|source code|asked|typed|character|friend\b|"
    r"say (?:[\"']|only|exactly|just|the)|repeat|\bprint|output|consignes|anweisung|befehle|"
    r"regel|istruz|polecenia",
    re.IGNORECASE,
)
# "i g n o r e", "1gn0re": letters set apart, and figures for letters.
_SPACED = re.compile(r"(?<!\w)(?:\w[ .*_-]){4,}\w(?!\w)")
_MIXED = re.compile(r"[A-Za-z][013457@$]|[013457@$][A-Za-z]")
_FIGURES = str.maketrans("013457@$", "oieastas")


def is_jailbreak(text: str) -> bool:
    """Whether it orders a model to drop or to show its rules."""
    if not any(_TELLING.search(reading) for reading in _readings(text)):
        return False
    return any(matches("jailbreaks", h, reading) for reading in _readings(text) for h in _HEADINGS)


def _readings(text: str) -> list[str]:
    """The text, and what it says when letters are put together or figures read as letters."""
    joined = _SPACED.sub(lambda match: re.sub(r"[ .*_-]", "", match.group()), text)
    figures = text.translate(_FIGURES) if _MIXED.search(text) else text
    return list(dict.fromkeys((text, joined, figures)))
