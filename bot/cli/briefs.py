"""The command that writes an inspection brief."""

import re
from pathlib import Path
from typing import Annotated

import typer

from bot.asking import checked_question
from bot.briefs.comparing import compared
from bot.briefs.content import Length
from bot.briefs.files import checked_path, contents, read_earlier, write
from bot.briefs.wanted import Wanted
from bot.cli.ending import say, told
from bot.cli.noting import note_done
from bot.cli.options import AsOf, Authorities, First, Home, Kinds, Last
from bot.cli.progress import counting
from bot.cli.starting import app_of, of_index
from bot.cli.terminal import console_for
from bot.faults import UsageError
from bot.filtering import day_of, filters_of

# What else --since takes is the name of a file.
_DAY = re.compile(r"\d{4}(?:-\d{1,2}){0,2}")


@told
def brief(
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where it goes: a .docx, .pdf, .html or .md file.",
        ),
    ],
    topic: Annotated[
        str | None,
        typer.Argument(metavar="TOPIC", show_default=False, help="All areas where it is left out."),
    ] = None,
    authority: Authorities = None,
    kind: Kinds = None,
    first: First = None,
    last: Last = None,
    as_of: AsOf = None,
    neighbours: Annotated[
        bool, typer.Option("--neighbours", help="Add how other authorities of the index fared.")
    ] = False,
    length: Annotated[
        str, typer.Option(metavar="full|one-page", help="How long it is to be.")
    ] = "full",
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="OLD.docx|DATE",
            help="Say what has changed since this earlier brief, or in the index since this day.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a file that is there.")
    ] = False,
    home: Home = None,
) -> None:
    """Write an inspection brief: what was found, asked for and promised, each with its source."""
    path = checked_path(output, force=force)
    filters = filters_of(authority or (), kind or (), first, last, as_of)
    day = day_of(since, "--since") if since and _DAY.fullmatch(since) else None
    earlier = read_earlier(Path(since)) if since and day is None else None
    subject = checked_question(topic) if topic is not None and topic.strip() else ""
    with app_of(home) as app:
        wanted = Wanted(subject, of_index(app, filters), neighbours, _length(length), day)
        with counting(console_for(stderr=True)) as count:
            made = app.brief(wanted, count)
            if earlier is not None:
                made = compared(made, earlier.kept, edited=earlier.edited)
            count("Writing the file", 0, 1)
            data = contents(made, path.suffix, app.settings.public_url)
            note_done(
                app.settings, "brief", authority=made.authority, documents=made.document_ids()
            )
            write(data, path)
            count("Writing the file", 1, 1)
        if app.trouble is not None:
            say(f"Only words were matched. {app.trouble}")
    statements = list(made.statements())
    documents = {identity for _, said in statements for identity in said.document_ids}
    typer.echo(f"{path}: {len(statements)} statements from {len(documents)} documents.")


def _length(text: str) -> Length:
    match text:
        case "full":
            return "full"
        case "one-page":
            return "one-page"
    raise UsageError(f"--length takes full or one-page, not {text!r}.")
