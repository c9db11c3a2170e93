"""A worker that is killed before each of its statements in turn, and one that goes on after it.

Run with the URL of a database and a file that plays the channel: a line a message that arrived.
Prints for each point how the job stood when its worker was killed.
"""

import json
import os
import signal
import sys
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot.state.inbox import Inbox
from bot.state.opening import open_state
from tests.bot.state.jobs import a_job

PARTS = ({"text": "First"}, {"text": "Second"})


class Channel:
    """Messages that arrived."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.touch()

    def send(self, key: str, number: int) -> None:
        with self._path.open("a") as file:
            file.write(f"{key} {number}\n")

    def holds(self, key: str, number: int) -> bool:
        return f"{key} {number}" in self._path.read_text().splitlines()


def deliver(inbox: Inbox, key: str, channel: Channel) -> None:
    """What a worker does with a job."""
    if not inbox.take(key):
        return
    for part in inbox.outgoing(key, PARTS):
        if part.state == "waiting":
            inbox.sending(key, part.number)
            channel.send(key, part.number)
        elif part.state == "sending" and not channel.holds(key, part.number):
            channel.send(key, part.number)
        inbox.sent(key, part.number, "17.6")
    inbox.finish(key)


def work(url: str, channel: Channel, key: str, killed_at: int | None = None) -> str:
    """Take over what others left, and a job that is delivered (again); how it stood before."""
    steps = 0

    def step(*statement: Any) -> None:
        nonlocal steps
        if len(statement) > 2 and not statement[2].startswith(("INSERT", "UPDATE", "DELETE")):
            return
        if steps == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)
        steps += 1

    with open_state(url) as state:
        before = stands(state.inbox, key)
        event.listen(Engine, "before_cursor_execute", step)
        event.listen(Engine, "commit", step)
        accepted = state.inbox.accept(a_job(key))
        for job in [] if accepted else state.inbox.abandoned():
            deliver(state.inbox, job.key, channel)
        if accepted:
            deliver(state.inbox, key, channel)
        event.remove(Engine, "before_cursor_execute", step)
        event.remove(Engine, "commit", step)
        assert stands(state.inbox, key) == "done"
    return before


def stands(inbox: Inbox, key: str) -> str:
    """How far a job is, in a word or some."""
    progress = inbox.progress(key)
    if progress is None:
        return "unknown"
    return " ".join((progress.state, *(part.state for part in progress.parts)))


def killed(url: str, channel: Channel, key: str, point: int) -> bool:
    """Have a process work that is killed at this point; False where it ended before that."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work(url, channel, key, point)
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    if status:
        assert os.WTERMSIG(status) == signal.SIGKILL
    return status != 0


def main(url: str, path: str) -> None:
    """Kill at every point there is, and go on each time."""
    channel, left = Channel(Path(path)), []
    # Whatever is imported on the way is there for all.
    work(url, channel, "E")
    for point in count():
        key = f"E{point}"
        goes_on = killed(url, channel, key, point)
        left.append(work(url, channel, key))
        if not goes_on:
            break
    print(json.dumps(left))


if __name__ == "__main__":
    main(*sys.argv[1:])
