"""The program at work for people of different standing: pages, Slack, and the index behind them.

Two worlds are made of the same settings: in one the leaders' papers are indexed, in the other they
never were. What somebody sees who may not see them has to be the same in both.
"""

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn

from bot.app import App, open_app
from bot.settings import Settings
from bot.slack.bot import SlackBot, slack_bot
from bot.slack.http import PATH, slack_route
from bot.slack.patience import Patience
from bot.state.opening import State, open_state
from bot.web.application import application
from bot.web.site import Site
from evals.access.papers import PATTERN, PUBLIC, REMOVED
from evals.ports import free_port
from retrieval.ports import Embedder
from tests.slack_emulator.emulator import SlackEmulator, slack

SET = "leaders"
GROUP = "Leadership team"
_MANIFEST = Path(__file__).parents[2] / "manifest.json"
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the web pages, as the proxy in front of them says."""

    name: str
    groups: str = ""


READER, LEADER, OWNER = Person("rita"), Person("lena", GROUP), Person("olive")


@dataclass(frozen=True)
class World:
    """The program: `app` is its owner's; `folder` holds all that it writes."""

    folder: Path
    app: App
    state: State
    slack: SlackEmulator
    bot: SlackBot
    port: int

    def get(self, person: Person, path: str, **headers: str) -> bytes:
        """What a page answers: its status, the headers that say something, the body."""
        return self._request(person, "GET", path, None, headers)

    def post(self, person: Person, path: str, fields: Mapping[str, str], **headers: str) -> bytes:
        """The same for a form that is sent."""
        return self._request(person, "POST", path, fields, headers)

    def _request(
        self,
        person: Person,
        method: str,
        path: str,
        fields: Mapping[str, str] | None,
        more: Mapping[str, str],
    ) -> bytes:
        headers = {
            "Host": f"localhost:{self.port}",
            "Sec-Fetch-Site": "same-origin",
            "X-Forwarded-User": person.name,
            "X-Forwarded-Groups": person.groups,
            **{name.replace("_", "-"): value for name, value in more.items()},
        }
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)) as to:
            to.request(method, path, body, headers)
            came = to.getresponse()
            told = ("content-type", "content-disposition", "location", "etag")
            head = [f"{name}: {came.headers[name]}" for name in told if came.headers[name]]
            return "\n".join((str(came.status), *head, "", "")).encode() + came.read()

    def sent(self, since: int) -> bytes:
        """All that the bot has sent to Slack since so many calls."""
        calls = [{"method": c.method, "body": c.body} for c in self.slack.calls[since:]]
        return json.dumps(calls, ensure_ascii=False, default=str).encode()

    def forget_views(self) -> None:
        """Have what is seen by whom worked out anew."""
        opener = self.app._opener
        opener._seen.clear()
        opener._parts.clear()

    def wait(self, found: Callable[[], Any]) -> Any:
        """What there is in Slack, once it is there."""
        return self.slack.wait_for(found, _PATIENCE)


@contextmanager
def worlds(folder: Path, papers: Path, embedder: Embedder) -> Iterator[tuple[World, World]]:
    """The world with the leaders' papers, and the one that never had them."""
    with (
        world(folder / "with", papers, embedder, hidden=True) as full,
        world(folder / "without", papers, embedder, hidden=False) as without,
    ):
        yield full, without


@contextmanager
def world(folder: Path, papers: Path, embedder: Embedder, *, hidden: bool) -> Iterator[World]:
    """The program on these papers, or on the public ones among them alone."""
    folder.mkdir(parents=True)
    port = free_port()
    with (
        slack(_MANIFEST) as emulated,
        closing(open_app(_settings(folder, port, emulated), embedder)) as app,
        open_state(folder / "state.sqlite") as state,
    ):
        app.index([papers / name for name in PUBLIC[:4]])
        app.index([papers / name for name in PUBLIC] + ([papers / PATTERN] if hidden else []))
        for held in app.documents():
            if held.document.path.endswith(REMOVED):
                app.remove(held.document.id)
        bot = slack_bot(app, state, Patience(tries=8, first_pause=0.01, longest_pause=0.2))
        bot.service.start()
        try:
            with _served(app, state, bot, emulated, port):
                yield World(folder, app, state, emulated, bot, port)
        finally:
            bot.service.stop()


def _settings(folder: Path, port: int, emulated: SlackEmulator) -> Settings:
    people = emulated.people
    reviewed = {"review": people.reviewers.id}
    return Settings.model_validate(
        {
            "home": folder / "home",
            "document_sets": {SET: (PATTERN,)},
            "slack_bot_token": emulated.bot_token,
            "slack_app_token": emulated.app_token,
            "slack_signing_secret": emulated.signing_secret,
            "slack_api_url": emulated.api_url,
            "slack_channels": {people.leaders.id: {"sets": (SET,)}, people.practice.id: reviewed},
            "slack_group_sets": {people.leadership.id: (SET,)},
            "public_url": f"http://localhost:{port}",
            "sign_in": "proxy",
            "sign_in_proxies": ("127.0.0.1",),
            "sign_in_groups_header": "X-Forwarded-Groups",
            "web_admins": (OWNER.name,),
            "web_group_sets": {GROUP: (SET,)},
        }
    )


@contextmanager
def _served(
    app: App, state: State, bot: SlackBot, emulated: SlackEmulator, port: int
) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", port)) as listener:
        served = uvicorn.Server(
            uvicorn.Config(
                application(Site(app, state), [slack_route(bot.bolt)]),
                log_config=None,
                access_log=False,
                proxy_headers=False,
            )
        )
        thread = threading.Thread(target=served.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        emulated.use_http(f"http://127.0.0.1:{port}{PATH}")
        try:
            yield
        finally:
            served.should_exit = True
            thread.join(_PATIENCE)
