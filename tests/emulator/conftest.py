from collections.abc import Callable, Iterator
from threading import Timer

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from tests.slack_emulator import SlackEmulator, slack

Connect = Callable[[App], SocketModeHandler]


@pytest.fixture
def emulator() -> Iterator[SlackEmulator]:
    with slack() as emulator:
        emulator.state.timing.retries = (0.05, 0.1, 0.2)
        yield emulator


@pytest.fixture
def client(emulator: SlackEmulator) -> WebClient:
    return WebClient(token=emulator.bot_token, base_url=emulator.api_url)


@pytest.fixture
def app(emulator: SlackEmulator, client: WebClient) -> App:
    return App(client=client, signing_secret=emulator.signing_secret)


@pytest.fixture
def connect(emulator: SlackEmulator, client: WebClient) -> Iterator[Connect]:
    """Opens a WebSocket for an app, and closes it when the test is over."""
    handlers: list[SocketModeHandler] = []

    def connected(app: App) -> SocketModeHandler:
        handler = SocketModeHandler(app, emulator.app_token, web_client=client, ping_interval=0.1)
        handlers.append(handler)
        handler.connect()
        emulator.wait_connected(len(handlers))
        return handler

    yield connected
    emulator.wait_quiet()
    for handler in handlers:
        # A client that waits for the next frame would close seconds later.
        handler.client.auto_reconnect_enabled = False
    emulator.drop_connections()
    for handler in handlers:
        # Wakes the thread that waits for messages, after close() has told it to end.
        Timer(0.05, handler.client.message_queue.put, [None]).start()
        handler.close()
