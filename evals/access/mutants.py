"""The program with its enforcement taken out in one place, to see whether the tries notice it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal
from unittest.mock import patch

import bot.app.program
import bot.opening
import bot.web.admin.routes
import bot.web.briefs.routes
from bot.app import App
from bot.seeing import (
    EVERYTHING,
    Contents,
    SeenMeaning,
    SeenPassages,
    SeenWords,
    Sight,
    visible,
)
from bot.slack.access import Access
from bot.slack.panes import Panes
from bot.slack.sights import Sights, Spot
from bot.web.asking.conversations import Conversation, Conversations, key_of
from bot.web.library.browsing import Browsing
from bot.web.reading.routes import ReadingRoom
from bot.web.site import Site
from evals.access.world import SET

Side = Literal["program", "web", "Slack"]
_BRIEFS = bot.web.briefs.routes._Briefs
_WHOLE = (
    *("ask", "search", "outlook", "check", "brief", "screened", "documents", "judgements"),
    *("recommendations", "authorities", "home", "files", "removed", "superseded", "document"),
    *("reading", "surroundings", "sees", "may_show", "changed_since", "turns"),
)
"""Methods of the program that tell of documents."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """Enforcement that is missing in one place; `side` is where it should be noticed first."""

    name: str
    side: Side
    holder: Any
    attribute: str
    put: Any


def mutants() -> Iterator[Mutant]:
    """All of them."""
    yield Mutant("every path is shown", "program", Sight, "shows", lambda *_: True)
    yield Mutant("every sight is whole", "program", Sight, "is_whole", property(lambda _: True))
    yield Mutant("narrowing does nothing", "program", Sight, "narrowed", lambda sight, _: sight)
    yield Mutant("any mark is covered", "web", Sight, "covers", lambda *_: True)
    yield Mutant("the grades of all", "program", bot.opening, "visible", _with("registers"))
    yield Mutant("the copies of all", "program", bot.opening, "visible", _with("copies"))
    yield Mutant("paths of all copies", "program", bot.opening, "visible", _with_paths)
    yield Mutant("any passage by its id", "program", SeenPassages, "passages", _passages)
    yield Mutant("passages of any document", "program", SeenPassages, "passages_of", _passages_of)
    yield Mutant("words of all", "program", SeenWords, "search", _words)
    yield Mutant("weights of all", "program", SeenWords, "document_frequency", _frequency)
    yield Mutant("meanings of all", "program", SeenMeaning, "search", _meanings)
    yield Mutant("pages of all", "program", bot.opening, "pages_of", lambda page_of, _: page_of)
    yield Mutant("follow-ups carry all", "program", bot.app.program, "carried", lambda q, *_: q)
    for name in _WHOLE:
        side: Side = "web" if name == "may_show" else "program"
        yield Mutant(f"App.{name} sees all", side, App, name, _whole(getattr(App, name)))
    yield Mutant("readers see as owners", "web", Site, "seen_by", lambda site, _: site.app)
    yield Mutant("the reading room sees all", "web", ReadingRoom, "_app", _app_of_site)
    yield Mutant("the library sees all", "web", Browsing, "_app", _app_of_site)
    yield Mutant("conversations of anybody", "web", Conversations, "find", _anybodys)
    yield Mutant("briefs are shown to anybody", "web", _BRIEFS, "_made", _made)
    yield Mutant("admin pages for all", "web", bot.web.admin.routes, "required", lambda *_: None)
    yield Mutant("Slack sees all", "Slack", Sights, "_sets", lambda *_: (SET,))
    yield Mutant("channels see what askers may", "Slack", Spot, "own", property(lambda _: True))
    yield Mutant("everybody is in every group", "Slack", Access, "_is_member", lambda *_: True)
    yield Mutant("buttons see all", "Slack", Sights, "shown", lambda sights, _: sights._app)
    yield Mutant("questions see all", "Slack", Sights, "asked", lambda sights, _: sights._app)
    yield Mutant("panes see all", "Slack", Sights, "of", lambda sights, _: sights._app)
    yield Mutant("answers may be shown anywhere", "Slack", Panes, "_may_show", lambda *_: True)


@contextmanager
def at_work(mutant: Mutant) -> Iterator[None]:
    """The program with this mutant."""
    with patch.object(mutant.holder, mutant.attribute, mutant.put):
        yield


def _whole(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of the program as the owner's has it."""

    def run(app: App, *given: Any, **named: Any) -> Any:
        own = App(
            app.settings,
            app._slot,
            app.homes,
            app._opener,
            app._writers,
            app._wording,
            EVERYTHING,
        )
        return method(own, *given, **named)

    return run


def _with(part: str) -> Callable[[Contents, Sight], Contents]:
    """Leaving documents out, but for what else is held of them."""

    def put(contents: Contents, sight: Sight) -> Contents:
        seen = visible(contents, sight)
        held: Any = {part: getattr(contents.holdings, part)}
        return replace(seen, holdings=replace(seen.holdings, **held))

    return put


def _with_paths(contents: Contents, sight: Sight) -> Contents:
    seen = visible(contents, sight)
    return replace(seen, also_at=contents.also_at)


def _passages(seen: SeenPassages, ids: Any, generation: int | None = None) -> Any:
    return seen.passages_.passages(ids, generation)


def _passages_of(seen: SeenPassages, ids: Any, generation: int | None = None) -> Any:
    return seen.passages_.passages_of(ids, generation)


def _words(seen: SeenWords, query: Any, k: int) -> Any:
    return seen._shared.search(query, k)


def _frequency(seen: SeenWords, word: str) -> int:
    return seen._shared.document_frequency(word)


def _meanings(seen: SeenMeaning, text: str, k: int, documents: Any) -> Any:
    return seen.meaning.search(text, k, documents)


def _app_of_site(room: Any, _request: object) -> App:
    site: Site = room._site
    return site.app


def _anybodys(conversations: Conversations, _visitor: object, identity: str) -> Conversation:
    return Conversation(identity, conversations._state.conversations.turns(key_of(identity)))


def _made(briefs: Any, _visitor: object, job: Any) -> Any:
    return briefs._workshop.made(job)
