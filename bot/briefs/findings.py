"""Sentences of documents on a matter, sorted by their wording into strengths and weaknesses."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answering.selection.sentences import Sentence, made_whole, repeats, units
from bot.answering.telling import Statement
from bot.answering.tones import tone_of
from bot.answering.tracing import is_told, tells
from bot.briefs.content import Tone
from bot.briefs.material import Material
from bot.briefs.matters import Matter
from corpus.documents import INSPECTORS_KINDS, Document
from corpus.sentences import sentences
from retrieval.search.concepts import padded_stems

# What stands under the heading of a matter is on it, although it does not name it.
_UNDER = 0.5
# What follows from the sentence before it is told with that one.
_GOES_ON = re.compile(
    r"(?:as a result|consequently|therefore|thus|for (?:example|instance)|in addition|"
    r"additionally|similarly|furthermore|moreover|equally|instead|conversely)\b",
    re.IGNORECASE,
)
# What speaks of "this work" or "these children" is told with the sentence that says which.
_POINTED_AT = re.compile(
    r"\bth(?:is|ese) (?P<what>(?!(?:is|are|was|were|ha[sd]|have|means?|leads?|led|and|to|for|in|"
    r"can|could|will|would|do|does|did|may|also|now|then|\w+ly|year|time|inspection|visit|report|"
    r"letter|authority|local|council|borough|county|city|area|date)\b)[a-z][\w-]+)",
    re.IGNORECASE,
)
# A grade in a line of its own, and what inspectors did, find nothing.
_NO_FINDING = re.compile(
    r".*: (?:outstanding|good|requires improvement(?: to be good)?|inadequate)\.?|"
    r"(?:specifically, |they also |during (?:the|this) \w+, )?(?:the )?inspectors (?:also )?"
    r"(?:looked at|considered|evaluated|reviewed|sampled|focused on)\b(?!.*\bfound\b).*",
    re.IGNORECASE | re.DOTALL,
)
# So much of the shorter of two sentences in the other is the same said twice.
_SAME, _FEWEST_STEMS = 0.85, 6
_BEFORE = re.compile(r"(?:\d{1,3}\.\s+(?=[A-Z])|[•◦▪*–-]\s*)+")


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence on a matter: where it stands, how fully it is on it, and which way it leans."""

    sentence: Sentence
    strength: float
    tone: Tone

    @property
    def rank(self) -> tuple[float, int, int]:
        """Orders findings: what is most fully on the matter first."""
        return (-round(self.strength, 2), self.sentence.passage.ordinal, self.sentence.start)


def findings_of(
    material: Material, document: Document, matters: Sequence[Matter]
) -> dict[str, list[Finding]]:
    """By matter its findings in a document, the best first; each sentence on one matter only."""
    passages = material.passages(document)
    listing = material.tracer.listing(document)
    found: dict[str, list[Finding]] = {matter.title: [] for matter in matters}
    for passage in passages:
        if not tells(passage) or passage.id in listing:
            continue
        heading = " ".join(passage.heading)
        under = {matter.title: matter.strength(heading) for matter in matters}
        for position, (start, end) in enumerate(units(passage)):
            text = passage.text[start:end]
            if not is_told(text) or _NO_FINDING.fullmatch(text.strip()):
                continue
            own = {matter.title: matter.strength(text) for matter in matters}
            matter = max(
                matters,
                key=lambda m: (own[m.title] + _UNDER * under[m.title], m.closeness(text)),
            )
            on_it = own[matter.title] >= matter.on_it or under[matter.title] >= matter.on_it
            if not on_it:
                continue
            strength = own[matter.title] + _UNDER * under[matter.title]
            sentence = Sentence(passage, document, position, start, end, strength, strength)
            found[matter.title].append(Finding(sentence, strength, tone_of(text)))
    return {title: sorted(each, key=lambda f: f.rank) for title, each in found.items()}


def told(
    material: Material, findings: Iterable[Finding], most: int, taken: list[Sentence]
) -> tuple[Statement, ...]:
    """The first of some findings that may be told, each once; `taken` holds those told before."""
    found: list[Statement] = []
    for finding in findings:
        if len(found) == most:
            break
        for whole in made_whole([finding.sentence]):
            if (leading := _led(whole)) is None:
                continue
            whole = leading
            if finding.tone == "strength" and _criticises(whole.text):
                continue
            theirs = whole.document.kind in INSPECTORS_KINDS
            if not theirs and material.is_inspectors(whole.text):
                continue
            if repeats(whole, taken) or any(
                _overlap(whole, other) or _said(whole, other) for other in taken
            ):
                continue
            # A paragraph's own number, or a bullet, may stand before its first sentence.
            number = _BEFORE.match(whole.text)
            start = whole.start + (number.end() if number else 0)
            statement = material.teller.sentence(whole.passage, whole.document, start, whole.end)
            if statement is not None:
                taken.append(whole)
                found.append(statement)
    return tuple(found)


def _led(sentence: Sentence) -> Sentence | None:
    """A sentence with the one before it where it goes on from that; None where there is none."""
    goes_on = _GOES_ON.match(sentence.text) is not None or _points_back(sentence.text)
    if not goes_on or len(sentences(sentence.text)) > 1:
        return sentence
    before = [(start, end) for start, end in units(sentence.passage) if end <= sentence.start]
    if not before or "\n" in sentence.passage.text[before[-1][0] : sentence.start]:
        return None
    return replace(sentence, start=before[-1][0])


def _points_back(text: str) -> bool:
    """Whether a sentence speaks of "these children" of whom it has said nothing."""
    for match in _POINTED_AT.finditer(text):
        if match["what"].lower()[:5] not in text[: match.start()].lower():
            return True
    return False


def _overlap(one: Sentence, other: Sentence) -> bool:
    return one.passage.id == other.passage.id and one.start < other.end and other.start < one.end


def _criticises(text: str) -> bool:
    """Whether any sentence of a text is critical by its wording."""
    return any(tone_of(text[start:end]) == "weakness" for start, end in sentences(text))


def _said(one: Sentence, other: Sentence) -> bool:
    """Whether one document says nearly the same in both."""
    if one.document.id != other.document.id:
        return False
    mine, theirs = (set(padded_stems(each.text).split()) for each in (one, other))
    shorter = min(len(mine), len(theirs))
    return shorter >= _FEWEST_STEMS and len(mine & theirs) >= _SAME * shorter
