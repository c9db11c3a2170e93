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
    r"combined|corporation)\s*)+\Z"
)
# These are also everyday words, so in running text only the capitalised form is a name.
EVERYDAY = frozenset({"reading", "bury", "barking", "stoke", "hull"})


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
    listing = files("corpus").joinpath("authorities.txt").read_text(encoding="utf-8")
    for line in listing.splitlines():
        if line and not line.startswith("#"):
            plain, *aliases = (part.strip() for part in line.split("|"))
            names.update({name.lower(): plain for name in (plain, *aliases)})
    return names


def plain_name(text: str) -> str | None:
    """The plain name in a formal one ("London Borough of Merton" gives "Merton").

    A council that is not listed keeps its own name, stripped of its form of words; None when
    nothing is left.
    """
    name = re.sub(rf"\A{_FORMS_BEFORE}", "", " ".join(text.split()), flags=re.IGNORECASE)
    name = re.sub(_FORMS_AFTER, "", name, flags=re.IGNORECASE)
    name = re.sub(r"\Athe\s+", "", name, flags=re.IGNORECASE).strip(" ,.:;-–’'")
    if not name or len(name) > 60:
        return None
    return known_names().get(_normal(name), name)


def mentions(text: str, others: Iterable[str] = ()) -> list[Mention]:
    """The authorities named in `text`, in order; `others` are names that no list holds."""
    found: list[Mention] = []
    for match in _pattern(tuple(sorted(set(others)))).finditer(text):
        written = match.group()
        lower = _normal(written)
        if lower in EVERYDAY and not written[0].isupper():
            continue
        name = known_names().get(lower) or next(
            (other for other in others if _normal(other) == lower), written
        )
        found.append(Mention(name, match.start(), match.end()))
    return found


@lru_cache(maxsize=16)
def _pattern(others: tuple[str, ...]) -> re.Pattern[str]:
    names = sorted({*known_names(), *(o.lower() for o in others)}, key=len, reverse=True)
    forms = (
        re.escape(name)
        .replace(r"\ and\ ", r"\s+(?:and|&)\s+")
        .replace(r"\-", r"[\s-]")
        .replace(r"\ ", r"\s+")
        for name in names
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)


def _normal(name: str) -> str:
    lower = re.sub(r"\s*&\s*", " and ", " ".join(name.lower().split()))
    if lower in known_names():
        return lower
    hyphened = re.sub(r"\s(on|upon|in)\s", r"-\1-", lower)
    return hyphened if hyphened in known_names() else lower
