"""One accepted request from the queue to its end: allowed? answered, sent, done."""

import logging

from bot.slack.access import Access
from bot.slack.asked import Asked
from bot.slack.blocks import notices
from bot.slack.delivery import Delivery, TokenRefusedError, UndeliveredError, UnreachableError
from bot.slack.replies import Replies
from bot.slack.statuses import Statuses
from bot.state.inbox import Inbox, Part

_log = logging.getLogger(__name__)


class Worker:
    """Does what was accepted. Threads share it; whoever calls `do` holds the job's lease.

    Each step is in the inbox before the next begins, so that another process can go on where this
    one was killed: the messages once they are made, each of them before and after it is sent.
    """

    def __init__(
        self, inbox: Inbox, replies: Replies, delivery: Delivery, access: Access, statuses: Statuses
    ) -> None:
        self._inbox = inbox
        self._replies = replies
        self._delivery = delivery
        self._access = access
        self._statuses = statuses

    def do(self, asked: Asked) -> bool:
        """Answer one request; False for one whose answer has to wait until Slack takes it."""
        progress = self._inbox.progress(asked.key)
        parts = progress.parts if progress is not None else ()
        if not parts:
            barred = self._access.barred(asked)
            messages = (notices.not_allowed(barred),) if barred else self._replies.to(asked)
            parts = self._inbox.outgoing(asked.key, [message.arguments() for message in messages])
        # A status that came after the answer would stay.
        placeholder = self._statuses.shown(asked.key)
        try:
            for part in parts:
                self._send(asked, part, placeholder if part.number == 0 else None)
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
