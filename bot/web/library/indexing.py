"""The pages on what is indexed, and on a run that goes on."""

import os
from collections.abc import Awaitable, Callable, Sequence

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import addresses
from bot.state.runs import Run
from bot.web.forms import posted, text_of
from bot.web.headway import Headway, events
from bot.web.library.browsing import files_seen, held_by
from bot.web.library.indexed import (
    RUNS,
    address_of,
    failed_files,
    files_of,
    headway_of,
    moment,
    run_view,
)
from bot.web.library.indexer import Indexer
from bot.web.library.uploads import Uploads
from bot.web.site import Site
from bot.web.visitors import Role, Visitor, required, visitor_of

_RECENT = 20

Endpoint = Callable[[Request], Awaitable[Response]]


class Indexing:
    """Makes the pages; each method is the handler of one."""

    def __init__(self, site: Site, uploads: Uploads, indexer: Indexer) -> None:
        self._site = site
        self._uploads = uploads
        self._indexer = indexer

    def routes(self) -> Sequence[BaseRoute]:
        """Where the pages are."""
        return (
            Route(addresses.INDEX, self.index),
            Route(f"{addresses.INDEX}/again", for_owners(posted(self.again)), methods=["POST"]),
            Route(f"{addresses.INDEX}/discard", for_owners(posted(self.discard)), methods=["POST"]),
            Route(f"{RUNS}/{{number:int}}", self.run),
            Route(f"{RUNS}/{{number:int}}/events", self.events),
        )

    def index(self, request: Request) -> Response:
        """When the index was last changed, what failed, and the last runs."""
        visitor = visitor_of(request)
        app = self._site.seen_by(visitor)
        records = files_seen(app)
        failed = failed_files(records, self._uploads.folder)
        # What runs did tells how many documents there are, so of those that are hidden as well.
        runs = self._site.state.runs.recent(_RECENT) if app.is_whole else []
        every = held_by(app)
        return self._site.pages.html(
            request,
            "library/index.html",
            updated=moment(app.updated()) if every else None,
            documents=len(every),
            files=sum(record.outcome != "failed" for record in records),
            failed=failed,
            uploaded={file.path for file in failed} & set(self._uploads.files()),
            outdated=[os.path.basename(path) for path in (app.outdated() if records else ())],
            unindexed=[os.path.basename(path) for path in self._unindexed(visitor)],
            runs=[run_view(run) for run in runs],
        )

    def run(self, request: Request) -> Response:
        """One run: how far it is, or what came of it, file by file."""
        app = self._site.seen_by(required(request, Role.OWNER))
        run = self._run(request)
        documents = [held.document for held in held_by(app)]
        return self._site.pages.html(
            request,
            "library/run.html",
            run=run_view(run),
            headway=headway_of(run, self._indexer.progress(run.number)),
            files=files_of(run.paths, files_seen(app), documents),
            uploaded=set(self._uploads.files()),
        )

    def events(self, request: Request) -> Response:
        """The headway of a run as server-sent events; the last one says that it is over."""
        required(request, Role.OWNER)
        self._run(request)

        def look() -> Headway:
            run = self._run(request)
            return headway_of(run, self._indexer.progress(run.number))

        return events(look)

    def again(self, request: Request, form: FormData) -> Response:
        """Index files once more: those that failed, were read long ago, or never were."""
        visitor = visitor_of(request)
        app = self._site.seen_by(visitor)
        which = text_of(form, "which")
        if which == "unindexed":
            paths = self._unindexed(visitor)
        elif which == "outdated":
            paths = app.outdated()
        elif which == "failed":
            paths = [file.path for file in failed_files(files_seen(app), self._uploads.folder)]
        else:
            raise HTTPException(400)
        there = [path for path in paths if os.path.lexists(path)]
        if not there:
            return RedirectResponse(addresses.INDEX, 303)
        self._site.note(visitor, "index", files=[os.path.basename(path) for path in there])
        return RedirectResponse(address_of(self._indexer.start(visitor.asker, there)), 303)

    def discard(self, request: Request, form: FormData) -> Response:
        """Delete an uploaded file of which nothing is in the index."""
        visitor = visitor_of(request)
        records = {record.path: record for record in files_seen(self._site.seen_by(visitor))}
        failed = {path for path, record in records.items() if record.outcome == "failed"}
        unneeded = failed.union(self._unindexed(visitor)).intersection(self._uploads.files())
        for path in unneeded:
            if os.path.basename(path) == text_of(form, "name"):
                self._site.note(visitor, "remove", upload=os.path.basename(path))
                self._uploads.discard(path)
                return RedirectResponse(addresses.INDEX, 303)
        raise HTTPException(404)

    def _unindexed(self, visitor: Visitor) -> list[str]:
        """Uploaded files that the index does not know and no run is about to look at."""
        if visitor.role < Role.OWNER:
            return []
        known = {record.path for record in files_seen(self._site.app)}
        for run in self._site.state.runs.recent(_RECENT):
            if not run.is_over:
                known.update(run.paths)
        app = self._site.seen_by(visitor)
        return [path for path in self._uploads.unindexed(known) if app.shows(path)]

    def _run(self, request: Request) -> Run:
        run = self._site.state.runs.get(request.path_params["number"])
        if run is None:
            raise HTTPException(404)
        return run


def for_owners(endpoint: Endpoint) -> Endpoint:
    """An endpoint that only owners may use, which is found out before anything is read."""

    async def guarded(request: Request) -> Response:
        required(request, Role.OWNER)
        return await endpoint(request)

    return guarded
