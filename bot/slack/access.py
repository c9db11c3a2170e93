"""Who may ask: workspaces, channels, user groups, guests, shared channels, and how often."""

import logging
import time
from collections.abc import Callable, Hashable, Mapping
from http.client import HTTPException
from threading import Lock
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.rates import Rate
from bot.settings import Settings
from bot.slack.asked import Asked
from bot.slack.blocks.notices import Barred
from bot.slack.patience import Patience

_KEPT_SECONDS = 300.0
# So long somebody is in none of the groups of which Slack did not tell, before it is asked again.
_UNTOLD_SECONDS = 30.0
# The app was not given the scope, or the server has no such method: nobody can be looked up.
_CANNOT_LOOK = ("missing_scope", "unknown_method", "not_allowed_token_type")
_log = logging.getLogger(__name__)
T = TypeVar("T")


class _LookupFailedError(Exception):
    """Slack did not say who somebody is."""


class Access:
    """Holds who asks against the settings. Threads share it.

    What Slack says of people and channels is believed for five minutes.
    """

    def __init__(
        self,
        settings: Settings,
        client: WebClient,
        clock: Callable[[], float] = time.monotonic,
        patience: Patience | None = None,
        refused: Callable[[str, Barred], None] = lambda *_: None,
    ) -> None:
        """`refused` is told who may not ask and why, once in a while for each of them."""
        self._settings = settings
        self._client = client
        self._clock = clock
        self._patience = patience or Patience(tries=6, longest_pause=5.0)
        self._known: dict[Hashable, tuple[float, Any]] = {}
        self._untold: dict[str, float] = {}
        self._turn = Lock()
        self._refused = refused
        self._tells = Rate(1, clock)
        self._by_person = Rate(settings.slack_user_limit, clock)
        self._by_channel = Rate(settings.slack_channel_limit, clock)

    def barred(self, asked: Asked) -> Barred | None:
        """Why this may not be asked here by whoever asks it, None where it may."""
        return self._told(asked.asker, self._bars_here(asked))

    def bars(self, person: str, workspace: str = "") -> Barred | None:
        """Why somebody may not ask anywhere, None where they may."""
        return self._told(person, self._bars(person, workspace))

    def _told(self, person: str, barred: Barred | None) -> Barred | None:
        if barred is not None and self._tells.within(person):
            self._refused(person, barred)
        return barred

    def _bars_here(self, asked: Asked) -> Barred | None:
        settings, place = self._settings, asked.place
        workspaces = settings.slack_workspaces
        if workspaces and (asked.home or place.team) not in workspaces:
            return "workspace"
        if settings.slack_only_channels and place.channel not in settings.slack_only_channels:
            return "channel"
        try:
            if not settings.slack_shared_channels and not place.direct and self._shared(asked):
                return "shared_channel"
        except _LookupFailedError:
            return "unknown"
        return self._bars(asked.asker)

    def _bars(self, person: str, workspace: str = "") -> Barred | None:
        workspaces = self._settings.slack_workspaces
        if workspaces and workspace and workspace not in workspaces:
            return "workspace"
        try:
            if not self._settings.slack_guests and self._is_guest(person):
                return "guest"
            groups = self._settings.slack_user_groups
            if groups and not any(person in self._members(group) for group in groups):
                return "group"
        except _LookupFailedError:
            return "unknown"
        return None

    def sets_of(self, person: str) -> frozenset[str]:
        """The document sets that somebody sees by their user groups.

        Of a group whose members Slack does not tell nobody is one.
        """
        return frozenset(
            name
            for group, sets in self._settings.slack_group_sets.items()
            if self._is_member(person, group)
            for name in sets
        )

    def too_often(self, asked: Asked) -> bool:
        """Whether the asker, or the channel, has asked as often as may be; counts this one."""
        within = self._by_person.within(asked.asker)
        return not (self._by_channel.within(asked.place.channel) and within)

    def _shared(self, asked: Asked) -> bool:
        place = asked.place
        if asked.shared:
            return True
        channel: Mapping[str, Any] = self._looked_up(
            ("channel", place.channel),
            lambda: self._client.conversations_info(channel=place.channel).get("channel") or {},
            {},
        )
        return bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))

    def _is_guest(self, asker: str) -> bool:
        person: Mapping[str, Any] = self._looked_up(
            ("person", asker), lambda: self._client.users_info(user=asker).get("user") or {}, {}
        )
        return bool(
            person.get("is_restricted")
            or person.get("is_ultra_restricted")
            or person.get("is_stranger")
        )

    def _is_member(self, person: str, group: str) -> bool:
        with self._turn:
            untold = self._untold.get(group)
        if untold is not None and self._clock() - untold < _UNTOLD_SECONDS:
            return False
        try:
            return person in self._members(group)
        except _LookupFailedError:
            with self._turn:
                self._untold[group] = self._clock()
            return False

    def _members(self, group: str) -> frozenset[str]:
        return frozenset(
            self._looked_up(
                ("group", group),
                lambda: self._client.usergroups_users_list(usergroup=group).get("users") or [],
                None,
            )
        )

    def _looked_up(self, key: Hashable, ask: Callable[[], T], otherwise: T | None) -> T:
        """What Slack says; `otherwise` where it never can.

        Raises `_LookupFailedError`. An allow-list has no `otherwise`: whoever cannot be found on
        it may not ask. That somebody is a guest is known by looking alone.
        """
        with self._turn:
            at, value = self._known.get(key, (0.0, None))
        if value is not None and self._clock() - at < _KEPT_SECONDS:
            known: T = value
            return known
        try:
            found = self._asked(ask)
        except SlackApiError as error:
            data = error.response.data
            name = data.get("error") if isinstance(data, dict) else None
            _log.warning("Slack does not say who may ask (%s): %s", key, name)
            cannot = name in _CANNOT_LOOK or error.response.status_code == 404
            if cannot and otherwise is not None:
                return otherwise
            raise _LookupFailedError(str(name)) from error
        except (OSError, HTTPException, SlackClientError, KeyError) as error:
            raise _LookupFailedError(type(error).__name__) from error
        with self._turn:
            self._known[key] = (self._clock(), found)
        return found

    def _asked(self, ask: Callable[[], T]) -> T:
        """What Slack says, asked again while it is busy, down or out of reach."""
        for pause in self._patience.pauses():
            try:
                return ask()
            except SlackApiError as error:
                code = error.response.status_code
                if code != 429 and code < 500:
                    raise
                told = str(error.response.headers.get("Retry-After") or "")
                pause = min(float(told), 30.0) if told.isdecimal() else pause
            except (OSError, HTTPException):
                pass
            self._patience.wait(pause)
        return ask()
