"""The commands that stay: `scrutineer slack` and `scrutineer serve`."""

import logging
import signal
import socket
from threading import Event, Thread
from typing import Annotated

import typer

from bot.app import App
from bot.cli.ending import say, told
from bot.cli.options import Home
from bot.cli.starting import app_of
from bot.faults import MendableError


@told
def slack(home: Home = None) -> None:
    """Answer in Slack over Socket Mode, until ended (Ctrl-C, SIGTERM)."""
    from bot.slack.bot import slack_bot, socket_of
    from bot.state.opening import open_state

    _log_to_stderr()
    ended = _ended_by_signals()
    with app_of(home) as app, open_state(app.settings.state_place) as state:
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
        ended.wait()
        say("Ending: answers in flight are finished first.")
        bot.service.stop()
        connection.close()


@told
def serve(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen at.")] = 8000,
    home: Home = None,
) -> None:
    """Serve over HTTP: Slack at /slack/events where it is set up, and /healthz."""
    import uvicorn

    from bot.slack.bot import required, slack_bot
    from bot.slack.http import slack_route
    from bot.state.opening import open_state
    from bot.web.site import site

    _log_to_stderr()
    with app_of(home) as app, open_state(app.settings.state_place) as state:
        settings = app.settings
        bot = None
        if settings.slack_bot_token is not None:
            required(settings.slack_signing_secret, "slack_signing_secret")
            bot = slack_bot(app, state)
        else:
            say("Slack is not served: SCRUTINEER_SLACK_BOT_TOKEN is not set.")
        _warm(app)
        routes = [slack_route(bot.bolt)] if bot else []
        listener = _listener(host, port)
        server = uvicorn.Server(uvicorn.Config(site(app, routes), log_level="warning"))
        # In a thread of its own, so that a signal ends the answers first and the server last.
        serving = Thread(target=server.run, kwargs={"sockets": [listener]}, name="http")
        ended = _ended_by_signals()
        if bot:
            bot.service.start()
        serving.start()
        say(f"Listening at http://{host}:{listener.getsockname()[1]}. Ctrl-C ends it.")
        ended.wait()
        if bot:
            say("Ending: answers in flight are finished first.")
            bot.service.stop()
        server.should_exit = True
        serving.join()


def _listener(host: str, port: int) -> socket.socket:
    """What the server listens with. Raises `MendableError` where the address is taken."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise MendableError(
            f"{host}:{port} cannot be listened at ({error.strerror or error}). "
            "Choose another with --host and --port."
        ) from error


def _warm(app: App) -> None:
    """Open what the first question would wait for; an empty index says so when it is asked."""
    try:
        app.search("What must improve?", k=1)
    except MendableError as error:
        say(str(error))


def _ended_by_signals() -> Event:
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    return ended


def _log_to_stderr() -> None:
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
