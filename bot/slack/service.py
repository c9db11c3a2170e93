"""What runs behind the listeners: the queue, the workers, the heartbeat; begun and ended whole."""

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, Thread

from bot.answering.verify import declined
from bot.app import App
from bot.audit.entries import answered
from bot.audit.log import audit_of
from bot.faults import MendableError
from bot.observing.about import about
from bot.observing.metrics import TURNED_AWAY
from bot.observing.watch import Pending, count, span
from bot.settings import EXTRACTIVE
from bot.slack.access import Access
from bot.slack.arrivals import Arrivals
from bot.slack.asked import Asked, Place, asked_of
from bot.slack.blocks import brief_told, notices
from bot.slack.blocks.message import Message
from bot.slack.briefs.making import Briefs
from bot.slack.delivery import Delivery
from bot.slack.fair_queue import FairQueue, QueueClosedError, QueueFullError
from bot.slack.recent_keys import RecentKeys
from bot.slack.replies import Replies
from bot.slack.statuses import Statuses
from bot.slack.worker import Worker
from bot.state.errors import LostError, StateError
from bot.state.inbox import Job
from bot.state.opening import State

# How often it is looked whether another process has left something.
_BEAT_SECONDS = 2.0
# After how long an answer that Slack did not take is sent again.
_AGAIN_SECONDS = 30.0
# A request that was begun so often and never ended may be what ends the process.
_MOST_TRIES = 3
_APOLOGY = "apology:"
# How long answers in flight may take when the program is told to end.
_GRACE_SECONDS = 20.0
# How long those may take longer that are being answered when that time is over.
_LAST_SECONDS = 5.0
_log = logging.getLogger(__name__)


class Service:
    """Takes requests in and sees each to its end, also those that another process left."""

    def __init__(
        self,
        app: App,
        state: State,
        replies: Replies,
        briefs: Briefs,
        delivery: Delivery,
        access: Access,
        arrivals: Arrivals,
        chores: Sequence[Callable[[], None]] = (),
    ) -> None:
        settings = app.settings
        self._app = app
        self._state = state
        self._replies = replies
        self._delivery = delivery
        self._access = access
        self._chores = chores
        self._statuses = Statuses(delivery, replies.status)
        # The rules need the processor, which Python gives to one at a time; models, patience.
        thinkers = 1 if settings.model == EXTRACTIVE else settings.slack_workers
        self._worker = Worker(
            state.inbox, replies, briefs, delivery, access, self._statuses, arrivals, thinkers
        )
        self._taken = RecentKeys()
        self._arrivals = arrivals
        self._queue: FairQueue[Asked] = FairQueue(settings.slack_queue)
        # A brief takes a while: one at a time, and no question waits for it.
        self._briefs: FairQueue[Asked] = FairQueue(settings.slack_queue)
        self._held: list[tuple[float, Asked]] = []
        self._pending = Pending("slack")
        self._threads = [
            Thread(target=self._work, args=[self._queue], name=f"answer-{n}", daemon=True)
            for n in range(settings.slack_workers)
        ]
        self._threads.append(
            Thread(target=self._work, args=[self._briefs], name="brief", daemon=True)
        )
        self._heart = Thread(target=self._beat, name="heartbeat", daemon=True)
        self._ending = Event()
        self._aside = ThreadPoolExecutor(4, thread_name_prefix="aside")

    def start(self) -> None:
        """Begin to answer, first of all what was left."""
        self._take_over()
        self._do_chores()
        for thread in (*self._threads, self._heart):
            thread.start()

    def stop(self, grace: float = _GRACE_SECONDS) -> None:
        """Answer what was taken in, for `grace` seconds; the rest is left to the next process."""
        self._ending.set()
        self._queue.close()
        self._briefs.close()
        self._join(grace)
        if left := [*self._queue.drain(), *self._briefs.drain()]:
            _log.warning("%d requests are left for the next start.", len(left))
            self._join(_LAST_SECONDS)
        self._heart.join(_BEAT_SECONDS)
        self._statuses.close()
        self._aside.shutdown(wait=True, cancel_futures=True)

    def is_in(self, asked: Asked) -> bool:
        """Whether the bot has answered in the conversation that this belongs to."""
        if not self._app.settings.slack_follow_threads:
            return False
        return self._state.conversations.latest(asked.conversation) is not None

    @property
    def waiting(self) -> int:
        """How many requests wait for their turn."""
        return len(self._queue) + len(self._briefs)

    def take(self, asked: Asked) -> bool:
        """Take a request in, for good; False for one that was taken before.

        It is looked through by the guards first: nothing that they stop is kept.
        """
        if self._ending.is_set():
            self.aside(
                lambda: self._delivery.tell(asked.place, asked.asker, notices.notice("stopping"))
            )
            return False
        if asked.key in self._taken:
            return False
        with self._arrivals.one():
            return self._take(asked)

    def _take(self, asked: Asked) -> bool:
        refused, stopped, is_question = None, "", asked.kind == "question"
        if asked.text:
            screened = self._replies.screened(asked)
            if screened.refusal is not None:
                refused = declined(screened.question, screened.refusal)
                stopped = screened.refusal.kind
                messages = self._replies.refusal(asked, refused)
                ready = tuple(message.arguments() for message in messages)
                asked = replace(asked, text="", kind="refused", ready=ready)
            else:
                asked = replace(asked, text=screened.question or "")
        is_new = self._accepted(asked)
        self._taken.add(asked.key)
        if not is_new:
            return False
        if refused is not None and is_question:
            entry = answered(asked.who, "slack", refused, stopped)
            audit_of(self._state, self._app.settings).note(entry)
            self._state.questions.keep("slack", refused)
        if refused is None and self._access.too_often(asked):
            self._say_instead(asked, notices.rate_limited(60))
            return True
        self._line_up(asked, shows_status=refused is None)
        return True

    def publish(self, key: str, messages: Sequence[Message], asker: str, place: Place) -> bool:
        """Send messages that are made already, as surely as an answer; False for a known key."""
        ready = tuple(message.arguments() for message in messages)
        return self.put(Asked(key, "ready", "", asker, place, ready=ready))

    def put(self, asked: Asked) -> bool:
        """Take in what needs no looking through, for good; False for one that was taken before."""
        if not self._accepted(asked):
            return False
        self._line_up(asked, shows_status=False, beyond_bound=True)
        return True

    def aside(self, do: Callable[[], object]) -> None:
        """Do something soon that need not outlive this process: a page, a form, a notice."""
        try:
            self._aside.submit(_logged, do)
        except RuntimeError:  # it is ending
            _log.info("Ending: something was not done.")

    def _accepted(self, asked: Asked) -> bool:
        """Keep a request; False for one that is known."""
        job = Job(
            asked.key,
            asked.kind,
            asked.as_json(),
            asked.asker,
            asked.place.channel,
            datetime.now(UTC),
        )
        return self._state.inbox.accept(job)

    def _line_up(self, asked: Asked, *, shows_status: bool, beyond_bound: bool = False) -> None:
        queue = self._briefs if asked.kind == "brief" else self._queue
        taken = queue.taken
        try:
            before = queue.put(asked, asked.asker, asked.conversation, beyond_bound=beyond_bound)
        except QueueFullError:
            count(TURNED_AWAY, queue="slack")
            self._say_instead(asked, notices.queue_full(len(queue)))
        except QueueClosedError:
            _log.info("Ending: a question is left for the next start.")
        else:
            self._pending.begin(asked.key)
            if shows_status and asked.kind != "brief":
                self._statuses.show(asked, before)
            elif shows_status and (ahead := before + taken):
                told = brief_told.in_line(ahead)
                self.aside(lambda: self._delivery.tell(asked.place, asked.asker, told))

    def _say_instead(self, asked: Asked, message: Message) -> None:
        """Tell the asker that this request is not answered, and be done with it."""
        self._state.inbox.take(asked.key)
        self._state.inbox.finish(asked.key)
        self.aside(lambda: self._delivery.tell(asked.place, asked.asker, message))

    def _work(self, queue: FairQueue[Asked]) -> None:
        while (taken := queue.take()) is not None:
            key = taken.item.key
            try:
                with about(request=key), span("slack", kind=taken.item.kind):
                    ended = self._ended(taken.item)
            finally:
                queue.done(taken)
            if ended:
                self._pending.end(key)

    def _ended(self, asked: Asked) -> bool:
        """Work on a request; False where its answer has to wait until Slack takes it."""
        try:
            if not self._worker.do(asked):
                self._held.append((time.monotonic() + _AGAIN_SECONDS, asked))
                return False
        except StateError as error:
            _log.error("The answer is not kept, and is made again: %s", error)
            self._state.inbox.give_back(asked.key)
        except LostError:
            _log.info("A request was taken over by another process.")
        except Exception as error:
            _log.exception("A request could not be answered")
            self._give_up(asked, type(error).__name__)
        return True

    def _give_up(self, asked: Asked, why: str) -> None:
        """End a request that cannot be met, and tell its asker as surely as an answer."""
        try:
            if not asked.key.startswith(_APOLOGY):
                brief = asked.kind == "brief"
                sorry = [notices.notice("no_brief") if brief else notices.apology(asked.text)]
                self.publish(_APOLOGY + asked.key, sorry, asked.asker, asked.place)
            self._state.inbox.fail(asked.key, why)
        except StateError as error:
            _log.error("That a request failed is not kept, and it is tried again: %s", error)
            self._state.inbox.give_back(asked.key)
        except LostError:
            _log.info("A request was taken over by another process.")

    def _join(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(deadline - time.monotonic(), 0.0))

    def _beat(self) -> None:
        while not self._ending.wait(_BEAT_SECONDS):
            try:
                self._take_over()
            except StateError as error:
                _log.error("The state cannot be kept: %s", error)
            except Exception:
                _log.exception("What was left could not be taken on")
            self._do_chores()

    def _do_chores(self) -> None:
        for chore in self._chores:
            try:
                chore()
            except MendableError as error:
                _log.error("What is done from time to time has to wait: %s", error)
            except Exception:
                _log.exception("What is done from time to time failed")

    def _take_over(self) -> None:
        """Take on what a process left that is no more, and what Slack did not take before."""
        inbox = self._state.inbox
        due = [held for held in self._held if held[0] <= time.monotonic()]
        for held in due:
            self._held.remove(held)
            self._line_up(held[1], shows_status=False, beyond_bound=True)
        for job in inbox.abandoned():
            try:
                asked = asked_of(job.payload)
            except (KeyError, TypeError):
                _log.error("A request that was left is not of a kind that this version knows.")
                if inbox.take(job.key):
                    inbox.fail(job.key, "unknown kind")
                continue
            if job.tries >= _MOST_TRIES:
                if inbox.take(job.key):
                    _log.error("A request was begun %d times and never ended.", job.tries)
                    self._give_up(asked, "begun too often")
            elif inbox.adopt(job.key):
                _log.info("A request that was left is taken on.")
                self._line_up(asked, shows_status=False, beyond_bound=True)


def _logged(do: Callable[[], object]) -> None:
    try:
        do()
    except Exception:
        _log.exception("Something beside the answers failed")
