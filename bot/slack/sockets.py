"""Slack over Socket Mode: a connection from here to Slack, which needs no address of ours."""

import logging
from http.client import HTTPException

from slack_bolt import App as BoltApp
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.faults import MendableError

# Payloads that are taken in at the same time.
_AT_ONCE = 20
# The library reads a payload piece by piece, each one call deeper than the one before.
_BUFFER_BYTES = 65_536


class Socket:
    """A Socket Mode connection, made again by itself whenever it breaks."""

    def __init__(self, bolt: BoltApp, app_token: str) -> None:
        logger = logging.getLogger(__name__)
        handler = SocketModeHandler(
            bolt,
            app_token,
            logger=logger,
            concurrency=_AT_ONCE,
            receive_buffer_size=_BUFFER_BYTES,
        )
        self._client = handler.client

    def connect(self) -> None:
        """Connect. Raises `MendableError` when Slack does not open a connection."""
        try:
            self._client.connect()
        except (SlackClientError, OSError, HTTPException) as error:
            said = error.response.get("error") if isinstance(error, SlackApiError) else error
            raise MendableError(
                f"Slack does not open a connection ({said}). Check SCRUTINEER_SLACK_APP_TOKEN: it "
                "begins with xapp- and has the scope connections:write."
            ) from error

    def close(self) -> None:
        """Disconnect: Slack sends what comes from now on to other connections, or later."""
        self._client.close()
