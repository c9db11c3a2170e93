"""The reading room: a document, open where it is cited."""

import hashlib
import mimetypes
import re
from collections.abc import Sequence
from pathlib import PurePath

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from bot.answering.answers import Answer
from bot.app import App
from bot.reading import Reading
from bot.web.forms import posted, text_of
from bot.web.reading.marks import pages_of, passage_mark
from bot.web.reading.room import Open, Wanted, opened, room_of
from bot.web.reading.searching import LONGEST, MOST_HITS, hits
from bot.web.reading.sheets import (
    ZOOMS,
    Shown,
    file_of,
    pixels,
    printed,
    sheet_of,
    trouble_of,
)
from bot.web.site import Site
from bot.web.visitors import visitor_of
from corpus.readers.kept_pages import SCANS
from corpus.readers.originals import Originals, SourceError, SourceGoneError
from corpus.readers.page_viewer import PageViewer

# To be asked about each time: whoever may see it today may not tomorrow.
_PRIVATE = "private, no-cache"
_NUMBER = re.compile(r"\d{1,9}\Z")


def routes(site: Site) -> Sequence[BaseRoute]:
    """The pages of this part."""
    room = ReadingRoom(site)
    return (
        Route("/documents/{document}", room.page),
        Route("/documents/{document}/search", posted(room.search), methods=["POST"]),
        Route("/documents/{document}/file", room.original),
        Route("/documents/{document}/pages/{number:int}.png", room.page_picture),
        Route("/passages/{passage}.png", room.passage_picture),
    )


class ReadingRoom:
    """The handlers, and what they share: the process that draws, and which files are unchanged."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._viewer = PageViewer()
        self._originals = Originals()
        self._scans = site.app.settings.files_folder / SCANS

    def page(self, request: Request) -> Response:
        """A document, open at a page, with what it is opened for marked."""
        app = self._app(request)
        reading = self._reading(request, "a page")
        asked = request.query_params
        passage_id = asked.get("passage")
        passage = reading.passage(passage_id) if passage_id else None
        if passage_id and passage is None:
            return self._lost(request, reading)
        zoom = _number(asked.get("zoom"))
        wanted = Wanted(
            _number(asked.get("page")),
            _number(asked.get("start")),
            _number(asked.get("end")),
            _number(asked.get("at")),
            zoom if zoom in ZOOMS else ZOOMS[0],
            passage,
            self._answer(app, asked.get("answer")),
        )
        view = opened(reading, wanted)
        if view is None:
            raise HTTPException(404)
        return self._html(request, "room", room=room_of(view, *self._shown(view)))

    def search(self, request: Request, form: FormData) -> Response:
        """Where words stand in a document."""
        reading = self._reading(request, "a search")
        words = text_of(form, "words")[:LONGEST]
        found = hits(reading, words)
        response = self._html(
            request, "search", document=reading.document, words=words, hits=found, most=MOST_HITS
        )
        # Kept for the way back from a place that was found, which would ask to send the form again.
        response.headers["Cache-Control"] = _PRIVATE
        return response

    def original(self, request: Request) -> Response:
        """The file that the document was read from, to be saved, never to be shown."""
        reading = self._reading(request, "the file")
        file = file_of(reading)
        try:
            path = self._originals.find(file.paths, file.sha256)
        except SourceError as error:
            return self._html(
                request,
                "fileless",
                404 if isinstance(error, SourceGoneError) else 409,
                document=reading.document,
                gone=isinstance(error, SourceGoneError),
            )
        name = PurePath(path).name.encode("utf-8", "replace").decode()
        kind = mimetypes.guess_type(name)[0]
        # Whatever a browser might run is bytes to it.
        safe = kind if kind in ("application/pdf", "text/plain") else "application/octet-stream"
        return FileResponse(path, media_type=safe, filename=name)

    def page_picture(self, request: Request) -> Response:
        """The picture of a page."""
        reading = self._reading(request, "a picture")
        number = request.path_params["number"]
        if reading.page(number) is None:
            raise HTTPException(404)
        scale = pixels(_number(request.query_params.get("zoom")) or ZOOMS[0])
        tag = f'"{reading.document.sha256[:32]}-{number}-{scale:g}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=_kept(tag))
        try:
            picture = self._viewer.picture(file_of(reading), number, scale)
        except SourceError as error:
            raise HTTPException(404) from error
        return Response(picture, media_type="image/png", headers=_kept(tag))

    def passage_picture(self, request: Request) -> Response:
        """The picture of a passage alone, on the first page that it stands on."""
        app = self._app(request)
        identity = request.path_params["passage"]
        around = app.surroundings(identity)
        reading = app.reading(around[1].document_id) if around else None
        if around is None or reading is None:
            raise HTTPException(404)
        self._site.note_view(visitor_of(request), reading, "a picture")
        passage = around[1]
        page = next((reading.page(number) for number in pages_of(passage)), None)
        mark = passage_mark(page, passage) if page else None
        if page is None or mark is None:
            raise HTTPException(404)
        places = hashlib.sha256(repr(mark.stretches).encode()).hexdigest()[:16]
        tag = f'"{reading.document.sha256[:32]}-{page.number}-{places}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=_kept(tag))
        wanted = printed(reading, page, self._scans)
        try:
            picture = self._viewer.clipping(wanted, mark.stretches, pixels(ZOOMS[0]))
        except SourceError as error:
            raise HTTPException(404) from error
        return Response(picture, media_type="image/png", headers=_kept(tag))

    def _app(self, request: Request) -> App:
        return self._site.seen_by(visitor_of(request))

    def _reading(self, request: Request, what: str) -> Reading:
        """A document that the visitor may see, of which they are shown `what`."""
        reading = self._app(request).reading(request.path_params["document"])
        if reading is None:
            raise HTTPException(404)
        self._site.note_view(visitor_of(request), reading, what)
        return reading

    def _html(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> Response:
        return self._site.pages.html(request, f"reading/{template}.html", status, **values)

    def _lost(self, request: Request, reading: Reading) -> Response:
        """A passage that is no more: the index was made again since the link to it was."""
        return self._html(request, "lost", 404, document=reading.document)

    def _answer(self, app: App, identity: str | None) -> Answer | None:
        """An answer that may be shown here, None where it is not kept or may not."""
        answer = self._site.state.answers.get(identity) if identity else None
        return answer if answer is not None and app.may_show(answer) else None

    def _shown(self, view: Open) -> tuple[Shown | None, Sequence[str]]:
        """The page as it was published; or, without pages, whether the file is still the same."""
        if view.page.number is not None:
            return (
                sheet_of(
                    self._viewer,
                    view.reading,
                    view.page,
                    view.marks,
                    self._scans,
                    view.wanted.zoom,
                ),
                (),
            )
        file = file_of(view.reading)
        try:
            self._originals.find(file.paths, file.sha256)
        except SourceError as error:
            return None, (trouble_of(error),)
        return None, ()


def _number(text: str | None) -> int | None:
    return int(text) if text and _NUMBER.match(text) and text.isascii() else None


def _kept(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": _PRIVATE}
