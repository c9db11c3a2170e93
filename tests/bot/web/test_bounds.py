"""Bounds of requests, tried on the middleware itself: a test client sends bodies whole."""

import asyncio
from collections.abc import Sequence

import pytest
from starlette.types import Message, Receive, Scope, Send

from bot.web.bounds import LONGEST_ADDRESS, Bounds
from bot.web.faults import RefusedError


def _scope(path: bytes = b"/", query: bytes = b"") -> Scope:
    return {"type": "http", "raw_path": path, "query_string": query}


async def _sent(_: Message) -> None:
    raise AssertionError("nothing is sent")


def taken(messages: Sequence[Message], scope: Scope | None = None, **bounds: float) -> bytes:
    """What an application reads of a body that stops for good after these messages."""
    read: list[bytes] = []

    async def application(_scope: Scope, receive: Receive, _send: Send) -> None:
        while True:
            message = await receive()
            read.append(message.get("body", b""))
            if not message.get("more_body", False):
                return

    async def served() -> None:
        waiting = list(messages)

        async def receive() -> Message:
            if not waiting:
                await asyncio.Event().wait()
            return waiting.pop(0)

        await Bounds(application, **bounds)(scope or _scope(), receive, _sent)

    asyncio.run(served())
    return b"".join(read)


def part(body: bytes, *, more: bool = True) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_that_arrives_is_read() -> None:
    assert taken([part(b"a"), part(b"b"), part(b"c", more=False)]) == b"abc"


def test_nobody_waits_for_a_body_that_stops() -> None:
    with pytest.raises(RefusedError) as refused:
        taken([part(b"a")], patience=0.01)
    assert refused.value.status_code == 408
    assert refused.value.headers == {"Connection": "close"}


def test_nor_for_one_that_comes_for_ever() -> None:
    with pytest.raises(RefusedError) as refused:
        taken([part(b"a")] * 10, patience=60.0, longest=0.01)
    assert refused.value.status_code == 408


def test_whoever_reads_may_take_their_time_once_the_body_is_there() -> None:
    gone: list[Message] = []

    async def application(_scope: Scope, receive: Receive, _send: Send) -> None:
        await receive()
        waiting = asyncio.ensure_future(receive())
        await asyncio.sleep(0.05)
        assert not waiting.done()
        left.set()
        gone.append(await waiting)

    left = asyncio.Event()

    async def served() -> None:
        first = [part(b"", more=False)]

        async def receive() -> Message:
            if first:
                return first.pop()
            await left.wait()
            return {"type": "http.disconnect"}

        await Bounds(application, patience=0.01, longest=0.01)(_scope(), receive, _sent)

    asyncio.run(served())
    assert gone == [{"type": "http.disconnect"}]


def test_an_address_has_a_length() -> None:
    whole = [part(b"", more=False)]
    path, query = b"/" + b"x" * 99, b"q" * (LONGEST_ADDRESS - 100)
    assert taken(whole, _scope(path, query)) == b""
    with pytest.raises(RefusedError) as refused:
        taken(whole, _scope(path, query + b"q"))
    assert refused.value.status_code == 414
