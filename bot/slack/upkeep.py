"""What is done from time to time, however much is asked."""

from collections.abc import Callable, Collection, Sequence

from bot.app import App
from bot.faults import NothingIndexedError
from bot.state.opening import State
from corpus.catalogue.catalogue import Generation

_SUPERSEDED = "superseded_documents"


class Lapses:
    """What reviewers decided lapses when a document that an answer rests on is superseded.

    By what is seen where the answer is shown: a newer document that is hidden there is not told
    of in this way either. Which were superseded when it was last looked is remembered: what is
    superseded while no process runs is noticed at the next start. `lapse` takes ids of documents,
    and the channels whose answers lapse.
    """

    def __init__(
        self, app: App, state: State, lapse: Callable[[Sequence[str], Collection[str]], None]
    ) -> None:
        self._app = app
        self._state = state
        self._lapse = lapse
        self._looked: Generation | None = None
        self._reviewed: dict[frozenset[str], set[str]] = {}
        for channel, rules in app.settings.slack_channels.items():
            if rules.review is not None:
                self._reviewed.setdefault(frozenset(rules.sets), set()).add(channel)

    def __call__(self) -> None:
        """Look if the index has changed. Raises `MendableError`, and looks again then."""
        try:
            generation = self._app.generation()
        except NothingIndexedError:
            return
        if generation != self._looked:
            for sets, channels in self._reviewed.items():
                self._look(self._app.seeing(sets), channels)
            self._looked = generation

    def _look(self, app: App, channels: Collection[str]) -> None:
        """Look at what some channels see."""
        try:
            superseded = sorted(app.superseded())
        except NothingIndexedError:
            return
        name = _SUPERSEDED + app.sight
        before = self._state.marks.get(name)
        if before is not None and (newly := sorted({*superseded} - {*before})):
            self._lapse(newly, channels)
        self._state.marks.put(name, superseded)
