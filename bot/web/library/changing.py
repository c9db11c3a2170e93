"""Changing what is indexed: removing documents, taking them in again, giving what they lack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import addresses
from bot.app import App
from bot.audit.entries import Action
from bot.faults import NothingIndexedError, UsageError
from bot.naming import spoken
from bot.web.forms import posted, text_of
from bot.web.library.browsing import held_by
from bot.web.library.indexing import for_owners
from bot.web.library.listing import link_of
from bot.web.site import Site
from bot.web.visitors import Role, required, visitor_of
from corpus.authorities import known_names
from corpus.documents import KINDS, Document
from corpus.given import KEYS, GivenError, checked
from retrieval.registers import Holding

REMOVED: Final = f"{addresses.LIBRARY}/removed"
_ONE: Final = f"{addresses.LIBRARY}/documents/{{identity}}"

_LABELS: Final[Mapping[str, str]] = {
    "title": "Title",
    "kind": "Kind",
    "authority": "Authority",
    "publisher": "Publisher",
    "lead_inspector": "Lead inspector",
    "inspected_from": "Inspected from",
    "inspected_to": "Inspected to",
    "published": "Published",
    "meeting": "Meeting",
    "not_before": "Not before",
    "not_after": "Not after",
}
_READ = "This was read in the document, so it can be corrected and not be left empty."


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was removed; `parts` are those of its parts that were removed too."""

    identity: str
    words: str
    kind: str
    file: str
    parts: int


class Changing:
    """Makes the pages; each method is the handler of one."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Sequence[BaseRoute]:
        """Where the pages are."""
        return (
            Route(f"{_ONE}/edit", self.form),
            Route(f"{_ONE}/edit", for_owners(posted(self.give)), methods=["POST"]),
            Route(f"{_ONE}/remove", self.confirm),
            Route(f"{_ONE}/remove", for_owners(posted(self.remove)), methods=["POST"]),
            Route(REMOVED, self.removed),
            Route(REMOVED, for_owners(posted(self.restore)), methods=["POST"]),
        )

    def form(self, request: Request) -> Response:
        """What is known of a document, to be corrected."""
        held = self._held(request)
        return self._form(request, held, _values(held.document), {})

    def give(self, request: Request, form: FormData) -> Response:
        """Give what was changed."""
        held = self._held(request)
        before, values = _values(held.document), {key: text_of(form, key) for key in KEYS}
        changed = {key: value for key, value in values.items() if value != before[key]}
        faults: dict[str, str] = {}
        for key, value in changed.items():
            try:
                if value:
                    checked(key, value, self._app(request).authorities())
                elif key not in held.document.given:
                    faults[key] = _READ
            except GivenError as error:
                faults[key] = str(error)
        if changed and not faults:
            try:
                self._note(request, "correct", held.document.id, given=changed)
                self._site.app.give(held.document.id, changed)
            except UsageError as error:
                faults["form"] = str(error)
        if faults:
            return self._form(request, held, values, faults)
        return RedirectResponse(addresses.document(held.document.id), 303)

    def confirm(self, request: Request) -> Response:
        """What would go with a document."""
        held = self._held(request)
        document = held.document
        parts = self._parts(request, document)
        ids = [document.id, *(part.id for part in parts)]
        return self._site.pages.html(
            request,
            "library/remove.html",
            document=link_of(document),
            kind=spoken(document.kind),
            file=document.path,
            recommendations=held.standing.recommendations,
            grades=len(held.standing.grades),
            parts=[link_of(part) for part in parts],
            answers=len(self._site.state.answers.resting_on(ids)),
            copies=len(held.standing.duplicates),
        )

    def remove(self, request: Request, _form: FormData) -> Response:
        """Take a document out of the index, with its parts."""
        identity = self._held(request).document.id
        self._note(request, "remove", identity)
        self._site.app.remove(identity, parts=True)
        return RedirectResponse(REMOVED, 303)

    def removed(self, request: Request) -> Response:
        """The documents that were removed."""
        required(request, Role.OWNER)
        found = self._removed(request)
        return self._site.pages.html(
            request,
            "library/removed.html",
            documents=[
                Removed(
                    document.id,
                    link_of(document).words,
                    spoken(document.kind),
                    PurePath(document.path).name,
                    sum(other.part_of == document.id for other in found),
                )
                for document in found
            ],
        )

    def restore(self, request: Request, form: FormData) -> Response:
        """Take a document in again, with its parts."""
        identity = text_of(form, "identity")
        if identity not in {document.id for document in self._removed(request)}:
            raise HTTPException(404)
        self._note(request, "restore", identity)
        self._site.app.restore(identity, parts=True)
        return RedirectResponse(addresses.document(identity), 303)

    def _note(self, request: Request, action: Action, identity: str, **details: object) -> None:
        self._site.note(visitor_of(request), action, document=identity, **details)

    def _form(
        self,
        request: Request,
        held: Holding,
        values: Mapping[str, str],
        faults: Mapping[str, str],
    ) -> Response:
        return self._site.pages.html(
            request,
            "library/edit.html",
            422 if faults else 200,
            document=link_of(held.document),
            file=PurePath(held.document.path).name,
            notes=held.document.notes,
            values=values,
            given=held.document.given,
            faults=faults,
            labels=_LABELS,
            names=sorted({*known_names().values(), *self._app(request).authorities()}),
            kinds={kind: spoken(kind).capitalize() for kind in KINDS},
        )

    def _app(self, request: Request) -> App:
        return self._site.seen_by(visitor_of(request))

    def _held(self, request: Request) -> Holding:
        """The document of the address. Raises `HTTPException`."""
        required(request, Role.OWNER)
        identity = request.path_params["identity"]
        for held in held_by(self._app(request)):
            if held.document.id == identity:
                return held
        raise HTTPException(404)

    def _parts(self, request: Request, head: Document) -> list[Document]:
        every = held_by(self._app(request))
        parts = [held.document for held in every if held.document.part_of == head.id]
        return sorted(parts, key=lambda part: part.first_page or 0)

    def _removed(self, request: Request) -> list[Document]:
        try:
            return self._app(request).removed()
        except NothingIndexedError:
            return []


def _values(document: Document) -> dict[str, str]:
    """What is known of a document as the fields of a form have it, by `KEYS`."""
    known = {
        key: getattr(document, key, None) or getattr(document.dates, key, None) for key in KEYS
    }
    return {key: "" if value is None else str(value) for key, value in known.items()}
