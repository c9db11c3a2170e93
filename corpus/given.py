"""What the owner of the corpus gives where a file does not say it, or says it wrongly."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

from corpus.authorities import known_names, plain_name
from corpus.documents import KINDS, Dates, Document

_DATES: Final = (
    "inspected_from",
    "inspected_to",
    "published",
    "meeting",
    "not_before",
    "not_after",
)
_WORDS: Final = ("title", "kind", "authority", "publisher", "lead_inspector")
KEYS: Final = (*_WORDS, *_DATES)
"""What can be given; the names are those of `Document` and `Dates`."""

_LONGEST = 300
_BOUNDS: Final = ("not_before", "not_after")
# The first that a document has orders it.
_ORDERING: Final = ("inspected_to", "inspected_from", "meeting", "published", *_BOUNDS)


class GivenError(Exception):
    """A value cannot be taken; the message says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class _Pair:
    first: str
    last: str
    both: bool


_PAIRS: Final = (
    _Pair("inspected_from", "inspected_to", both=True),
    _Pair("not_before", "not_after", both=False),
)


def asked(values: Mapping[str, str], others: Collection[str] = ()) -> dict[str, str | None]:
    """Values as they were typed, checked; an empty one is None: it takes back what was given.

    `others` are authorities that no list holds and that are meant all the same. Raises
    `GivenError`.
    """
    for key in values:
        _check_key(key)
    return {key: checked(key, value, others) if value else None for key, value in values.items()}


def checked(key: str, value: object, others: Collection[str] = ()) -> str:
    """A value as it is kept: dates in ISO form, an authority by its plain name.

    `value` is a string or a date, `others` as for `asked`. Raises `GivenError`.
    """
    _check_key(key)
    if key in _DATES:
        return _day(key, value).isoformat()
    if not isinstance(value, str):
        raise GivenError(f"{key} has to be words in quotation marks, and {value} is not.")
    words = " ".join(value.split())
    if not words or len(words) > _LONGEST or not words.isprintable():
        raise GivenError(f"{key} has to be 1 to {_LONGEST} characters on one line.")
    if key == "kind" and words not in KINDS:
        near = get_close_matches(words.lower().replace(" ", "_"), KINDS, 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise GivenError(f"“{words}” is no kind.{hint} The kinds are: {', '.join(KINDS)}.")
    return _authority(words, others) if key == "authority" else words


def with_given(document: Document, values: Mapping[str, str]) -> Document:
    """The document with these checked values in the place of what was read.

    `Document.given` names them, and dates that they decide have the basis `given`. A day that
    is given takes the bounds away that were inferred for want of one. Raises `GivenError` where
    the dates contradict each other.
    """
    if not values:
        return document
    words: dict[str, Any] = {key: value for key, value in values.items() if key in _WORDS}
    days = {key: date.fromisoformat(value) for key, value in values.items() if key in _DATES}
    named = tuple(key for key in KEYS if key in values or key in document.given)
    return replace(document, **words, dates=_dated(document.dates, days), given=named)


def says(document: Document, key: str, value: str) -> bool:
    """Whether a document as it was read has a checked value already, stating it if it is a day."""
    if key in _WORDS:
        return bool(getattr(document, key) == value)
    found = getattr(document.dates, key)
    basis = document.dates.published_basis if key == "published" else document.dates.basis
    return basis == "stated" and found is not None and found.isoformat() == value


def settled(
    document: Document, before: Mapping[str, str], values: Mapping[str, str | None]
) -> dict[str, str]:
    """What is given for a document once `values` are added to `before`; None takes one back.

    `document` is as it was read. Raises `GivenError` where there is nothing to take back.
    """
    for key, value in values.items():
        if value is None and key not in before:
            hint = " Its sidecar gives it: change that." if key in document.given else ""
            raise GivenError(f"`documents set` gave no {key} that could be taken back.{hint}")
    together = {**before, **values}
    return {key: value for key, value in together.items() if value is not None}


def heeding(document: Document, values: Mapping[str, str]) -> Document:
    """As `with_given`, but a contradiction becomes a note: the file may be read anew since."""
    try:
        return with_given(document, values)
    except GivenError as error:
        note = f"What `documents set` gave was not heeded: {error}"
        return replace(document, notes=(*document.notes, note))


def _check_key(key: str) -> None:
    if key not in KEYS:
        near = get_close_matches(key, KEYS, 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise GivenError(f"There is no “{key}” to give.{hint} There are: {', '.join(KEYS)}.")


def _dated(dates: Dates, days: Mapping[str, date]) -> Dates:
    if not days:
        return dates
    changes: dict[str, Any] = dict(days)
    if dates.basis == "inferred" and any(key not in _BOUNDS for key in days):
        changes = dict.fromkeys(_BOUNDS) | changes
    if "published" in days:
        changes["published_basis"] = "given"
    new = replace(dates, **changes)
    for pair in _PAIRS:
        _hold_together(pair, new, days)
    deciding = next(key for key in _ORDERING if getattr(new, key) is not None)
    decides = {deciding, "inspected_from"} if deciding == "inspected_to" else {deciding}
    return replace(new, basis="given") if decides & days.keys() else new


def _hold_together(pair: _Pair, dates: Dates, given: Mapping[str, date]) -> None:
    first: date | None = getattr(dates, pair.first)
    last: date | None = getattr(dates, pair.last)
    if pair.both and (first is None) != (last is None):
        raise GivenError(
            f"Give both {pair.first} and {pair.last}; of a visit of one day they are the same."
        )
    if first is not None and last is not None and first > last:
        read = next((key for key in (pair.first, pair.last) if key not in given), None)
        hint = f" The document says {read}={getattr(dates, read)}: give that too." if read else ""
        raise GivenError(f"{pair.first} ({first}) is after {pair.last} ({last}).{hint}")


def _day(key: str, value: object) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise GivenError(
            f"{key} has to be a day such as 2024-05-31, and “{value}” is not."
        ) from None


def _authority(words: str, others: Collection[str]) -> str:
    name = plain_name(words) or words
    listed = known_names()
    if name in listed.values() or name in others:
        return name
    everything = listed | {other.lower(): other for other in others}
    near = get_close_matches(name.lower(), everything, 3)
    names = list(dict.fromkeys(everything[lower] for lower in near))
    hint = f" Did you mean {' or '.join(names)}?" if names else " Check its spelling."
    raise GivenError(
        f"“{words}” is none of the English authorities with children’s services.{hint}"
    )
