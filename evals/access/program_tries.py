"""Tries on the program itself, as every interface uses it; what comes back is JSON."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot import wire
from bot.app import App
from bot.briefs.files import contents
from bot.briefs.wanted import Wanted
from bot.faults import MendableError
from evals.access.questions import CHECKED, FOLLOW_UPS, NAMES, OF_THE_HIDDEN, SAMPLE, TOPICS
from evals.access.trying import Standing, Try
from evals.access.world import SET, World
from retrieval.query import Filters, Query

_QUESTIONS = (*OF_THE_HIDDEN, *SAMPLE)
# Some of an answer of each kind: what is asked costs more than the rest.
_SEARCHED = 30
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


def tries(full: World) -> Iterator[Try]:
    """All of them; ids and queries of what is hidden are taken from the world that has it."""
    for question in (*_QUESTIONS, *NAMES):
        yield _try("ask", question, partial(_asked, question=question))
    for question in (*_QUESTIONS[:_SEARCHED], *NAMES):
        yield _try("search", question, partial(_searched, question=question))
        yield _try("outlook", question, partial(_looked, question=question))
    yield from _follow_ups(full)
    for text in CHECKED:
        yield _try("check", text, partial(_checked, text=text))
    yield from _briefs()
    yield from _lists()
    yield from _ids(full)


def _follow_ups(full: World) -> Iterator[Try]:
    """Follow-ups of questions that somebody asked who sees more."""
    for number, first in enumerate(OF_THE_HIDDEN[:24]):
        _, query = full.app.ask(first)
        follow = FOLLOW_UPS[number % len(FOLLOW_UPS)]

        def do(app: App, follow: str = follow, query: Query | None = query) -> object:
            answer, then = app.ask(follow, None, query)
            return [wire.answer_json(answer, explain=True), repr(then and then.authorities)]

        yield _try("follow-up", follow, do, typed=f"{first} {follow}")


def _briefs() -> Iterator[Try]:
    for topic in TOPICS:
        for authority in ("Aldermere", "Quellmarsh"):
            wanted = Wanted(topic, Filters((authority,)), topic == "", "full")

            def do(app: App, wanted: Wanted = wanted) -> object:
                return contents(app.brief(wanted), ".md", None).decode()

            yield _try("brief", f"{authority}: {topic}", do, typed=f"{authority} {topic}")


def _lists() -> Iterator[Try]:
    def each(name: str, do: Callable[[App], object]) -> Try:
        return _try("lists", name, do)

    yield each("documents", lambda app: [wire.document_json(d) for d in app.documents()])
    yield each("judgements", lambda app: [wire.judgement_json(j) for j in app.judgements()])
    for current in (True, False):
        for board in (True, False):
            yield each(
                f"recommendations {current} {board}",
                partial(_items, current=current, board=board),
            )
    yield each("authorities", lambda app: list(app.authorities()))
    yield each("home", lambda app: app.home())
    yield each("files", lambda app: [(f.path.rsplit("/", 1)[-1], f.outcome) for f in app.files()])
    yield each("failures", lambda app: app.failures())
    yield each("outdated", lambda app: app.outdated())
    yield each("removed", lambda app: [d.title for d in app.removed()])
    yield each("superseded", lambda app: sorted(app.superseded()))
    yield each("changes", lambda app: [repr(change) for change in app.changed_since(_EVER)])
    # When they came is another moment in each world.
    yield each("turns", lambda app: [repr(turn.changes) for turn in app.turns(_EVER)])
    for name in ("Aldermere", "Quellmarsh", "Thornbeck"):
        by = Filters((name,))
        yield each(f"grades of {name}", partial(_graded, by=by))
        yield each(f"items of {name}", partial(_listed, by=by))


def _ids(full: World) -> Iterator[Try]:
    """Ids of what is hidden, whole and begun, from wherever somebody has them."""
    known = {held.document.id for held in full.app.seeing([]).documents()}
    hidden = [h.document.id for h in full.app.documents() if h.document.id not in known]
    for identity in hidden:
        for begun in (identity, identity[:8], identity[:1]):
            yield _try("ids", f"document {begun}", partial(_shown, identity=begun), typed=identity)
        yield _try("ids", f"reading {identity}", partial(_read, identity=identity))
        yield _try("ids", f"sees {identity}", partial(_sees, identity=identity))
    for passage in _passages(full, hidden):
        yield _try("ids", f"passage {passage}", partial(_around, passage=passage))


def _passages(full: World, hidden: list[str]) -> list[str]:
    found = []
    for identity in hidden:
        reading = full.app.reading(identity)
        assert reading is not None
        found += [passage.id for passage in reading.passages[:4]]
    return found


def _items(app: App, *, current: bool, board: bool) -> object:
    every = app.recommendations(current=current, board=board)
    return [wire.recommendation_json(each) for each in every]


def _graded(app: App, by: Filters) -> object:
    return app.judgements(by)


def _listed(app: App, by: Filters) -> object:
    return app.recommendations(by)


def _sees(app: App, identity: str) -> object:
    return app.sees([identity])


def _checked(app: App, text: str) -> object:
    return wire.checked_json(app.check(text))


def _read(app: App, identity: str) -> object:
    return repr(app.reading(identity))


def _around(app: App, passage: str) -> object:
    return repr(app.surroundings(passage))


def _asked(app: App, question: str) -> object:
    answer, query = app.ask(question)
    return [wire.answer_json(answer, explain=True), repr(query and query.authorities)]


def _searched(app: App, question: str) -> object:
    # Their scores are sums whose last digits are not the same twice.
    hits = [wire.hit_json(hit) for hit in app.search(question, k=50).hits]
    return [(hit["rank"], round(hit["score"], 6), hit["passage"]) for hit in hits]


def _looked(app: App, question: str) -> object:
    screened = app.screened(question)
    if screened.question is None:
        return screened.refusal and screened.refusal.text
    return repr(app.outlook(screened.question))


def _shown(app: App, identity: str) -> object:
    return wire.document_json(app.document(identity))


def _try(interface: str, name: str, do: Callable[[App], Any], typed: str | None = None) -> Try:
    def run(world: World, standing: Standing) -> bytes:
        app = world.app.seeing([SET] if standing == "leader" else [])
        try:
            came = do(app)
        except MendableError as error:
            came = f"{type(error).__name__}: {error}"
        except (LookupError, ValueError) as error:  # a page of its own on the web: that tells
            came = type(error).__name__
        return json.dumps(came, ensure_ascii=False, default=str).encode("utf-8", "replace")

    return Try(interface, name, run, name if typed is None else typed)
