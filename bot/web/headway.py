"""How far long work is: on its page, and told to a script as it goes on."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

_BETWEEN_SECONDS = 0.5
# A stream ends by itself, so that a server that is to end waits for none; the browser asks again.
_STREAM_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Headway:
    """How far work is, in words and in numbers; nothing is known of `total` where it is 0."""

    words: str
    done: int
    total: int
    over: bool = False


def events(look: Callable[[], Headway]) -> StreamingResponse:
    """Server-sent events of what `look` sees, as it changes; the last one says that it is over."""

    async def stream() -> AsyncIterator[str]:
        yield "retry: 500\n\n"
        told = None
        for _ in range(int(_STREAM_SECONDS / _BETWEEN_SECONDS)):
            headway = await run_in_threadpool(look)
            if headway != told:
                told = headway
                yield f"data: {json.dumps(asdict(headway))}\n\n"
            if headway.over:
                return
            await asyncio.sleep(_BETWEEN_SECONDS)

    return StreamingResponse(stream(), media_type="text/event-stream")
