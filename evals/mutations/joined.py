"""Things put together that nobody said together: clauses appended, sentences stitched."""

import re
from collections.abc import Iterator
from random import Random

from evals.mutations.claims import Made, Truth, quoted
from evals.mutations.material import Material, folded
from evals.mutations.words import words

_ADDED = (
    ", and this has led to better outcomes for children",
    ", which has reduced costs",
    " because funding was cut",
    ", according to parents",
    ", as the previous inspection had recommended",
    " and staff morale is high as a result",
    ", and the chief executive has apologised",
    " in every case",
    " at all times",
    ", more than in neighbouring authorities",
    " and this is now fully resolved",
    ", with no exceptions",
    ", for the third year running",
    " following a serious case review",
    ", and inspectors praised this",
    " in line with national averages",
    " thanks to the new director",
    ", which breaches statutory guidance",
    " across the whole region",
    ", and no further action is needed",
    " since the pandemic",
    ", leading to fewer complaints",
    " despite warnings from partners",
    " and is regarded as best practice nationally",
)
_SENTENCES = (
    "This is exceptional.",
    "Nothing else was found.",
    "No action has been taken.",
    "The cost has doubled.",
    "Inspectors were satisfied.",
    "It will not last.",
    "Parents disagree.",
    "This affects every child.",
    "The council has been told to act by March.",
    "Staff are leaving.",
)
_CAUSES = (
    " because ",
    ", which is why ",
    ", so ",
    " even though ",
    ", with the result that ",
    " until ",
)

# Where a subject ends: before the first of these.
_PREDICATE = re.compile(
    r" (?:is|are|was|were|has|have|had|does not|do not|can|could|will|would|should|may|must) "
)
_PLURAL = re.compile(r"are|were|have|do not")
# Any two of these may be the same thing under two names.
_SAME = frozenset(words("alike_subjects"))


def clause_appended(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """The true sentence with something after it that no one said."""
    text = truth.sentence.rstrip(".")
    for added in chance.sample(_ADDED, 2):
        if folded(added).strip() not in folded(truth.cite.text):
            yield Made(f"{text}{added}.", (quoted(truth.cite, truth.sentence),))


def sentence_appended(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The true sentence, and after it one that nobody wrote there."""
    other = chance.choice(material.truths)
    apart = other.document_id != truth.document_id
    if apart and not material.says(truth.passage, other.sentence) and chance.random() < 0.4:
        added = other.sentence
    else:
        added = chance.choice(_SENTENCES)
    yield Made(f"{truth.sentence} {added}", (quoted(truth.cite, truth.sentence),))


def clause_of_another_document(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The true sentence with a sentence of another document joined to it."""
    other = chance.choice(material.truths)
    if other.document_id == truth.document_id or material.says(truth.passage, other.sentence):
        return
    if len(truth.sentence) + len(other.sentence) < 300:
        added = lowered(other.sentence, material)
        claim = f"{truth.sentence.rstrip('.')}, and {added}"
        yield Made(claim, (quoted(truth.cite, truth.sentence),))


def two_sentences(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The subject of one sentence of the passage with the predicate of another."""
    for other in material.truths_of_passage(truth.passage):
        claim = _crossed(truth.sentence, other.sentence)
        if other.start == truth.start or claim is None or material.says(truth.passage, claim):
            continue
        if chance.random() < 0.5:
            yield Made(claim, (quoted(truth.cite, None),))
        else:
            cites = (quoted(truth.cite, truth.sentence), quoted(truth.cite, other.sentence))
            yield Made(claim, cites)


def two_sentences_as_cause(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """Two true sentences of the passage, the one told as the reason for the other."""
    for other in material.truths_of_passage(truth.passage):
        if other.start <= truth.start or len(truth.sentence) + len(other.sentence) > 320:
            continue
        cause = chance.choice(_CAUSES)
        claim = f"{truth.sentence.rstrip('.')}{cause}{lowered(other.sentence, material)}"
        yield Made(claim, (quoted(truth.cite, None),))


def two_documents(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The subject of a sentence of one document with the predicate of one of another."""
    other = chance.choice(material.truths)
    claim = _crossed(truth.sentence, other.sentence)
    if other.document_id == truth.document_id or claim is None:
        return
    if not material.says(truth.passage, claim) and not material.says(other.passage, claim):
        cites = (quoted(truth.cite, truth.sentence), quoted(other.cite, other.sentence))
        yield Made(claim, cites)


def lowered(sentence: str, material: Material) -> str:
    """The sentence with its first letter small, unless its first word is a name or an acronym."""
    first = re.match(r"[A-Za-z’-]+", sentence)
    if first is None or (first.group().lower() not in material.lowercase and first.group() != "A"):
        return sentence
    return sentence[0].lower() + sentence[1:]


def _crossed(one: str, two: str) -> str | None:
    """Subject of `one`, predicate of `two`; None where that may be true or is no sentence."""
    first, second = _PREDICATE.search(one), _PREDICATE.search(two)
    if first is None or second is None:
        return None
    subject, predicate = one[: first.start()], two[second.start() :]
    verb, other = first.group().strip(), second.group().strip()
    if bool(_PLURAL.fullmatch(verb)) != bool(_PLURAL.fullmatch(other)):
        return None
    if not (1 < len(subject.split()) <= 14 and len(predicate.split()) > 3) or "," in subject:
        return None
    left, right = set(folded(subject).split()), set(folded(two[: second.start()]).split())
    if (left & right) - _LITTLE or (left & _SAME and right & _SAME):
        return None
    if right <= {"there", "it", "this"} or left <= {"there", "it"} or len(right) > 14:
        return None
    if folded(predicate) == folded(one[first.start() :]):
        return None
    return subject + predicate


_LITTLE = frozenset(("the", "a", "an", "of", "for", "to", "in", "and", "with", "on", "by", "s"))
