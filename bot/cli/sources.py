"""The commands about sources: sites and folders that documents come from by themselves."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import wire
from bot.cli import terminal
from bot.cli.ending import say, told
from bot.cli.noting import note_done
from bot.cli.options import AsJson, Home
from bot.cli.progress import following
from bot.cli.starting import app_of
from bot.harmless import shown
from corpus.documents import Kind

if TYPE_CHECKING:  # what these import takes a while, and other commands do without
    from bot.settings import Settings
    from bot.syncing.sites import Wanted
    from bot.syncing.syncer import Syncer
    from sources.records import SourceRecord

_ASKER = "cli:the command line"

sources = typer.Typer(
    help="Follow sites and folders, so that the index keeps itself current.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
add = typer.Typer(help="Follow a source.", rich_markup_mode=None, no_args_is_help=True)
sources.add_typer(add, name="add")

Numbers = Annotated[
    list[int] | None,
    typer.Argument(metavar="NUMBER…", help="Sources, by their numbers.", show_default=False),
]


Whose = Annotated[
    str | None,
    typer.Option("--authority", metavar="NAME", help="Whose it is.", show_default=False),
]


@add.command("ofsted")
@told
def add_ofsted(
    authority: Annotated[
        str,
        typer.Argument(
            metavar="AUTHORITY", help="Its name, its provider’s number, or its page’s address."
        ),
    ],
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Ofsted’s letters and reports of every kind on an authority’s children’s services."""
    from bot.syncing.sites import ofsted_reports

    _follow(lambda settings: ofsted_reports(authority, settings), home, as_json=as_json)


@add.command("moderngov")
@told
def add_moderngov(
    base: Annotated[
        str, typer.Argument(metavar="BASE_URL", help="Any page of the council’s committee site.")
    ],
    committee: Annotated[
        str, typer.Option("--committee", metavar="NAME", help="The committee, by its name there.")
    ],
    authority: Whose = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Agendas, packs of reports and minutes of a council’s committee, from its Modern.Gov site."""
    from bot.syncing.sites import committee_papers

    _follow(lambda _: committee_papers(base, committee, authority), home, as_json=as_json)


@add.command("page")
@told
def add_page(
    address: Annotated[str, typer.Argument(metavar="URL")],
    authority: Whose = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """A page that says what people are entitled to: guidance, or a council’s own local offer.

    With --authority it is that council’s local offer, without it is guidance for all.
    """
    from bot.syncing.sites import single_page

    kind: Kind = "guidance" if authority is None else "local_offer"
    _follow(lambda _: single_page(address, kind, authority), home, as_json=as_json)


@add.command("watch")
@told
def add_watch(
    path: Annotated[Path, typer.Argument(metavar="FOLDER")],
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """A folder of your own, or one that is shared in the network."""
    from bot.syncing.sites import folder_to_watch

    _follow(lambda _: folder_to_watch(path), home, as_json=as_json)


@sources.command("remove")
@told
def remove_source(
    number: Annotated[int, typer.Argument(metavar="NUMBER")],
    home: Home = None,
) -> None:
    """Follow a source no longer; the documents that it brought stay."""
    with _syncer(home) as syncer:
        source = syncer.remove(number)
        note_done(syncer.settings, "follow", ended=True, **_named(source))
        typer.echo(shown(f"Source {source.number} ({source.name}) is no longer followed."))


@sources.command("list")
@told
def list_sources(
    items: Annotated[
        bool, typer.Option("--items", help="Tell of each of their documents as well.")
    ] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Say what is followed, what was seen there when, and what failed and why."""
    from bot.cli import terminal_sources
    from bot.syncing import as_json as as_json_of

    with _syncer(home) as syncer:
        found = [(source, syncer.items(source)) for source in syncer.sources()]
        if as_json:
            wire.write([as_json_of.source_json(*each, listed=items) for each in found], sys.stdout)
        else:
            terminal_sources.show_sources(terminal.console_for(), found, listed=items)


@sources.command("sync")
@told
def sync_sources(
    numbers: Numbers = None,
    due: Annotated[bool, typer.Option("--due", help="Only those whose time has come.")] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Look at the sources now, fetch what is new, and index it."""
    from bot.cli import terminal_sources
    from bot.syncing import as_json as as_json_of

    with _syncer(home) as syncer:
        if not syncer.sources():
            say("Nothing is followed yet. `scrutineer sources add --help` tells how.")
            return
        with following(terminal.console_for(stderr=True)) as progress:
            done = syncer.sync(_ASKER, numbers or (), due=due, progress=progress)
        if as_json:
            wire.write(as_json_of.sync_json(done.sync), sys.stdout)
        else:
            terminal_sources.show_synced(terminal.console_for(), done)
        if not done.went_well:
            raise typer.Exit(1)


@sources.command("check")
@told
def check_sources(
    numbers: Numbers = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Ask the sites what they list, and fetch and keep nothing."""
    from bot.cli import terminal_sources
    from bot.syncing import as_json as as_json_of

    with _syncer(home) as syncer:
        found = syncer.check(numbers or ())
        if as_json:
            wire.write([as_json_of.checked_json(each) for each in found], sys.stdout)
        else:
            terminal_sources.show_checked(terminal.console_for(), found)
        if any(each.trouble is not None for each in found):
            raise typer.Exit(1)


def _follow(wanted: "Callable[[Settings], Wanted]", home: Path | None, *, as_json: bool) -> None:
    """Follow what is wanted by the settings in force, and say so."""
    from bot.syncing import as_json as as_json_of

    with _syncer(home) as syncer:
        source = syncer.add(wanted(syncer.settings))
        note_done(syncer.settings, "follow", **_named(source))
    if as_json:
        wire.write(as_json_of.source_json(source, ()), sys.stdout)
        return
    typer.echo(shown(f"Source {source.number}: {source.kind}, {source.name}."))
    typer.echo(
        "`scrutineer sources sync` looks at it now; `scrutineer serve` does from time to time."
    )


def _named(source: "SourceRecord") -> dict[str, object]:
    """A source as the audit log tells of it."""
    return {"number": source.number, "kind": source.kind, "name": source.name}


@contextmanager
def _syncer(home: Path | None) -> "Iterator[Syncer]":
    from bot.state.opening import open_state
    from bot.syncing.syncer import Syncer

    with app_of(home) as app, open_state(app.settings.state_place) as state:
        yield Syncer(app, state)
