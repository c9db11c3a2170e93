"""How a command starts: the settings are read, the program is opened, and closed after it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot import settings
from bot.app import App, open_app


@contextmanager
def app_of(home: Path | None) -> Iterator[App]:
    """The program on the settings in force; `home` wins over them where it is given."""
    with closing(open_app(settings.load({"home": home}).settings)) as app:
        yield app
