"""Dates as PDF writes them (ISO 32000-1, 7.9.4): `D:20250128120724+01'00'`."""

import re
from datetime import UTC, datetime, timedelta, timezone

_DATE = re.compile(
    r"(?:D:)?(?P<year>\d{4})(?P<month>\d\d)?(?P<day>\d\d)?"
    r"(?P<hour>\d\d)?(?P<minute>\d\d)?(?P<second>\d\d)?"
    r"(?:(?P<utc>Z)|(?P<sign>[+-])(?P<hours>\d\d)'?(?P<minutes>\d\d)?)?",
    re.ASCII,
)


def iso_date(written: str) -> str | None:
    """Turn a PDF date into ISO 8601, as exact as it is written; None where it is no date.

    A date without a time stays a date; a time without a zone gets none.
    """
    match = _DATE.match(written.strip())
    if match is None:
        return None
    try:
        moment = datetime(
            int(match["year"]),
            int(match["month"] or 1),
            int(match["day"] or 1),
            int(match["hour"] or 0),
            int(match["minute"] or 0),
            int(match["second"] or 0),
            tzinfo=_zone(match),
        )
    except ValueError:
        return None
    return moment.date().isoformat() if match["hour"] is None else moment.isoformat()


def _zone(match: re.Match[str]) -> timezone | None:
    if match["utc"]:
        return UTC
    if match["sign"] is None:
        return None
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    return timezone(-offset if match["sign"] == "-" else offset)
