"""A brief that was asked for in Slack outlives the program that makes it: one file, one message."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.running import Scrutineer
from tests.bot.slack.briefs.asking import ended, files_in, outcome, shared
from tests.bot.slack.desk import emulated
from tests.scenarios.test_slack_program import program
from tests.slack_emulator.emulator import SlackEmulator
from tests.slack_emulator.faults import Fault, slow

FOREVER = 60.0


@pytest.fixture
def slack() -> Iterator[SlackEmulator]:
    with emulated() as emulator:
        yield emulator


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("chat.postMessage", slow(FOREVER, done=True)),
        ("chat.update", slow(FOREVER)),
        ("upload", slow(FOREVER)),
        ("files.completeUploadExternal", slow(FOREVER)),
        ("files.completeUploadExternal", slow(FOREVER, done=True)),
    ],
    ids=["as it is told of", "while it is made", "as it goes up", "before it is shown", "after"],
)
def test_who_asked_has_one_brief_whenever_the_program_is_killed(
    slack: SlackEmulator, sample: Scrutineer, tmp_path: Path, method: str, fault: Fault
) -> None:
    settings = {
        **slack.environment,
        "SCRUTINEER_STATE_URL": f"sqlite:///{tmp_path / 'state.sqlite'}",
    }
    people = slack.people
    with program("slack", sample.home, settings) as started:
        slack.wait_connected(timeout=60)
        slack.faults.script(method, fault)
        slack.command(people.carys, people.inspections, "/brief", "care leavers")
        slack.submit(slack.wait_for(lambda: slack.modal(people.carys), 30), {}).wait(20)
        slack.wait_for(lambda: slack.calls_of(method), 60)
        if fault.done:
            slack.wait_for(lambda: slack.from_app(people.inspections), 60)
            wanted = 1 if method.startswith("files.") else 0
            slack.wait_for(lambda: len(files_in(slack, people.inspections)) == wanted, 60)
        os.kill(started.pid, signal.SIGKILL)
        started.wait()
    with program("slack", sample.home, settings) as started:
        slack.wait_connected(timeout=60)
        told = ended(slack, people.inspections, "is in this thread")
        [message] = shared(slack, people.inspections)
        assert message.thread_ts == told.ts
        assert slack.from_app(people.inspections) == [told, message]
        started.send_signal(signal.SIGTERM)
        assert started.wait(60) == 0
    held = outcome(slack, message, sample.home, tmp_path)
    assert held.statements > 5
    assert held.faults == ()
