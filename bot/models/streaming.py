"""Taking in what a model writes, piece by piece, and giving up on one that has stopped."""

import json
import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from langsmith import tracing_context

from bot.models.classifying import failure_of
from bot.models.faults import ModelFailedError

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

# Characters; whoever writes more than this has lost the thread.
_LONGEST = 200_000
# The end of the stream, with the error that ended it if one did.
_End = tuple[BaseException | None]


def taken_in(stream: "Callable[[], Iterator[BaseMessage]]", seconds: float, stall: float) -> str:
    """All that a stream of messages says: its text, or the arguments of its tool call.

    The first words may take all of `seconds`, since some models think first; after them no
    more than `stall` seconds may pass between two pieces. Raises `ModelFailedError`.
    """
    pieces: SimpleQueue[BaseMessage | _End] = SimpleQueue()
    given_up = Event()
    # A thread of its own, that nobody waits for: a client may be stuck in a read, and neither
    # the reader nor the end of the program must wait until its time is up.
    Thread(target=_pump, args=(stream, pieces, given_up), daemon=True).start()
    try:
        return _said(pieces, time.monotonic() + seconds, stall)
    finally:
        given_up.set()


def _pump(
    stream: "Callable[[], Iterator[BaseMessage]]",
    pieces: "SimpleQueue[BaseMessage | _End]",
    given_up: Event,
) -> None:
    try:
        # A variable in the environment must not send questions to a third party.
        with tracing_context(enabled=False):
            for piece in stream():
                pieces.put(piece)
                if given_up.is_set():
                    break
    except BaseException as error:  # handed to the thread that asked, which names it
        pieces.put((error,))
    else:
        pieces.put((None,))


def _said(pieces: "SimpleQueue[BaseMessage | _End]", until: float, stall: float) -> str:
    text: list[str] = []
    called: list[str] = []
    length = 0
    while True:
        left = until - time.monotonic()
        try:
            piece = pieces.get(timeout=max(0.0, min(left, stall) if length else left))
        except Empty:
            raise ModelFailedError("slow") from None
        if isinstance(piece, tuple):
            if piece[0] is not None:
                raise failure_of(piece[0]) from None
            return "".join(called) or "".join(text)
        text.append(str(piece.text))
        called.append(_arguments(piece))
        length += len(text[-1]) + len(called[-1])
        if length > _LONGEST:
            raise ModelFailedError("malformed")


def _arguments(piece: Any) -> str:
    """The arguments of a tool call as they were written: LangChain's own reading mends halves."""
    if (chunks := getattr(piece, "tool_call_chunks", None)) is not None:
        return "".join(chunk["args"] or "" for chunk in chunks)
    calls = getattr(piece, "tool_calls", None)
    return json.dumps(calls[0]["args"]) if calls else ""
