"""Following an authority: `/follow`, and telling once where it was asked for what has changed."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from bot.app import App
from bot.faults import NothingIndexedError, UsageError
from bot.filtering import known_authorities
from bot.slack.accepting import pressed_key
from bot.slack.access import Access
from bot.slack.asked import Asked, Place
from bot.slack.blocks import changes, notices
from bot.slack.blocks.message import Message
from bot.slack.delivery import Delivery
from bot.slack.sights import Sights, Spot
from bot.state.follows import Follow
from bot.state.opening import State
from corpus.catalogue.catalogue import Generation

Body = Mapping[str, Any]
Publish = Callable[[str, Sequence[Message], str, Place], bool]

COMMAND: Final = "/follow"
_STOP: Final = re.compile(r"(?:stop|end|off)\b\s*", re.IGNORECASE)


class Following:
    """Takes the command. Threads share it."""

    def __init__(self, sights: Sights, state: State, delivery: Delivery, access: Access) -> None:
        self._sights = sights
        self._state = state
        self._delivery = delivery
        self._access = access

    def command(self, body: Body) -> None:
        """`/follow` lists, `/follow NAME` begins, `/follow stop NAME` ends."""
        channel, asker, team = body["channel_id"], body["user_id"], str(body.get("team_id") or "")
        place = Place(team, channel, respond_to=body["response_url"])
        asked = Asked(pressed_key(body, COMMAND), "help", "", asker, place, home=team)
        barred = self._access.barred(asked)
        message = (
            self._done(str(body.get("text") or "").strip(), Spot(channel, asker), team)
            if barred is None
            else notices.not_allowed(barred)
        )
        self._delivery.tell(place, asker, message)

    def _done(self, text: str, spot: Spot, team: str) -> Message:
        follows, channel = self._state.follows, spot.channel
        if not text:
            return changes.following([follow.authority for follow in follows.every(channel)])
        stop = _STOP.match(text)
        name = text[stop.end() :] if stop else text
        try:
            app = self._sights.of(spot)
            # What the index is now has been seen; what it turns to next is told.
            known, since = app.authorities(), app.updated()
        except NothingIndexedError:
            known, since = (), datetime.now(UTC)
        try:
            [authority] = known_authorities([name], known)
        except UsageError as error:
            return notices.say(str(error))
        if stop:
            return changes.no_longer(authority, was=follows.remove(channel, authority))
        follow = Follow(channel, authority, team, spot.person, since)
        return changes.followed(authority, anew=follows.add(follow), known=authority in known)


class Tidings:
    """Tells what has changed since it was told last, when the index has changed.

    An account has a key of its own, so that several processes tell it once.
    """

    def __init__(self, app: App, sights: Sights, state: State, publish: Publish) -> None:
        self._app = app
        self._sights = sights
        self._state = state
        self._publish = publish
        self._looked: Generation | None = None

    def __call__(self) -> None:
        """Look if the index has changed. Raises `MendableError`, and looks again then."""
        try:
            generation = self._app.generation()
        except NothingIndexedError:
            return
        if generation != self._looked:
            for follow in self._state.follows.every():
                self._tell(follow)
            self._looked = generation

    def _tell(self, follow: Follow) -> None:
        try:
            turns = self._sights.of(Spot(follow.channel, follow.asker)).turns(follow.told_at)
        except NothingIndexedError:
            return
        place = Place(
            follow.team, follow.channel, message="", direct=follow.channel.startswith("D")
        )
        for turn in reversed(turns):
            for change in turn.changes:
                if change.authority == follow.authority:
                    key = f"follow:{follow.channel}:{follow.authority}:{turn.at.isoformat()}"
                    url = self._app.settings.public_url
                    self._publish(key, changes.changed(change, turn.at, url), follow.asker, place)
            self._state.follows.told(follow, turn.at)
