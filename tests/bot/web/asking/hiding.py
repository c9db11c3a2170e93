"""The sample corpus with documents that not everybody sees."""

from bot.app import App, open_app
from bot.settings import Settings
from tests.bot.running import Scrutineer


def hiding(sample: Scrutineer, *patterns: str) -> App:
    """The program; what these patterns mean is of the set "closed"."""
    return open_app(Settings(home=sample.home, document_sets={"closed": patterns}))
