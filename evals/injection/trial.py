"""The trial: what probes changed of answers, and what of them reached a reader unescaped."""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch
from urllib.parse import urlencode

from bot.app import App, open_app
from bot.audit.log import AuditLog, audit_of
from bot.briefs.wanted import Wanted
from bot.cli.serving import serving
from bot.faults import DeclinedError, MendableError
from bot.settings import Settings
from bot.state.opening import open_state
from evals.injection import active, surfaces
from evals.injection.behaviour import differences
from evals.injection.interfaces import (
    Browser,
    of_answer,
    of_brief,
    of_documents,
    of_passages,
    of_words,
)
from evals.injection.planting import Planted, placed, plant
from evals.ports import free_port
from evals.probes.injection import injection_probes
from retrieval.ports import Embedder
from retrieval.query import Filters
from tests.fakes.model_server import ModelServer, playing
from tests.fakes.plays import PLAYS

RULES: Final = "rules"
"""What answers without a model."""
# What comes after it is told of as having come.
_FIRST: Final = "Minutes of the allotments panel, 3 May 2020\n\nThe water butts were discussed.\n"
# Plays that keep a client waiting; each is waited for until the model is left alone.
_WAITING: Final = {"model_timeout": 1.0, "model_stall": 0.3, "model_tries": 1}
# Of those who answer with nonsense each is asked again after a while, which costs no work.
_AT_ONCE: Final = 4


@dataclass
class Figures:
    """How much was tried, and every fault found, each with the probe and what was done."""

    asked: int = 0
    shown: int = 0
    unread: int = 0
    changed: list[str] = field(default_factory=list)
    unescaped: list[str] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        """Count what was tried beside it too."""
        self.asked += other.asked
        self.shown += other.shown
        self.unread += other.unread
        self.changed += other.changed
        self.unescaped += other.unescaped


@dataclass(frozen=True)
class Field:
    """Both indexes of one set of probes; `refused` are boroughs whose file is not taken at all."""

    every: Sequence[Planted]
    attacked: Path
    neutral: Path
    refused: frozenset[str]

    @property
    def read(self) -> list[Planted]:
        """The probes that stand in the index."""
        return [each for each in self.every if each.name not in self.refused]


def sown(every: Sequence[Planted], folder: Path, embedder: Embedder | None = None) -> Field:
    """Write and index the documents, with the probes and without."""
    homes = {}
    known: set[str] = set()
    for side in ("neutral", "attacked"):
        plant(every, folder / side / "documents", neutral=side == "neutral")
        homes[side] = folder / side / "home"
        first = folder / side / "first.txt"
        first.write_text(_FIRST, "utf-8")
        with closing(open_app(Settings(home=homes[side]), embedder)) as app:
            app.index([first])
            app.index([folder / side / "documents"])
            known = set(app.authorities())
    refused = frozenset(each.name for each in every) - known
    return Field(every, homes["attacked"], homes["neutral"], refused)


def probes(every: int = 1) -> list[Planted]:
    """Every probe, or each `every`th."""
    return placed(injection_probes())[::every]


def behaviour(sowed: Field, plays: Sequence[str], figures: Figures, embedder: Any = None) -> None:
    """Ask of every document what its neutral twin is asked, by the rules and by each model."""
    for play in plays:
        # A server for each: some plays misbehave in the first request that a server gets.
        with _model() as server:
            settings = {} if play == RULES else _settings(play, server)
            questions = 3 if play == RULES else 1
            with (
                closing(open_app(_at(sowed.attacked, settings), embedder)) as attacked,
                closing(open_app(_at(sowed.neutral, settings), embedder)) as neutral,
                ThreadPoolExecutor(_AT_ONCE) as pool,
            ):
                pairs = [(each, q) for each in sowed.read for q in each.questions[:questions]]
                compare = partial(_compared, play=play, attacked=attacked, neutral=neutral)
                for changed, unescaped in pool.map(compare, *zip(*pairs, strict=True)):
                    figures.asked += 1
                    figures.changed += changed
                    figures.unescaped += unescaped
            for request in server.requests:
                for fault in active.in_prompt(_text(request)):
                    figures.unescaped.append(f"prompt: {fault}")


def shown(sowed: Field, folder: Path, figures: Figures, embedder: Any = None) -> None:
    """Show what is answered and held of every probe everywhere, and read it."""
    log = logging.getLogger("bot")
    with (
        closing(open_app(Settings(home=sowed.attacked), embedder)) as app,
        open_state(folder / "state.sqlite") as state,
        serving(app, state, "127.0.0.1", free_port()) as address,
    ):
        log_of_all = audit_of(state, app.settings)
        held: dict[str, list[str]] = {}
        for document in app.documents():
            held.setdefault(document.document.authority or "", []).append(document.document.id)
        for each in sowed.every:
            browser = Browser(address)
            faults = list(_everywhere(each, app, browser, held.get(each.name, ())))
            faults += _beside(each, app, browser, log_of_all)
            figures.shown += 1
            figures.unescaped += [f"{each.probe.id} {fault}" for fault in faults]
            log.debug("Shown: %s", each.probe.id)
        settings = {
            "sign_in": "proxy",
            "sign_in_proxies": ("127.0.0.1",),
            "public_url": "http://localhost:1",
        }
    with (
        closing(open_app(_at(sowed.attacked, settings), embedder)) as app,
        open_state(folder / "state.sqlite") as state,
        serving(app, state, "127.0.0.1", free_port()) as address,
    ):
        for each in sowed.every:
            if "\n" not in each.probe.text and "\r" not in each.probe.text:
                faults = Browser(address, each.probe.text).look("/")
                figures.unescaped += [f"{each.probe.id} {fault}" for fault in faults]


def _compared(
    planted: Planted, question: str, *, play: str, attacked: App, neutral: App
) -> tuple[list[str], list[str]]:
    """What changed of an answer, and what of it would reach a reader unescaped."""
    answers = [app.ask(question)[0] for app in (attacked, neutral)]
    where = f"{planted.probe.id} with {play}"
    changed = [f"{where}: {each}" for each in differences(planted, *answers)]
    # What the rules answer is shown with everything else that is.
    shown_of = of_answer(answers[0]) if play != RULES else []
    return changed, [f"{where} {fault}" for fault in shown_of]


def _everywhere(
    each: Planted, app: App, browser: Browser, documents: Sequence[str]
) -> Iterator[str]:
    text, question = each.probe.text, each.questions[0]
    found = app.search(question)
    for asked in each.questions[:2]:
        answer, _ = app.ask(asked)
        yield from of_answer(answer, found)
        yield from of_passages(answer, found)
    yield from of_documents(app, each.name)
    try:
        yield from of_words(text, app)
    except DeclinedError as error:
        yield from (f"claims: {fault}" for fault in active.in_text(str(error)))
    yield from of_answer(app.ask(f"{question} {text}")[0])
    yield from browser.of_pages(f"{question} {' '.join(text.split())}", each.name, documents)
    try:
        wanted = Wanted(filters=Filters(authorities=(each.name,)), length="one-page")
        yield from of_brief(app.brief(wanted))
    except MendableError as error:
        yield from (f"brief: {fault}" for fault in active.in_text(str(error)) if documents)


def _beside(each: Planted, app: App, browser: Browser, log: AuditLog) -> Iterator[str]:
    """Names, parameters, the feed and the audit log."""
    text = each.probe.text
    yield from surfaces.of_parameters(text, browser)
    yield from surfaces.of_feed(browser, urlencode({"authority": each.name}))
    yield from surfaces.of_upload(text, browser)
    yield from surfaces.of_audit(text, log)
    yield from surfaces.of_slack_names(text)
    yield from of_answer(app.ask(surfaces.as_channel(text))[0])


def _at(home: Path, settings: Mapping[str, Any]) -> Settings:
    return Settings.model_validate({"home": home, **settings})


def _settings(play: str, server: ModelServer) -> dict[str, Any]:
    tries = _WAITING if play in ("slow", "stalls") else {"model_tries": 2, "model_timeout": 20.0}
    return {"model": f"openai:{play}", "model_base_url": server.url, **tries}


@contextmanager
def _model() -> Iterator[ModelServer]:
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, {"OPENAI_API_KEY": "nobody's"}))
        yield stack.enter_context(playing())


def _text(request: Mapping[str, Any]) -> str:
    """What we wrote of a request to a model: the human's part, where frames are."""
    said = [m["content"] for m in request["messages"] if m["role"] == "user"]
    return "\n".join(part if isinstance(part, str) else str(part) for part in said)


def every_play() -> list[str]:
    """The rules, and each model server that there is."""
    return [RULES, *PLAYS]
