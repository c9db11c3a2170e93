"""The emulator's server: its life, its addresses and secrets, and what it brings to the app."""

import asyncio
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.slack_emulator import payloads
from tests.slack_emulator.checking import Json
from tests.slack_emulator.courier import Courier, http_form, signed
from tests.slack_emulator.faults import Faults
from tests.slack_emulator.rates import Rates
from tests.slack_emulator.records import (
    Delivery,
)
from tests.slack_emulator.scopes import App, app_of
from tests.slack_emulator.state import State
from tests.slack_emulator.web_api import WebApi
from tests.slack_emulator.workspace import (
    People,
)

_LARGEST_REQUEST = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What the app answered to a request that was sent by hand."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)


class Server:
    """A Slack in a thread of its own, which nobody uses yet."""

    def __init__(
        self, manifest: Path | Json | None = None, seed: int = 0, host: str = "127.0.0.1"
    ) -> None:
        self.people = People()
        self.state = State(self.people, app_of(manifest) if manifest else App(), seed)
        self.faults = Faults(seed)
        self.rates = Rates()
        self.state.on_event = self._on_event
        self._host = host
        self._loop = asyncio.new_event_loop()
        self._courier: Courier | None = None
        self._runner: web.AppRunner | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, name="slack-emulator", daemon=True)
        self.extra_routes: list[web.RouteDef] = []

    def start(self, port: int = 0) -> None:
        self._thread.start()
        self._in_loop(self._open(port))

    def close(self) -> None:
        self._in_loop(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _in_loop(self, coroutine: Any, timeout: float = 30.0) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout)

    async def _open(self, port: int) -> None:
        self._courier = Courier(self.state)
        application = web.Application(client_max_size=_LARGEST_REQUEST)
        api = WebApi(self.state, self._courier, self.faults, self.rates)
        application.add_routes([*api.routes(), *self.extra_routes])
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, port)
        await site.start()
        sockets = self._runner.addresses
        self.state.base_url = f"http://{self._host}:{sockets[0][1]}"

    async def _close(self) -> None:
        assert self._runner is not None
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.courier.close()
        await self._runner.cleanup()
        await self._loop.shutdown_asyncgens()

    @property
    def courier(self) -> Courier:
        assert self._courier is not None
        return self._courier

    @property
    def url(self) -> str:
        return self.state.base_url

    @property
    def api_url(self) -> str:
        """For `SCRUTINEER_SLACK_API_URL`, or `WebClient(base_url=…)`."""
        return f"{self.state.base_url}/api/"

    @property
    def bot_token(self) -> str:
        return self.state.tokens.bot

    @property
    def app_token(self) -> str:
        return self.state.tokens.app

    @property
    def signing_secret(self) -> str:
        return self.state.tokens.signing_secret

    @property
    def environment(self) -> dict[str, str]:
        """The settings with which the bot finds this Slack."""
        return {
            "SCRUTINEER_SLACK_API_URL": self.api_url,
            "SCRUTINEER_SLACK_BOT_TOKEN": self.bot_token,
            "SCRUTINEER_SLACK_APP_TOKEN": self.app_token,
            "SCRUTINEER_SLACK_SIGNING_SECRET": self.signing_secret,
        }

    def deliver(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Delivery:
        """Brings any payload to the app; `kind` is `events_api`, `slash_commands`, `interactive`.

        An `attempt` above 0 says that it was brought before, in vain for that `reason`.
        """
        delivery = Delivery(self.state.name("delivery-"), kind, payload, self.state.now())
        with self.state.lock:
            self.state.deliveries.append(delivery)
        self._loop.call_soon_threadsafe(self._begin, delivery, attempt, reason)
        return delivery

    def _begin(self, delivery: Delivery, attempt: int, reason: str) -> None:
        if self.courier.closing:
            return
        task = self._loop.create_task(self.courier.bring(delivery, attempt, reason))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def deliver_again(self, delivery: Delivery, attempt: int = 1) -> Delivery:
        """The same event once more, as after an acknowledgement that got lost."""
        return self.deliver(delivery.kind, delivery.payload, attempt, "timeout")

    def _on_event(self, name: str, event: Json) -> None:
        self._tell(name, event)

    def _tell(self, name: str, event: Json) -> Delivery | None:
        """Brings an event if the app hears of such; `name` as in a manifest."""
        if not self.state.app.hears(name):
            return None
        channel = self.people.channels.get(str(event.get("channel")))
        told = payloads.event_callback(event, self.state.name("Ev"), channel)
        return self.deliver("events_api", told)

    def use_http(self, url: str) -> None:
        """From now on everything is posted there, signed, in place of Socket Mode."""
        self.courier.http_url = url

    def use_sockets(self) -> None:
        self.courier.http_url = None

    def deliver_http(
        self,
        url: str,
        payload: Json,
        kind: str = "events_api",
        *,
        secret: str | None = None,
        at: float | None = None,
        signature: str | None = None,
        retry: tuple[int, str] | None = None,
        headers: dict[str, str] | None = None,
        timeout: float = 10.0,
    ) -> HttpAnswer:
        """Posts one payload by hand: with another secret, at another time, with a signature of
        one's own, as a retry. A header given as "" is left out."""
        body, content_type = http_form(kind, payload)
        stamp = int(time.time() if at is None else at)
        right = signed(secret or self.signing_secret, body, stamp)
        told = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": str(stamp),
            "X-Slack-Signature": right if signature is None else signature,
        }
        if retry is not None:
            told |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        told |= headers or {}
        request = urllib.request.Request(
            url, body.encode(), {name: value for name, value in told.items() if value}
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return HttpAnswer(answer.status, answer.read().decode(), dict(answer.headers))
        except urllib.error.HTTPError as error:
            with error:
                return HttpAnswer(error.code, error.read().decode(), dict(error.headers))

    def verify_url(self, url: str, challenge: str = "emulated-challenge") -> HttpAnswer:
        return self.deliver_http(url, payloads.url_verification(challenge))
