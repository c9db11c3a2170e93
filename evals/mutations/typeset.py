"""True claims set in type another way: what a reader would call the same words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from evals.mutations.claims import Made, Truth, quoted
from evals.mutations.joined import lowered
from evals.mutations.material import Material

_LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_SPACES = ("\u00a0", "\u202f", "\u2009", "\u2003")
_DASHES = ("\u2010", "\u2011")


def verbatim(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """The sentence as it stands, sometimes with nothing known of its source."""
    cite = quoted(truth.cite, truth.sentence)
    yield Made(truth.sentence, (cite.unsigned if chance.random() < 0.25 else cite,))


def paragraph_quoted(truth: Truth, _: Material, __: Random) -> Iterator[Made]:
    """The sentence as it stands, the whole passage as its quote."""
    yield Made(truth.sentence, (quoted(truth.cite, truth.cite.text),))


def nothing_quoted(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """The sentence as it stands, without a quote."""
    cite = quoted(truth.cite, None)
    yield Made(truth.sentence, (cite.unsigned if chance.random() < 0.25 else cite,))


def with_the_one_before(truth: Truth, material: Material, chance: Random) -> Iterator[Made]:
    """A sentence that leans on the one before it, told with that one."""
    for other in material.truths_of_passage(truth.passage):
        both = truth.cite.text[other.start : truth.end]
        if other.end < truth.start and both == f"{other.sentence} {truth.sentence}":
            yield Made(both, (quoted(truth.cite, chance.choice((both, None, truth.cite.text))),))


def first_letter_lowered(truth: Truth, material: Material, _: Random) -> Iterator[Made]:
    """The sentence with its first letter small."""
    claim = lowered(truth.sentence, material)
    if claim != truth.sentence:
        yield Made(claim, (quoted(truth.cite, truth.sentence),))


def without_stop(truth: Truth, _: Material, __: Random) -> Iterator[Made]:
    """The sentence without its full stop."""
    yield Made(truth.sentence.rstrip("."), (quoted(truth.cite, truth.sentence),))


def ligatures(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """Ligatures in the passage, or in claim or quote."""

    def set_(text: str) -> str:
        return re.sub("ffi|ffl|ff|fi|fl", lambda match: _LIGATURES[match.group()], text)

    yield from _anywhere(truth, set_, chance)


def quote_marks(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """Straight quote marks and apostrophes where the passage has curly ones, and the reverse."""
    yield from _anywhere(truth, lambda text: text.translate(_STRAIGHT), chance)


def no_break_spaces(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """Other spaces than the common one."""
    space = chance.choice(_SPACES)

    def set_(text: str) -> str:
        return re.sub(r"(?<=[\w,]) (?=\w{1,4}\b)", space, text)

    yield from _anywhere(truth, set_, chance)


def white_space(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """Lines broken and spaces doubled in the passage or in the quote."""

    def set_(text: str) -> str:
        broken = re.sub(r"((?:\S+ ){5}\S+) ", r"\1\n", text)
        return broken.replace(" the ", "  the ")

    yield from _in_source(truth, set_, chance)


def hyphens(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """Another sign for the hyphens and dashes of the sentence."""
    dash = chance.choice(_DASHES)

    def set_(text: str) -> str:
        return re.sub(r"(?<=\w)-(?=\w)", dash, text).replace(" – ", " — ")

    yield from _anywhere(truth, set_, chance)


def soft_hyphens(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """Soft hyphens where words may be parted."""

    def set_(text: str) -> str:
        return re.sub(r"\b([A-Za-z]{4})([a-z]{4,})", "\\1\u00ad\\2", text)

    yield from _anywhere(truth, set_, chance)


def line_end_hyphens(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
    """Words parted at a line's end in the passage, or in passage and quote."""
    words = list(re.finditer(r"(?<![\w-])[a-z]{4}(?=[a-z]{4,}(?![\w-]))", truth.sentence))
    compound = list(re.finditer(r"(?<=[a-z]{2})-(?=[a-z]{3})", truth.sentence))
    places = [(match.end(), "-\n") for match in words] + [(match.end(), "\n") for match in compound]
    if not places:
        return
    place, sign = chance.choice(places)
    parted = truth.sentence[:place] + sign + truth.sentence[place:]
    text = truth.cite.text[: truth.start] + parted + truth.cite.text[truth.end :]
    quote = chance.choice((parted, None, truth.sentence))
    yield Made(truth.sentence, (replace(truth.cite, text=text, quote=quote),))


def _anywhere(truth: Truth, set_: Callable[[str], str], chance: Random) -> Iterator[Made]:
    """The setting in the passage (and maybe in its quote), in the claim, or in the quote."""
    sentence = set_(truth.sentence)
    if sentence == truth.sentence:
        return
    yield from _in_source(truth, set_, chance)
    if chance.random() < 0.5:
        yield Made(sentence, (quoted(truth.cite, chance.choice((truth.sentence, sentence, None))),))
    else:
        yield Made(truth.sentence, (quoted(truth.cite, sentence),))


def _in_source(truth: Truth, set_: Callable[[str], str], chance: Random) -> Iterator[Made]:
    text = set_(truth.cite.text)
    if text != truth.cite.text:
        quote = chance.choice((truth.sentence, set_(truth.sentence), None))
        yield Made(truth.sentence, (replace(truth.cite, text=text, quote=quote),))
