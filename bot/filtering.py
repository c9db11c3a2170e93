"""The filters that every command takes: strings in, `Filters` out, or the values allowed."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from bot.faults import UsageError
from corpus.authorities import known_names, plain_name
from corpus.authority_forms import spelt_out
from corpus.documents import KINDS, Kind
from retrieval.query import Filters


def filters_of(
    authorities: Sequence[str] = (),
    kinds: Sequence[str] = (),
    first: str | None = None,
    last: str | None = None,
    as_of: str | None = None,
) -> Filters:
    """Check what was given and make filters of it. Raises `UsageError`.

    Authorities are taken as written; `known_authorities` holds them against the index.
    """
    filters = Filters(
        authorities=tuple(dict.fromkeys(authorities)),
        kinds=tuple(dict.fromkeys(_kind(kind) for kind in kinds)),
        first=None if first is None else day_of(first, "--from"),
        last=None if last is None else day_of(last, "--to", end=True),
        as_of=None if as_of is None else day_of(as_of, "--as-of", end=True),
    )
    if filters.first and filters.last and filters.first > filters.last:
        raise UsageError(f"--from {filters.first} is later than --to {filters.last}.")
    return filters


def known_authorities(names: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The plain names of authorities, of the index or of England. Raises `UsageError`.

    One that is real but not in the index is no mistake: the answer says that nothing about it
    is there.
    """
    by_lower = {name.lower(): name for name in known}
    found = []
    for name in names:
        plain = plain_name(spelt_out(name).text) or ""
        if plain.lower() not in by_lower and plain not in known_names().values():
            listed = ", ".join(known) or "none"
            raise UsageError(f"No authority is called {name!r}. Those of the index are: {listed}.")
        found.append(by_lower.get(plain.lower(), plain))
    return tuple(dict.fromkeys(found))


def day_of(text: str, option: str, *, end: bool = False) -> date:
    """A day written 2024-05-31, or the first or last (`end`) one of 2024-05 or of 2024.

    Raises `UsageError`.
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text.strip())
    try:
        if match is None:
            raise ValueError(text)
        year = int(match[1])
        month = int(match[2]) if match[2] else (12 if end else 1)
        day = int(match[3]) if match[3] else (monthrange(year, month)[1] if end else 1)
        return date(year, month, day)
    except ValueError as error:
        raise UsageError(
            f"{option} takes a date like 2024-05-31, 2024-05 or 2024, not {text!r}."
        ) from error


def _kind(text: str) -> Kind:
    for kind in KINDS:
        if text.strip().lower().replace("-", "_").replace(" ", "_") == kind:
            return kind
    raise UsageError(f"--kind takes one of {', '.join(KINDS)}, not {text!r}.")
