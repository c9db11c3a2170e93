"""The emulator as tests use it: people do things, and what the app did is looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.slack_emulator.checking import Json
from tests.slack_emulator.deeds import Deeds
from tests.slack_emulator.deeds import Said as Said
from tests.slack_emulator.mishaps import Mishaps
from tests.slack_emulator.seen import Seen
from tests.slack_emulator.server import HttpAnswer as HttpAnswer


class SlackEmulator(Deeds, Mishaps, Seen):
    """A Slack in a thread of its own. Made by `slack()`, which also ends it.

    `violations` are the refusals that the app earned by breaking a limit; `refusals` all calls
    that were answered with an error.
    """


@contextmanager
def slack(
    manifest: Path | Json | None = None, seed: int = 0, port: int = 0
) -> Iterator[SlackEmulator]:
    """An emulator as long as this lasts, on a free port of this machine."""
    emulator = SlackEmulator(manifest, seed)
    emulator.start(port)
    try:
        yield emulator
    finally:
        emulator.close()
