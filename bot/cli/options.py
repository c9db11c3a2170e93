"""The options that commands share, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="FOLDER",
        help="Keep the index in this folder (setting SCRUTINEER_HOME).",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Authorities = Annotated[
    list[str] | None,
    typer.Option(
        "--authority",
        metavar="NAME",
        help="Only documents about this authority; may be given more than once.",
        show_default=False,
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Only documents of this kind, such as inspection_report; may be repeated.",
        show_default=False,
    ),
]
First = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE",
        help="Only documents of this day or later: 2024-05-31, 2024-05 or 2024.",
        show_default=False,
    ),
]
Last = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="DATE",
        help="Only documents of this day or earlier.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Answer as if today were that day: nothing published later is used.",
        show_default=False,
    ),
]
Host = Annotated[str, typer.Option(help="The address to listen at.")]
Port = Annotated[
    int, typer.Option(min=0, max=65535, help="The port to listen at; 0 for any that is free.")
]
Published = Annotated[
    bool,
    typer.Option(
        "--published-on-loopback",
        help="In a container whose port is published on this machine's loopback alone: serve the "
        "pages there without sign-in.",
    ),
]
