"""Slack over HTTP: a route for its events, commands and buttons, all at one address."""

import re

from slack_bolt import App as BoltApp
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

PATH = "/slack/events"
# Slack's own payloads are far smaller.
_LARGEST_BODY = 1_000_000
_NUMBER = re.compile(r"[0-9]{1,12}")


def slack_route(bolt: BoltApp) -> Route:
    """The route; signature and age of each request are verified by Bolt."""

    async def take(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST_BODY:
                return PlainTextResponse("too large", 413)
        # Slack's own verifier fails on a time that is no number, and would be told as a fault.
        if not _NUMBER.fullmatch(request.headers.get("x-slack-request-timestamp", "0")):
            return PlainTextResponse("not signed", 401)
        try:
            asked = to_bolt_request(request, body)
        except (UnicodeDecodeError, ValueError):
            return PlainTextResponse("not a request of Slack's", 400)
        # Listeners wait for the disk; the event loop must not.
        return to_starlette_response(await run_in_threadpool(bolt.dispatch, asked))

    return Route(PATH, take, methods=["POST"])
