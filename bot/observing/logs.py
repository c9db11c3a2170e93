"""The log: every library's lines in one form, without secrets and without what people type.

Of an error its kind and where it arose are told, never its message: that may repeat a question,
a row of a database or a key. What our own code says of it in words is told as it is.
"""

import logging
import os
import re
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from traceback import format_tb
from types import TracebackType
from typing import Any, Literal, TextIO
from urllib.parse import urlsplit

from pythonjsonlogger.json import JsonFormatter

from bot.harmless import escaped
from bot.observing import watch
from bot.observing.about import current, hidden
from bot.observing.metrics import LOGGED

Format = Literal["text", "json"]
_MASK = "…"
_LEAST_SECRET = 6
# Variables of other programs that hold secrets, as providers of models and the state's URL do.
_SECRET_NAMES = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?|HEADERS)$", re.I)
# Forms of secrets that nobody told us of: Slack's tokens and addresses that need none, tickets of
# its connections, bearer tokens, passwords in addresses.
_SECRET_FORMS = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|(?<=//hooks\.slack\.com/)\S+|(?<=ticket=)[\w-]+"
    r"|(?<=bearer )[\w.~+/=-]{8,}|(?<=://)[^\s/@:]*:[^\s/@]+(?=@)",
    re.I,
)
_LEAST_SAID = 4
_TRACE = "trace"
_OURS = ("bot", "corpus", "retrieval")
_log = logging.getLogger(__name__)


def log_to(
    stream: TextIO, form: Format, level: int = logging.INFO, secrets: Iterable[str] = ()
) -> None:
    """Write the log to a stream, in place of whatever wrote it before.

    `level` is of our own lines; of libraries warnings are told, and what is worse. `secrets`
    are values that no line may hold.
    """
    handler = logging.StreamHandler(stream)
    mask = Mask((*secrets, *_from_environment()))
    handler.setFormatter(JsonLines(mask) if form == "json" else PlainLines(mask))
    logging.basicConfig(level=logging.WARNING, handlers=[handler, Counted()], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    # A line that cannot be made would otherwise be printed with all that it was to hold.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _from_environment() -> Iterator[str]:
    for name, value in os.environ.items():
        if _SECRET_NAMES.search(name):
            yield value


class Mask:
    """Takes secrets, and what must not be said here, out of texts."""

    def __init__(self, secrets: Iterable[str]) -> None:
        parts = {part for secret in secrets for part in (secret, _password(secret)) if part}
        long = sorted((s for s in parts if len(s) >= _LEAST_SECRET), key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, long))) if long else None

    def __call__(self, text: str, said: Sequence[str] = ()) -> str:
        """The text without them, and without what errors `said`."""
        for unsaid in (*hidden(), *said):
            text = text.replace(unsaid, _MASK)
        if self._secrets is not None:
            text = self._secrets.sub(_MASK, text)
        return _SECRET_FORMS.sub(_MASK, text)


def _password(url: str) -> str | None:
    """The password in an address, None where there is none."""
    try:
        return urlsplit(url).password
    except ValueError:
        return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and those that it came of."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _said(info: Any) -> tuple[str, ...]:
    """What the errors of a record say, in the forms that libraries repeat it in."""
    if not info:
        return ()
    texts = [
        form
        for error in _chain(info[1])
        for text in (str(error), *(arg for arg in error.args if isinstance(arg, str)))
        for form in (text, repr(text)[1:-1])
    ]
    return tuple(sorted({t for t in texts if len(t) >= _LEAST_SAID}, key=len, reverse=True))


def trace_of(info: Any) -> str:
    """Where an error arose, and those that it came of, by kind, without any message."""
    return "\nwhich came of\n".join(
        "".join(format_tb(error.__traceback__)) + _kind(error) for error in _chain(info[1])
    )


def _kind(error: BaseException) -> str:
    kind = type(error)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


class PlainLines(logging.Formatter):
    """Lines for people: when, how bad, who, what, and the ids; an error's trace follows."""

    def __init__(self, mask: Mask) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """One record."""
        record.message = record.getMessage()
        record.asctime = self.formatTime(record)
        lines = [_on_one_line(self._mask(self.formatMessage(record), _said(record.exc_info)))]
        lines[0] += "".join(f" {name}={value}" for name, value in current().items())
        if record.exc_info:
            lines.append(trace_of(record.exc_info))
        return "\n".join(lines)


def _on_one_line(text: str) -> str:
    """A line that ends nowhere but at its end, whatever stands in it, and steers no terminal."""
    return escaped(text.replace("\r", "\\r").replace("\n", "\\n"))


class JsonLines(JsonFormatter):
    """One JSON object a line: time, level, logger, message, the ids, and an error's trace."""

    def __init__(self, mask: Mask) -> None:
        super().__init__(
            "%(levelname)s %(name)s %(message)s",
            rename_fields={"levelname": "level", "name": "logger", "exc_info": _TRACE},
            timestamp="time",
            json_ensure_ascii=False,
        )
        self._mask = mask

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """What a line says, masked, with the ids."""
        super().add_fields(log_data, record, message_dict)
        said = _said(record.exc_info)
        for name, value in log_data.items():
            if isinstance(value, str):
                log_data[name] = self._mask(value, () if name == _TRACE else said)
            elif not isinstance(value, bool | int | float | datetime | None):
                # Something a library has put beside its message, which may hold anything.
                log_data[name] = type(value).__name__
        log_data |= {**current(), **watch.ids()}

    def format(self, record: logging.LogRecord) -> str:
        """One record."""
        return escaped(super().format(record))

    def formatException(self, ei: Any) -> str:
        """Where it arose, without its message."""
        return trace_of(ei)


class Counted(logging.Handler):
    """Counts lines from warnings upwards."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """One record."""
        watch.count(LOGGED, level=record.levelname.lower())


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _log.critical("The program ends with an error", exc_info=(kind, error, trace))


def _uncaught_in_thread(args: Any) -> None:
    if args.exc_type is SystemExit:
        return
    name = args.thread.name if args.thread is not None else "?"
    info = (args.exc_type, args.exc_value, args.exc_traceback)
    _log.error("The thread %s ended with an error", name, exc_info=info)
