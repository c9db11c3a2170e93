"""One accepted request from the queue to its end: allowed? answered, sent, done."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import BoundedSemaphore
from typing import Any

from bot.slack.access import Access
from bot.slack.arrivals import Arrivals
from bot.slack.asked import Asked
from bot.slack.blocks import notices
from bot.slack.briefs.making import Briefs
from bot.slack.delivery import Delivery, UndeliveredError
from bot.slack.patience import UnreachableError
from bot.slack.refusals import TokenRefusedError
from bot.slack.replies import Replies
from bot.slack.statuses import Statuses
from bot.state.inbox import Inbox, Part

_log = logging.getLogger(__name__)


class Worker:
    """Does what was accepted. Threads share it; whoever calls `do` has the job.

    Each step is in the inbox before the next begins, so that another process can go on where this
    one was killed: the messages once they are made, each of them before and after it is sent.
    So many as `thinkers` are answered at the same time, while others are sent.
    """

    def __init__(
        self,
        inbox: Inbox,
        replies: Replies,
        briefs: Briefs,
        delivery: Delivery,
        access: Access,
        statuses: Statuses,
        arrivals: Arrivals,
        thinkers: int,
    ) -> None:
        self._inbox = inbox
        self._replies = replies
        self._briefs = briefs
        self._delivery = delivery
        self._access = access
        self._statuses = statuses
        self._arrivals = arrivals
        self._thinking = BoundedSemaphore(thinkers)

    def do(self, asked: Asked) -> bool:
        """Answer one request; False for one whose answer has to wait until Slack takes it."""
        # False as well for one that was begun before and had to wait: then it is ours already.
        self._inbox.take(asked.key)
        try:
            if asked.kind != "brief":
                self._answer(asked)
            elif self._access.barred(asked) is None:
                self._briefs.make(asked)
            else:
                self._answer(replace(asked, place=asked.place.alone()))
        except UndeliveredError as error:
            _log.error("An answer could not be delivered: %s", error)
            self._inbox.fail(asked.key, str(error))
        except TokenRefusedError as error:
            _log.critical(
                "Slack does not accept the bot token (%s). Answers are kept until it does; "
                "`scrutineer doctor` says how to mend it.",
                error,
            )
            return False
        except UnreachableError:
            _log.error("Slack cannot be reached. Answers are kept until it can be.")
            return False
        else:
            self._inbox.finish(asked.key)
        return True

    def _answer(self, asked: Asked) -> None:
        progress = self._inbox.progress(asked.key)
        parts = progress.parts if progress is not None else ()
        if not parts:
            parts = self._inbox.outgoing(asked.key, self._reply(asked))
        # A status that came after the answer would stay.
        placeholder = self._statuses.shown(asked.key)
        for part in parts:
            self._send(asked, part, placeholder if part.number == 0 else None)

    def _reply(self, asked: Asked) -> Sequence[Mapping[str, Any]]:
        if asked.ready:
            return asked.ready
        # Who decides on an answer was let into the channel where that is done.
        barred = None if asked.kind == "decide" else self._access.barred(asked)
        if barred is not None:
            return [notices.not_allowed(barred).arguments()]
        with self._thinking:
            self._arrivals.let_pass()
            return [message.arguments() for message in self._replies.to(asked)]

    def _send(self, asked: Asked, part: Part, placeholder: str | None) -> None:
        if part.state == "sent":
            return
        self._inbox.sending(asked.key, part.number)
        stamp = self._delivery.post(
            asked.place,
            asked.asker,
            part.content,
            asked.key,
            part.number,
            placeholder,
            perhaps_sent=part.state == "sending",
        )
        self._inbox.sent(asked.key, part.number, stamp)
