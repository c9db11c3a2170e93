"""The English authorities by name: matched as whole names, never as parts of other names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_FORMS_BEFORE = (
    r"(?:the\s+)?(?:(?:london|royal|metropolitan)\s+borough\s+of\s+|"
    r"(?:city|county|district|borough)(?:\s+council)?\s+of\s+|council\s+of\s+the\s+)"
)
_FORMS_AFTER = (
    r"\s+(?:(?:metropolitan|city|county|borough|district|unitary|council|local authority|"
    r"combined|corporation|m?[bdc]c)\s*)+\Z"
)
# These are also everyday words, so in running text only the capitalised form is a name.
EVERYDAY = frozenset({"reading", "bury", "barking", "stoke", "hull", "slough"})


@dataclass(frozen=True, slots=True)
class Mention:
    """An authority named at `text[start:end]`; `name` is its plain name."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=1)
def known_names() -> dict[str, str]:
    """Every listed name and alias in lower case, to the plain name."""
    names: dict[str, str] = {}
    for line in _listing():
        if not line.startswith(("not ", "out ")):
            plain, *aliases = (part.strip() for part in line.split("|"))
            names.update({name.lower(): plain for name in (plain, *aliases)})
    return names


def _listing() -> list[str]:
    listing = files("corpus").joinpath("authorities.txt").read_text(encoding="utf-8")
    return [line for line in listing.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Other places whose names hold an authority's name, as `key_of` gives them."""
    return frozenset(key_of(line[4:]) for line in _listing() if line.startswith("not "))


@lru_cache(maxsize=1)
def elsewhere() -> frozenset[str]:
    """Councils and cities outside England that a question may name."""
    out = (line[4:].split("|") for line in _listing() if line.startswith("out "))
    return frozenset(name.strip() for names in out for name in names)


@lru_cache(maxsize=1)
def known_keys() -> dict[str, str]:
    """Every listed name and alias as `key_of` gives it, to the plain name."""
    return {key_of(name): plain for name, plain in known_names().items()}


def plain_name(text: str) -> str | None:
    """The plain name in a formal one ("London Borough of Merton" gives "Merton").

    A council that is not listed keeps its own name, stripped of its form of words; None when
    nothing is left.
    """
    name = " ".join(text.split())
    if (listed := known_keys().get(key_of(name))) is not None:
        return listed
    name = re.sub(rf"\A{_FORMS_BEFORE}", "", name, flags=re.IGNORECASE)
    name = re.sub(_FORMS_AFTER, "", name, flags=re.IGNORECASE)
    name = re.sub(r"\Athe\s+", "", name, flags=re.IGNORECASE).strip(" ,.:;-–’'")
    if not name or len(name) > 60:
        return None
    return known_keys().get(key_of(name), name)


def mentions(text: str, others: Iterable[str] = ()) -> list[Mention]:
    """The authorities named in `text`, in order; `others` are names that no list holds."""
    found: list[Mention] = []
    for match in _pattern(tuple(sorted(set(others)))).finditer(text):
        written = match.group()
        key = key_of(written)
        if key in places() or (key in EVERYDAY and not written[0].isupper()):
            continue
        name = known_keys().get(key) or next(
            (other for other in others if key_of(other) == key), written
        )
        found.append(Mention(name, match.start(), match.end()))
    return found


@lru_cache(maxsize=16)
def _pattern(others: tuple[str, ...]) -> re.Pattern[str]:
    keys = {*known_keys(), *places(), *map(key_of, others)}
    forms = "|".join(form(key) for key in sorted(keys, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)


def form(key: str) -> str:
    """The pattern of a name that `key_of` gave: hyphens or none, "and" or "&", a list's commas."""
    words = [
        {"and": "(?:and|&)", "st": r"st\.?"}.get(word, re.escape(word)) for word in key.split()
    ]
    return (r"(?:,[\s-]*|[\s-]+)" if "and" in key.split() else r"[\s-]+").join(words)


def key_of(name: str) -> str:
    """A name as it is compared: lower case, "&" as "and", without hyphens, stops and commas."""
    return " ".join(re.sub(r"[-,.]", " ", name.lower().replace("&", " and ")).split())
