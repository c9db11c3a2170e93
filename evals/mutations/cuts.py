"""What limits a claim cut off: exceptions, conditions, restrictions."""

import re
from collections.abc import Iterator
from random import Random

from evals.mutations.claims import capitalised
from evals.mutations.words import words

# Each begins something that takes back part of what stands before it.
_EXCEPTIONS = re.compile(
    r"""(?:,|;|\ –|\ -)?\ (?:
        but(?!\ also)|although|though|albeit|except(?:ing)?(?:\ (?:for|that|where|when|in))?
      |apart\ from|aside\ from|other\ than|with\ the\ exception\ of|however|save\ for|barring
      |bar\ (?=one|two|a)|yet(?=\ (?:the|some|not|there|this|it|they|children|too)\b)
      |not(?=\ (?:all|for|in|by)\b)|while(?=\ (?:the|some|others|for|in|not|a|there)\b)
      |whilst|whereas|excluding|even\ though|pending|minus
      |only(?=\ (?:for|in|when|if|where|after|to)\b)
      )\b""",
    re.VERBOSE,
)
_CONDITIONS = re.compile(
    r""",?\ (?:if(?=\ (?:they|it|the|there|a|an|this|needed|required|requested|appropriate
      |necessary|children|young|not)\b)
      |unless|when(?:ever)?|once|until|provided\ that|providing\ that|as\ long\ as|so\ long\ as
      |subject\ to(?=\ (?:approval|agreement|funding|consultation|the)\b)
      |depending\ (?:on|upon)|dependent\ (?:on|upon)
      |in\ (?:the\ event|cases?)\ (?:of|where|that)|wherever\ possible|on\ condition\ that
      |where(?=\ (?:necessary|appropriate|possible|needed|required|relevant|there|this)\b)
      |assuming|contingent\ on|as\ (?:necessary|appropriate|required|needed))\b""",
    re.VERBOSE,
)
_RESTRICTIONS = re.compile(
    r"""(?<!,)\ (?:who|whose|that|which)
    (?=\ (?:are|is|were|was|have|has|had|need|live|do|does|can|go|come|become|remain|may
    |experience)\b)""",
    re.VERBOSE,
)
_OF_MANY = re.compile(
    r"(?<!those )(?<!these )(?<!those care )(?<!those young )\b(?:children|people|leavers"
    r"|families|parents|carers|adults|adopters|cases|plans)\Z"
)
_CONCEDED = re.compile(
    r"(?:Although|While|Whilst|Though|Even though|Despite the fact that) ([^,;]{15,160}), "
)
_CONDITION_FIRST = re.compile(
    r"(?:If|When|Where|Once|Unless|Whenever|Wherever|In cases where|Provided that)\b"
    r"[^,;]{8,120}?, (?=[a-z])"
)
# What cannot begin a sentence once its condition is gone.
_NO_BEGINNING = re.compile(
    r"(?:this|these|they|it|their|its|he|she|that|those|some of it|includ|such|and|or|for|who|which"
    r"|especially|particularly|as|both)\b|including"
)
_SUBORDINATE = re.compile(
    r"(?:Although|While|Whilst|If|When|Where|Despite|Though|As|Since|Because|Unless|Until|Once"
    r"|Even)\b"
)
# Verbs that are no nouns too: "the quality of work" tells nothing.
_TOLD = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|might|must|should"
    r"|remains?|provides?|received?|receives|shows|found|saw|makes?|ensures?|benefits|continues?"
    r"|understands?|knows?|uses|gives?|takes?|includes?|enables?|lacks|identify|identifies|feel"
    r"|say|see|attend|demonstrates?|live|become|come|go|agree|describe|responded|took|held|rose"
    r"|fell|improved|increased|reduced|recognised?|reported|said|told)\b"
)
_LOOSE_ENDS = frozenset(words("loose_ends"))


def exceptions(sentence: str, _: Random) -> Iterator[str]:
    """The sentence up to the word that takes something of it back."""
    for match in _EXCEPTIONS.finditer(sentence):
        head, tail = sentence[: match.start()], sentence[match.end() :]
        only_more = re.search(r"\bnot (?:only|just)\b", head) is not None
        if _stands(head) and len(tail.split()) >= 2 and not only_more:
            yield _ended(head)
    conceded = _CONCEDED.match(sentence)
    if conceded is not None and _stands(conceded.group(1)):
        head = conceded.group(1)
        if not re.match(r"(?:this|these|they|it)\b", head):
            yield _ended(capitalised(head))


def conditions(sentence: str, _: Random) -> Iterator[str]:
    """The sentence without its condition, or without the words that limit of whom it is told."""
    for match in _CONDITIONS.finditer(sentence):
        head = sentence[: match.start()]
        # "How it is decided, when meetings are held": a question told, not a condition.
        asked = "when" in match.group() and re.search(r"\b(?:how|whether|what|why|when)\b", head)
        # "They acted when they were told": a time that has been, not a condition.
        past = re.match(r" (?:[\w’]+ ){1,6}?(?:was|were|had)\b", sentence[match.end() :])
        if _stands(head) and len(sentence) - match.start() > 8 and not asked and not past:
            yield _ended(head)
    first = _CONDITION_FIRST.match(sentence)
    if first is not None and not _NO_BEGINNING.match(sentence, first.end()):
        yield capitalised(sentence[first.end() :])
    for match in _RESTRICTIONS.finditer(sentence):
        head = sentence[: match.start()]
        there_are = re.search(r"\b[Tt]here (?:is|are|was|were)\b", head) is not None
        if _OF_MANY.search(head) and _stands(head.rsplit(" that ", 1)[-1]) and not there_are:
            yield _ended(head)


def _stands(head: str) -> bool:
    """Whether what is kept can pass for a sentence."""
    words = head.split()
    if len(words) < 4 or head.count("(") != head.count(")") or head.count("‘") > head.count("’"):
        return False
    if _SUBORDINATE.match(head):
        return "," in head and _TOLD.search(head, head.index(",")) is not None
    told = _TOLD.search(head, len(words[0]) + 1)
    return told is not None and words[-1].strip(",") not in _LOOSE_ENDS


def _ended(head: str) -> str:
    return head.rstrip(" ,;:–-") + "."
