"""How what changed looks in a terminal."""

from collections.abc import Sequence
from datetime import date

from rich.console import Console

from bot.changes import lines_of
from bot.cli.terminal import show_line
from corpus.dates import in_words
from retrieval.changes import Change


def show_changes(console: Console, every: Sequence[Change], since: date) -> None:
    """What changed, authority by authority."""
    if not every:
        show_line(console, f"Nothing has changed since {in_words(since, since)}.")
    for place, change in enumerate(every):
        if place:
            console.print()
        show_line(console, change.authority or "An authority not named", style="bold")
        for line in lines_of(change):
            if line.heads:
                show_line(console, line.text, indent=2, hang=2)
            else:
                show_line(console, line.text, indent=4, hang=2)
