"""Whatever a test does to logging is undone."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LOGGERS = ("", "bot", "corpus", "retrieval", "uvicorn.error", "slack_bolt.App", "sqlalchemy.pool")


@contextmanager
def logging_as_before() -> Iterator[None]:
    """While something sets up logging."""
    root = logging.getLogger()
    kept = [(logging.getLogger(name), logging.getLogger(name).level) for name in LOGGERS]
    handlers, raising = list(root.handlers), logging.raiseExceptions
    hooks = sys.excepthook, threading.excepthook
    try:
        yield
    finally:
        logging.captureWarnings(False)
        logging.raiseExceptions = raising
        sys.excepthook, threading.excepthook = hooks
        root.handlers[:] = handlers
        for logger, level in kept:
            logger.setLevel(level)
