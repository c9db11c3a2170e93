"""`scrutineer slack` and `serve` as an operator runs them: killed, ended, misconfigured."""

import signal
import socket as network
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from evals.benchmarks.processes import environment
from evals.benchmarks.slack import through_faults
from tests.bot.running import Scrutineer
from tests.bot.slack.desk import emulated
from tests.slack_emulator.emulator import SlackEmulator

QUESTION = "What must Aldermere improve now?"
CALL = "from bot.cli.program import main; main()"


@pytest.fixture
def slack() -> Iterator[SlackEmulator]:
    with emulated() as emulator:
        yield emulator


@contextmanager
def program(
    command: str, home: Path, settings: dict[str, str], *options: str
) -> Iterator["subprocess.Popen[str]"]:
    started = subprocess.Popen(
        [sys.executable, "-c", CALL, command, "--home", str(home), *options],
        env={**environment(), **settings},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield started
    finally:
        if started.poll() is None:
            started.kill()
        started.communicate()


def test_nothing_is_lost_or_repeated_through_faults_and_a_kill(
    slack: SlackEmulator, sample: Scrutineer, tmp_path: Path
) -> None:
    slack.state.timing.retries = (0.0, 1.0, 2.0, 4.0, 8.0)
    figures = through_faults(slack, sample.home, tmp_path / "state.sqlite", 24, drops=1)
    assert (figures["lost"], figures["repeated"]) == (0, 0)


def test_what_was_accepted_is_answered_before_it_ends(
    slack: SlackEmulator, sample: Scrutineer, tmp_path: Path
) -> None:
    settings = {
        **slack.environment,
        "SCRUTINEER_STATE_URL": f"sqlite:///{tmp_path / 'state.sqlite'}",
    }
    people = slack.people
    with program("slack", sample.home, settings) as started:
        slack.wait_connected(timeout=60)
        asked = [
            slack.say(people.amira, people.inspections, f"{people.bot.mention} {QUESTION}")
            for _ in range(5)
        ]
        for said in asked:
            said.wait(30)
        started.send_signal(signal.SIGTERM)
        assert started.wait(60) == 0
    assert [len(slack.replies(said)) for said in asked] == [1] * 5


def test_over_http_only_what_slack_signed_a_moment_ago_is_taken(
    slack: SlackEmulator, sample: Scrutineer, tmp_path: Path
) -> None:
    settings = {
        **slack.environment,
        "SCRUTINEER_STATE_URL": f"sqlite:///{tmp_path / 'state.sqlite'}",
    }
    with network.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/slack/events"
    people = slack.people
    with program("serve", sample.home, settings, "--port", str(port)) as started:
        slack.wait_for(lambda: is_well(f"http://127.0.0.1:{port}/readyz"), 60)
        assert slack.verify_url(url).status == 200
        slack.use_http(url)
        said = slack.say(people.amira, people.inspections, f"{people.bot.mention} {QUESTION}")
        slack.wait_for(lambda: slack.replies(said), 30)
        [first, *_] = said.deliveries
        event = first.payload
        event["event"]["ts"] = "1.000001"
        for refused in (
            slack.deliver_http(url, event, secret="another"),
            slack.deliver_http(url, event, at=time.time() - 600),
            slack.deliver_http(url, event, signature=""),
        ):
            assert refused.status == 401
        started.send_signal(signal.SIGTERM)
        assert started.wait(60) == 0


def is_well(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        time.sleep(0.2)
        return False


def test_a_token_that_is_not_accepted_is_told_with_its_mend(
    slack: SlackEmulator, sample: Scrutineer
) -> None:
    settings = {**slack.environment, "SCRUTINEER_SLACK_BOT_TOKEN": "xoxb-another"}
    with program("slack", sample.home, settings) as started:
        _, told = started.communicate(timeout=60)
        assert started.returncode == 1
    assert "SCRUTINEER_SLACK_BOT_TOKEN" in told
    assert "Traceback" not in told


def test_doctor_finds_slack_in_order(
    slack: SlackEmulator, sample: Scrutineer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in slack.environment.items():
        monkeypatch.setenv(name, value)
    told = sample.run("doctor").output
    assert "all of them are granted" in told
    assert "a connection can be opened" in told
    assert slack.bot_token not in told
    assert slack.signing_secret not in told
