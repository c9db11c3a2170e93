"""The command that tells what changed in the index."""

import sys
from datetime import UTC, datetime, time, timedelta
from typing import Annotated

import typer

from bot import wire
from bot.cli.ending import told
from bot.cli.options import AsJson, Authorities, Home
from bot.cli.starting import app_of
from bot.cli.terminal import console_for
from bot.cli.terminal_changes import show_changes
from bot.filtering import day_of, known_authorities

_DAYS = 30


@told
def changes(
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help=f"From the state at the beginning of this day; else of {_DAYS} days ago.",
            show_default=False,
        ),
    ] = None,
    authority: Authorities = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Tell what changed in the index: documents, grades, what must improve."""
    today = datetime.now(UTC).date()
    day = day_of(since, "--since") if since is not None else today - timedelta(days=_DAYS)
    with app_of(home) as app:
        whose = known_authorities(authority or (), app.authorities())
        every = app.changed_since(datetime.combine(day, time(), UTC))
        every = [change for change in every if not whose or change.authority in whose]
        if as_json:
            wire.write([wire.change_json(change) for change in every], sys.stdout)
        else:
            show_changes(console_for(), every, day)
