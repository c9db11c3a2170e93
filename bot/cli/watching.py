"""`scrutineer watch`: folders are indexed again whenever something in them has changed."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from bot.app import App
from bot.cli.ending import say, told
from bot.cli.options import Home
from bot.cli.progress import following, show_report
from bot.cli.remembering import remember_run
from bot.cli.serving import ended_by_signals
from bot.cli.starting import app_of
from bot.cli.terminal import console_for
from bot.faults import MendableError, UsageError

_LOOK_SECONDS = 1.0


@told
def watch(
    paths: Annotated[list[Path], typer.Argument(metavar="FOLDER…")],
    home: Home = None,
) -> None:
    """Index folders, and again whenever something in them has changed, until ended (Ctrl-C).

    `scrutineer sources add watch FOLDER` has the server do so.
    """
    from bot.syncing.watching import Watching

    for path in paths:
        if not path.is_dir():
            raise UsageError(f"{path} is no folder.")
    ended, changed = ended_by_signals(), Event()
    with app_of(home) as app:
        watching = Watching(changed.set, ended)
        # Watched before they are indexed, so that no change falls between.
        watching.watch({path.absolute() for path in paths})
        changed.set()
        try:
            while not ended.is_set():
                if changed.wait(_LOOK_SECONDS) and not ended.is_set():
                    changed.clear()
                    if not _indexed(app, paths):
                        changed.set()
                        ended.wait(_LOOK_SECONDS)
        finally:
            ended.set()
            watching.stop()


def _indexed(app: App, paths: list[Path]) -> bool:
    """Bring the index up to date; whether that could be done now."""
    began = datetime.now(UTC)
    there = [path for path in paths if path.is_dir()]
    try:
        with following(console_for(stderr=True)) as progress:
            done = app.index(there, progress)
    except MendableError as error:
        say(str(error))
        return False
    remember_run(app.settings, began, there, done.report)
    counts = done.report.documents
    if counts.added or counts.updated or counts.removed or done.report.failures:
        show_report(console_for(), done.report)
    say(f"Watching {', '.join(map(str, paths))}. Ctrl-C ends it.")
    return True
