"""What Slack tells the bot, each kind with the plain function that takes it.

A listener returns before Slack is told that it has arrived, so it only takes in what is asked
(`Service.take` keeps it) or hands over what need not be kept; nothing is answered here.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as BoltApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.slack.accepting import of_command, of_event, of_shortcut, of_suggestion
from bot.slack.blocks import status
from bot.slack.briefs.forms import BriefForms
from bot.slack.following import COMMAND, Following
from bot.slack.identity import Identity
from bot.slack.panes import Panes
from bot.slack.reviewing import Reviewing
from bot.slack.service import Service

Body = Mapping[str, Any]
_ANY = re.compile(r".*")


class Listeners:
    """Plain functions, one for each kind of payload. Threads share them."""

    def __init__(self, service: Service, identity: Identity) -> None:
        self._service = service
        self._identity = identity

    def message(self, body: Body) -> None:
        """A message or a mention, which may be a question."""
        asked = of_event(body, self._identity.user)
        if asked is None or (asked.unprompted and not self._service.is_in(asked)):
            return
        self._service.take(asked)

    def command(self, body: Body, ack: Ack) -> None:
        """`/ask`, `/recommendations`, `/judgements`: for the asker alone."""
        asked = of_command(body)
        if asked is None:
            ack()
            return
        self._service.take(asked)
        ack(response_type="ephemeral", text=status.loading(status.starting())[0])

    def shortcut(self, body: Body, ack: Ack) -> None:
        """“Check against reports” on a message."""
        ack()
        self._service.take(of_shortcut(body))

    def suggestion(self, body: Body, ack: Ack) -> None:
        """A question on a button."""
        ack()
        question = str(body["actions"][0].get("value") or "")
        asked = of_suggestion(body, question)
        if asked is not None and question:
            self._service.take(asked)

    def nothing(self, ack: Ack) -> None:
        """Told, and nothing to do about it."""
        ack()

    def at_once(self, do: Callable[[Body], None]) -> Callable[[Body, Ack], None]:
        """A listener that does what has to be kept before Slack is told that it has arrived."""

        def listener(body: Body, ack: Ack) -> None:
            do(body)
            ack()

        return listener

    def answering(self, do: Callable[[Body], Mapping[str, Any]]) -> Callable[[Body, Ack], None]:
        """A listener that tells Slack what becomes of a form."""

        def listener(body: Body, ack: Ack) -> None:
            ack(**do(body))

        return listener

    def aside(self, do: Callable[[Body], None]) -> Callable[[Body, Ack], None]:
        """A listener that lets something be done which need not be kept: a page, a form."""

        def listener(body: Body, ack: Ack) -> None:
            ack()
            self._service.aside(partial(do, body))

        return listener


def bolt_app(
    listeners: Listeners,
    panes: Panes,
    reviewing: Reviewing,
    forms: BriefForms,
    following: Following,
    client: WebClient,
    identity: Identity,
    signing_secret: str | None,
) -> BoltApp:
    """The Bolt app with every listener; requests over HTTP are verified with the secret.

    Without one only Socket Mode may be served, whose connection is the proof.
    """
    bolt = BoltApp(
        # Nothing is posted by Bolt's own client: it gets no token.
        client=WebClient(base_url=client.base_url, timeout=client.timeout),
        signing_secret=signing_secret,
        request_verification_enabled=signing_secret is not None,
        # Whoever installed the app is known from the start, so no request waits for Slack.
        authorize=lambda: AuthorizeResult(
            enterprise_id=None,
            team_id=identity.team,
            bot_user_id=identity.user,
            bot_id=identity.bot,
            bot_token=client.token,
        ),
        # Slack is told that something has arrived once it is in the inbox, not before.
        process_before_response=True,
        attaching_conversation_kwargs_enabled=False,
    )
    bolt.event("app_mention")(listeners.message)
    bolt.event("message")(listeners.message)
    bolt.event("app_home_opened")(listeners.aside(panes.opened))
    # New apps have the agent pane, whose messages are direct messages; this is for older ones.
    bolt.event("assistant_thread_started")(listeners.aside(panes.thread_started))
    for command in ("/ask", "/recommendations", "/judgements"):
        bolt.command(command)(listeners.command)
    bolt.command(COMMAND)(listeners.aside(following.command))
    bolt.command("/brief")(listeners.aside(forms.from_command))
    bolt.shortcut("check_message")(listeners.shortcut)
    bolt.shortcut("brief_message")(listeners.aside(forms.from_message))
    bolt.action(re.compile(r"^suggest(:.*)?$"))(listeners.suggestion)
    opening = {**panes.buttons(), **reviewing.buttons(), **forms.buttons()}
    for name, press in opening.items():
        # What comes after a colon tells buttons of one row apart.
        bolt.action(re.compile(rf"^{name}(:.*)?$"))(listeners.aside(press))
    for name, press in reviewing.decisions().items():
        bolt.action(name)(listeners.at_once(press))
    for name, answer in reviewing.forms().items():
        bolt.view(name)(listeners.answering(answer))
    bolt.view("brief")(listeners.answering(forms.take))
    for name, submit in panes.forms().items():
        bolt.view(name)(listeners.aside(submit))
    # Whatever else is told (a link that was pressed, what somebody looks at) would come again
    # and again if nobody took it.
    bolt.event(_ANY)(listeners.nothing)
    bolt.action(_ANY)(listeners.nothing)
    return bolt
