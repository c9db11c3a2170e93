"""Where the pieces are put together: settings in, an `App` that indexes, searches, answers out."""

from typing import TYPE_CHECKING

from bot.answering.extractive import ExtractiveAnswerer
from bot.answering.pipeline import Writers
from bot.app.embedder import EmbedderSlot
from bot.app.program import App
from bot.guards.signposts import read_wording
from bot.opening import Opener
from bot.seeing import Sight
from bot.settings import EXTRACTIVE, Settings
from bot.sharing.homes import Homes, OwnHome

if TYPE_CHECKING:  # what this imports takes a while, and many commands do without
    from retrieval.ports import Embedder


def open_app(settings: Settings, embedder: "Embedder | None" = None) -> App:
    """The program on these settings; nothing is opened or made before it is needed.

    `embedder` takes the place of the one that the settings name.
    """
    slot, homes = EmbedderSlot(settings.embedder, embedder), homes_of(settings)
    opener = Opener(homes, slot.get, settings.authority, settings.chroma_url, settings.chroma_from)
    wording, sight = read_wording(settings.signposts), Sight(settings.document_sets)
    return App(settings, slot, homes, opener, _writers(settings), wording, sight)


def homes_of(settings: Settings) -> Homes:
    """Where the index is by these settings; nothing is opened before it is needed."""
    if not settings.shared_index:
        return OwnHome(settings.home)
    from bot.sharing.shared_home import SharedHome
    from bot.state.database import Database

    return SharedHome(settings.home, lambda: Database(settings.state_place))


def _writers(settings: Settings) -> Writers:
    """The rules; with a language model that chooses among what they find, where one is set."""
    rules = ExtractiveAnswerer()
    if settings.model == EXTRACTIVE and settings.judge is None:
        return Writers(rules)
    from bot.models.parts import Parts

    parts = Parts(settings)
    return Writers(parts.answerer(rules), parts.rewriter(), parts.judge())
