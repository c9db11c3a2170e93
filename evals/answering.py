"""Step one of a run: the cases are asked, and what comes back is kept as it is."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from bot.answering.answers import Answer as Given
from bot.answering.pipeline import Library
from bot.app import App, homes_of, open_app
from bot.faults import MendableError
from bot.filtering import known_authorities
from bot.opening import Opener
from bot.seeing import EVERYTHING
from bot.settings import Settings
from bot.wire import answer_json, document_json, hit_json, recommendation_json
from evals.cases import Case, Narrowed
from evals.records import Answer
from retrieval.embedding.embedders import embedder_named
from retrieval.query import Filters, Query

HITS = 10
"""How many passages are kept of a search."""

Count = Callable[[str, int, int], None]
_ASKING = "Answering"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where cases are asked: the program, and the same index opened to look things up."""

    app: App
    opener: Opener

    def library(self) -> Library:
        """The newest generation of the index."""
        return self.opener.library(EVERYTHING)

    def documents(self) -> list[dict[str, Any]]:
        """The documents of the index as JSON."""
        return [document_json(held) for held in self.app.documents()]

    def lists(self) -> list[dict[str, Any]]:
        """What the documents of the index say must improve, as JSON."""
        return [recommendation_json(listed) for listed in self.app.recommendations()]


@contextmanager
def desk(settings: Settings) -> Iterator[Desk]:
    """Open the index in `settings.home`. Raises `MendableError` when there is none."""
    embedder = embedder_named(settings.embedder)
    app = open_app(settings, embedder)
    opener = Opener(
        homes_of(settings),
        lambda: embedder,
        settings.authority,
        settings.chroma_url,
        settings.chroma_from,
    )
    try:
        yield Desk(app, opener)
    finally:
        opener.close()
        app.close()


def answer_all(
    desk: Desk,
    cases: Sequence[Case],
    kept: Mapping[str, Answer],
    keep: Callable[[Answer], None],
    *,
    workers: int,
    count: Count,
) -> list[Answer]:
    """Ask the cases that are not in `kept` (by id); gives all answers, in the order of the cases.

    `keep` is given each new answer as soon as it is there, one at a time. A case that follows
    another is asked after it, in the same thread.
    """
    found = {case.id: kept[case.id] for case in cases if case.id in kept}
    turn = Lock()

    def done(answer: Answer) -> None:
        with turn:
            found[answer["case"]] = answer
            keep(answer)
            count(_ASKING, len(found), len(cases))

    count(_ASKING, len(found), len(cases))
    missing = [thread for thread in _threads(cases) if any(c.id not in kept for c in thread)]
    with ThreadPoolExecutor(workers) as pool:
        running: list[Future[None]] = [
            pool.submit(_converse, desk, thread, kept, done) for thread in missing
        ]
        try:
            for future in running:
                future.result()
        finally:  # when the user ends it, what has not begun is left for the next run
            pool.shutdown(cancel_futures=True)
    return [found[case.id] for case in cases]


def fingerprint(case: Case) -> str:
    """What an answer depends on of its case: what is scored may change, and it still holds."""
    asked = case.model_dump(
        mode="json", include={"id", "question", "first_question", "follows", "filters"}
    )
    told = json.dumps([asked, "retrieval" in case.used_by], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def filters_for(narrowed: Narrowed, known: Sequence[str]) -> Filters:
    """The filters of a case, authorities by the names that the index has for them."""
    return Filters(
        authorities=known_authorities(narrowed.authorities, known),
        kinds=narrowed.kinds,
        first=narrowed.first,
        last=narrowed.last,
        as_of=narrowed.as_of,
    )


def _threads(cases: Sequence[Case]) -> list[list[Case]]:
    """The cases in threads of conversation: each with those that follow it, in their order."""
    roots: dict[str, str] = {}
    threads: dict[str, list[Case]] = {}
    for case in cases:
        before = None if case.follows is None else roots.get(case.follows)
        roots[case.id] = root = before or case.id
        threads.setdefault(root, []).append(case)
    return list(threads.values())


def _converse(
    desk: Desk,
    thread: Sequence[Case],
    kept: Mapping[str, Answer],
    done: Callable[[Answer], None],
) -> None:
    """Ask the cases of a thread; those that were kept only for what follows them."""
    queries: dict[str, Query | None] = {}
    for case in thread:
        follows = queries.get(case.follows or "")
        answer, queries[case.id] = _asked(desk, case, follows)
        if case.id not in kept:
            done(answer)


def _asked(desk: Desk, case: Case, follows: Query | None) -> tuple[Answer, Query | None]:
    first: Given | None = None
    try:
        filters = filters_for(case.filters, desk.app.authorities())
        if case.first_question is not None:
            first, follows = desk.app.ask(case.first_question, filters)
        given, query = desk.app.ask(case.question, filters, follows)
    # A case that breaks the program is a case that failed, and the others go on.
    except Exception as error:
        return _broken(case, error), None
    return _recorded(desk, case, given, query, first), query


def _recorded(
    desk: Desk, case: Case, given: Given, query: Query | None, first: Given | None
) -> Answer:
    library = desk.library()
    ids = list(dict.fromkeys(citation.passage_id for citation in given.citations))
    return {
        **answer_json(given, explain=True),
        "case": case.id,
        "asked": fingerprint(case),
        "corrections": list(given.corrections),
        "first": None if first is None else answer_json(first),
        "passages": {p.id: p.text for p in library.passages.passages(ids)} if ids else {},
        "hits": _hits(library, query) if query is not None and "retrieval" in case.used_by else [],
    }


def _hits(library: Library, query: Query) -> list[dict[str, Any]]:
    found = library.search(query, HITS)
    return [hit_json(hit) for hit in found.hits]


def _broken(case: Case, error: Exception) -> Answer:
    said = str(error) if isinstance(error, MendableError) else f"{type(error).__name__}: {error}"
    return {
        "id": None,
        "question": case.question,
        "outcome": "failed",
        "text": said,
        "claims": [],
        "citations": [],
        "scope": {
            "authorities": [],
            "as_of": None,
            "from": None,
            "to": None,
            "kinds": [],
            "documents_searched": 0,
            "reading": "",
        },
        "caveats": [],
        "corrections": [],
        "suggestions": [],
        "dropped": [],
        "case": case.id,
        "asked": fingerprint(case),
        "first": None,
        "passages": {},
        "hits": [],
    }
