"""The commands about the documents of the index."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import wire
from bot.cli import terminal, terminal_documents
from bot.cli.ending import say, told
from bot.cli.noting import note_done
from bot.cli.options import AsJson, Home
from bot.cli.starting import app_of
from bot.faults import UsageError
from bot.harmless import on_one_line

documents = typer.Typer(
    help="List, show, correct, remove and restore documents.", rich_markup_mode=None
)


@documents.callback()
@told
def _documents(ctx: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """List the documents of the index, newest first."""
    if ctx.invoked_subcommand is not None:
        return
    with app_of(home) as app:
        every = app.documents()
        if as_json:
            wire.write([wire.document_json(held) for held in every], sys.stdout)
        else:
            terminal_documents.show_documents(terminal.console_for(), every)


@documents.command("show")
@told
def show_document(
    document_id: Annotated[str, typer.Argument(metavar="ID")],
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Show all that is known of a document; the beginning of its id is enough."""
    with app_of(home) as app:
        held = app.document(document_id)
        if as_json:
            wire.write(wire.document_json(held), sys.stdout)
        else:
            terminal_documents.show_document(terminal.console_for(), held)


@documents.command("set")
@told
def set_document(
    document_id: Annotated[str, typer.Argument(metavar="ID")],
    assignments: Annotated[list[str], typer.Argument(metavar="KEY=VALUE…", show_default=False)],
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Give what a document's file lacks; KEY= with no value takes it back.

    The keys are title, kind, authority, publisher, lead_inspector and the days inspected_from,
    inspected_to, published, meeting, not_before and not_after (2024-05-31). What is given holds
    until the file changes, and wins over a sidecar and over the text.
    """
    values: dict[str, str] = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals:
            raise UsageError(f"“{assignment}” is not KEY=VALUE, such as authority=Merton.")
        values[key.strip()] = value.strip()
    with app_of(home) as app:
        given = app.give(document_id, values)
        note_done(app.settings, "correct", document=given.id, given=values)
        held = app.document(given.id)
        if as_json:
            wire.write(wire.document_json(held), sys.stdout)
        else:
            terminal_documents.show_document(terminal.console_for(), held)


@documents.command("remove")
@told
def remove_document(
    document_id: Annotated[str, typer.Argument(metavar="ID")],
    everywhere: Annotated[
        bool,
        typer.Option("--everywhere", help="Erase it for good, with all documents of its file."),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="With --everywhere: do it, in place of saying what goes.")
    ] = False,
    home: Home = None,
) -> None:
    """Take a document out of the index; its file is not touched.

    It stays out until the file changes. With --everywhere nothing of it is left but in backups:
    what was read of its file, in every generation and replica, answers that rest on it, and the
    file where it was uploaded.
    """
    if everywhere:
        _erase(document_id, yes=yes, home=home)
        return
    with app_of(home) as app:
        removed = app.remove(document_id)
        note_done(app.settings, "remove", document=removed.id)
        typer.echo(on_one_line(f"Removed {removed.id}: {removed.title}"))


def _erase(document_id: str, *, yes: bool, home: Path | None) -> None:
    from bot.audit.log import cli_account
    from bot.retaining.documents import erase_document
    from bot.state.opening import open_state

    with app_of(home) as app, open_state(app.settings.state_place) as state:
        if not yes:
            every = [*(held.document for held in app.documents()), *app.removed()]
            sha256 = next((d.sha256 for d in every if d.id == document_id), None)
            named = app.document(document_id).document if sha256 is None else None
            sha256 = named.sha256 if named else sha256
            for document in every:
                if document.sha256 == sha256:
                    typer.echo(on_one_line(f"{document.id}: {document.title}"))
            say("Nothing was erased. With --yes it is, for good; backups are yours to see to.")
            return
        gone = erase_document(app, state, document_id, cli_account())
    typer.echo(f"Erased {', '.join(gone.document_ids)}")
    for kind, count in gone.counts.items():
        if count:
            typer.echo(f"{count:>8,}  {kind}")
    for path in gone.deleted:
        say(f"Deleted {path}")
    for path in gone.left:
        say(f"{path} lies in a folder of yours, and is left there: delete it.")
    for note in gone.notes:
        say(note)
    say("Backups hold it until you delete them.")


@documents.command("restore")
@told
def restore_document(
    document_id: Annotated[str, typer.Argument(metavar="ID")], home: Home = None
) -> None:
    """Take a document that was removed in again."""
    with app_of(home) as app:
        app.restore(document_id)
        note_done(app.settings, "restore", document=document_id)
        typer.echo(f"Restored {document_id}")
