"""How far a brief is, shown as it goes on; nothing waits for it, and it may get lost."""

import logging
import time
from collections.abc import Callable
from http.client import HTTPException

from slack_sdk.errors import SlackClientError

from bot.slack.blocks import brief_told

# Slack takes some fifty changes of messages a minute from an app.
SECONDS_BETWEEN = 3.0
_log = logging.getLogger(__name__)


class Moving:
    """Shows what is being done, now and then. `let_pass` is called at every step of it."""

    def __init__(
        self,
        show: Callable[[str], object],
        let_pass: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._show = show
        self._let_pass = let_pass
        self._clock = clock
        self._next = clock()
        self._works = True

    def count(self, what: str, done: int, of: int) -> None:
        """Show how far it is."""
        self(brief_told.doing(what, done, of))

    def __call__(self, said: str) -> None:
        """Show what is being done, unless something was shown a moment ago."""
        self._let_pass()
        now = self._clock()
        if not self._works or now < self._next:
            return
        self._next = now + SECONDS_BETWEEN
        try:
            self._show(said)
        except (OSError, HTTPException, SlackClientError) as error:
            # Slack is busy or away, or the message is gone: the end of it is told more surely.
            _log.info("How far a brief is cannot be shown: %s", type(error).__name__)
            self._works = False
