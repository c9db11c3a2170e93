"""What a question is limited to, as a form holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData

from bot.answering.answers import AnswerScope
from bot.faults import UsageError
from bot.filtering import known_authorities
from bot.web.forms import text_of, texts_of
from corpus.documents import KINDS
from retrieval.query import Filters

FIRST, LAST, AS_OF = "from", "to", "as_of"


@dataclass(frozen=True, slots=True)
class Limits:
    """Names of authorities and kinds, and days as `2024-05-31`; what is empty limits nothing."""

    authorities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    as_of: str = ""

    def __bool__(self) -> bool:
        return bool(self.authorities or self.kinds or self.first or self.last or self.as_of)

    def filters(self, authorities: Sequence[str]) -> Filters:
        """The filters that these limits are, of an index with these authorities.

        Raises `UsageError`, in words for who filled the form in.
        """
        filters = Filters(
            authorities=_known(self.authorities, authorities),
            kinds=tuple(kind for kind in KINDS if kind in self.kinds),
            first=_day(self.first, "Documents from"),
            last=_day(self.last, "Documents to"),
            as_of=_day(self.as_of, "As if today were"),
        )
        if filters.first and filters.last and filters.first > filters.last:
            raise UsageError("“Documents from” is later than “Documents to”.")
        return filters


ANYTHING = Limits()
"""No limits."""


def limits_in(form: FormData) -> Limits:
    """What was filled in."""
    return Limits(
        texts_of(form, "authority"),
        texts_of(form, "kind"),
        text_of(form, FIRST),
        text_of(form, LAST),
        text_of(form, AS_OF),
    )


def limits_of(filters: Filters | AnswerScope) -> Limits:
    """Filters, or what a question was understood as, as a form holds them."""
    return Limits(
        filters.authorities,
        filters.kinds,
        _written(filters.first),
        _written(filters.last),
        _written(filters.as_of),
    )


def _known(typed: Sequence[str], authorities: Sequence[str]) -> tuple[str, ...]:
    """The names by which the index has authorities; a field may hold several, with commas."""
    found: dict[str, None] = {}
    for names in typed:
        # A name may have a comma itself.
        for name in (names,) if names in authorities else names.split(","):
            if not name.strip():
                continue
            try:
                found |= dict.fromkeys(known_authorities([name.strip()], authorities))
            except UsageError as error:
                raise UsageError(
                    f"No authority is called “{name.strip()}”. Choose one that is offered as you "
                    "type, or leave the field empty."
                ) from error
    return tuple(found)


def _day(typed: str, field: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise UsageError(f"“{field}” takes a day like 2024-05-31.") from error


def _written(day: date | None) -> str:
    return "" if day is None else day.isoformat()
