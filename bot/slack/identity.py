"""Who the bot is in Slack, asked once at the start."""

import logging
from dataclasses import dataclass
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.faults import MendableError
from bot.slack.patience import Patience

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Identity:
    """The bot's user and bot ids, and the workspace it is installed in.

    `scopes` are what its token may do, empty where Slack does not say.
    """

    user: str
    bot: str
    team: str
    name: str = ""
    scopes: frozenset[str] = frozenset()


def identity_of(client: WebClient, patience: Patience | None = None) -> Identity:
    """Ask Slack who the token belongs to. Raises `MendableError` when it does not say."""
    patience = patience or Patience()
    why = ""
    for pause in (*patience.pauses(), None):
        try:
            told = client.auth_test()
        except SlackApiError as error:
            data, status = error.response.data, error.response.status_code
            why = str(data.get("error")) if isinstance(data, dict) else f"status {status}"
            if status == 404:
                raise MendableError(
                    "There is no Slack Web API at the address in SCRUTINEER_SLACK_API_URL "
                    "(auth.test: status 404)."
                ) from error
            if status != 429 and status < 500:
                raise MendableError(
                    f"Slack does not accept the bot token ({why}). Copy it again from the app's "
                    "page, under OAuth & Permissions, into SCRUTINEER_SLACK_BOT_TOKEN."
                ) from error
        except (OSError, HTTPException, SlackClientError) as error:
            why = type(error).__name__
        else:
            scopes = {name.lower(): value for name, value in told.headers.items()}
            given = scopes.get("x-oauth-scopes") or ""
            if not told.get("user_id"):
                raise MendableError(
                    "Slack does not say whose the bot token is (auth.test names no user_id). "
                    "SCRUTINEER_SLACK_BOT_TOKEN has to be the bot's, which begins with xoxb-."
                )
            return Identity(
                str(told["user_id"]),
                str(told.get("bot_id") or ""),
                str(told.get("team_id") or ""),
                str(told.get("user") or ""),
                frozenset(scope.strip() for scope in given.split(",") if scope.strip()),
            )
        if pause is None:
            break
        _log.warning("Slack cannot be reached (%s); trying again.", why)
        patience.wait(pause)
    raise MendableError(
        f"Slack cannot be reached ({why}). Check the network and SCRUTINEER_SLACK_API_URL."
    )
