"""Answers that are waited for: as a page once there is one, or told of as it comes about."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from bot.web.asking.asked import Result
from bot.web.asking.desk import Errand

# How soon it is looked whether the status has changed, at first and at last: each look is slower
# than the one before, so that very many who wait are no work. When a silent line is kept alive.
_LOOK, _SLOWEST, _HEARTBEAT = 0.2, 2.0, 10.0


class Awaited(Response):
    """The response that `make` makes of what comes of an errand. No thread waits meanwhile."""

    def __init__(self, errand: Errand, make: Callable[[Result], Response]) -> None:
        super().__init__()
        self._errand = errand
        self._make = make

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait, and respond."""
        # Waiting that is given up leaves the errand alone: its answer is kept all the same.
        await asyncio.wait({asyncio.wrap_future(self._errand.future)})
        response = await run_in_threadpool(self._make, self._errand.future.result())
        await response(scope, receive, send)


def events(
    errand: Errand,
    status: Callable[[Errand], str],
    told: Callable[[Result], tuple[str, Mapping[str, object]]],
    heartbeat: float = _HEARTBEAT,
) -> StreamingResponse:
    """Server-sent events: `status` as it changes, then the one event that `told` makes."""
    return StreamingResponse(
        _events(errand, status, told, heartbeat),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _events(
    errand: Errand,
    status: Callable[[Errand], str],
    told: Callable[[Result], tuple[str, Mapping[str, object]]],
    heartbeat: float,
) -> AsyncIterator[str]:
    future = asyncio.wrap_future(errand.future)
    loop = asyncio.get_running_loop()
    before, spoken, pause = "", loop.time(), _LOOK
    while not future.done():
        if (now := status(errand)) != before:
            before, spoken = now, loop.time()
            yield event("status", {"text": now})
        elif loop.time() - spoken >= heartbeat:
            spoken = loop.time()
            yield ": still at it\n\n"
        # An answer that is there ends the pause.
        await asyncio.wait({future}, timeout=pause)
        pause = min(1.5 * pause, _SLOWEST)
    # An answer that comes at once says what was read for it too.
    if (last := status(errand)) != before:
        yield event("status", {"text": last})
    name, data = await run_in_threadpool(told, errand.future.result())
    yield event(name, data)


def event(name: str, data: Mapping[str, object]) -> str:
    """One event, its data on one line of JSON."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
