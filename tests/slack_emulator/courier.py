"""Brings events, commands and interactions to the app, over Socket Mode or HTTP."""

import asyncio
import hashlib
import hmac
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout, WSMsgType, web

from tests.slack_emulator import limits
from tests.slack_emulator.answers import take_answer
from tests.slack_emulator.checking import Json
from tests.slack_emulator.records import Delivery
from tests.slack_emulator.state import State
from tests.slack_emulator.workspace import APP

# Seconds that an app has to answer when its WebSocket is closed.
_CLOSING = 1.0


@dataclass(slots=True, eq=False)
class Connection:
    """One WebSocket of the app."""

    id: str
    socket: web.WebSocketResponse
    request: web.Request
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    leaving: bool = False
    acknowledged: int = 0


@dataclass(slots=True)
class _Waiting:
    delivery: Delivery
    connection: Connection
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)


def signed(secret: str, body: str, at: int) -> str:
    """The signature that Slack puts on a request of that body at that time."""
    base = f"v0:{at}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def http_form(kind: str, payload: Json) -> tuple[str, str]:
    """Body and content type of a delivery over HTTP."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    form = "application/x-www-form-urlencoded"
    if kind == "slash_commands":
        return urlencode(payload), form
    return urlencode({"payload": json.dumps(payload)}), form


class Courier:
    """All of it runs in the emulator's event loop."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.http_url: str | None = None
        self.connections: list[Connection] = []
        self.tickets: set[str] = set()
        self.late_acknowledgements: list[str] = []
        self._waiting: dict[str, _Waiting] = {}
        self._connected = asyncio.Event()
        self._session: ClientSession | None = None
        self._opened = 0
        self.closing = False

    # Deliveries

    async def bring(self, delivery: Delivery, attempt: int = 0, reason: str = "") -> None:
        """Tries until somebody acknowledges; events come again, the rest is tried once."""
        try:
            while True:
                if self.http_url is not None:
                    reason = await self._by_http(delivery, attempt, reason)
                else:
                    reason = await self._by_socket(delivery, attempt, reason)
                if delivery.acknowledged or self.closing:
                    break
                if delivery.kind != "events_api":
                    delivery.error = delivery.error or reason
                    break
                if attempt >= len(self.state.timing.retries) or reason == "no_retry":
                    delivery.error = "gave_up"
                    break
                await asyncio.sleep(self.state.timing.retries[attempt])
                attempt += 1
        finally:
            delivery.done.set()
            self.state.tell_changed()

    def _acknowledge(self, delivery: Delivery, answer: Any) -> None:
        with self.state.lock:
            if delivery.acknowledged_at is None:
                delivery.acknowledged_at = self.state.now()
                take_answer(self.state, delivery, answer)

    async def _by_socket(self, delivery: Delivery, attempt: int, reason: str) -> str:
        waiting_for = None if delivery.kind == "events_api" else self.state.timing.acknowledge
        try:
            connection = await asyncio.wait_for(self._choose(), waiting_for)
        except TimeoutError:
            return "dispatch_failed"
        if connection is None:
            return "closing"
        envelope_id = str(uuid.UUID(int=self.state.dice.getrandbits(128)))
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": delivery.kind,
            "payload": delivery.payload,
            "accepts_response_payload": delivery.kind != "events_api",
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason if attempt else ""}
        waiting = self._waiting[envelope_id] = _Waiting(delivery, connection)
        delivery.attempts.append((self.state.now(), connection.id))
        try:
            await connection.socket.send_str(json.dumps(envelope))
        except (ConnectionError, RuntimeError):
            return "connection_failed"
        acknowledged = asyncio.ensure_future(waiting.acknowledged.wait())
        gone = asyncio.ensure_future(connection.closed.wait())
        try:
            await asyncio.wait(
                {acknowledged, gone},
                timeout=self.state.timing.acknowledge,
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            acknowledged.cancel()
            gone.cancel()
            self._waiting.pop(envelope_id, None)
        if delivery.kind == "events_api":
            return "connection_failed" if connection.closed.is_set() else "timeout"
        return "operation_timeout"

    async def _choose(self) -> Connection | None:
        while not self.closing:
            usable = [c for c in self.connections if not c.leaving and not c.closed.is_set()]
            if usable:
                return self.state.dice.choice(usable)
            self._connected.clear()
            await self._connected.wait()
        return None

    async def _by_http(self, delivery: Delivery, attempt: int, reason: str) -> str:
        assert self.http_url is not None
        body, content_type = http_form(delivery.kind, delivery.payload)
        at = int(time.time())
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": str(at),
            "X-Slack-Signature": signed(self.state.tokens.signing_secret, body, at),
        }
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        delivery.attempts.append((self.state.now(), self.http_url))
        if self._session is None:
            self._session = ClientSession()
        timeout = ClientTimeout(total=self.state.timing.acknowledge)
        try:
            async with self._session.post(
                self.http_url, data=body.encode(), headers=headers, timeout=timeout
            ) as answer:
                text = await answer.text()
                if answer.status == 200:
                    self._acknowledge(delivery, _parsed(text, answer.content_type))
                    return ""
                refused_again = answer.headers.get("X-Slack-No-Retry") == "1"
                return "no_retry" if refused_again else "http_error"
        except TimeoutError:
            return "http_timeout" if delivery.kind == "events_api" else "operation_timeout"
        except (ClientError, OSError):
            return "connection_failed" if delivery.kind == "events_api" else "dispatch_failed"

    # Connections

    def new_ticket(self) -> str:
        ticket = uuid.UUID(int=self.state.dice.getrandbits(128)).hex
        self.tickets.add(ticket)
        return ticket

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """A WebSocket of the app, from hello to its end. A ticket opens one."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=403, text="invalid ticket")
        self.tickets.discard(ticket)
        socket = web.WebSocketResponse(timeout=_CLOSING)
        await socket.prepare(request)
        if len(self.connections) >= limits.CONNECTIONS:
            await socket.send_str(_goodbye("too_many_websockets"))
            await socket.close()
            return socket
        self._opened += 1
        connection = Connection(f"connection-{self._opened}", socket, request)
        self.connections.append(connection)
        try:
            await socket.send_str(json.dumps(self._hello()))
            self._connected.set()
            self.state.tell_changed()
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._take(connection, message.data)
        except ConnectionError:
            pass
        finally:
            connection.closed.set()
            self.connections.remove(connection)
            self.state.tell_changed()
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "emulator", "approximate_connection_time": 18_060},
            "connection_info": {"app_id": APP},
        }

    def _take(self, connection: Connection, text: str) -> None:
        try:
            told = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.pop(str(told.get("envelope_id")), None)
        if waiting is None:
            self.late_acknowledgements.append(str(told.get("envelope_id")))
            return
        connection.acknowledged += 1
        self._acknowledge(waiting.delivery, told.get("payload"))
        waiting.acknowledged.set()

    async def disconnect(self, reason: str) -> None:
        """Tells the app to go, and ends its connections a little later."""
        told = _goodbye(reason)
        leaving = list(self.connections)
        for connection in leaving:
            connection.leaving = True
            await connection.socket.send_str(told)
        if reason == "link_disabled":
            await self._close(leaving)
        else:
            await asyncio.sleep(self.state.timing.disconnect_grace)
            await self._close(leaving)

    async def _close(self, connections: list[Connection]) -> None:
        for connection in connections:
            if not connection.socket.closed:
                await connection.socket.close()

    def drop(self) -> None:
        """Breaks every connection off without a word."""
        for connection in list(self.connections):
            connection.closed.set()
            if connection.request.transport is not None:
                connection.request.transport.abort()

    async def close(self) -> None:
        self.closing = True
        self._connected.set()
        await self._close(list(self.connections))
        if self._session is not None:
            await self._session.close()


def _goodbye(reason: str) -> str:
    return json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "emulator"}})


def _parsed(text: str, content_type: str) -> Any:
    if not text:
        return None
    if content_type == "application/json":
        try:
            return json.loads(text)
        except ValueError:
            return {"text": text}
    return {"text": text}
