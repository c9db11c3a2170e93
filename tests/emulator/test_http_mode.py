import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_bolt import Ack, App, BoltRequest, Respond
from slack_sdk import WebClient

from tests.slack_emulator import SlackEmulator

Json = dict[str, Any]


class _Receiver(ThreadingHTTPServer):
    """What stands between Bolt and HTTP, as any web framework would."""

    daemon_threads = True

    def __init__(self, app: App) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.app = app
        self.headers: list[dict[str, str]] = []
        self.broken = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/slack/events"


class _Handler(BaseHTTPRequestHandler):
    server: _Receiver

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        headers = dict(self.headers.items())
        self.server.headers.append(headers)
        if self.server.broken:
            self.server.broken -= 1
            self.send_error(503)
            return
        answer = self.server.app.dispatch(BoltRequest(body=body, headers=dict(headers.items())))
        self.send_response(answer.status)
        for name, values in answer.headers.items():
            for value in values:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write((answer.body or "").encode())


@pytest.fixture
def receiver(emulator: SlackEmulator, app: App) -> Iterator[_Receiver]:
    server = _Receiver(app)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    emulator.use_http(server.url)
    yield server
    emulator.wait_quiet()
    server.shutdown()
    server.server_close()
    thread.join()


def nothing() -> None:
    """A listener that only hears."""


@pytest.mark.usefixtures("receiver")
def test_everything_comes_signed(emulator: SlackEmulator, app: App) -> None:
    @app.command("/ask")
    def ask(ack: Ack, respond: Respond) -> None:
        ack("Reading…")
        respond("Good")

    app.event("message")(nothing)
    people = emulator.people
    assert emulator.tell(people.amira, "hello").wait().deliveries[0].acknowledged
    assert emulator.command(people.amira, people.inspections, "/ask", "x").wait().error is None
    emulator.wait_for(lambda: len(emulator.ephemerals(people.amira)) == 2)
    assert {m.text for m in emulator.ephemerals(people.amira)} == {"Reading…", "Good"}


@pytest.mark.usefixtures("receiver")
def test_buttons_and_modals(emulator: SlackEmulator, app: App, client: WebClient) -> None:
    view = {
        "type": "modal",
        "callback_id": "passage",
        "title": {"type": "plain_text", "text": "Passage"},
        "submit": {"type": "plain_text", "text": "Done"},
        "blocks": [{"type": "divider"}],
    }

    @app.action("show")
    def show(ack: Ack, body: Json) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)

    app.view("passage")(lambda ack: ack(response_action="clear"))
    app.event("message")(nothing)
    button = {"type": "button", "action_id": "show", "text": {"type": "plain_text", "text": "S"}}
    client.chat_postMessage(
        channel=emulator.people.inspections.id,
        text="x",
        blocks=[{"type": "actions", "elements": [button]}],
    )
    emulator.press(emulator.people.amira, emulator.from_app()[0], "show").wait()
    opened = emulator.wait_for(lambda: emulator.modal(emulator.people.amira))
    emulator.submit(opened).wait()
    assert emulator.modal(emulator.people.amira) is None


def test_an_event_comes_again_after_an_error(
    emulator: SlackEmulator, app: App, receiver: _Receiver
) -> None:
    app.event("message")(nothing)
    receiver.broken = 2
    assert emulator.tell(emulator.people.amira, "hello").wait().deliveries[0].acknowledged
    retries = [
        (told.get("X-Slack-Retry-Num"), told.get("X-Slack-Retry-Reason"))
        for told in receiver.headers
    ]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]


def test_nobody_listens(emulator: SlackEmulator) -> None:
    emulator.use_http("http://127.0.0.1:9/slack/events")
    people = emulator.people
    assert emulator.command(people.amira, people.inspections, "/ask").wait().error == (
        "dispatch_failed"
    )
    assert emulator.tell(people.amira, "hello").wait().deliveries[0].error == "gave_up"


def test_the_url_is_verified(emulator: SlackEmulator, receiver: _Receiver) -> None:
    answer = emulator.verify_url(receiver.url, "are-you-there")
    assert (answer.status, json.loads(answer.body)["challenge"]) == (200, "are-you-there")


def test_what_is_not_from_slack_is_told_apart(
    emulator: SlackEmulator, app: App, receiver: _Receiver
) -> None:
    app.event("message")(nothing)
    said = emulator.tell(emulator.people.amira, "hello").wait()
    payload = said.deliveries[0].payload
    post = emulator.deliver_http
    assert post(receiver.url, payload).status == 200
    assert post(receiver.url, payload, secret="guessed").status == 401
    assert post(receiver.url, payload, signature="v0=0000").status == 401
    assert post(receiver.url, payload, at=time.time() - 301).status == 401
    assert post(receiver.url, payload, headers={"X-Slack-Signature": ""}).status == 401
    assert post(receiver.url, payload, retry=(1, "http_timeout")).status == 200
    assert receiver.headers[-1]["X-Slack-Retry-Num"] == "1"
