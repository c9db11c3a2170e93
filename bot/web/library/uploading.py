"""Uploading files: a form, and what became of each file that it brought."""

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import addresses
from bot.app import App
from bot.faults import MendableError
from bot.naming import spoken
from bot.web.forms import posted, text_of
from bot.web.library.browsing import files_seen, held_by
from bot.web.library.indexed import address_of
from bot.web.library.indexer import Indexer
from bot.web.library.indexing import for_owners
from bot.web.library.listing import Link, link_of
from bot.web.library.uploads import Uploads
from bot.web.site import Site
from bot.web.visitors import Role, required, visitor_of
from corpus.authorities import known_names
from corpus.documents import KINDS
from corpus.given import GivenError, checked
from corpus.readers.extracts import Refusal

MOST_FILES: Final = 50
ADDRESS: Final = f"{addresses.LIBRARY}/upload"

_MEGABYTE = 1_000_000
# Boundaries, names and the other fields of the form, beside the files.
_AROUND = 200_000
_DAYS: Final = {"published": "Published", "meeting": "Of a meeting"}
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file of the form and what became of it.

    `reason` says why it was not kept; `documents` are those of a file that was here before.
    """

    name: str
    reason: str | None = None
    documents: tuple[Link, ...] = ()


class Uploading:
    """Makes the pages; each method is the handler of one."""

    def __init__(self, site: Site, uploads: Uploads, indexer: Indexer) -> None:
        self._site = site
        self._uploads = uploads
        self._indexer = indexer

    def routes(self) -> Sequence[BaseRoute]:
        """Where the pages are."""
        largest = self._site.app.settings.upload_limit * _MEGABYTE + _AROUND
        # More files than are taken are read, to be told of in words.
        endpoint = posted(self.upload, largest, files=10 * MOST_FILES)
        return (
            Route(ADDRESS, self.form),
            Route(ADDRESS, for_owners(endpoint), methods=["POST"]),
        )

    def form(self, request: Request) -> Response:
        """The empty form."""
        required(request, Role.OWNER)
        return self._form(request, {}, {})

    def upload(self, request: Request, form: FormData) -> Response:
        """Keep what can be read, and have it indexed."""
        visitor = visitor_of(request)
        app = self._site.seen_by(visitor)
        files = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
        files = [file for file in files if file.filename]
        values = {name: text_of(form, name) for name in ("authority", "kind", "date", "dated")}
        given, faults = _given(values)
        if not files:
            faults["files"] = "Choose at least one file."
        elif len(files) > MOST_FILES:
            faults["files"] = f"Choose at most {MOST_FILES} files at once; these are {len(files)}."
        if faults:
            return self._form(request, values, faults)
        arrived: list[Arrived] = []
        paths: list[str] = []
        for file in files:
            result = self._take(app, file, given)
            if isinstance(result, str):
                paths.append(result)
            else:
                arrived.append(result)
        if paths:
            files_kept = [os.path.basename(path) for path in paths]
            self._site.note(visitor, "upload", files=files_kept, given=given)
        run = self._indexer.start(visitor.asker, list(dict.fromkeys(paths))) if paths else None
        if run is not None and not arrived:
            return RedirectResponse(address_of(run), 303)
        return self._site.pages.html(
            request,
            "library/uploaded.html",
            200 if run is not None or any(each.documents for each in arrived) else 422,
            refused=[each for each in arrived if each.reason is not None],
            known=[each for each in arrived if each.reason is None],
            taken=[os.path.basename(path) for path in paths],
            run=None if run is None else address_of(run),
        )

    def _take(self, app: App, file: UploadFile, given: Mapping[str, str]) -> str | Arrived:
        """The path at which a file waits to be indexed; or why it does not."""
        name = _harmless(app, re.split(r"[/\\]", file.filename or "")[-1])
        shown = _shown(name)
        data = file.file.read()
        sha256 = hashlib.sha256(data).hexdigest()
        for record in files_seen(app):
            if record.sha256 == sha256 and record.outcome != "failed":
                at = {record.path, record.duplicate_of}
                found = [h.document for h in held_by(app) if h.document.path in at]
                return Arrived(shown, documents=tuple(link_of(document) for document in found))
        try:
            kept = self._uploads.keep(name, data, given)
        except OSError as error:
            raise MendableError(
                f"The file cannot be kept on the server ({error.strerror}). Whoever looks after it "
                "can make room, or see to the permissions of its folder."
            ) from error
        return Arrived(shown, kept.reason) if isinstance(kept, Refusal) else kept.path

    def _form(
        self, request: Request, values: Mapping[str, str], faults: Mapping[str, str]
    ) -> Response:
        return self._site.pages.html(
            request,
            "library/upload.html",
            422 if faults else 200,
            values={"authority": "", "kind": "", "date": "", "dated": "published", **values},
            faults=faults,
            limit=self._site.app.settings.upload_limit,
            most=MOST_FILES,
            names=sorted(set(known_names().values())),
            kinds={kind: spoken(kind).capitalize() for kind in KINDS},
            days=_DAYS,
            folder_is_open=not self._site.app.settings.document_sets,
        )


def _given(values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What is given for the files, checked, and what cannot be taken, by the form's fields."""
    dated = values["dated"] if values["dated"] in _DAYS else "published"
    given: dict[str, str] = {}
    faults: dict[str, str] = {}
    for field, key in (("authority", "authority"), ("kind", "kind"), ("date", dated)):
        if values[field]:
            try:
                given[key] = checked(key, values[field])
            except GivenError as error:
                faults[field] = str(error)
    return given, faults


def _harmless(app: App, name: str) -> str:
    """A file's name, empty where it holds personal data, which would stand in lists and logs."""
    stem = os.path.splitext(name)[0].replace("_", " ")
    refusal = app.screened(stem).refusal
    return "" if refusal is not None and refusal.kind == "personal_data" else name


def _shown(name: str) -> str:
    """What a file is called on the page, on one line."""
    return "".join(c if c.isprintable() else " " for c in name)[:_LONGEST_NAME] or "A file"
