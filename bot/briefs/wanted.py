"""What a brief is asked to be."""

from dataclasses import dataclass, field
from datetime import date

from bot.briefs.content import Length
from retrieval.query import Filters


@dataclass(frozen=True, slots=True)
class Wanted:
    """A brief as it is asked for; `topic` empty for all areas.

    `filters.authorities` holds the authority it is about, empty for the one that the topic names
    or for the home authority. With `neighbours` others may follow, which are set beside it. With
    `since` it tells what came into the index since the beginning of that day.
    """

    topic: str = ""
    filters: Filters = field(default_factory=Filters)
    neighbours: bool = False
    length: Length = "full"
    since: date | None = None
