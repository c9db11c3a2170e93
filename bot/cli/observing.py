"""How a program that stays is seen: its log, what it counts, where that can be read."""

import logging
import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.app import App
from bot.observing import metrics
from bot.observing.variables import leaves
from bot.observing.watch import gauge, watched_by
from bot.settings import Settings

if TYPE_CHECKING:  # what these import takes a while, and other commands do without
    from bot.state.opening import State
    from bot.state.runs import Run
    from sources.records import SourceRecord

_RECENT_RUNS = 20


def log_as_set(settings: Settings) -> None:
    """Write the log to stderr, as the settings have it."""
    from bot.observing.logs import log_to

    secrets = [value.get_secret_value() for _, value in settings if isinstance(value, SecretStr)]
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    log_to(sys.stderr, settings.log_format, level, secrets)


@contextmanager
def counted(app: App, state: "State") -> Iterator[None]:
    """Count what happens, and send it where OpenTelemetry's variables say, while this goes on.

    Raises `MendableError` where they ask for what there is not.
    """
    from bot.observing.telemetry import Telemetry

    telemetry = Telemetry(_version())
    gauges(app, state)
    try:
        with watched_by(telemetry):
            yield
    finally:
        telemetry.close()


@contextmanager
def traced() -> Iterator[None]:
    """Send traces of a command that ends, where the variables say where to; else nothing."""
    if not leaves("traces"):
        yield
        return
    from bot.observing.telemetry import Telemetry

    telemetry = Telemetry(_version(), counting=False)
    try:
        with watched_by(telemetry):
            yield
    finally:
        telemetry.close()


def _version() -> str:
    try:
        return version("scrutineer")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "0"


def gauges(app: App, state: "State") -> None:
    """Say how what stands still between requests is read."""
    home = app.settings.home
    gauge(metrics.BUILD, lambda: 1, version=_version(), python=platform.python_version())
    gauge(metrics.GENERATION, lambda: app.generation().number)
    gauge(metrics.CREATED, lambda: app.generation().created.timestamp())
    gauge(metrics.DOCUMENTS, lambda: app.generation().documents)
    gauge(metrics.PASSAGES, lambda: app.generation().passages)
    gauge(metrics.LAST_RUN, lambda: _ended(_last_run(state)).timestamp())
    gauge(metrics.UNREAD, lambda: _unread(_last_run(state)))
    for condition in ("well", "troubled", "new"):
        gauge(metrics.SOURCES, partial(_followed, state, condition), state=condition)
    gauge(metrics.SOURCES_OLDEST, lambda: _waited(state))
    gauge(metrics.DISK_FREE, lambda: shutil.disk_usage(home).free)
    gauge(metrics.DISK_SIZE, lambda: shutil.disk_usage(home).total)


def _last_run(state: "State") -> "Run":
    """The last index run that ended well. Raises `StopIteration` where there is none."""
    return next(run for run in state.runs.recent(_RECENT_RUNS) if run.report is not None)


def _followed(state: "State", condition: str) -> int:
    """How many sources are in a condition."""
    return sum(_condition(source) == condition for source in state.sources.sources())


def _condition(source: "SourceRecord") -> str:
    if source.looked_at is None:
        return "new"
    return "well" if source.trouble is None else "troubled"


def _waited(state: "State") -> float:
    """Seconds since the source was looked at well that waits the longest for it."""
    since = [source.well_at or source.added_at for source in state.sources.sources()]
    return (datetime.now(UTC) - min(since)).total_seconds() if since else 0.0


def _ended(run: "Run") -> datetime:
    return run.ended_at or run.at


def _unread(run: "Run") -> int:
    assert run.report is not None
    return int(run.report["files"]["failed"])
