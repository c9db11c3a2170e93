"""The HTTP application: the routes that are given to it, and whether it is well."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.faults import MendableError


def site(app: App, routes: Sequence[BaseRoute] = ()) -> Starlette:
    """The application; `/healthz` answers 200 while questions can be answered, else 503."""

    def health() -> JSONResponse:
        try:
            documents = len(app.documents())
        except MendableError as error:
            return JSONResponse({"status": "unwell", "reason": str(error)}, 503)
        return JSONResponse({"status": "ok", "documents": documents})

    async def healthz(_request: Request) -> JSONResponse:
        return await run_in_threadpool(health)

    return Starlette(routes=[Route("/healthz", healthz), *routes])
