"""Where questions are answered: a few at once, the others in their turn, each once."""

import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from threading import Lock

from bot.answering.verify import declined
from bot.app import Outlook
from bot.asking import checked_question
from bot.audit.entries import answered
from bot.faults import MendableError, UsageError
from bot.observing.metrics import TURNED_AWAY
from bot.observing.watch import Pending, count
from bot.web.asking.asked import Answered, Asked, Declined, Failed, Result
from bot.web.asking.conversations import Conversations, key_of
from bot.web.site import Site
from bot.web.visitors import Visitor
from retrieval.query import Query

_AT_ONCE, _MOST_WAITING = 4, 100
_MOST_NAMES = 2
_log = logging.getLogger(__name__)

LOOKING = "Reading your question…"
FULL = "Too many questions are waiting. Please ask again in a minute."
FAILED = "Something went wrong, and your question was not answered. Please ask again in a moment."


class Errand:
    """A question on its way: `future` gives what came of it, and raises nothing."""

    def __init__(self, visitor: Visitor, asked: Asked) -> None:
        self.visitor = visitor
        self.asked = asked
        self.future: Future[Result] = Future()
        self.status = LOOKING


class Desk:
    """Takes questions and answers them in threads of its own. Threads share it."""

    def __init__(self, site: Site, at_once: int = _AT_ONCE, most_waiting: int = _MOST_WAITING):
        self._site = site
        self._conversations = Conversations(site.state)
        self._most_waiting = most_waiting
        self._workers = ThreadPoolExecutor(at_once, thread_name_prefix="asking")
        self._turn = Lock()
        self._waiting: list[Errand] = []
        self._pending = Pending("web")
        self._under_way: dict[tuple[str, str, str], Errand] = {}

    def take(self, visitor: Visitor, asked: Asked) -> Errand:
        """Take a question; one that is sent again while it is answered is the same errand."""
        key = visitor.asker, asked.conversation, asked.job
        with self._turn:
            if key in self._under_way:
                return self._under_way[key]
            errand = Errand(visitor, asked)
            if len(self._waiting) >= self._most_waiting:
                count(TURNED_AWAY, queue="web")
                errand.future.set_result(Failed(FULL, 429))
                return errand
            self._under_way[key] = errand
            self._waiting.append(errand)
            self._pending.begin(key)
        errand.future.add_done_callback(lambda _: self._done(key))
        # What is known of the request goes with it, for the log and for traces.
        self._workers.submit(copy_context().run, self._run, errand)
        return errand

    def status(self, errand: Errand) -> str:
        """What is being done about a question."""
        with self._turn:
            ahead = self._waiting.index(errand) if errand in self._waiting else 0
        if not ahead:
            return errand.status
        return f"{ahead} {'question is' if ahead == 1 else 'questions are'} before yours…"

    def _done(self, key: tuple[str, str, str]) -> None:
        with self._turn:
            del self._under_way[key]
            self._pending.end(key)

    def _run(self, errand: Errand) -> None:
        with self._turn:
            self._waiting.remove(errand)
        try:
            result = self._answer(errand)
        except MendableError as error:
            result = Failed(str(error), 503)
        except Exception as error:
            # Its message could repeat what was typed.
            _log.error("A question could not be answered: %s", type(error).__name__)
            result = Failed(FAILED, 500)
        errand.future.set_result(result)

    def _answer(self, errand: Errand) -> Result:
        visitor, asked = errand.visitor, errand.asked
        conversation = self._conversations.find(visitor, asked.conversation)
        if (made := conversation.number_of(asked.job)) is not None:
            return Answered(asked.conversation, made)
        app = self._site.seen_by(visitor)
        try:
            typed = checked_question(asked.question)
        except UsageError as error:
            return Failed(str(error), 400)
        screened = app.screened(typed)
        if screened.refusal is not None:
            refusal = declined(screened.question, screened.refusal)
            kind = screened.refusal.kind
            self._site.audit.note(answered(visitor.asker, "web", refusal, kind))
            self._site.state.questions.keep("web", refusal)
            return Declined(refusal)
        question = screened.question or ""
        try:
            filters = asked.limits.filters(app.authorities())
            follows = self._follows(asked)
            errand.status = reading(app.outlook(question, follows, filters))
            answer, query = app.ask(question, filters, follows)
        except UsageError as error:
            return Failed(str(error), 400, question)
        except MendableError as error:
            return Failed(str(error), 503, question)
        self._site.audit.note(answered(visitor.asker, "web", answer))
        self._site.state.answers.keep(answer)
        self._site.state.questions.keep("web", answer, asked.job)
        self._site.state.conversations.remember(
            key_of(asked.conversation), query, answer, visitor.asker, asked.job
        )
        now = self._conversations.find(visitor, asked.conversation)
        return Answered(asked.conversation, now.number_of(asked.job) or len(now.turns))

    def _follows(self, asked: Asked) -> Query | None:
        """The query that a question follows on from, None where it begins a conversation."""
        conversations = self._site.state.conversations
        if asked.again is None:
            last = conversations.latest(key_of(asked.conversation), asked.job)
            return last.query if last else None
        turns = conversations.turns(key_of(asked.conversation))[: max(asked.again - 1, 0)]
        return turns[-1].query if turns else None


def reading(outlook: Outlook) -> str:
    """What is being read, in words: "Reading 12 documents about Merton…"."""
    documents = "1 document" if outlook.documents == 1 else f"{outlook.documents:,} documents"
    return f"Reading {documents}{_about(outlook.authorities)}…"


def _about(authorities: Sequence[str]) -> str:
    if not authorities:
        return ""
    if len(authorities) > _MOST_NAMES:
        return f" about {len(authorities)} authorities"
    return f" about {' and '.join(authorities)}"
