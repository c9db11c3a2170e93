"""Forms: read within bounds, then worked on in a thread."""

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive

# Our longest form holds a question, its filters and some words on an answer.
LARGEST = 100_000


def posted(
    handle: Callable[[Request, FormData], Response], largest: int = LARGEST, files: int = 0
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that reads a form of at most `largest` bytes and `files` files for `handle`.

    A larger one is answered with 413 as soon as that is known.
    """

    async def endpoint(request: Request) -> Response:
        bounded = Request(request.scope, _bounded(request, largest))
        async with bounded.form(
            max_files=files, max_fields=500, max_part_size=min(largest, LARGEST)
        ) as form:
            return await run_in_threadpool(handle, request, form)

    return endpoint


def text_of(form: FormData, name: str) -> str:
    """The text of a field, without white space around it; empty where there is none."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def texts_of(form: FormData, name: str) -> tuple[str, ...]:
    """The texts of all fields of this name that are not empty."""
    values = (value.strip() for value in form.getlist(name) if isinstance(value, str))
    return tuple(value for value in values if value)


def _bounded(request: Request, largest: int) -> Receive:
    if int(request.headers.get("content-length") or 0) > largest:
        raise HTTPException(413)
    read = 0

    async def receive() -> Message:
        nonlocal read
        message = await request.receive()
        read += len(message.get("body", b""))
        if read > largest:
            raise HTTPException(413)
        return message

    return receive
