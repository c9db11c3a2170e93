"""Whether Slack is set up right: the token, its scopes, the signing secret, Socket Mode."""

from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.faults import MendableError
from bot.settings import Settings, variable
from bot.slack.bot import web_client
from bot.slack.identity import identity_of
from bot.slack.patience import Patience

# Those of `manifest.json`, and what each is for.
SCOPES = {
    "app_mentions:read": "mentions are not heard",
    "assistant:write": "no suggested questions are offered",
    "channels:history": "follow-ups in threads are not heard, and no answer is found again",
    "channels:read": "shared channels cannot be told from others",
    "chat:write": "nothing can be answered",
    "commands": "there are no commands and no shortcut",
    "files:write": "no brief can be put into a conversation",
    "groups:history": "follow-ups in threads of private channels are not heard",
    "groups:read": "shared private channels cannot be told from others",
    "im:history": "direct messages are not heard",
    "usergroups:read": "members of user groups cannot be looked up",
    "users:read": "guests cannot be told from others",
}
_ONCE = Patience(tries=1)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `mend` is None where it is in order.

    `needed`: nothing can be answered in Slack until it is mended.
    """

    topic: str
    text: str
    mend: str | None = None
    needed: bool = True


def checkup(settings: Settings) -> Iterator[Check]:
    """Ask Slack about each of them; nothing is posted."""
    try:
        client = web_client(settings)
        identity = identity_of(client, _ONCE)
    except MendableError as error:
        yield Check("Slack", str(error), "See docs/slack.md.")
        return
    yield Check("Slack", f"the bot is {identity.name or identity.user} in {identity.team}")
    if missing := sorted(set(SCOPES) - identity.scopes):
        told = "; ".join(f"{scope} ({SCOPES[scope]})" for scope in missing)
        text = f"not granted: {told}" if identity.scopes else "Slack does not say which it grants"
        mend = "Add them under OAuth & Permissions, or take manifest.json over, and reinstall."
        yield Check(
            "Slack scopes", text, mend, needed=bool(identity.scopes) and "chat:write" in missing
        )
    else:
        yield Check("Slack scopes", "all of them are granted")
    yield _sockets(settings, client)
    yield _signing(settings)


def _sockets(settings: Settings, client: WebClient) -> Check:
    topic = "Slack Socket Mode"
    if settings.slack_app_token is None:
        missing = f"not set up: {variable('slack_app_token')} is not set"
        return Check(
            topic,
            missing,
            "`scrutineer slack` needs it; `scrutineer serve` does not.",
            needed=False,
        )
    try:
        client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
    except SlackApiError as error:
        return Check(
            topic,
            f"the app-level token is not accepted ({error.response.get('error')})",
            "Make one with the scope connections:write under Basic Information, App-Level Tokens.",
        )
    except (OSError, HTTPException, SlackClientError) as error:
        return Check(topic, f"Slack cannot be reached ({type(error).__name__})", "Try again.")
    return Check(topic, "a connection can be opened")


def _signing(settings: Settings) -> Check:
    topic = "Slack signing secret"
    if settings.slack_signing_secret is None:
        missing = f"not set: {variable('slack_signing_secret')}"
        return Check(
            topic,
            missing,
            "`scrutineer serve` needs it; `scrutineer slack` does not.",
            needed=False,
        )
    return Check(topic, "set; whether it is the right one only a request of Slack's can show")
