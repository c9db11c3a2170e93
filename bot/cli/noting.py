"""What commands leave in the audit log."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cli.ending import say
from bot.settings import Settings

if TYPE_CHECKING:  # what these import takes a while, and some commands note nothing
    from bot.answering.answers import Answer
    from bot.audit.entries import Action, Entry
    from bot.audit.log import AuditLog

_NOT_NOTED = "This is not noted in the audit log. {why}"


@contextmanager
def noting(settings: Settings) -> "Iterator[Callable[[Entry], None]]":
    """What notes things that the command's user did, without the words of what was asked.

    The state is opened with the first. Where it is away that is said, and the command goes on: its
    user owns the index, and could read it with anything.
    """
    from bot.state.errors import StateError

    with ExitStack() as closing:
        log: AuditLog | None = None

        def note(entry: "Entry") -> None:
            nonlocal log
            try:
                if log is None:
                    log = closing.enter_context(_opened(settings))
                log.note(replace(entry, question=""))
            except StateError as error:
                say(_NOT_NOTED.format(why=error))

        yield note


def note_done(settings: Settings, action: "Action", **details: object) -> None:
    """Note one thing that the command's user did."""
    from bot.audit.entries import Entry
    from bot.audit.log import cli_account

    with noting(settings) as note:
        note(Entry(cli_account(), "cli", action, details=details))


@contextmanager
def noting_answers(settings: Settings) -> "Iterator[Callable[[Answer], None]]":
    """What notes that the command's user was answered."""
    from bot.audit.entries import answered
    from bot.audit.log import cli_account

    with noting(settings) as note:
        yield lambda answer: note(answered(cli_account(), "cli", answer))


def note_answers(settings: Settings, answers: "Iterable[Answer]") -> None:
    """Note that the command's user was answered."""
    with noting_answers(settings) as note:
        for answer in answers:
            note(answer)


@contextmanager
def _opened(settings: Settings) -> "Iterator[AuditLog]":
    from bot.audit.log import audit_of
    from bot.state.opening import open_state

    with open_state(settings.state_place) as state:
        yield audit_of(state, settings)
