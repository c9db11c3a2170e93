"""What comes over HTTP in Slack's name: signed, fresh, and no larger than Slack's own."""

import hmac
import json
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import open_app
from bot.slack.bot import slack_bot
from bot.slack.http import PATH, slack_route
from bot.state.opening import State, open_state
from bot.web.application import application
from bot.web.site import Site
from retrieval.ports import Embedder
from tests.bot.running import Scrutineer
from tests.bot.slack.desk import HURRIED, settings_for
from tests.slack_emulator.emulator import SlackEmulator
from tests.slack_emulator.payloads import event_callback
from tests.slack_emulator.workspace import TEAM

WINDOW = 5 * 60
EVENT = {"type": "url_verification", "challenge": "c", "token": "t"}


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with open_state(tmp_path / "s.sqlite") as opened:
        yield opened


@pytest.fixture
def client(
    emulator: SlackEmulator, sample: Scrutineer, state: State, embedder: Embedder
) -> Iterator[TestClient]:
    """Slack's address on the pages, with a bot that is not at work."""
    settings = settings_for(emulator, sample.home)
    with closing(open_app(settings, embedder)) as app:
        bot = slack_bot(app, state, HURRIED)
        yield TestClient(application(Site(app, state), [slack_route(bot.bolt)]))
        # What is said at once of a question is on its way to Slack, which goes next.
        bot.service._statuses.close()


def signed(emulator: SlackEmulator, body: bytes, at: float, secret: str = "") -> dict[str, str]:
    base = f"v0:{int(at)}:".encode() + body
    digest = hmac.new((secret or emulator.signing_secret).encode(), base, sha256).hexdigest()
    return {
        "x-slack-request-timestamp": str(int(at)),
        "x-slack-signature": f"v0={digest}",
        "content-type": "application/json",
    }


def test_what_slack_signed_just_now_is_taken(client: TestClient, emulator: SlackEmulator) -> None:
    body = json.dumps(EVENT).encode()
    response = client.post(PATH, content=body, headers=signed(emulator, body, time.time()))
    assert response.status_code == 200
    assert response.json()["challenge"] == "c"


def test_nothing_else_is(client: TestClient, emulator: SlackEmulator) -> None:
    body, now = json.dumps(EVENT).encode(), time.time()
    right = signed(emulator, body, now)
    wrong = {
        "by another secret": signed(emulator, body, now, "another"),
        "of another body": signed(emulator, body + b" ", now),
        "too old": signed(emulator, body, now - WINDOW - 60),
        "of a time to come": signed(emulator, body, now + WINDOW + 60),
        "of another time": {**right, "x-slack-request-timestamp": str(int(now) - 1)},
        "cut": {**right, "x-slack-signature": right["x-slack-signature"][:-1]},
        "empty": {**right, "x-slack-signature": ""},
        "none": {"content-type": "application/json"},
        "no time": {**right, "x-slack-request-timestamp": "soon"},
    }
    for name, headers in wrong.items():
        response = client.post(PATH, content=body, headers=headers)
        assert response.status_code in (400, 401), name
        assert "challenge" not in response.text, name


def test_signatures_are_compared_in_the_same_time_whatever_they_are(
    client: TestClient, emulator: SlackEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    real = hmac.compare_digest

    def noted(one: str, other: str) -> bool:
        compared.append(str(other))
        return real(one, other)

    monkeypatch.setattr(hmac, "compare_digest", noted)
    body = json.dumps(EVENT).encode()
    client.post(PATH, content=body, headers=signed(emulator, body, time.time(), "another"))
    assert compared


def test_a_body_larger_than_slacks_is_not_read_on(client: TestClient) -> None:
    assert client.post(PATH, content=b"x" * 1_000_001).status_code == 413
    assert client.post(PATH, content=b"\xff\xfe").status_code in (400, 401)


def test_what_is_brought_again_within_the_time_is_asked_once(
    client: TestClient, emulator: SlackEmulator, state: State
) -> None:
    people = emulator.people
    mention = {
        "type": "app_mention",
        "user": people.amira.id,
        "team": TEAM,
        "text": f"{people.bot.mention} What must Aldermere improve?",
        "ts": "1760000000.000100",
        "channel": people.inspections.id,
    }
    for number, at in enumerate((time.time(), time.time(), time.time() - WINDOW / 2)):
        # Letter for letter, and then as what Slack sends where it got no answer: another event.
        event = event_callback(mention, f"Ev{number // 2}", people.inspections)
        body = json.dumps(event).encode()
        response = client.post(PATH, content=body, headers=signed(emulator, body, at))
        assert response.status_code == 200
    assert state.inbox.waiting() == 1
    # Another message is another question.
    body = json.dumps(
        event_callback({**mention, "ts": "1760000000.000200"}, "Ev9", people.inspections)
    ).encode()
    client.post(PATH, content=body, headers=signed(emulator, body, time.time()))
    assert state.inbox.waiting() == 2
