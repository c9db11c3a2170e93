"""Briefs made of the sample corpus."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from bot.app import App, open_app
from bot.briefs.content import Block, Brief, Section
from bot.briefs.wanted import Wanted
from bot.settings import load
from retrieval.query import Filters
from tests.bot.running import Scrutineer


@contextmanager
def app_on(scrutineer: Scrutineer) -> Iterator[App]:
    with closing(open_app(load({"home": scrutineer.home}).settings)) as app:
        yield app


def brief_of(scrutineer: Scrutineer, topic: str = "", *authorities: str, **choices: Any) -> Brief:
    filters = Filters(authorities=authorities or ("Aldermere",))
    with app_on(scrutineer) as app:
        return app.brief(Wanted(topic, filters, **choices))


def section(brief: Brief, begins: str) -> Section:
    return next(s for s in every_section(brief.sections) if s.title.startswith(begins))


def every_section(sections: tuple[Section, ...]) -> Iterator[Section]:
    for each in sections:
        yield each
        yield from every_section(each.parts)


def blocks(part: Section) -> list[Block]:
    return [*part.blocks, *(block for inner in part.parts for block in blocks(inner))]


def texts(part: Section) -> list[str]:
    return [statement.text for _, statement in part.statements()]
