"""The bot at work beside the emulated Slack, over Socket Mode or HTTP."""

import socket as network
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import uvicorn
from pydantic import SecretStr

from bot.app import App, open_app
from bot.settings import Settings
from bot.slack.bot import SlackBot, slack_bot, socket_of
from bot.slack.http import PATH, slack_route
from bot.slack.patience import Patience
from bot.state.opening import State, open_state
from bot.web.application import application
from bot.web.site import Site
from retrieval.ports import Embedder
from tests.slack_emulator.emulator import SlackEmulator, slack
from tests.slack_emulator.records import Message
from tests.slack_emulator.workspace import User

MANIFEST = Path(__file__).parents[3] / "manifest.json"
# Pauses as in earnest, a hundred times as short.
HURRIED = Patience(tries=8, first_pause=0.01, longest_pause=0.2)
Mode = Literal["sockets", "http"]


@dataclass(frozen=True)
class Desk:
    """The bot, the Slack that it is in, and what it keeps."""

    slack: SlackEmulator
    app: App
    state: State
    bot: SlackBot

    def ask(self, text: str, thread: str | None = None, user: User | None = None) -> Message:
        """Mention the bot in a channel; the first message of its reply."""
        people = self.slack.people
        before = len(self.slack.from_app(people.inspections))
        mention = f"{people.bot.mention} {text}"
        self.slack.say(user or people.amira, people.inspections, mention, thread)
        return self.slack.wait_for(lambda: self.slack.from_app(people.inspections)[before:], 30)[0]


@contextmanager
def emulated(seed: int = 0) -> Iterator[SlackEmulator]:
    """A Slack with the app of our manifest installed; nothing it was sent broke a limit."""
    with slack(MANIFEST, seed) as emulator:
        yield emulator
        assert not emulator.violations
        # Only who shared, asked or decided something is named in it, and where it was asked.
        assert {ping.kind for ping in emulator.pings} <= {"user", "channel"}
        named = ("Shared by", "Asked by", "Approved by", "Decided by")
        assert [ping.text for ping in emulator.pings if not ping.text.startswith(named)] == []
        assert not emulator.without_fallback


def settings_for(emulator: SlackEmulator, home: Path, **more: Any) -> Settings:
    """Settings of a bot that is installed in this Slack."""
    return Settings(
        home=home,
        slack_bot_token=SecretStr(emulator.bot_token),
        slack_app_token=SecretStr(emulator.app_token),
        slack_signing_secret=SecretStr(emulator.signing_secret),
        slack_api_url=emulator.api_url,
        **more,
    )


@contextmanager
def at_work(
    emulator: SlackEmulator,
    home: Path,
    state_file: Path,
    mode: Mode = "sockets",
    embedder: Embedder | None = None,
    **more: Any,
) -> Iterator[Desk]:
    """The bot on an index, answering what the emulator sends it."""
    settings = settings_for(emulator, home, **more)
    with closing(open_app(settings, embedder)) as app, open_state(state_file) as state:
        bot = slack_bot(app, state, HURRIED)
        bot.service.start()
        serving = _sockets if mode == "sockets" else _http
        try:
            with serving(emulator, bot, app, state):
                yield Desk(emulator, app, state, bot)
        finally:
            bot.service.stop()


@contextmanager
def _sockets(emulator: SlackEmulator, bot: SlackBot, app: App, _: State) -> Iterator[None]:
    emulator.use_sockets()
    connection = socket_of(bot, app.settings)
    connection.connect()
    emulator.wait_connected()
    try:
        yield
    finally:
        connection.close()


@contextmanager
def _http(emulator: SlackEmulator, bot: SlackBot, app: App, state: State) -> Iterator[None]:
    listener = network.create_server(("127.0.0.1", 0))
    served_routes = application(Site(app, state), [slack_route(bot.bolt)])
    served = uvicorn.Server(uvicorn.Config(served_routes, log_config=None, access_log=False))
    thread = threading.Thread(target=served.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    emulator.use_http(f"http://127.0.0.1:{listener.getsockname()[1]}{PATH}")
    try:
        yield
    finally:
        served.should_exit = True
        thread.join(10)
        listener.close()
