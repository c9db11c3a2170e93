"""Waiting for a moment of the wall's clock, which may have been set since the moment was noted."""

from datetime import datetime, timedelta
from typing import Final

LONGEST: Final = timedelta(days=8)
"""Nothing is put off for longer; a host that asks for more is asked again after a week."""


def is_to_come(moment: datetime, now: datetime, longest: timedelta = LONGEST) -> bool:
    """Whether a moment that something was put off to, by `longest` at most, is to come.

    One that is further away was noted by a clock that has been set back since: it is waited for no
    more, or a clock that was wrong for an hour would put things off for years.
    """
    return now < moment <= now + longest
