"""What stands under a brief's title: whose it is, on what, and when it was made."""

from bot.briefs.content import Brief
from bot.briefs.wording import day


def described(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Labels and values."""
    rows = [
        ("Authority", brief.authority),
        ("Topic", brief.topic or "All areas"),
        ("Period", brief.period),
        ("Made on", day(brief.made)),
    ]
    if brief.as_of is not None:
        rows.append(("As of", day(brief.as_of)))
    return tuple(rows)
