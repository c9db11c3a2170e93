"""Slack over Socket Mode: a connection from here to Slack, which needs no address of ours."""

import logging
import time
from http.client import HTTPException
from threading import Event, Thread
from typing import Any

from slack_bolt import App as BoltApp
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.faults import MendableError
from bot.observing.metrics import SLACK_CONNECTED
from bot.observing.watch import gauge
from bot.slack.patience import Patience

# Payloads that are taken in at the same time.
_AT_ONCE = 20
# How often Slack is pinged, and after how long a silence the connection counts as broken.
_PING_SECONDS, _SILENT_SECONDS = 5.0, 20.0
# How often it is looked, and for how long a connection may be in the making.
_LOOK_SECONDS, _MAKING_SECONDS = 1.0, 5.0
# What no waiting mends.
_FOR_GOOD = frozenset(
    (
        "invalid_auth",
        "not_authed",
        "not_allowed_token_type",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "missing_scope",
        "no_permission",
        "forbidden_team",
        "unknown_method",
        "socket_mode_disabled",
    )
)
_log = logging.getLogger(__name__)
# What the library tells of a connection is of use; in detail it tells every message that comes,
# before the guards have seen it.
_library_log = logging.getLogger(f"{__name__}.connection")
_library_log.setLevel(logging.INFO)


class Socket:
    """A Socket Mode connection, made again whenever it breaks.

    The library makes it again when it is closed; what it does not notice, a silence or a failure
    to open the next one, is looked for here.
    """

    def __init__(self, bolt: BoltApp, app_token: str, patience: Patience | None = None) -> None:
        handler = SocketModeHandler(
            bolt, app_token, logger=_library_log, ping_interval=_PING_SECONDS, concurrency=_AT_ONCE
        )
        self._client = handler.client
        self._patience = patience or Patience()
        self._client.on_open_listeners.append(self._opened)
        self._heard = time.monotonic()
        self._ending = Event()
        gauge(SLACK_CONNECTED, self._client.is_connected)
        self._watch = Thread(target=self._look, name="socket-watch", daemon=True)

    def connect(self) -> None:
        """Connect, trying again while Slack is busy or out of reach.

        Raises `MendableError` when Slack does not open a connection.
        """
        for pause in (*self._patience.pauses(), None):
            try:
                self._client.connect()
            except (SlackClientError, OSError, HTTPException) as error:
                said = error.response.get("error") if isinstance(error, SlackApiError) else error
                if pause is None or said in _FOR_GOOD:
                    raise MendableError(
                        f"Slack does not open a connection ({said}). Check "
                        "SCRUTINEER_SLACK_APP_TOKEN: it begins with xapp- and has the scope "
                        "connections:write."
                    ) from error
                self._patience.wait(pause)
            else:
                break
        self._watch.start()

    def close(self) -> None:
        """Disconnect: Slack sends what comes from now on to other connections, or later."""
        self._ending.set()
        self._client.close()
        if self._watch.is_alive():
            self._watch.join()

    def _opened(self, connection: Any) -> None:
        self._heard = time.monotonic()
        connection.on_pong = self._ponged

    def _ponged(self, *_: object) -> None:
        self._heard = time.monotonic()

    def _look(self) -> None:
        alive = time.monotonic()
        while not self._ending.wait(_LOOK_SECONDS):
            now = time.monotonic()
            if self._client.is_connected() and now - self._heard < _SILENT_SECONDS:
                alive = now
            elif now - alive > _MAKING_SECONDS:
                _log.warning("The connection to Slack is broken; making another.")
                try:
                    self._client.connect_to_new_endpoint(force=True)
                except (SlackClientError, OSError, HTTPException) as error:
                    _log.warning("Slack does not open a connection: %s", type(error).__name__)
                self._heard = alive = time.monotonic()
