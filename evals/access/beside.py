"""What is written beside the answers: the log, metrics, and all that was ever sent to others."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bot.observing.watch import exposition
from evals.access.questions import CHECKED, NAMES, OF_THE_HIDDEN
from evals.access.trying import Standing, Try
from evals.access.world import World

_TYPED = " ".join((*OF_THE_HIDDEN, *NAMES, *CHECKED))


class _Lines(logging.Handler):
    """Keeps the lines of a log in a list."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))


@contextmanager
def logged() -> Iterator[list[str]]:
    """The lines of the log while this lasts, of both worlds."""
    lines: list[str] = []
    writer = _Lines(lines)
    root = logging.getLogger()
    root.addHandler(writer)
    try:
        yield lines
    finally:
        root.removeHandler(writer)


def tries(log: list[str]) -> Iterator[Try]:
    """What is looked through when all others have been made."""
    yield Try("log", "every line", partial(_lines, log), compared=False)
    yield Try("metrics", "exposition", _metrics, compared=False)
    yield Try("Slack, all that was sent", "to others", _sent_to_others, _TYPED, compared=False)


def _lines(log: list[str], _world: World, _standing: Standing) -> bytes:
    return "\n".join(log).encode("utf-8", "replace")


def _metrics(_world: World, _standing: Standing) -> bytes:
    return exposition()[0]


def _sent_to_others(world: World, _standing: Standing) -> bytes:
    """Calls that tell something to others than leaders."""
    people = world.slack.people
    leaders = {people.leaders.id, people.carys.id, people.dilys.id, people.im(people.carys).id}
    told = [
        call.body
        for call in world.slack.calls
        if not leaders & {call.body.get("channel"), call.body.get("user_id"), call.body.get("user")}
        and call.method in ("chat.postMessage", "chat.postEphemeral", "views.publish")
    ]
    return json.dumps(told, ensure_ascii=False, default=str).encode("utf-8", "replace")
