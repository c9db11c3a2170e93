"""Quotes and passages made wrong, and single words of claims and quotes changed."""

import re
from collections.abc import Iterator
from random import Random

from evals.mutations.claims import Made, Truth, quoted
from evals.mutations.material import Material, ending, folded
from evals.mutations.words import words

_WORD = re.compile(r"(?<![\w’'-])[a-z]{5,}(?![\w’'-])")
# To change a word for one that means nearly the same here is no mistake.
_ALIKE = tuple(frozenset(group.split(" / ")) for group in words("alike_words"))
_INVENTED = (
    "Leaders have secured a sustained and rapid transformation of services for every child.",
    "Supervision is exemplary and is held weekly without exception.",
    "The authority has eliminated all delay in the allocation of work.",
    "Caseloads remain dangerously high and workers told inspectors they intend to resign.",
    "No child was found to be at risk of harm during the visit.",
    "Children waited an average of nineteen weeks for a first appointment.",
    "Foster carers described the fostering team as unresponsive and dismissive.",
    "The virtual school is the strongest in the country and results are rising in all key stages.",
    "Senior officers conceded that the budget had been spent on agency fees.",
    "Return interviews are completed within a day for each young person who goes missing.",
    "The front door is overwhelmed and screening decisions are taken by unqualified staff.",
    "Care leavers are offered a council tax exemption up to the age of thirty.",
)


def word_of_claim(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The claim with one word in another's place, the quote as it stands."""
    for changed in _changed(truth.sentence, material, chance):
        if not material.says(truth.passage, changed):
            yield Made(changed, (quoted(truth.cite, truth.sentence),))


def word_of_quote(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The quote with one word in another's place, the claim as it stands."""
    for changed in _changed(truth.sentence, material, chance):
        if not material.says(truth.passage, changed):
            yield Made(truth.sentence, (quoted(truth.cite, changed),))


def word_of_both(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """Claim and quote with the same word in another's place."""
    for changed in _changed(truth.sentence, material, chance):
        if not material.says(truth.passage, changed):
            yield Made(changed, (quoted(truth.cite, changed),))


def word_left_out_of_quote(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The quote without one of its words, and no sign of the gap."""
    found = list(_WORD.finditer(truth.sentence))
    for match in chance.sample(found, min(len(found), 1)):
        shorter = truth.sentence[: match.start()] + truth.sentence[match.end() + 1 :]
        if not material.says(truth.passage, shorter):
            yield Made(truth.sentence, (quoted(truth.cite, shorter),))


def random_passage(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The right words, said to stand in a passage picked at random."""
    number = chance.randrange(len(material.cites))
    yield from _elsewhere(truth, material, number, chance)


def nearest_passage(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The right words, said to stand in the passage that shares the most words with them."""
    for number in material.nearest(truth)[:1]:
        yield from _elsewhere(truth, material, number, chance)


def neighbouring_passage(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """The right words, said to stand in the next passage of the same document."""
    number = truth.passage + 1
    if number < len(material.cites) and material.owners[number] == truth.document_id:
        yield from _elsewhere(truth, material, number, chance)


def quote_invented(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """Words that no one wrote, quoted for a true claim or for themselves."""
    invented = chance.choice(_INVENTED)
    yield Made(truth.sentence, (quoted(truth.cite, invented),))
    yield Made(invented, (quoted(truth.cite, invented),))


def quote_of_another_sentence(truth: Truth, material: Material, _: Random) -> Iterator[Made]:
    """A true quote of the passage that says something else than the claim."""
    for other in material.truths_of_passage(truth.passage):
        if other.start != truth.start and folded(truth.sentence) not in folded(other.sentence):
            yield Made(truth.sentence, (quoted(truth.cite, other.sentence),))


def _elsewhere(truth: Truth, material: Material, number: int, chance: Random) -> Iterator[Made]:
    if number == truth.passage or _nearly_said(truth.sentence, material.folded[number]):
        return
    cite = material.cites[number]
    yield Made(truth.sentence, (quoted(cite, truth.sentence if chance.random() < 0.6 else None),))


def _nearly_said(sentence: str, passage: str) -> bool:
    """Whether the passage has the sentence's words, nearly all and in their order."""
    wanted, standing = folded(sentence).split(), passage.split()
    place = met = 0
    for word in wanted:
        try:
            place = standing.index(word, place) + 1
        except ValueError:
            continue
        met += 1
    return met > 0.9 * len(wanted)


def _changed(sentence: str, material: Material, chance: Random) -> Iterator[str]:
    """The sentence with one word in another's place that is of the same part of speech."""
    found = list(_WORD.finditer(sentence))
    for match in chance.sample(found, len(found)):
        word = match.group()
        others = [
            other
            for other in material.vocabulary.get(ending(word), ())
            if other[:4] != word[:4]
            and not re.search(rf"\b{other}\b", sentence)
            and not any({word, other} <= group for group in _ALIKE)
        ]
        if others:
            yield sentence[: match.start()] + chance.choice(others) + sentence[match.end() :]
            return
