"""A front for those who know one address: each connection to the next server that takes it."""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from threading import Thread

from evals.ports import free_port

_BLOCK = 65_536


@contextmanager
def front(ports: Sequence[int]) -> Iterator[int]:
    """The port of a front, on this machine, before servers at these ports of it."""
    loop, port = asyncio.new_event_loop(), free_port()
    turn = count()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = next(turn)
        for number in range(len(ports)):
            chosen = ports[(first + number) % len(ports)]
            try:
                there, back = await asyncio.open_connection("127.0.0.1", chosen)
            except OSError:
                continue
            await asyncio.gather(_pour(reader, back), _pour(there, writer))
            return
        writer.close()

    listening = loop.run_until_complete(asyncio.start_server(take, "127.0.0.1", port))
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        listening.close()
        loop.run_until_complete(_end(asyncio.all_tasks(loop)))
        loop.close()


async def _end(tasks: Collection["asyncio.Task[None]"]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        with suppress(OSError):
            while block := await source.read(_BLOCK):
                sink.write(block)
                await sink.drain()
    finally:
        sink.close()
