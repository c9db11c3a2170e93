"""`scrutineer purge` and `scrutineer subject`: what is kept goes by date, or by person."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.ending import say, told
from bot.cli.options import Home
from bot.cli.starting import app_of
from bot.settings import Settings

if TYPE_CHECKING:  # what this imports takes a while, and other commands do without
    from bot.state.opening import State

subject = typer.Typer(
    help="Give out, and erase, what is kept of a person.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Yes = Annotated[bool, typer.Option("--yes", help="Do it, in place of saying what would be done.")]
_Person = Annotated[
    str, typer.Argument(metavar="PERSON", help="slack:U012ABC, web:NAME, cli:ACCOUNT, or a name.")
]


@told
def purge(yes: _Yes = False, home: Home = None) -> None:
    """Delete what is older than its period; without --yes, say how much that would be."""
    from bot.audit.log import cli_account
    from bot.retaining import purging, uploads
    from bot.retaining.daily import leap, trust
    from bot.state.opening import open_state

    with app_of(home) as app, open_state(app.settings.state_place) as state:
        settings, who = app.settings, cli_account()
        if yes:
            gone = uploads.purge(app, state, who)
            _show({**purging.purge(state, settings, who), uploads.UPLOADS: gone})
            trust(state)
        else:
            _show({**purging.due(state, settings), uploads.UPLOADS: len(uploads.due(settings))})
            if (trouble := leap(state)) is not None:
                say(trouble)
            say("Nothing was deleted. With --yes it is.")


@subject.command("export")
@told
def export_subject(
    person: _Person,
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help="Where it goes.")],
    home: Home = None,
) -> None:
    """Write all that is kept of a person into a file, as JSON."""
    from bot.audit.log import cli_account
    from bot.retaining.subjects import exported, person_of

    who = person_of(person)
    with _opened(home) as (state, settings):
        given = exported(state, settings, who, cli_account())
    output.write_text(json.dumps(given, indent=2) + "\n", "ascii")
    _show({kind: len(records) for kind, records in given["kept"].items()})


@subject.command("erase")
@told
def erase_subject(person: _Person, yes: _Yes = False, home: Home = None) -> None:
    """Erase what is kept of a person; without --yes, say how much that would be."""
    from bot.audit.log import cli_account
    from bot.retaining.subjects import counted, erased, person_of

    who = person_of(person)
    with _opened(home) as (state, settings):
        if yes:
            _show(erased(state, settings, who, cli_account()))
        else:
            _show(counted(state, settings, who))
            say("Nothing was erased. With --yes it is.")


def _show(counts: Mapping[str, int]) -> None:
    for kind, count in counts.items():
        typer.echo(f"{count:>8,}  {kind.replace('_', ' ')}")


@contextmanager
def _opened(home: Path | None) -> "Iterator[tuple[State, Settings]]":
    from bot.state.opening import open_state

    with app_of(home) as app, open_state(app.settings.state_place) as state:
        yield state, app.settings
