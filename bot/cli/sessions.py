"""`scrutineer sessions`: sessions of the web pages ended before their time."""

from typing import Annotated

import typer

from bot.cli.ending import told
from bot.cli.options import Home
from bot.cli.starting import app_of
from bot.faults import UsageError
from bot.harmless import on_one_line

sessions = typer.Typer(
    help="End sessions of the web pages.", no_args_is_help=True, rich_markup_mode=None
)


@sessions.callback()
def _sessions() -> None:
    """One command alone would be taken for the group itself."""


@sessions.command("end")
@told
def end(
    person: Annotated[
        str | None,
        typer.Argument(
            metavar="PERSON",
            help="Whose, by the name that they sign in with.",
            show_default=False,
        ),
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Those of everybody who is signed in.")
    ] = False,
    home: Home = None,
) -> None:
    """End all sessions of a person, or of everybody: they have to sign in again."""
    from bot.audit.log import cli_account
    from bot.state.opening import open_state
    from bot.web.signing_in.ending import end_sessions

    if everybody == (person is not None):
        raise UsageError("Name a PERSON, or give --everybody.")
    with app_of(home) as app, open_state(app.settings.state_place) as state:
        name = end_sessions(state, app.settings, person, cli_account(), "cli")
    whose = "Everybody" if name is None else on_one_line(name)
    typer.echo(f"{whose} has to sign in again: every session that had begun is over.")
