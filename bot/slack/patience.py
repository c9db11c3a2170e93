"""Trying to reach Slack: how often, with which pauses, and looking before trying again."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.observing.metrics import SLACK
from bot.observing.watch import count
from bot.slack.refusals import again, meaning

_log = logging.getLogger(__name__)


class UnreachableError(Exception):
    """Slack could not be reached for so long that the message has to wait."""


class AgainError(Exception):
    """To be tried again: after `seconds`, or a pause of our own; `arrived`: it may have."""

    def __init__(self, seconds: float | None, *, arrived: bool) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.arrived = arrived


@dataclass(frozen=True, slots=True)
class Patience:
    """How long sending is tried: `tries`, the first pause and the longest, in seconds."""

    tries: int = 8
    first_pause: float = 0.5
    longest_pause: float = 30.0
    wait: Callable[[float], object] = time.sleep

    def pauses(self) -> Iterator[float]:
        """The pauses between the tries, each about twice the one before, with jitter."""
        pause = self.first_pause
        for _ in range(self.tries - 1):
            yield random.uniform(0.5, 1.0) * pause
            pause = min(2 * pause, self.longest_pause)

    def persist(
        self,
        send: Callable[[], str],
        arrived: Callable[[], str | None],
        *,
        perhaps_sent: bool = False,
    ) -> str:
        """Send until it works; what may have `arrived` is looked for before it is sent again.

        Raises `UnreachableError` when patience ends, `TokenRefusedError`, and `SlackApiError`
        where trying again would not help.
        """
        for pause in (*self.pauses(), None):
            try:
                if perhaps_sent and (stamp := _looked(arrived)) is not None:
                    return stamp
                stamp = send()
            except AgainError as later:
                count(SLACK, outcome="server_error" if later.seconds is None else "rate_limited")
                seconds, may_have = later.seconds, later.arrived
            except SlackApiError as error:
                count(SLACK, outcome=meaning(error))
                seconds, may_have = again(error)
            except (OSError, HTTPException, SlackClientError) as error:
                count(SLACK, outcome="unreachable")
                _log.warning("Slack could not be reached: %s", type(error).__name__)
                seconds, may_have = None, True
            else:
                count(SLACK, outcome="sent")
                return stamp
            perhaps_sent = perhaps_sent or may_have
            if pause is None:
                break
            self.wait(pause if seconds is None else seconds)
        raise UnreachableError


def _looked(arrived: Callable[[], str | None]) -> str | None:
    """Whether it has arrived; as if not where that cannot be seen: better twice than never."""
    try:
        return arrived()
    except SlackApiError as error:
        if error.response.status_code == 429 or error.response.status_code >= 500:
            raise
        return None
