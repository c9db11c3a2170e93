"""What can go wrong with what is remembered."""

from bot.faults import MendableError


class StateError(MendableError):
    """The database cannot be used; the message says why and how to mend it, and no password."""


class StateTooNewError(StateError):
    """A newer program has changed the tables so that this one cannot use them."""


class LostError(Exception):
    """A job is not this process's to work on (any more): another has taken it, or it has ended."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the job {key} is not this process's")


class OwnAnswerError(Exception):
    """Somebody would decide on an answer to a question of their own."""


class DecidedError(Exception):
    """A review is not waiting (any more): somebody else was quicker, or it lapsed."""
