"""What commands leave for the web pages to tell."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot import wire
from bot.settings import Settings

if TYPE_CHECKING:  # what brings it takes a while to import
    from retrieval.index.reports import IndexReport

_ASKER = "cli:the command line"


def remember_run(
    settings: Settings, began: datetime, paths: Sequence[Path], report: "IndexReport"
) -> None:
    """Note an index run among those of the pages; the index needs no such note to be whole."""
    from bot.state.errors import StateError
    from bot.state.opening import open_state

    with suppress(StateError), open_state(settings.state_place) as state:
        number = state.runs.ask(_ASKER, [str(path.absolute()) for path in paths], began)
        state.runs.end(number, wire.report_json(report))
