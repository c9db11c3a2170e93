"""The server that tests talk to refuses what the real ones refuse."""

import http.client
import json
from typing import Any

import pytest

from tests.fakes.model_server import ModelServer

OPENAI = "/v1/chat/completions"
ANTHROPIC = "/v1/messages"
HELLO = [{"role": "user", "content": "Hello"}]
FORM = {"name": "Claims", "strict": True}


def post(
    server: ModelServer, path: str, body: Any, key: str | None = "x"
) -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    headers = {"anthropic-version": "2023-06-01"}
    if key is not None:
        headers |= {"Authorization": f"Bearer {key}", "x-api-key": key}
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection.request("POST", path, data, headers)
    answer = connection.getresponse()
    status, told = answer.status, json.loads(answer.read())
    connection.close()
    return status, told


def with_form(**form: Any) -> dict[str, Any]:
    wanted = {"type": "json_schema", "json_schema": {**FORM, **form}}
    return {"model": "good", "messages": HELLO, "response_format": wanted}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"model": "go', 400),
        ([], 400),
        ({"model": "good"}, 400),
        ({"model": "good", "messages": []}, 400),
        ({"model": "good", "messages": [{"role": "narrator", "content": ""}]}, 400),
        ({"model": "good", "messages": [{"role": "user", "content": 3}]}, 400),
        ({"model": "gpt", "messages": HELLO}, 404),
        ({"model": "good", "messages": HELLO, "mood": "kind"}, 400),
        ({"model": "good", "messages": HELLO, "temperature": 3}, 400),
        ({"model": "good", "messages": HELLO, "stream_options": {}}, 400),
        ({"model": "good", "messages": HELLO, "response_format": {"type": "xml"}}, 400),
        (with_form(schema={"type": "array"}), 400),
        (with_form(name="two words", schema={"type": "object"}), 400),
        (with_form(schema={"type": "object", "properties": {"a": {}}}), 400),
        (
            with_form(
                schema={"type": "object", "properties": {"a": {}}, "additionalProperties": False}
            ),
            400,
        ),
        ({"model": "good", "messages": HELLO, "tools": []}, 400),
        ({"model": "good", "messages": HELLO, "tool_choice": "auto"}, 400),
        ({"model": "good", "messages": HELLO}, 200),
    ],
)
def test_openais_protocol_is_kept_to(server: ModelServer, body: Any, status: int) -> None:
    assert post(server, OPENAI, body)[0] == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        ({"model": "good", "messages": HELLO}, 400),
        ({"model": "claude", "messages": HELLO, "max_tokens": 9}, 404),
        ({"model": "good", "messages": [], "max_tokens": 9}, 400),
        ({"model": "good", "messages": [{"role": "system"}], "max_tokens": 9}, 400),
        ({"model": "good", "messages": HELLO, "max_tokens": 9}, 200),
    ],
)
def test_anthropics_protocol_is_kept_to(server: ModelServer, body: Any, status: int) -> None:
    assert post(server, ANTHROPIC, body)[0] == status


@pytest.mark.parametrize("path", [OPENAI, ANTHROPIC])
@pytest.mark.parametrize("key", [None, "wrong"])
def test_a_key_is_needed(server: ModelServer, path: str, key: str | None) -> None:
    body = {"model": "good", "messages": HELLO, "max_tokens": 9}
    assert post(server, path, body, key)[0] == 401
    assert server.requests == []


def test_an_unknown_place_is_not_found(server: ModelServer) -> None:
    assert post(server, "/v1/embeddings", {})[0] == 404
