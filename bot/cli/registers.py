"""The commands about the registers: grades, and what must improve."""

import sys
from typing import Annotated

import typer

from bot import wire
from bot.app import App
from bot.cli import terminal_registers
from bot.cli.ending import say, told
from bot.cli.options import AsJson, AsOf, Authorities, First, Home, Kinds, Last
from bot.cli.starting import app_of, of_index
from bot.cli.terminal import console_for
from bot.filtering import filters_of


@told
def judgements(
    authority: Authorities = None,
    kind: Kinds = None,
    first: First = None,
    last: Last = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """List the grades that inspections gave, area by area, newest first."""
    filters = filters_of(authority or (), kind or (), first, last, as_of)
    with app_of(home) as app:
        every = app.judgements(of_index(app, filters))
        _warn(app)
        if as_json:
            wire.write([wire.judgement_json(graded) for graded in every], sys.stdout)
        else:
            terminal_registers.show_grades(console_for(), every)


@told
def recommendations(
    current: Annotated[
        bool, typer.Option("--current", help="Only the items that no later list replaces.")
    ] = False,
    board: Annotated[
        bool,
        typer.Option(
            "--board",
            help="Those to the Local Safeguarding Children Board, in reports of 2013 to 2017.",
        ),
    ] = False,
    authority: Authorities = None,
    kind: Kinds = None,
    first: First = None,
    last: Last = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """List what inspections and panels said must improve, whole lists, newest first."""
    filters = filters_of(authority or (), kind or (), first, last, as_of)
    with app_of(home) as app:
        every = app.recommendations(of_index(app, filters), current=current, board=board)
        _warn(app)
        if as_json:
            wire.write([wire.recommendation_json(listed) for listed in every], sys.stdout)
        else:
            terminal_registers.show_items(console_for(), every)


def _warn(app: App) -> None:
    if app.outdated():
        say(
            "Some files were read by an earlier version of Scrutineer, which may have seen less in "
            "them. Run `scrutineer index` on your folders again."
        )
