"""What was asked, as the pages for admins list it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from bot.answering.answers import Outcome
from bot.state.questions import PLACES, AskedQuestion, Place, Sought
from bot.web.asking.answer_view import OUTCOMES
from bot.web.library.choices import Choices

UNANSWERED: Final[tuple[Outcome, ...]] = ("no_evidence", "needs_clarification", "failed")
PLACE_NAMES: Final[Mapping[Place, str]] = {"web": "Web page", "slack": "Slack"}
FILTERS: Final = ("outcome", "place", "from", "to")

_UNANSWERED_NAME = "unanswered"
_TAGS: Mapping[Outcome, str] = {
    "answered": "good",
    "partial": "good",
    "no_evidence": "warn",
    "needs_clarification": "warn",
    "failed": "bad",
}
# Of those that were declined there is nothing to list.
_LISTED: Final[tuple[Outcome, ...]] = tuple(name for name in OUTCOMES if name != "declined")
LISTED: Final = Sought(_LISTED)
"""All that can be listed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question."""

    at: str
    moment: str
    place: str
    outcome: str
    tag: str
    question: str
    answer_id: str


def sought_in(choices: Choices) -> Sought:
    """What the choices of an address look for, declined questions aside."""
    named = choices.word("outcome", (_UNANSWERED_NAME, *_LISTED))
    place = choices.word("place", PLACES)
    outcomes = UNANSWERED if named == _UNANSWERED_NAME else (named,) if named else _LISTED
    return Sought(
        tuple(name for name in _LISTED if name in outcomes),
        () if place is None else (place,),
        day_of(choices.chosen.get("from")),
        day_of(choices.chosen.get("to")),
    )


def outcome_names() -> Mapping[str, str]:
    """What may be looked for, in words."""
    return {
        _UNANSWERED_NAME: "All not answered",
        **{name: words for name, words in OUTCOMES.items() if name in _LISTED},
    }


def rows(asked: Sequence[AskedQuestion]) -> list[Row]:
    """The questions, ready for the template."""
    return [
        Row(
            moment(each.at),
            each.at.isoformat(timespec="seconds"),
            PLACE_NAMES[each.place],
            OUTCOMES[each.outcome],
            _TAGS.get(each.outcome, ""),
            each.question or "A question that was not kept",
            each.answer_id,
        )
        for each in asked
    ]


def moment(at: datetime) -> str:
    """A moment in words: "4 March 2026, 09:30 UTC"."""
    at = at.astimezone(UTC)
    return f"{at.day} {at:%B %Y}, {at:%H:%M} UTC"


def day_of(chosen: str | None) -> date | None:
    """The day that is chosen, None where none is."""
    try:
        return date.fromisoformat(chosen) if chosen else None
    except ValueError:
        return None
