"""Anthropic's messages as a server speaks them: what it refuses, and how it streams.

After https://docs.anthropic.com/en/api/messages
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from tests.fakes.plays import Reply

Json = dict[str, Any]

_PIECE = 12
_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    404: "not_found_error",
    429: "rate_limit_error",
}


def error(status: int, message: str, code: str | None = None) -> tuple[int, Json]:
    """An error as Anthropic words it."""
    kind = _KINDS.get(status, "api_error")
    if code == "insufficient_quota":
        message = "Your credit balance is too low to access the Anthropic API."
    return status, {"type": "error", "error": {"type": kind, "message": message}}


def key_fault(headers: Mapping[str, str]) -> tuple[int, Json] | None:
    """What is wrong with the key, or the version of the protocol.

    Headers go by their names in lower case; newer clients send the key as a bearer token.
    """
    key = headers.get("x-api-key") or headers.get("authorization", "").removeprefix("Bearer ")
    if not key or key == "wrong":
        return error(401, "invalid x-api-key")
    if not headers.get("anthropic-version"):
        return error(400, "anthropic-version: header is required")
    return None


def fault(body: Any, models: Collection[str]) -> tuple[int, Json] | None:
    """What is wrong with a request, as the real one would say."""
    if not isinstance(body, dict):
        return error(400, "The body is not a JSON object.")
    if body.get("model") not in models:
        return error(404, f"model: {body.get('model')}")
    if not isinstance(body.get("max_tokens"), int):
        return error(400, "max_tokens: Field required")
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        return error(400, "messages: at least one message is required")
    for message in messages:
        if message.get("role") not in ("user", "assistant"):
            return error(400, "messages.0.role: Input should be 'user' or 'assistant'")
    names = [tool.get("name") for tool in body.get("tools", ())]
    choice = body.get("tool_choice") or {}
    if choice.get("type") == "tool" and choice.get("name") not in names:
        return error(400, "tool_choice.name: is not among the tools")
    return None


def form_of(body: Json) -> str:
    """The name of the tool that is to be called; empty where none is."""
    tools = body.get("tools")
    return str(tools[0]["name"]) if tools else ""


def text_of(body: Json) -> str:
    """What the messages of a request say."""
    said = [message["content"] for message in body["messages"]]
    return "\n".join(s if isinstance(s, str) else "".join(p["text"] for p in s) for s in said)


def whole(body: Json, reply: Reply) -> Json:
    """An answer in one piece."""
    name = form_of(body)
    block: Json = {"type": "text", "text": reply.text}
    if name:
        block = {"type": "tool_use", "id": "toolu_1", "name": name, "input": {}}
        block["input"] = json.loads(reply.text)
    return {**_envelope(body), "content": [block], "stop_reason": "end_turn"}


def _envelope(body: Json) -> Json:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": body["model"],
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 100, "output_tokens": 50},
    }


def events(body: Json, reply: Reply) -> Iterator[str]:
    """An answer as server-sent events, up to the part that comes before its ending."""
    name = form_of(body)
    text = reply.text[: int(len(reply.text) * reply.part)]
    yield _event("message_start", message=_envelope(body))
    block: Json = {"type": "text", "text": ""}
    if name:
        block = {"type": "tool_use", "id": "toolu_1", "name": name, "input": {}}
    yield _event("content_block_start", index=0, content_block=block)
    for at in range(0, len(text), _PIECE):
        piece = text[at : at + _PIECE]
        delta = (
            {"type": "input_json_delta", "partial_json": piece}
            if name
            else {"type": "text_delta", "text": piece}
        )
        yield _event("content_block_delta", index=0, delta=delta)
    if reply.ending != "done":
        return
    yield _event("content_block_stop", index=0)
    stop = {"stop_reason": "tool_use" if name else "end_turn", "stop_sequence": None}
    yield _event("message_delta", delta=stop, usage={"output_tokens": 50})
    yield _event("message_stop")


def _event(kind: str, **content: Any) -> str:
    said = json.dumps({"type": kind, **content}, ensure_ascii=False)
    return f"event: {kind}\ndata: {said}\n\n"
