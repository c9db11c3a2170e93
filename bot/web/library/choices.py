"""What is chosen in an address: filters, an order, a page. Never words that somebody typed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

T = TypeVar("T")
Word = TypeVar("Word", bound=str)

_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of a page at `path` by name; of those not among its `names` nothing is known."""

    path: str
    chosen: Mapping[str, str]

    def word(self, name: str, allowed: Collection[Word]) -> Word | None:
        """What is chosen among these, None where nothing or something else is."""
        chosen = self.chosen.get(name)
        return next((word for word in allowed if word == chosen), None)

    def year(self, name: str) -> int | None:
        """The year that is chosen."""
        chosen = self.chosen.get(name, "")
        return int(chosen) if chosen.isdecimal() and int(chosen[:5]) in _YEARS else None

    @property
    def page(self) -> int:
        """The page that is chosen, from 1."""
        chosen = self.chosen.get("page", "")
        return max(1, int(chosen)) if chosen.isdecimal() and len(chosen) < 7 else 1

    def address(self, path: str | None = None, **changes: object) -> str:
        """The address of this page, or of another at `path`, with other choices as well.

        What is changed to None is left out, as is the number of the page unless it is changed.
        """
        chosen = {**self.chosen, "page": None, **changes}
        given = {name: value for name, value in chosen.items() if value not in (None, "")}
        return (path or self.path) + (f"?{urlencode(given)}" if given else "")


def choices_of(request: Request, names: Collection[str]) -> Choices:
    """The choices that a request makes among those of these names; the last of each counts."""
    given = {
        name: value
        for name, value in request.query_params.items()
        if name in (*names, "page") and value
    }
    return Choices(request.url.path, given)


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page of many things: `first` to `last` of `total`, from 1, and where the others are."""

    items: Sequence[T]
    number: int
    pages: int
    first: int
    last: int
    total: int
    before: str | None
    after: str | None


def paged(items: Sequence[T], choices: Choices, size: int) -> Paged[T]:
    """The page that is chosen, or the last where there are not so many."""
    pages = max(1, -(-len(items) // size))
    number = min(choices.page, pages)
    first = (number - 1) * size
    shown = items[first : first + size]
    return Paged(
        shown,
        number,
        pages,
        first + 1 if shown else 0,
        first + len(shown),
        len(items),
        choices.address(page=number - 1) if number > 1 else None,
        choices.address(page=number + 1) if number < pages else None,
    )
