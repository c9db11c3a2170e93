"""The commands that stay: `scrutineer slack` and `scrutineer serve`."""

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import socket
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from bot.app import App
from bot.cli.ending import say, told
from bot.cli.observing import counted, log_as_set
from bot.cli.options import Home, Host, Port, Published
from bot.cli.starting import app_of
from bot.faults import MendableError, mendable

if TYPE_CHECKING:  # what these import takes a while, and other commands do without
    from bot.slack.bot import SlackBot
    from bot.state.opening import State

_LOOK_SECONDS = 1.0
_EXPOSED = (
    "With --host {host} others than this machine could open them, and nobody has to sign in: "
    "whoever came could do everything. Set SCRUTINEER_SIGN_IN to proxy or oidc (docs/web.md says "
    "how), or leave --host out."
)


@told
def slack(home: Home = None) -> None:
    """Answer in Slack over Socket Mode, until ended (Ctrl-C, SIGTERM)."""
    from bot.slack.bot import slack_bot, socket_of

    ended = ended_by_signals()
    with seen(home) as (app, state):
        bot = slack_bot(app, state)
        connection = socket_of(bot, app.settings)
        _warm(app)
        bot.service.start()
        try:
            connection.connect()
        except MendableError:
            bot.service.stop(0)
            raise
        say(f"Answering in Slack as {bot.identity.name or bot.identity.user}. Ctrl-C ends it.")
        _wait(ended)
        say("Ending: answers in flight are finished first.")
        bot.service.stop()
        connection.close()


@told
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    published_on_loopback: Published = False,
    home: Home = None,
) -> None:
    """Serve the web pages, and Slack at /slack/events where it is set up."""
    with seen(home) as (app, state):
        settings = app.settings
        bot = None
        if settings.slack_bot_token is not None:
            from bot.slack.bot import required, slack_bot

            required(settings.slack_signing_secret, "slack_signing_secret")
            bot = slack_bot(app, state)
        else:
            say("Slack is not served: SCRUTINEER_SLACK_BOT_TOKEN is not set.")
        _warm(app)
        with serving(app, state, host, port, bot, alone=published_on_loopback) as address:
            if bot:
                bot.service.start()
            say(f"Listening at {address}. Ctrl-C ends it.")
            wait_for_the_end()
            if bot:
                say("Ending: answers in flight are finished first.")
                bot.service.stop()


@contextmanager
def seen(home: Path | None) -> "Iterator[tuple[App, State]]":
    """The program and what it remembers, logged and counted as the settings have it.

    Where they give what is counted an address of its own it is served there.
    Raises `MendableError` where that address is taken.
    """
    from bot.audit.log import audit_of, cli_account
    from bot.audit.starting import note_settings
    from bot.retaining import uploads
    from bot.retaining.daily import Daily
    from bot.state.opening import open_state

    with (
        app_of(home) as app,
        open_state(app.settings.state_place) as state,
        ExitStack() as closing,
    ):
        log_as_set(app.settings)
        note_settings(audit_of(state, app.settings), state.marks, app.settings, cli_account())
        closing.enter_context(
            Daily(
                state,
                app.settings,
                lambda now: {uploads.UPLOADS: uploads.purge(app, state, "program", now)},
            )
        )
        closing.enter_context(as_replica(app))
        closing.enter_context(counted(app, state))
        if app.settings.metrics_listen is not None:
            closing.enter_context(_for_watchers(app, state, app.settings.metrics_listen))
        closing.enter_context(following_sources(app, state))
        yield app, state


@contextmanager
def following_sources(app: App, state: "State") -> Iterator[None]:
    """Look at sources when their time has come, while this goes on."""
    from bot.syncing.timer import Timer

    timer = Timer(app, state)
    timer.start()
    try:
        yield
    finally:
        timer.stop()


@contextmanager
def as_replica(app: App) -> Iterator[None]:
    """Be one of the replicas that share the index, where it is shared."""
    if not app.settings.shared_index:
        yield
        return
    from bot.sharing.replica import Replica
    from bot.sharing.shared_home import SharedHome

    assert isinstance(app.homes, SharedHome)
    replica = Replica(app.homes)
    with mendable():
        replica.start()
    try:
        yield
    finally:
        replica.stop()


@contextmanager
def _for_watchers(app: App, state: "State", address: str) -> Iterator[None]:
    from bot.cli.listening import listener
    from bot.web.application import for_watchers
    from bot.web.site import Site

    host, _, port = address.rpartition(":")
    listening = listener(host.strip("[]"), int(port))
    with _run(for_watchers(Site(app, state)), listening):
        say(f"Metrics can be read at http://{host}:{listening.getsockname()[1]}/metrics.")
        yield


@contextmanager
def serving_pages(app: App, host: str, port: int) -> Iterator[str]:
    """Serve the web pages alone; gives their address."""
    from bot.state.opening import open_state

    log_as_set(app.settings)
    with (
        open_state(app.settings.state_place) as state,
        counted(app, state),
        serving(app, state, host, port) as address,
    ):
        yield address


def wait_for_the_end() -> None:
    """Return when a signal ends the program (Ctrl-C, SIGTERM)."""
    _wait(ended_by_signals())


@contextmanager
def serving(
    app: App,
    state: "State",
    host: str,
    port: int,
    bot: "SlackBot | None" = None,
    *,
    alone: bool = False,
) -> Iterator[str]:
    """Serve the pages, and Slack where there is a bot, by a thread; gives their address.

    Where others than this machine reach the address and nobody has to sign in, no page is served;
    `alone` says that they do not, whatever the address is: a container's, say.
    Raises `MendableError` where that leaves nothing, where the address is taken, and where a
    setting of sign-in is missing.
    """
    from bot.cli.listening import is_this_machine_alone, listener
    from bot.web.application import application, without_pages
    from bot.web.site import Site

    site, others = Site(app, state), []
    if bot:
        from bot.slack.http import slack_route

        others.append(slack_route(bot.bolt))
    listening = listener(host, port)
    try:
        if app.settings.sign_in != "off" or alone or is_this_machine_alone(listening):
            served = application(site, others)
        elif bot:
            say(f"The web pages are not served, Slack is. {_EXPOSED.format(host=host)}")
            served = without_pages(site, others)
        else:
            raise MendableError(f"Nothing is served. {_EXPOSED.format(host=host)}")
    except MendableError:
        listening.close()
        raise
    with _run(served, listening):
        shown = f"[{host}]" if ":" in host else host
        yield f"http://{shown}:{listening.getsockname()[1]}"


@contextmanager
def _run(served: Callable[..., Any], listening: socket) -> Iterator[None]:
    from bot.cli.listening import server_of

    server = server_of(served)
    # In a thread of its own, so that a signal ends the answers first and the server last.
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, name="http")
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _warm(app: App) -> None:
    """Open what the first question would wait for; an empty index says so when it is asked."""
    try:
        app.search("What must improve?", k=1)
    except MendableError as error:
        say(str(error))


def ended_by_signals() -> Event:
    """What is set when a signal ends the program (Ctrl-C, SIGTERM)."""
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    return ended


def _wait(ended: Event) -> None:
    # A signal that comes just before a wait without an end would be seen after it alone.
    while not ended.wait(_LOOK_SECONDS):
        pass
