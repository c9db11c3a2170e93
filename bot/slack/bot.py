"""The Slack bot put together: settings in, a bot that takes what Slack sends out."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pydantic import SecretStr
from slack_bolt import App as BoltApp
from slack_sdk import WebClient

from bot.app import App
from bot.audit.entries import Entry
from bot.audit.log import audit_of
from bot.faults import MendableError
from bot.settings import Settings, variable
from bot.slack.access import Access
from bot.slack.arrivals import Arrivals
from bot.slack.asked import Place
from bot.slack.blocks.links import Links
from bot.slack.blocks.message import Message
from bot.slack.blocks.notices import Barred
from bot.slack.briefs.forms import BriefForms
from bot.slack.briefs.making import Briefs
from bot.slack.delivery import Delivery
from bot.slack.following import Following, Tidings
from bot.slack.identity import Identity, identity_of
from bot.slack.listeners import Listeners, bolt_app
from bot.slack.panes import Panes
from bot.slack.patience import Patience
from bot.slack.publishing import Publishing
from bot.slack.replies import Replies
from bot.slack.reviewing import Reviewing
from bot.slack.service import Service
from bot.slack.sights import Sights
from bot.slack.sockets import Socket
from bot.slack.upkeep import Lapses
from bot.state.errors import StateError
from bot.state.opening import State

_TIMEOUT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class SlackBot:
    """A bot that is ready: `bolt` takes payloads in, `service` answers them once it is started."""

    bolt: BoltApp
    service: Service
    identity: Identity


def slack_bot(app: App, state: State, patience: Patience | None = None) -> SlackBot:
    """The bot on the settings of `app`. Raises `MendableError` when Slack does not accept it."""
    settings = app.settings
    client = web_client(settings)
    identity = identity_of(client, patience)
    note = audit_of(state, settings).note

    def refused(person: str, barred: Barred) -> None:
        with suppress(StateError):  # they may not ask all the same
            note(Entry(f"slack:{person}", "slack", "refuse", details={"why": barred}))

    access = Access(settings, client, refused=refused)
    sights = Sights(app, access.sets_of)
    delivery = Delivery(client, patience, sights.closed)
    links = Links(settings.public_url)

    def publish(key: str, messages: Sequence[Message], asker: str, place: Place) -> bool:
        return service.publish(key, messages, asker, place)

    publishing = Publishing(sights, state, delivery, links, publish)
    replies = Replies(sights, state, links, publishing)
    chores: list[Callable[[], None]] = [
        Lapses(app, state, publishing.lapse),
        Tidings(app, sights, state, publish),
    ]
    arrivals = Arrivals()
    briefs = Briefs(sights, state.inbox, client, patience or Patience(), arrivals.let_pass, note)
    service = Service(app, state, replies, briefs, delivery, access, arrivals, chores)
    panes = Panes(sights, state, client, delivery, service, links, publishing, access)
    reviewing = Reviewing(sights, state, publishing, service, panes)
    forms = BriefForms(sights, state, service, panes, delivery)
    secret = settings.slack_signing_secret
    bolt = bolt_app(
        Listeners(service, identity),
        panes,
        reviewing,
        forms,
        Following(sights, state, delivery, access),
        client,
        identity,
        secret.get_secret_value() if secret else None,
    )
    return SlackBot(bolt, service, identity)


def socket_of(bot: SlackBot, settings: Settings) -> Socket:
    """The Socket Mode connection of a bot, not yet connected. Raises `MendableError`."""
    return Socket(bot.bolt, required(settings.slack_app_token, "slack_app_token"))


def web_client(settings: Settings) -> WebClient:
    """The client of Slack's Web API. Raises `MendableError` where there is no token."""
    token = required(settings.slack_bot_token, "slack_bot_token")
    # What is tried again, and how, `Delivery` decides: the library's own ways post twice.
    url = (settings.slack_api_url or WebClient.BASE_URL).rstrip("/") + "/"
    return WebClient(token=token, base_url=url, timeout=_TIMEOUT_SECONDS, retry_handlers=[])


def required(secret: SecretStr | None, name: str) -> str:
    """A secret's value. Raises `MendableError` where it is not set."""
    if secret is None or not secret.get_secret_value():
        raise MendableError(f"{variable(name)} is not set. docs/slack.md says where to find it.")
    return secret.get_secret_value()
