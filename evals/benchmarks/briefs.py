"""How long a full brief takes: of each of ten authorities, and of all documents as if of one.

Seconds are those of one processor, whatever else the machine does.

The index is of CORPUS and the sample corpus. The last is the worst there can be: every document
is then the subject's own.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any

from bot.answering.pipeline import Library
from bot.app import open_app
from bot.briefs.content import Brief
from bot.briefs.files import FORMATS, contents
from bot.briefs.making import brief_of
from bot.briefs.wanted import Wanted
from bot.settings import of_home
from corpus.documents import Document
from corpus.sample import DOCUMENTS
from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import measured, scrutineer
from evals.metrics import percentile
from retrieval.query import Filters
from retrieval.registers import Holdings

_AUTHORITIES = 10


def main() -> None:
    """Run the benchmark."""
    with options("briefs", __doc__ or "") as given:
        figures = measure(given)
        rows = [[name, *row.values()] for name, row in figures["briefs"].items()]
        show(
            "A full brief, seconds of one processor",
            ["", "documents cited", "statements", "made", "as DOCX"],
            rows,
        )
        written = [[suffix, seconds] for suffix, seconds in figures["written_s"].items()]
        show("Writing the largest, seconds of one processor", ["", "seconds"], written)
        save({"benchmark": "briefs", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """Seconds of briefs in one process, each file's writing apart."""
    home = given.work / "briefs"
    measured(scrutineer("index", given.corpus, DOCUMENTS, "--home", home), given.work)
    with closing(open_app(of_home(home))) as app:
        names = list(app.authorities())[:_AUTHORITIES]
        app.brief(_wanted(names[0]))  # what is opened once is not counted
        timed = {name: _timed(partial(app.brief, _wanted(name))) for name in names}
        updated = app.updated()
        library, holdings = app._on_library(lambda library: (library, _holdings(library)))
        one = names[0]
        every, alone = (
            _as_one(library, one),
            replace(holdings, documents=_of(holdings.documents, one)),
        )
        all_of_one = _timed(partial(brief_of, _wanted(one), every, alone, updated))
    briefs = {
        "median of ten authorities": _row(
            sorted(timed.values(), key=lambda t: t[1])[len(timed) // 2]
        ),
        "slowest of them": _row(max(timed.values(), key=lambda t: t[1])),
        "all documents as of one": _row(all_of_one),
    }
    written = {
        suffix: round(_timed(partial(contents, all_of_one[0], suffix, None))[1], 2)
        for suffix in FORMATS
    }
    return {
        "documents": len(library.documents),
        "briefs": briefs,
        "p95_s": round(percentile([seconds for _, seconds in timed.values()], 0.95), 2),
        "written_s": written,
    }


def _wanted(name: str) -> Wanted:
    return Wanted("", Filters(authorities=(name,)), neighbours=True)


def _timed(make: Callable[[], Any]) -> tuple[Any, float]:
    """What is made, and the seconds that this process alone took of a processor."""
    began = time.process_time()
    made = make()
    return made, time.process_time() - began


def _row(timed: tuple[Brief, float]) -> dict[str, Any]:
    brief, seconds = timed
    writing = _timed(partial(contents, brief, ".docx", None))[1]
    statements = list(brief.statements())
    cited = {identity for _, said in statements for identity in said.document_ids}
    return {
        "documents": len(cited),
        "statements": len(statements),
        "made_s": round(seconds, 2),
        "docx_s": round(writing, 2),
    }


def _holdings(library: Library) -> Holdings:
    return Holdings(library.documents, library.registers, {})


def _as_one(library: Library, name: str) -> Library:
    return replace(library, documents=_of(library.documents, name), known=(name,), home=name)


def _of(documents: Sequence[Document], name: str) -> list[Document]:
    return [replace(document, authority=name) for document in documents]


if __name__ == "__main__":
    main()
