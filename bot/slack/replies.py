"""What is said to each kind of request: the messages, rendered, ready to be sent."""

import logging
from datetime import UTC, datetime, timedelta

from bot.answering.answers import Answer
from bot.app import App
from bot.asking import checked_question
from bot.audit.entries import Entry, answered, documents_of
from bot.audit.log import audit_of
from bot.faults import MendableError, UsageError
from bot.filtering import known_authorities
from bot.guards.screening import Screened
from bot.slack.asked import Asked
from bot.slack.blocks import answer as answers
from bot.slack.blocks import notices, registers, status
from bot.slack.blocks.checking import check_messages
from bot.slack.blocks.links import Links
from bot.slack.blocks.message import Message
from bot.slack.publishing import Publishing
from bot.slack.sights import Sights
from bot.state.conversations import Turn
from bot.state.errors import StateError
from bot.state.opening import State
from retrieval.query import Filters, Query

# How long a question typed straight into the direct messages may follow on from the one before.
_STILL_TALKING = timedelta(hours=1)
_log = logging.getLogger(__name__)


class Replies:
    """Makes the messages that answer a request. Threads share it."""

    def __init__(self, sights: Sights, state: State, links: Links, publishing: Publishing) -> None:
        self._sights = sights
        self._publishing = publishing
        self._state = state
        self._links = links

    def to(self, asked: Asked) -> tuple[Message, ...]:
        """The whole reply. What goes wrong is a message too.

        Raises `StateError` when the database of what is remembered is away.
        """
        try:
            return self._reply(asked)
        except StateError:
            # Nothing that is answered now could be kept: the request waits.
            raise
        except MendableError as error:
            # What means nothing here may be repeated by what is said of it.
            named = isinstance(error, UsageError)
            _log.warning("A request could not be met: %s", type(error).__name__ if named else error)
            return (notices.say(str(error)),)
        except Exception:
            # A reader is told that it failed, whatever it was; the log tells what, without words
            # of the question.
            _log.exception("A request could not be met")
            return (notices.apology(asked.text),)

    def screened(self, asked: Asked) -> Screened:
        """The text of a request as the guards leave it, which know what is seen where it is asked.

        Raises `MendableError`.
        """
        app = self._sights.asked(asked)
        if asked.kind == "check":
            return app.screened_message(asked.text)
        return app.screened(asked.text)

    def refusal(self, asked: Asked, answer: Answer) -> tuple[Message, ...]:
        """What is said to a question that the guards do not let through."""
        return answers.messages(answer, private=asked.place.private, links=self._links)

    def status(self, asked: Asked) -> str:
        """What is being done about a request, while it is."""
        if asked.kind != "question":
            return status.starting()
        try:
            earlier = self.earlier(asked)
            outlook = self._sights.asked(asked).outlook(
                asked.text, earlier.query if earlier else None
            )
        except MendableError:
            return status.starting()
        return status.reading(outlook.documents, outlook.authorities)

    def earlier(self, asked: Asked) -> Turn | None:
        """The question that this one may follow on from."""
        place, conversations = asked.place, self._state.conversations
        turn = conversations.latest(asked.conversation, asked.key)
        if turn is None and place.direct and place.thread == place.message:
            turn = conversations.latest(_direct(asked), asked.key)
            if turn is not None and datetime.now(UTC) - turn.at > _STILL_TALKING:
                return None
        return turn

    def _reply(self, asked: Asked) -> tuple[Message, ...]:
        app = self._sights.asked(asked)
        match asked.kind:
            case "help":
                prompts = status.suggested_prompts(app.home())
                return (notices.greeting(tuple(prompt["message"] for prompt in prompts)),)
            case "recommendations" | "judgements":
                return (register(app, asked.kind, asked.text),)
            case "check":
                checked = app.check(asked.text)
                used = documents_of(checked.citations)
                self._note(app, Entry(asked.who, "slack", "check", documents=used))
                kept = self._state.checks.keep(checked.citations)
                return check_messages(checked, kept, self._links)
            case "decide":
                return self._publishing.decide(asked)
            case _:
                return self._answer(app, asked)

    def _answer(self, app: App, asked: Asked) -> tuple[Message, ...]:
        question = checked_question(asked.text)
        earlier = self.earlier(asked)
        answer, query = app.ask(question, None, earlier.query if earlier else None)
        self._note(app, answered(asked.who, "slack", answer))
        self._state.answers.keep(answer)
        self._state.questions.keep("slack", answer, asked.key)
        self._remember(asked, answer, query)
        return self._publishing.reply(asked, answer)

    def _note(self, app: App, entry: Entry) -> None:
        """Raises `StateError`: then nothing is shown."""
        audit_of(self._state, app.settings).note(entry)

    def _remember(self, asked: Asked, answer: Answer, query: Query | None) -> None:
        if query is None or answer.outcome == "declined":
            return
        keys = [asked.conversation]
        if asked.place.direct:
            keys.append(_direct(asked))
        for key in keys:
            self._state.conversations.remember(key, query, answer, asked.asker, asked.key)


def _direct(asked: Asked) -> str:
    """What one person asks the bot directly, thread after thread."""
    return f"slack:{asked.place.channel}"


def register(app: App, name: str, asked: str, page: int = 1) -> Message:
    """A page of a register, of the authorities that `asked` names or the home authority.

    Raises `UsageError` for an authority that nobody knows.
    """
    names = [name.strip() for name in asked.split(",") if name.strip()]
    if not names and (home := app.home()):
        names = [home]
    filters = Filters(authorities=known_authorities(names, app.authorities()))
    about = ", ".join(filters.authorities)
    if name == "judgements":
        return registers.judgements(app.judgements(filters), about, page)
    return registers.recommendations(app.recommendations(filters, current=True), about, page)
