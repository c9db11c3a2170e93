"""The form for a brief, the page of one that was asked for, and its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import addresses
from bot.app import App
from bot.audit.entries import Entry
from bot.briefs.files import Earlier, earlier_in
from bot.briefs.matters import AREAS
from bot.faults import MendableError, NothingIndexedError
from bot.web.briefs.order import LABELS, LENGTHS, Order, no_such, order_in, wanted
from bot.web.briefs.preview import preview_of
from bot.web.briefs.workshop import ENDINGS, Job, Made, Workshop, file_of
from bot.web.faults import RefusedError
from bot.web.forms import posted
from bot.web.headway import Headway, events
from bot.web.site import Site
from bot.web.visitors import Visitor, visitor_of

_AREAS = tuple(title for title, _ in AREAS)
_MEGABYTE = 1_000_000
_LARGEST_EARLIER = 5 * _MEGABYTE
# Boundaries, names and the other fields of the form, beside the file.
_AROUND = 100_000


def routes(site: Site) -> Sequence[BaseRoute]:
    """The pages of this part."""
    briefs = _Briefs(site)
    largest = _LARGEST_EARLIER + _AROUND
    return (
        Route(addresses.BRIEFS, briefs.form),
        Route(addresses.BRIEFS, posted(briefs.order, largest, files=1), methods=["POST"]),
        Route(f"{addresses.BRIEFS}/{{identity}}", briefs.brief),
        Route(f"{addresses.BRIEFS}/{{identity}}/events", briefs.events),
        Route(f"{addresses.BRIEFS}/{{identity}}/brief.{{ending}}", briefs.file),
    )


@dataclass(frozen=True, slots=True)
class Recent:
    """A brief that the visitor asked for before."""

    title: str
    address: str
    state: str
    at: str


class _Briefs:
    """The handlers. Threads share it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._workshop = Workshop(site)

    def form(self, request: Request) -> Response:
        """The form; an authority may be chosen in the address."""
        named = request.query_params.get("authority", "")
        return self._form(request, Order(authority=named), {}, "")

    def order(self, request: Request, form: FormData) -> Response:
        """Take an order; its page tells how far it is."""
        visitor = visitor_of(request)
        self._site.count(visitor)
        app, order = self._site.seen_by(visitor), order_in(form, _AREAS)
        # A topic that is not taken is neither kept nor shown again.
        if order.topic:
            screened = app.screened(order.topic)
            if screened.refusal is not None:
                return self._form(request, replace(order, topic=""), {}, screened.refusal.text)
            order = replace(order, topic=screened.question or "")
        try:
            asked, faults = wanted(order, app.authorities())
        except NothingIndexedError:
            return self._form(request, order, {}, "")
        earlier: Earlier | None = None
        try:
            earlier = _earlier(form)
        except MendableError as error:
            faults["since"] = str(error)
        if faults:
            return self._form(request, order, faults, "")
        details = {"authority": order.authority}
        entry = Entry(visitor.asker, "web", "brief", question=order.topic, details=details)
        self._site.audit.note(entry)
        job = self._workshop.take(visitor, order, asked, earlier)
        return RedirectResponse(addresses.brief(job.identity), 303)

    def brief(self, request: Request) -> Response:
        """How far a brief is, or the brief, or why there is none."""
        visitor = visitor_of(request)
        job = self._job(request, visitor)
        if job.failed:
            return self._form(request, job.order, {}, job.failed)
        made = self._made(visitor, job)
        return self._site.pages.html(
            request,
            "briefs/brief.html",
            job=job,
            headway=self._workshop.headway(job),
            at=_moment(job.at),
            shown=None if made is None else preview_of(made.brief),
            endings={
                words: addresses.brief_file(job.identity, ending)
                for ending, (words, _) in ENDINGS.items()
            },
        )

    def events(self, request: Request) -> Response:
        """How far a brief is as server-sent events; the last one says that it is there."""
        job = self._job(request, visitor_of(request))

        def look() -> Headway:
            return self._workshop.headway(job)

        return events(look)

    def file(self, request: Request) -> Response:
        """A brief as a file, to be saved."""
        visitor = visitor_of(request)
        job, ending = self._job(request, visitor), request.path_params["ending"]
        made = self._made(visitor, job)
        if made is None or ending not in ENDINGS:
            raise HTTPException(404)
        base = self._site.app.settings.public_url or str(request.base_url)
        name = f"inspection-brief-{_slug(made.brief.authority)}-{made.brief.made}.{ending}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        self._site.note(
            visitor, "download", what="brief", file=name, documents=made.brief.document_ids()
        )
        return Response(file_of(made, ending, base), media_type=ENDINGS[ending][1], headers=headers)

    def _job(self, request: Request, visitor: Visitor) -> Job:
        try:
            return self._workshop.of(visitor, request.path_params["identity"])
        except HTTPException:
            raise RefusedError(
                404,
                "That brief is not here",
                "Briefs are kept for you for seven days, or until others have taken their place. "
                "Make it again: that takes some seconds.",
            ) from None

    def _made(self, visitor: Visitor, job: Job) -> Made | None:
        """The brief once there is one. Raises `RefusedError` where it may not be seen any more."""
        made, app = self._workshop.made(job), self._site.seen_by(visitor)
        if made is None and job.is_made:
            raise RefusedError(404, "That brief cannot be read any more", "Make it again.")
        if made is not None and app.settings.document_sets and not app.sees(made.seen):
            raise RefusedError(
                404,
                "That brief cannot be shown any more",
                "It was made from documents of which some are no longer here for you to see. "
                "Make it again from those that are.",
            )
        return made

    def _form(
        self, request: Request, order: Order, faults: Mapping[str, str], refusal: str
    ) -> Response:
        """The form, filled in; with what is wrong in it, or why there is no brief."""
        visitor = visitor_of(request)
        app = self._site.seen_by(visitor)
        authorities, home = _known(app)
        if order.authority not in authorities:
            if order.authority and authorities and not faults:
                faults = {"authority": no_such(order.authority)}
            order = replace(order, authority=home)
        return self._site.pages.html(
            request,
            "briefs/form.html",
            422 if faults else 200,
            order=order,
            faults=faults,
            refusal=refusal.split("\n") if refusal else (),
            authorities=authorities,
            areas=_AREAS,
            lengths=LENGTHS,
            labels=LABELS,
            recent=[_recent(job) for job in self._workshop.recent(visitor)],
            largest=_LARGEST_EARLIER // _MEGABYTE,
        )


def _known(app: App) -> tuple[Sequence[str], str]:
    """The authorities that documents are about, and the one that is chosen first."""
    try:
        authorities = app.authorities()
        home = app.home() or ""
    except NothingIndexedError:
        return (), ""
    return authorities, home if home in authorities else ""


def _earlier(form: FormData) -> Earlier | None:
    """The earlier brief that was sent, None where none was. Raises `MendableError`."""
    sent = form.get("since")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return None
    return earlier_in(sent.file.read(), "The file")


def _recent(job: Job) -> Recent:
    state = "" if job.is_made else "not made" if job.failed else "being made"
    return Recent(job.order.title, addresses.brief(job.identity), state, _moment(job.at))


def _moment(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}, {at:%H:%M} UTC"


def _slug(name: str) -> str:
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower())
    return "-".join(part for part in kept.split("-") if part)
