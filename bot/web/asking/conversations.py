"""The conversations of visitors, each its visitor's alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from starlette.exceptions import HTTPException

from bot.state.conversations import Turn
from bot.state.opening import State
from bot.web.visitors import Visitor

_MARK = "web:"
# Of so many of the last questions the conversations are offered to be gone on with.
_LOOKED_AT = 100
_TITLE = 100


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns, oldest first; none where nothing was asked yet."""

    identity: str
    turns: Sequence[Turn]

    @property
    def title(self) -> str:
        """What it began with, shortened where it is long."""
        first = next((turn.question for turn in self.turns if turn.question), "Untitled")
        return shorten(first, _TITLE, placeholder="…")

    def number_of(self, job: str) -> int | None:
        """The number of the turn that a job made, None where it has made none."""
        numbers = (n for n, turn in enumerate(self.turns, 1) if turn.job == job)
        return next(numbers, None)


class Conversations:
    """What visitors have asked on the pages, out of all that is remembered."""

    def __init__(self, state: State) -> None:
        self._state = state

    def find(self, visitor: Visitor, identity: str) -> Conversation:
        """A conversation of a visitor's, which may not have begun.

        Raises `HTTPException` 404 for somebody else's.
        """
        turns = self._state.conversations.turns(key_of(identity))
        if any(turn.asker != visitor.asker for turn in turns):
            raise HTTPException(404)
        return Conversation(identity, turns)

    def begun(self, visitor: Visitor, identity: str) -> Conversation:
        """The same; raises `HTTPException` 404 for one that has not begun as well."""
        found = self.find(visitor, identity)
        if not found.turns:
            raise HTTPException(404)
        return found

    def recent(self, visitor: Visitor, most: int) -> list[Conversation]:
        """A visitor's last conversations, the one with the newest question first."""
        asked = self._state.conversations.recent(visitor.asker, _LOOKED_AT)
        keys = dict.fromkeys(t.conversation for t in asked if t.conversation.startswith(_MARK))
        names = [key.removeprefix(_MARK) for key in keys][:most]
        return [self.find(visitor, name) for name in names]

    def forget(self, conversation: Conversation) -> None:
        """Forget a conversation, and its answers that nothing else needs."""
        self._state.conversations.forget(key_of(conversation.identity))
        self._state.answers.forget([turn.answer_id for turn in conversation.turns])


def key_of(identity: str) -> str:
    """What a conversation is called where those of Slack are as well."""
    return f"{_MARK}{identity}"
