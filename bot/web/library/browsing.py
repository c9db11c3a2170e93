"""The pages that everybody may look at: documents, authorities, registers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import addresses
from bot.app import App
from bot.faults import NothingIndexedError
from bot.naming import AREAS, spoken
from bot.web.library import authorities, downloads, listing, registers
from bot.web.library.choices import Choices, choices_of, paged
from bot.web.library.indexed import failed_files
from bot.web.library.timeline import grade_words, marks
from bot.web.library.uploads import Uploads
from bot.web.site import Site
from bot.web.visitors import visitor_of
from corpus.catalogue.catalogue import FileRecord
from corpus.documents import KINDS, Document
from retrieval.query import Filters
from retrieval.registers import Graded, Holding, Listed

_ROWS: Final = 50
_LISTS: Final = 15
_GRADES: Final = 100
_NEWEST: Final = 10


class Browsing:
    """Makes the pages; each method is the handler of one."""

    def __init__(self, site: Site, uploads: Uploads) -> None:
        self._site = site
        self._uploads = uploads

    def routes(self) -> Sequence[BaseRoute]:
        """Where the pages are."""
        return (
            Route(addresses.LIBRARY, self.documents),
            Route(addresses.AUTHORITIES, self.authorities),
            Route(f"{addresses.AUTHORITIES}/{{name:path}}", self.authority),
            Route(addresses.RECOMMENDATIONS, self.recommendations),
            Route(f"{addresses.RECOMMENDATIONS}.json", partial(self.items, downloads.items_json)),
            Route(f"{addresses.RECOMMENDATIONS}.csv", partial(self.items, downloads.items_csv)),
            Route(addresses.JUDGEMENTS, self.judgements),
            Route(f"{addresses.JUDGEMENTS}.json", partial(self.grades, downloads.grades_json)),
            Route(f"{addresses.JUDGEMENTS}.csv", partial(self.grades, downloads.grades_csv)),
        )

    def documents(self, request: Request) -> Response:
        """Every document that is chosen, by page."""
        app = self._app(request)
        every = held_by(app)
        choices = choices_of(request, listing.NAMES)
        entries = listing.entries_of(every, choices)
        page = paged(entries, choices, _ROWS)
        return self._site.pages.html(
            request,
            "library/list.html",
            choices=choices,
            paged=page,
            rows=listing.rows_of(page.items, every),
            matching=len(entries) + sum(len(entry.parts) for entry in entries),
            documents=len(every),
            filters=_filters(every, choices, listing.UNKNOWN),
            standings=listing.STANDINGS,
            orders=listing.ORDERS,
            unread=len(failed_files(files_seen(app), self._uploads.folder)),
        )

    def authorities(self, request: Request) -> Response:
        """The authorities that documents are about."""
        found = authorities.overviews(held_by(self._app(request)))
        return self._site.pages.html(request, "library/authorities.html", overviews=found)

    def authority(self, request: Request) -> Response:
        """One authority: its history, what it is to improve now, its newest documents."""
        app = self._app(request)
        name = request.path_params["name"]
        every = held_by(app)
        theirs = [held for held in every if held.document.authority == name]
        if not theirs:
            raise HTTPException(404)
        of_it = Filters(authorities=(name,))
        known = _known(every)
        current = registers.whole_lists(app.recommendations(of_it, current=True))
        of_library = Choices(addresses.LIBRARY, {"authority": name})
        newest = listing.entries_of(every, of_library)[:_NEWEST]
        return self._site.pages.html(
            request,
            "library/authority.html",
            name=name,
            overview=authorities.overviews(theirs)[0],
            history=authorities.history_of(theirs, app.judgements(of_it), datetime.now(UTC).date()),
            marks=marks(),
            recommended=registers.by_authority(current, known),
            newest=listing.rows_of(newest, every),
            documents=len(theirs),
            choices=of_library,
        )

    def recommendations(self, request: Request) -> Response:
        """What must improve, whole lists by page."""
        app = self._app(request)
        every, choices = held_by(app), choices_of(request, registers.OF_ITEMS)
        items = self._items(app, choices)
        page = paged(registers.whole_lists(items), choices, _LISTS)
        return self._site.pages.html(
            request,
            "library/recommendations.html",
            choices=choices,
            paged=page,
            groups=registers.by_authority(page.items, _known(every)),
            items=len(items),
            filters=_filters(every, choices),
            which=registers.WHICH,
            chosen_which=registers.which_of(choices),
        )

    def judgements(self, request: Request) -> Response:
        """The grades that inspections gave, by page."""
        app = self._app(request)
        every, choices = held_by(app), choices_of(request, registers.OF_GRADES)
        all_of_them = self._graded(app, Choices(choices.path, {}))
        graded = registers.chosen_grades(self._graded(app, choices), choices)
        page = paged(graded, choices, _GRADES)
        return self._site.pages.html(
            request,
            "library/judgements.html",
            choices=choices,
            paged=page,
            rows=registers.rows_of(page.items, _known(every)),
            filters=_filters(every, choices),
            which=registers.WHICH,
            chosen_which=registers.which_of(choices),
            areas={area: AREAS[area] for area in registers.areas_of(all_of_them)},
            grades={grade: grade_words(grade) for grade in registers.GRADES},
        )

    def items(self, download: Callable[[Sequence[Listed]], Response], request: Request) -> Response:
        """The chosen items as a file."""
        choices = choices_of(request, registers.OF_ITEMS)
        self._note(request, "recommendations")
        return download(self._items(self._app(request), choices))

    def grades(
        self, download: Callable[[Sequence[Graded]], Response], request: Request
    ) -> Response:
        """The chosen grades as a file."""
        choices = choices_of(request, registers.OF_GRADES)
        graded = self._graded(self._app(request), choices)
        self._note(request, "judgements")
        return download(registers.chosen_grades(graded, choices))

    def _note(self, request: Request, what: str) -> None:
        # Not what was chosen: whatever stands in an address could be anything.
        self._site.note(visitor_of(request), "download", what=what)

    def _items(self, app: App, choices: Choices) -> list[Listed]:
        try:
            return app.recommendations(
                registers.filters_of(choices),
                current=registers.which_of(choices) == "current",
                board=choices.word("board", ("yes",)) is not None,
            )
        except NothingIndexedError:
            return []

    def _graded(self, app: App, choices: Choices) -> list[Graded]:
        try:
            return app.judgements(registers.filters_of(choices))
        except NothingIndexedError:
            return []

    def _app(self, request: Request) -> App:
        return self._site.seen_by(visitor_of(request))


def held_by(app: App) -> list[Holding]:
    """All documents, newest first; none where nothing is indexed."""
    try:
        return app.documents()
    except NothingIndexedError:
        return []


def files_seen(app: App) -> list[FileRecord]:
    """What became of every file that may be seen; none where nothing was indexed."""
    try:
        return app.files()
    except NothingIndexedError:
        return []


def _known(every: Sequence[Holding]) -> dict[str, Document]:
    return {held.document.id: held.document for held in every}


def _filters(
    every: Sequence[Holding], choices: Choices, unknown: str | None = None
) -> Mapping[str, object]:
    """What can be chosen, in the words of the form; `unknown` stands for no known authority."""
    names = {held.document.authority or unknown for held in every} - {None}
    kinds = {held.document.kind for held in every}
    chosen = choices.chosen.get("authority")
    return {
        "authorities": sorted(name for name in names if name and name != unknown),
        "unknown": unknown if unknown in names else None,
        "absent": chosen if chosen not in names else None,
        "kinds": {kind: spoken(kind).capitalize() for kind in KINDS if kind in kinds},
        "years": listing.years_of(every),
    }
