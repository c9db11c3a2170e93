"""OpenAI's chat completions as a server speaks them: what it refuses, and how it streams.

After https://platform.openai.com/docs/api-reference/chat
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from tests.fakes.plays import Reply

Json = dict[str, Any]

_ROLES = ("developer", "system", "user", "assistant", "tool")
_KNOWN = frozenset(
    {"model", "messages", "stream", "stream_options", "temperature", "top_p", "n", "stop"}
    | {"max_tokens", "max_completion_tokens", "response_format", "tools", "tool_choice", "seed"}
    | {"parallel_tool_calls", "presence_penalty", "frequency_penalty", "user", "logprobs"}
)
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Characters a piece.
_PIECE = 12


def error(status: int, message: str, code: str | None = None) -> tuple[int, Json]:
    """An error as OpenAI words it."""
    kinds = {401: "invalid_request_error", 404: "invalid_request_error", 429: "requests"}
    kind = kinds.get(status, "server_error" if status >= 500 else "invalid_request_error")
    if code == "insufficient_quota":
        kind = code
    return status, {"error": {"message": message, "type": kind, "param": None, "code": code}}


def key_fault(headers: Mapping[str, str]) -> tuple[int, Json] | None:
    """What is wrong with the key; headers go by their names in lower case."""
    scheme, _, key = headers.get("authorization", "").partition(" ")
    if scheme != "Bearer" or not key:
        return error(401, "You didn't provide an API key.")
    if key == "wrong":
        return error(401, "Incorrect API key provided: wrong.", "invalid_api_key")
    return None


def fault(body: Any, models: Collection[str]) -> tuple[int, Json] | None:
    """What is wrong with a request, as the real one would say."""
    if not isinstance(body, dict):
        return error(400, "The body of your request is not a JSON object.")
    if unknown := sorted(set(body) - _KNOWN):
        return error(400, f"Unrecognized request argument supplied: {unknown[0]}")
    if not isinstance(body.get("model"), str):
        return error(400, "you must provide a model parameter")
    if body["model"] not in models:
        return error(404, f"The model `{body['model']}` does not exist.", "model_not_found")
    if body.get("stream_options") is not None and not body.get("stream"):
        return error(
            400, "The 'stream_options' parameter is only allowed when 'stream' is enabled."
        )
    temperature = body.get("temperature", 1)
    if not isinstance(temperature, int | float) or not 0 <= temperature <= 2:
        return error(400, "Invalid value for 'temperature'.")
    return _message_fault(body.get("messages")) or _form_fault(body) or _tools_fault(body)


def _message_fault(messages: Any) -> tuple[int, Json] | None:
    if not isinstance(messages, list) or not messages:
        return error(400, "Invalid 'messages': empty array or not an array.")
    for message in messages:
        if not isinstance(message, dict) or message.get("role") not in _ROLES:
            return error(400, "Invalid value for the role of a message.")
        content = message.get("content")
        parts = isinstance(content, list) and all(
            isinstance(part, dict) and part.get("type") == "text" for part in content
        )
        if not (isinstance(content, str) or parts):
            return error(400, "Invalid type for the content of a message.")
    return None


def _form_fault(body: Json) -> tuple[int, Json] | None:
    form = body.get("response_format")
    if form is None:
        return None
    kind = form.get("type") if isinstance(form, dict) else None
    if kind not in ("text", "json_object", "json_schema"):
        return error(400, "Invalid value for 'response_format.type'.")
    if unknown := sorted(set(form) - {"type", "json_schema"}):
        return error(400, f"Unknown parameter: 'response_format.{unknown[0]}'.")
    if kind != "json_schema":
        return None
    inner = form.get("json_schema")
    if not isinstance(inner, dict) or not _NAME.fullmatch(str(inner.get("name", ""))):
        return error(400, "Missing or invalid 'response_format.json_schema.name'.")
    return _schema_fault(inner.get("schema"), inner["name"], strict=inner.get("strict") is True)


def _schema_fault(schema: Any, name: str, *, strict: bool) -> tuple[int, Json] | None:
    invalid = f"Invalid schema for response_format '{name}': "
    if not isinstance(schema, dict) or schema.get("type") != "object":
        return error(400, f"{invalid}schema must be of type object.")
    for part in (schema, *schema.get("$defs", {}).values()):
        if not strict:
            continue
        if part.get("additionalProperties") is not False:
            return error(400, f"{invalid}'additionalProperties' must be false.")
        if set(part.get("required", ())) != set(part.get("properties", ())):
            return error(400, f"{invalid}'required' must hold every key in properties.")
        if any("default" in p for p in part.get("properties", {}).values()):
            return error(400, f"{invalid}'default' is not permitted.")
    return None


def _tools_fault(body: Json) -> tuple[int, Json] | None:
    tools = body.get("tools")
    if tools is None:
        if body.get("tool_choice") is not None:
            return error(400, "'tool_choice' is only allowed when 'tools' are specified.")
        return None
    if not isinstance(tools, list) or not tools:
        return error(400, "Invalid 'tools': empty array or not an array.")
    names = []
    for tool in tools:
        function = tool.get("function") if isinstance(tool, dict) else None
        if not isinstance(function, dict) or not _NAME.fullmatch(str(function.get("name", ""))):
            return error(400, "Missing or invalid 'tools[0].function.name'.")
        names.append(function["name"])
    choice = body.get("tool_choice")
    if isinstance(choice, dict) and choice.get("function", {}).get("name") not in names:
        return error(400, "Tool choice: the function is not among 'tools'.")
    return None


def form_of(body: Json) -> str:
    """The name of the form that an answer is asked for in; empty where none is."""
    form = body.get("response_format") or {}
    if form.get("type") == "json_schema":
        return str(form["json_schema"]["name"])
    return _tool(body)


def _tool(body: Json) -> str:
    tools = body.get("tools")
    return str(tools[0]["function"]["name"]) if tools else ""


def text_of(body: Json) -> str:
    """What the messages of a request say, the instructions left out."""
    said = [m["content"] for m in body["messages"] if m["role"] not in ("system", "developer")]
    return "\n".join(s if isinstance(s, str) else "".join(p["text"] for p in s) for s in said)


def whole(body: Json, reply: Reply) -> Json:
    """An answer in one piece."""
    message: Json = {"role": "assistant", "content": reply.text, "refusal": None}
    if name := _tool(body):
        message |= {"content": None, "tool_calls": [_call(name, reply.text)]}
    return {
        **_envelope(body, "chat.completion"),
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": _USAGE,
    }


_USAGE = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}


def _call(name: str, arguments: str) -> Json:
    function = {"name": name, "arguments": arguments}
    return {"index": 0, "id": "call_1", "type": "function", "function": function}


def _envelope(body: Json, kind: str) -> Json:
    return {"id": "chatcmpl-1", "object": kind, "created": 1, "model": body["model"]}


def events(body: Json, reply: Reply) -> Iterator[str]:
    """An answer as server-sent events, up to the part that comes before its ending."""
    tool = _tool(body)
    text = reply.text[: int(len(reply.text) * reply.part)]
    yield _event(body, {"role": "assistant", "content": None if tool else ""})
    if tool:
        yield _event(body, {"tool_calls": [_call(tool, "")]})
    for at in range(0, len(text), _PIECE):
        piece = text[at : at + _PIECE]
        if tool:
            yield _event(body, {"tool_calls": [{"index": 0, "function": {"arguments": piece}}]})
        else:
            yield _event(body, {"content": piece})
    if reply.ending != "done":
        return
    yield _event(body, {}, "tool_calls" if tool else "stop")
    if (body.get("stream_options") or {}).get("include_usage"):
        usage = {**_envelope(body, "chat.completion.chunk"), "choices": [], "usage": _USAGE}
        yield f"data: {json.dumps(usage)}\n\n"
    yield "data: [DONE]\n\n"


def _event(body: Json, delta: Json, finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
    chunk = {**_envelope(body, "chat.completion.chunk"), "choices": [choice]}
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"
