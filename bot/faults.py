"""The one error that reaches a user's eyes, and how others become it."""

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.catalogue.catalogue import CatalogueError
from corpus.given import GivenError
from corpus.walking import MissingPathError
from retrieval.errors import RetrievalError


class MendableError(Exception):
    """Something that the user can mend; the message says what is wrong and how to mend it.

    MendableError
    ├── UsageError            a value was given that means nothing here (exit 2)
    ├── DeclinedError         what was typed is not looked into
    └── NothingIndexedError   there is nothing to answer from yet
        └── NothingSeenError  or nothing that may be seen, whichever it is
    """


class UsageError(MendableError):
    """A value was given that means nothing here; the message names the allowed ones."""


class DeclinedError(MendableError):
    """What was typed is not looked into; the message says why, and nothing of what was typed."""


class NothingIndexedError(MendableError):
    """There is nothing to answer from yet."""

    def __init__(self, said: str = "Nothing is indexed yet. Run: scrutineer index FOLDER") -> None:
        super().__init__(said)


class NothingSeenError(NothingIndexedError):
    """There is nothing that may be seen here; whether there is something else is not told."""

    def __init__(self) -> None:
        super().__init__(
            "There are no documents here that you may see. Ask whoever looks after Scrutineer at "
            "your council."
        )


@contextmanager
def mendable() -> Iterator[None]:
    """Faults of the packages below, whose messages are made for users, as `MendableError`."""
    try:
        yield
    except (MissingPathError, GivenError) as error:
        raise UsageError(str(error)) from error
    except (CatalogueError, RetrievalError) as error:
        raise MendableError(str(error)) from error
