"""True words told without what stands around them in their passage, and the same where it is plain.

The sentence is put into surroundings of our own writing, and told without them: under a line that
denies it, before a sentence that takes it back, as somebody's word, with its end or its bound off.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from evals.mutations.claims import Made, Truth
from evals.mutations.joined import lowered
from evals.mutations.material import Material

_DENYING_LEADS = (
    "There is no evidence that:",
    "Inspectors did not find that:",
    "It is not yet the case that:",
    "The council’s ambitions are that:",
    "By the end of next year the council will have made sure that:",
    "The plan should make certain that:",
    "What needs to improve so that:",
    "Parents say that:",
    "Unless funding is found:",
    "At the previous inspection:",
)
_PLAIN_LEADS = ("Inspectors found that:", "The main findings are:", "Strengths:", "Findings:")
_TAKEN_BACK = (
    "However, this is not the case in the south of the borough.",
    "This is not true of all teams.",
    "But this is not always so for disabled children.",
    "This was not borne out by the cases that were read.",
    "That is not consistently the case for care leavers.",
)
_FOLLOWED = (
    "Managers know why.",
    "Staff are proud of what they do.",
    "This is a strength.",
    "It is a credit to all who work here.",
)
_DOUBTED = (
    "Leaders say that {}.",
    "Parents believe that {}.",
    "The council’s own view is that {}.",
    "In theory, {}.",
    "On paper, {}.",
    "It is intended that {}.",
    "The aim is that {}.",
    "It was proposed that {}.",
    "The panel asked whether {}.",
    "It would be wrong to say that {}.",
    "If all goes well, {}.",
    "Nobody could show that {}.",
    "{}, or so leaders believe.",
    "{}, according to the provider.",
    "{}, managers told the panel.",
    "{} – a view that parents dispute.",
    "{}, a claim that could not be verified.",
)
_ENDS = (
    ", starting next year.",
    ", which ended in the spring.",
    ", at least on paper.",
    ", until the money ran out.",
    " (draft).",
    " (target).",
    " in one of the teams.",
    ", subject to a vote.",
    ", which has since stopped.",
    ", beginning in 2031.",
)
_BOUND = re.compile(
    r"(?<= )(?:up to|at least|at most|fewer than|less than|more than|no more than|over|under|nearly"
    r"|almost|about|around|approximately|only|just over|just under|within) (?=\d|two|three|four"
    r"|five|six|seven|eight|nine|ten|half)"
)
_TO_COME = (
    (re.compile(r"\bwill be\b(?! able)"), "is"),
    (re.compile(r"\bwill be\b(?! able)"), "are"),
    (re.compile(r"\bwill (?=[a-z]+\b)(?!be\b|not\b|have\b|also\b)"), ""),
    (re.compile(r"\bshould be\b"), "is"),
    (re.compile(r"\b(?:plans|intends|aims|hopes|expects) to (?=[a-z]+ )"), ""),
    (re.compile(r"\b(?:plan|intend|aim|hope|expect) to (?=[a-z]+ )"), ""),
    (re.compile(r"\bneeds? to be\b"), "are"),
    (re.compile(r"\b(?:is|are) (?:due|expected|likely|planned) to\b"), ""),
)
_HALVES = re.compile(
    r"\A(?P<one>[^,;]{8,60}?) (?P<told>(?:is|are|was|were|has|have)\b[^,;]{8,90}), and "
    r"(?P<two>[^,;]{8,60}?) (?P<too>(?:is|are|was|were|has|have)\b[^,;]{8,90})\.\Z"
)


def under_a_lead(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """An item told without the line above it that denies it or makes a wish of it."""
    yield from _item(truth, material, chance, chance.choice(_DENYING_LEADS))


def under_a_plain_lead(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """An item told without a line that only says that it was found."""
    yield from _item(truth, material, chance, chance.choice(_PLAIN_LEADS))


def taken_back(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """A sentence told without the next, which takes it back."""
    yield _placed(truth, f"{truth.sentence} {chance.choice(_TAKEN_BACK)}", chance)


def followed(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """A sentence told without the next, which leaves it as it is."""
    yield _placed(truth, f"{truth.sentence} {chance.choice(_FOLLOWED)}", chance)


def doubted(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """What somebody says, wants or doubts, told as so."""
    frame = chance.choice(_DOUBTED)
    said = truth.sentence if frame.startswith("{") else lowered(truth.sentence, material)
    yield _placed(truth, frame.format(said.rstrip(".")), chance)


def end_cut(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """A sentence told without its end, which limits it."""
    yield _placed(truth, truth.sentence.rstrip(".") + chance.choice(_ENDS), chance)


def asked(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """A question told as an answer, or an answer as a question."""
    question = truth.sentence.rstrip(".") + "?"
    if chance.random() < 0.5:
        yield _placed(truth, question, chance)
    else:
        yield Made(question, (replace(truth.cite, quote=truth.sentence),))


def bound_dropped(sentence: str, _: Random) -> Iterator[str]:
    """A number without what makes a bound of it: "up to", "fewer than"."""
    for match in _BOUND.finditer(sentence):
        yield sentence[: match.start()] + sentence[match.end() :]


def to_come_told_as_so(sentence: str, _: Random) -> Iterator[str]:
    """What will, should or is planned to be, told as so."""
    for pattern, other in _TO_COME:
        for match in pattern.finditer(sentence):
            changed = sentence[: match.start()] + other + sentence[match.end() :]
            yield changed.replace("  ", " ")


def halves_crossed(sentence: str, _: Random) -> Iterator[str]:
    """The subject of one half of a sentence with what is told of the other's."""
    match = _HALVES.match(sentence)
    if match is not None:
        one, told, two, too = match.groups()
        yield f"{one} {too}."
        yield f"{two[:1].upper()}{two[1:]} {told}."


def _item(truth: Truth, material: Material, chance: Random, lead: str) -> Iterator[Made]:
    bullet = chance.choice(("•", "-", "▪"))
    others = [other.sentence for other in material.truths_of_passage(truth.passage)][:2]
    items = [truth.sentence, *(other for other in others if other != truth.sentence)]
    chance.shuffle(items)
    yield _placed(truth, "\n".join((lead, *(f"{bullet} {item}" for item in items))), chance)


def _placed(truth: Truth, text: str, chance: Random) -> Made:
    """The sentence as a claim, cited from a passage of this text."""
    end = truth.sentence.rstrip(".")
    quote = chance.choice((end if end in text else None, text, None))
    return Made(truth.sentence, (replace(truth.cite, text=text, quote=quote),))
