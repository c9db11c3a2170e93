"""`scrutineer backup` and `scrutineer restore`."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.ending import say, told
from bot.cli.noting import note_done
from bot.cli.options import Home
from bot.cli.progress import following
from bot.cli.starting import app_of
from bot.cli.terminal import console_for

_WITHOUT_STATE = (
    "What is remembered is in PostgreSQL and not in it: use pg_dump and pg_restore "
    "(docs/operations.md)."
)


@told
def backup(
    folder: Annotated[Path, typer.Argument(help="A new folder.", show_default=False)],
    home: Home = None,
) -> None:
    """Copy the index, what is remembered and uploaded files to a new folder, while in use."""
    from bot.backups import back_up, leaves_out_state

    with app_of(home) as app:
        held = back_up(app.settings, folder)
        note_done(app.settings, "backup", folder=str(folder.absolute()))
        say(f"{folder} holds {', '.join(held)}.")
        if leaves_out_state(app.settings):
            say(_WITHOUT_STATE)


@told
def restore(
    folder: Annotated[Path, typer.Argument(help="A backup.", show_default=False)],
    home: Home = None,
) -> None:
    """Put a backup back into a home folder that has no index, and make what searches it."""
    from bot.backups import leaves_out_state, put_back

    with app_of(home) as app:
        held = put_back(app.settings, folder)
        note_done(app.settings, "put_back", folder=str(folder.absolute()))
        # That there is no index of words yet is as it should be.
        logging.getLogger("retrieval.index").setLevel(logging.ERROR)
        with following(console_for(stderr=True)) as progress:
            app.index([], progress)
        say(f"{', '.join(held)} put back into {app.settings.home}.")
        if leaves_out_state(app.settings):
            say(_WITHOUT_STATE)
