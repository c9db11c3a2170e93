"""The commands about the documents of the index."""

import sys
from typing import Annotated

import typer

from bot import wire
from bot.cli import terminal, terminal_documents
from bot.cli.ending import told
from bot.cli.options import AsJson, Home
from bot.cli.starting import app_of
from bot.faults import UsageError

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
        held = app.document(given.id)
        if as_json:
            wire.write(wire.document_json(held), sys.stdout)
        else:
            terminal_documents.show_document(terminal.console_for(), held)


@documents.command("remove")
@told
def remove_document(
    document_id: Annotated[str, typer.Argument(metavar="ID")], home: Home = None
) -> None:
    """Take a document out of the index; its file is not touched.

    It stays out until the file changes.
    """
    with app_of(home) as app:
        removed = app.remove(document_id)
        typer.echo(terminal.safe(f"Removed {removed.id}: {removed.title}"))


@documents.command("restore")
@told
def restore_document(
    document_id: Annotated[str, typer.Argument(metavar="ID")], home: Home = None
) -> None:
    """Take a document that was removed in again."""
    with app_of(home) as app:
        app.restore(document_id)
        typer.echo(f"Restored {document_id}")
