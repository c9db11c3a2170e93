"""What may be seen where in Slack: document sets are bound to channels and user groups."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from bot.answering.answers import Answer, Citation
from bot.app import App
from bot.settings import ChannelRules, Settings
from bot.slack.asked import Asked

_NONE = ChannelRules()
# What Slack calls the conversations of two: the bot can post into none but its own.
_DIRECT = "D"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is shown: in a channel, empty for the home; `person` is who looks there.

    In the home and in direct messages nobody else does.
    """

    channel: str
    person: str

    @property
    def own(self) -> bool:
        """Whether nobody sees it but the person."""
        return self.channel in ("", self.person) or self.channel.startswith(_DIRECT)


class Sights:
    """The program as it may be used at a spot. Threads share it.

    A channel sees what the settings bind to it, whoever asks there. In their own messages and in
    the home somebody sees what `sets_of` says of them.
    """

    def __init__(self, app: App, sets_of: Callable[[str], Collection[str]] = lambda _: ()) -> None:
        self._app = app
        self._sets_of = sets_of

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._app.settings

    def rules(self, channel: str) -> ChannelRules:
        """What holds in a channel."""
        return self._app.settings.slack_channels.get(channel, _NONE)

    def of(self, spot: Spot) -> App:
        """The program for what is asked at a spot. Raises `MendableError`."""
        return self._app.seeing(self._sets(spot))

    def asked(self, asked: Asked) -> App:
        """The program for a request."""
        return self.of(spot_of(asked))

    def shown(self, spot: Spot) -> App:
        """The program for what is shown at a spot: reviewers see what they are to review."""
        channels = self._app.settings.slack_channels
        reviewed = {
            name
            for rules in channels.values()
            if rules.review and rules.review == spot.channel
            for name in rules.sets
        }
        return self._app.seeing({*self._sets(spot), *reviewed})

    def may_show(self, spot: Spot, answer: Answer) -> bool:
        """Whether an answer may be shown at a spot, with the copies of what it cites."""
        shown = self.shown(spot)
        return shown.may_show(answer) and self.may_cite(spot, answer.citations)

    def may_cite(self, spot: Spot, citations: Iterable[Citation]) -> bool:
        """Whether all documents, and copies of them, that are cited may be seen at a spot."""
        if not self._app.settings.document_sets:
            return True
        ids = {
            identity
            for citation in citations
            for identity in (citation.document_id, *(copy.id for copy in citation.also_in))
        }
        return self.shown(spot).sees(ids) if ids else True

    def is_open(self, citation: Citation) -> bool:
        """Whether everybody may see the file that is cited, here or in another place."""
        same = [copy.path for copy in citation.also_in if copy.sha256 == citation.sha256]
        return any(map(self._app.seeing(()).shows, (citation.source, *same)))

    @property
    def closed(self) -> frozenset[str]:
        """The channels that see more than others: what is said there is said nowhere else."""
        return frozenset(
            channel for channel, rules in self._app.settings.slack_channels.items() if rules.sets
        )

    def _sets(self, spot: Spot) -> Collection[str]:
        bound = self.rules(spot.channel).sets
        return {*bound, *self._sets_of(spot.person)} if spot.own else bound


def spot_of(asked: Asked) -> Spot:
    """Where a request is answered."""
    return Spot(asked.place.channel, asked.asker)
