"""Letters that look alike, full-width forms and characters without width."""

from collections.abc import Callable, Iterator
from random import Random

from evals.mutations.claims import Made, Truth, quoted
from evals.mutations.material import Material

_CYRILLIC = dict(zip("aeopcxyiAEOPCXHKMTB", "аеорсхуіАЕОРСХНКМТВ", strict=True))
_GREEK = dict(zip("oviuAEOHIKMNPTX", "ονιυΑΕΟΗΙΚΜΝΡΤΧ", strict=True))
_WIDTHLESS = (
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u180e",
    "\u2063",
    "\u200e",
    "\u202e",
)
_MARKS = ("\u0336", "\u0338", "\u0301", "\u034f")

Disguise = Callable[[str, Random], str | None]


def cyrillic(text: str, chance: Random) -> str | None:
    """One letter from the Cyrillic alphabet."""
    return _swapped(text, _CYRILLIC, chance)


def greek(text: str, chance: Random) -> str | None:
    """One letter from the Greek alphabet."""
    return _swapped(text, _GREEK, chance)


def full_width(text: str, chance: Random) -> str | None:
    """One word, or one figure, in full-width forms."""
    words = [word for word in text.split(" ") if word.strip(".,").isalnum() and word.isascii()]
    if not words:
        return None
    word = chance.choice(words)
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in word)
    return text.replace(word, wide, 1)


def zero_width(text: str, chance: Random) -> str | None:
    """A character without width inside a word."""
    return _inside(text, chance.choice(_WIDTHLESS), chance)


def marked(text: str, chance: Random) -> str | None:
    """A mark set over or through a letter."""
    return _inside(text, chance.choice(_MARKS), chance)


def other_digits(text: str, chance: Random) -> str | None:
    """One figure from another script, or in mathematical type."""
    places = [place for place, letter in enumerate(text) if letter in "0123456789"]
    if not places:
        return None
    place = chance.choice(places)
    zero = chance.choice((0x0660, 0x0966, 0x1D7CE, 0x1D7F6))
    return text[:place] + chr(zero + int(text[place])) + text[place + 1 :]


def in_claim(disguise: Disguise) -> Callable[[Truth, Material, Random], Iterator[Made]]:
    """The disguise in the claim alone, or in the claim and its quote."""

    def made(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
        changed = disguise(truth.sentence, chance)
        if changed is not None:
            quote = chance.choice((truth.sentence, None, changed))
            yield Made(changed, (quoted(truth.cite, quote),))

    return made


def in_quote(disguise: Disguise) -> Callable[[Truth, Material, Random], Iterator[Made]]:
    """The disguise in the quote alone."""

    def made(truth: Truth, _: Material, chance: Random) -> Iterator[Made]:
        changed = disguise(truth.sentence, chance)
        if changed is not None:
            yield Made(truth.sentence, (quoted(truth.cite, changed),))

    return made


def _swapped(text: str, letters: dict[str, str], chance: Random) -> str | None:
    places = [place for place, letter in enumerate(text) if letter in letters]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + letters[text[place]] + text[place + 1 :]


def _inside(text: str, sign: str, chance: Random) -> str | None:
    places = [n for n in range(1, len(text)) if text[n - 1].isalpha() and text[n].isalpha()]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + sign + text[place:]
