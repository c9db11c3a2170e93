"""How a command starts: settings are read, the program is opened, filters are held against it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from bot import settings
from bot.app import App, open_app
from bot.cli.observing import traced
from bot.filtering import known_authorities
from retrieval.query import Filters


@contextmanager
def app_of(home: Path | None) -> Iterator[App]:
    """The program on the settings in force; `home` wins over them where it is given."""
    settings.keys_from_files()
    with traced(), closing(open_app(settings.load({"home": home}).settings)) as app:
        yield app


def of_index(app: App, filters: Filters) -> Filters:
    """The filters with authorities by the names that the index has for them."""
    names = known_authorities(filters.authorities, app.authorities())
    return replace(filters, authorities=names)
