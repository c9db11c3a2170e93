"""What the first page shows: what there is to be asked about, and what was asked before."""

from dataclasses import dataclass

from bot import addresses
from bot.app import App
from bot.suggesting import Holds, Offer, offers
from corpus.documents import Document
from corpus.registers.judgements import Grade
from retrieval.query import Filters
from retrieval.registers import Graded
from retrieval.search.scope import spoken_date

_ACROSS: tuple[Grade, ...] = ("inadequate", "outstanding")


@dataclass(frozen=True, slots=True)
class Newest:
    """The document of the latest day."""

    title: str
    dated: str
    address: str


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds, in words, and what may be asked of it."""

    documents: str
    authorities: str
    newest: Newest | None
    changed: str
    changed_at: str
    offers: tuple[Offer, ...]


def indexed(app: App) -> Indexed:
    """What the index holds as `app` sees it. Raises `NothingIndexedError`."""
    documents = [held.document for held in app.documents()]
    names = app.authorities()
    dated = next((d for d in documents if _is_dated(d)), None)
    changed = app.updated()
    return Indexed(
        documents=_counted(len(documents), "document", "documents"),
        authorities=_counted(len(names), "authority", "authorities"),
        newest=None if dated is None else _newest(dated),
        changed=f"{changed.day} {changed:%B %Y}",
        changed_at=changed.isoformat(timespec="minutes"),
        offers=offers(_holds(app, documents)),
    )


def _is_dated(document: Document) -> bool:
    dates = document.dates
    return bool(dates.inspected_to or dates.meeting or dates.published)


def _newest(document: Document) -> Newest:
    return Newest(document.title, spoken_date(document), addresses.document(document.id))


def _holds(app: App, documents: list[Document]) -> Holds:
    """What there is on the home authority, or that of the newest inspection where none is it."""
    home = app.home() or next((d.authority for d in documents if d.authority), None)
    every = app.judgements()
    of_home = [graded for graded in every if graded.document.authority == home]
    among = {graded.document.authority for graded in every if graded.current}
    return Holds(
        authority=home,
        listed=bool(home and app.recommendations(Filters(authorities=(home,)), current=True)),
        graded=any(graded.current for graded in of_home),
        changed=len({graded.document.id for graded in of_home}) > 1,
        across=_across(every) if len(among) > 1 else None,
    )


def _across(every: list[Graded]) -> Grade | None:
    """A grade that some authority has overall today, and that is worth asking about."""
    overall = {
        graded.judgement.grade
        for graded in every
        if graded.current and graded.judgement.area == "overall_effectiveness"
    }
    return next((grade for grade in _ACROSS if grade in overall), None)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
