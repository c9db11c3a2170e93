"""The HTTP side: the Web API, response URLs, uploads, and the door of Socket Mode."""

import asyncio
import json

from aiohttp import web

from tests.slack_emulator.answers import respond
from tests.slack_emulator.checking import Json
from tests.slack_emulator.courier import Courier
from tests.slack_emulator.faults import Fault, Faults
from tests.slack_emulator.methods import METHODS
from tests.slack_emulator.rates import Rates
from tests.slack_emulator.records import Call
from tests.slack_emulator.scopes import needed_by
from tests.slack_emulator.state import RefusedError, State

# What comes as JSON inside of a form.
_NESTED = frozenset(
    {
        "attachments",
        "blocks",
        "chunks",
        "files",
        "loading_messages",
        "message",
        "metadata",
        "prompts",
        "view",
    }
)
_BROKEN_JSON = {
    "attachments": "invalid_attachments",
    "blocks": "invalid_blocks_format",
    "metadata": "invalid_metadata_format",
}
# Refusals with these are the caller's breaking a limit even when nothing more is said of them.
_ALWAYS_VIOLATIONS = frozenset({"missing_scope", "unknown_method", "used_url"})


async def _arguments(request: web.Request) -> Json:
    """The arguments, however they came. Raises ValueError for JSON that is none."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        # The SDK says JSON, and sends nothing, when there are no arguments.
        told = json.loads(await request.text() or "{}")
        if not isinstance(told, dict):
            raise ValueError("arguments must be an object")
        return args | told
    return args | dict(await request.post())


def _unnested(args: Json) -> None:
    for name in _NESTED & set(args):
        if isinstance(args[name], str):
            try:
                args[name] = json.loads(args[name])
            except ValueError:
                error = _BROKEN_JSON.get(name, "invalid_arguments")
                raise RefusedError(error, f"{name} is not JSON") from None


class WebApi:
    """The handlers. They run in the emulator's event loop and hold the state's lock."""

    def __init__(self, state: State, courier: Courier, faults: Faults, rates: Rates) -> None:
        self.state = state
        self.courier = courier
        self.faults = faults
        self.rates = rates

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/api/{method}", self.call),
            web.post("/response/{name}", self.response_url),
            web.route("*", "/upload/{file}", self.upload),
            web.get("/link/", self.courier.connect),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        call = Call(method, {}, None, self.state.now())
        with self.state.lock:
            self.state.calls.append(call)
        try:
            args = await _arguments(request)
        except ValueError:
            return self._answer(call, {"ok": False, "error": "invalid_json"})
        header = request.headers.get("Authorization", "")
        call.token = args.pop("token", None) or header.removeprefix("Bearer ").strip() or None
        call.body = args
        fault = self.faults.next(method)
        if fault is not None and fault.kind != "slow" and not fault.done:
            return await self._go_wrong(request, call, fault)
        if fault is not None and fault.kind == "slow" and not fault.done:
            await asyncio.sleep(fault.seconds)
        channel = str(args.get("channel") or args.get("channel_id") or "")
        wait = self.rates.wait_for(method, channel, self.state.now())
        if wait is not None:
            limited = Fault("ratelimited", retry_after=wait)
            return await self._go_wrong(request, call, limited)
        with self.state.lock:
            answer = self._do(call)
        if fault is not None and fault.kind == "slow" and fault.done:
            await asyncio.sleep(fault.seconds)
        elif fault is not None and fault.done:
            return await self._go_wrong(request, call, fault)
        return self._answer(call, answer)

    def _do(self, call: Call) -> Json:
        try:
            self._let_in(call)
            _unnested(call.body)
            if call.method == "apps.connections.open":
                return {"ok": True, "url": self._link()}
            return {"ok": True, **METHODS[call.method](self.state, dict(call.body))}
        except RefusedError as refusal:
            return self._refused(call, refusal)

    def _refused(self, call: Call, refusal: RefusedError) -> Json:
        if refusal.broken or refusal.error in _ALWAYS_VIOLATIONS:
            self.state.violate(call.method, refusal.error, refusal.broken, call.body)
        answer: Json = {"ok": False, "error": refusal.error, **refusal.more}
        if refusal.broken:
            answer["errors"] = list(refusal.broken)
            answer["response_metadata"] = {
                "messages": [f"[ERROR] {what}" for what in refusal.broken]
            }
        return answer

    def _let_in(self, call: Call) -> None:
        """Raises `RefusedError` when the token does not open the method."""
        tokens = self.state.tokens
        if call.method == "api.test":
            return
        if call.method not in METHODS and call.method != "apps.connections.open":
            raise RefusedError("unknown_method", more={"req_method": call.method})
        if call.token is None:
            raise RefusedError("not_authed")
        if call.token in tokens.revoked:
            raise RefusedError(tokens.revoked[call.token])
        if call.token not in (tokens.bot, tokens.app):
            raise RefusedError("invalid_auth")
        wanted = tokens.app if call.method == "apps.connections.open" else tokens.bot
        if call.token != wanted and call.method != "auth.test":
            raise RefusedError("not_allowed_token_type")
        needed = self._needed(call)
        if needed and not self.state.app.scopes.intersection(needed):
            more = {"needed": ",".join(needed), "provided": self._scopes(call)}
            raise RefusedError("missing_scope", more=more)

    def _needed(self, call: Call) -> tuple[str, ...]:
        channel = self.state.people.channels.get(str(call.body.get("channel")))
        return needed_by(call.method, channel.kind if channel else None)

    def _scopes(self, call: Call) -> str:
        if call.token == self.state.tokens.app:
            return "connections:write"
        return ",".join(sorted(self.state.app.scopes))

    def _link(self) -> str:
        host = self.state.base_url.removeprefix("http://")
        return f"ws://{host}/link/?ticket={self.courier.new_ticket()}&app_id=emulator"

    def _answer(
        self,
        call: Call,
        answer: Json,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> web.Response:
        call.answer, call.status = answer, status
        self.state.tell_changed()
        told = {"X-Slack-Req-Id": self.state.name("req"), **(headers or {})}
        if call.token is not None:
            told["X-OAuth-Scopes"] = self._scopes(call)
            told["X-Accepted-OAuth-Scopes"] = ",".join(self._needed(call))
        return web.json_response(answer, status=status, headers=told)

    async def _go_wrong(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
        match fault.kind:
            case "ratelimited":
                return self._answer(
                    call,
                    {"ok": False, "error": "ratelimited"},
                    status=429,
                    headers={"Retry-After": str(fault.retry_after)},
                )
            case "server_error":
                call.status, call.answer = fault.status, {}
                self.state.tell_changed()
                return web.Response(status=fault.status, text="upstream connect error")
            case "error":
                answer = {"ok": False, "error": fault.error, **fault.more}
                return self._answer(call, answer)
        call.status, call.answer = 0, {}
        self.state.tell_changed()
        if fault.kind == "reset" and request.transport is not None:
            request.transport.abort()
            return web.Response()
        broken = web.StreamResponse(headers={"Content-Length": "1000"})
        broken.content_type = "application/json"
        await broken.prepare(request)
        await broken.write(b'{"ok": tr')
        if request.transport is not None:
            request.transport.abort()
        return broken

    async def response_url(self, request: web.Request) -> web.StreamResponse:
        call = Call("response_url", {}, None, self.state.now())
        with self.state.lock:
            self.state.calls.append(call)
        try:
            call.body = await _arguments(request)
        except ValueError:
            return self._answer(call, {"ok": False, "error": "invalid_payload"}, 400)
        fault = self.faults.next("response_url")
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault is not None:
            return await self._go_wrong(request, call, fault)
        with self.state.lock:
            try:
                _unnested(call.body)
                respond(self.state, request.match_info["name"], call.body)
            except RefusedError as refusal:
                gone = refusal.error in ("used_url", "expired_url", "invalid_url")
                answer = self._refused(call, refusal)
                return self._answer(call, answer, 404 if gone else 400)
        call.answer = {"ok": True}
        self.state.tell_changed()
        return web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Takes a file as the body or as a field of a form, of the length that was announced."""
        call = Call("upload", {"file": request.match_info["file"]}, None, self.state.now())
        with self.state.lock:
            self.state.calls.append(call)
        fault = self.faults.next("upload")
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault is not None:
            return await self._go_wrong(request, call, fault)
        data = b""
        if request.content_type == "multipart/form-data":
            for value in (await request.post()).values():
                if isinstance(value, web.FileField):
                    data = value.file.read()
        else:
            data = await request.read()
        with self.state.lock:
            file = self.state.files.get(request.match_info["file"])
            if file is None or file.data is not None:
                call.status = 404
                return web.Response(status=404, text="not found")
            if len(data) != file.length:
                call.status = 400
                told = f"{len(data)} bytes came, {file.length} were announced"
                self.state.violate("upload", "length_mismatch", (told,), call.body)
                return web.Response(status=400, text=told)
            file.data = data
        call.answer = {"ok": True}
        self.state.tell_changed()
        return web.Response(text=f"OK - {len(data)}")
