"""What the log says of whatever it is that goes on: its ids; and what it must not say."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

_LEAST_HIDDEN = 4
_ids: ContextVar[Mapping[str, str]] = ContextVar("ids", default=MappingProxyType({}))
_hidden: ContextVar[tuple[str, ...]] = ContextVar("hidden", default=())


@contextmanager
def about(**ids: str) -> Iterator[None]:
    """While this goes on, every line of the log has these ids (`request`, `answer`) beside it.

    It holds for this thread, and for those that are given a copy of its context.
    """
    token = _ids.set({**_ids.get(), **ids})
    try:
        yield
    finally:
        _ids.reset(token)


@contextmanager
def unsaid(text: str) -> Iterator[None]:
    """While this goes on, no line of the log repeats the text, whoever writes it."""
    token = _hidden.set((*_hidden.get(), text))
    try:
        yield
    finally:
        _hidden.reset(token)


def current() -> Mapping[str, str]:
    """The ids of what goes on here."""
    return _ids.get()


def hidden() -> tuple[str, ...]:
    """What must not be said here, the longest first; what is too short to tell is left out."""
    long = (text for text in _hidden.get() if len(text) >= _LEAST_HIDDEN)
    return tuple(sorted(long, key=len, reverse=True))
