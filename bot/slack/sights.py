"""What may be seen in which channel: document sets are bound to channels in the settings."""

from collections.abc import Iterable

from bot.answering.answers import Citation
from bot.app import App
from bot.settings import ChannelRules
from bot.slack.asked import Asked

_NONE = ChannelRules()


class Sights:
    """The program as it may be used in a channel, by the channel's id. Threads share it.

    Where no channel is named (the home), and in direct messages, nothing is seen but what
    everybody may see.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    def rules(self, channel: str) -> ChannelRules:
        """What holds in a channel."""
        return self._app.settings.slack_channels.get(channel, _NONE)

    def of(self, channel: str) -> App:
        """The program for what is asked in a channel. Raises `MendableError`."""
        return self._app.seeing(self.rules(channel).sets)

    def asked(self, asked: Asked) -> App:
        """The program for a request."""
        return self.of(asked.place.channel)

    def shown(self, channel: str) -> App:
        """The program for what is shown in a channel: reviewers see what they are to review."""
        channels = self._app.settings.slack_channels
        reviewed = {
            name for rules in channels.values() if rules.review == channel for name in rules.sets
        }
        return self._app.seeing({*self.rules(channel).sets, *reviewed} if channel else ())

    def may_show(self, channel: str, citations: Iterable[Citation]) -> bool:
        """Whether a channel may see all documents, and copies of them, that are cited."""
        if not self._app.settings.document_sets:
            return True
        ids = {
            identity
            for citation in citations
            for identity in (citation.document_id, *(copy.id for copy in citation.also_in))
        }
        return self.shown(channel).sees(ids) if ids else True

    @property
    def closed(self) -> frozenset[str]:
        """The channels that see more than others: what is said there is said nowhere else."""
        return frozenset(
            channel for channel, rules in self._app.settings.slack_channels.items() if rules.sets
        )
