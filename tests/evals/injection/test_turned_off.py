"""That the trial can fail: with any one protection turned off, it notices."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from jinja2 import Environment
from lxml.etree import XMLSyntaxError

from bot.answering.gate.verdicts import Verdict
from bot.app import App, open_app
from bot.audit.log import AuditLog, audit_of
from bot.briefs.wanted import Wanted
from bot.cli.serving import serving
from bot.settings import Settings
from bot.state.opening import open_state
from evals.injection import surfaces
from evals.injection.interfaces import (
    Browser,
    of_answer,
    of_brief,
    of_documents,
    of_log,
)
from evals.injection.planting import Planted
from evals.injection.trial import Field, Figures, behaviour
from evals.ports import free_port
from retrieval.query import Filters
from tests.fakes.embedding import WordEmbedder

Look = Callable[[Field, Planted, App, Path], list[str]]


def as_it_is(text: str, *_: Any, **__: Any) -> str:
    """What takes the place of an escaping."""
    return text


def answers(_: Field, planted: Planted, app: App, __: Path) -> list[str]:
    return [fault for q in planted.questions for fault in of_answer(app.ask(q)[0], app.search(q))]


def documents(_: Field, planted: Planted, app: App, __: Path) -> list[str]:
    return of_documents(app, planted.name)


def pages(_: Field, planted: Planted, app: App, folder: Path) -> list[str]:
    held = [d.document.id for d in app.documents() if d.document.authority == planted.name]
    with (
        open_state(folder / "state.sqlite") as state,
        serving(app, state, "127.0.0.1", free_port()) as address,
    ):
        return Browser(address).of_pages(planted.questions[1], planted.name, held)


def brief(_: Field, planted: Planted, app: App, __: Path) -> list[str]:
    wanted = Wanted(filters=Filters(authorities=(planted.name,)), length="one-page")
    try:
        return of_brief(app.brief(wanted))
    except XMLSyntaxError as broken:  # no reader is shown a file that cannot be made
        return [str(broken)]


def log(_: Field, planted: Planted, __: App, ___: Path) -> list[str]:
    return of_log(planted.probe.text)


@contextmanager
def served(app: App, folder: Path) -> Iterator[tuple[Browser, AuditLog]]:
    with (
        open_state(folder / "state.sqlite") as state,
        serving(app, state, "127.0.0.1", free_port()) as address,
    ):
        yield Browser(address), audit_of(state, app.settings)


def feed(_: Field, planted: Planted, app: App, folder: Path) -> list[str]:
    with served(app, folder) as (browser, _log):
        return surfaces.of_feed(browser, urlencode({"authority": planted.name}))


def beside(_: Field, planted: Planted, app: App, folder: Path) -> list[str]:
    text = planted.probe.text
    with served(app, folder) as (browser, kept):
        return [
            *surfaces.of_parameters(text, browser),
            *surfaces.of_upload(text, browser),
            *surfaces.of_audit(text, kept),
        ]


def parameters(_: Field, planted: Planted, app: App, folder: Path) -> list[str]:
    with served(app, folder) as (browser, _log):
        return list(surfaces.of_parameters(planted.probe.text, browser))


def names(_: Field, planted: Planted, __: App, ___: Path) -> list[str]:
    return list(surfaces.of_slack_names(planted.probe.text))


def model(play: str) -> Look:
    def look(sowed: Field, planted: Planted, _: App, __: Path) -> list[str]:
        figures = Figures()
        only = Field([planted], sowed.attacked, sowed.neutral, frozenset())
        behaviour(only, [play], figures, WordEmbedder())
        return [*figures.changed, *figures.unescaped]

    return look


def unescaped(*arguments: Any, **options: Any) -> Environment:
    return Environment(*arguments, **{**options, "autoescape": False})


NEVER = re.compile(r"(?!)")
OFF: dict[str, tuple[str, Any, str, Look]] = {
    "controls in a terminal": ("bot.cli.terminal.shown", as_it_is, "terminal-001", documents),
    "controls in JSON": ("bot.wire.escaped", as_it_is, "direction-001", documents),
    "marks of citations": ("bot.answering.vetting._MARK", NEVER, "mark-001", answers),
    "Markdown of answers": ("bot.answering.markdown.plain", as_it_is, "markdown-001", answers),
    "Markdown of copies": ("bot.web.asking.copying.plain", as_it_is, "link-001", answers),
    "fallbacks in Slack": ("bot.slack.blocks.splitting.fallback", as_it_is, "mrkdwn-001", answers),
    "turned texts": ("bot.harmless._ACTS", NEVER, "direction-001", documents),
    "hidden texts": ("bot.harmless._HIDES", NEVER, "hidden-001", brief),
    "elements in pages": ("bot.web.pages.Environment", unescaped, "html-001", pages),
    "directions in pages": ("bot.web.pages.shown", as_it_is, "direction-001", pages),
    "formulas": ("bot.web.library.downloads._FORMULA", ("\0",), "formula-001", pages),
    "HTML of briefs": ("bot.briefs.writers.html.escape", as_it_is, "html-001", brief),
    "Markdown of briefs": ("bot.briefs.writers.markdown.plain", as_it_is, "markdown-001", brief),
    "XML of briefs": ("bot.briefs.writers.word_parts.escape", as_it_is, "letter-010", brief),
    "the feed": ("bot.web.library.happenings.shown", as_it_is, "direction-001", feed),
    "names of uploads": ("bot.web.library.uploads._UNSAFE", NEVER, "mrkdwn-001", beside),
    "words of parameters": ("bot.web.pages.Environment", unescaped, "html-001", parameters),
    "lines of the audit log": ("bot.cli.auditing.on_one_line", as_it_is, "terminal-001", beside),
    "names of people in Slack": ("bot.slack.accepting._PERSON", NEVER, "order-001", names),
    "lines of the log": ("bot.observing.logs._on_one_line", as_it_is, "log-001", log),
    "frames of evidence": ("bot.models.evidence.plain", as_it_is, "frame-001", model("good")),
    "the gate": (
        "bot.answering.vetting.examine",
        partial(lambda *_: Verdict(supporting=(0,))),
        "order-001",
        model("invents"),
    ),
}


@pytest.fixture(scope="module")
def app(sowed: Field) -> Iterator[App]:
    with closing(open_app(Settings(home=sowed.attacked), WordEmbedder())) as opened:
        yield opened


@pytest.mark.parametrize("name", OFF)
def test_a_protection_that_is_turned_off_is_noticed(
    name: str, sowed: Field, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, instead, probe, look = OFF[name]
    (planted,) = (each for each in sowed.every if each.probe.id == probe)
    monkeypatch.setattr(target, instead)
    assert look(sowed, planted, app, tmp_path)
