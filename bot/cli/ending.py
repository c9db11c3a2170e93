"""How a command ends when something is wrong: one sentence on stderr and an exit status."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import typer

from bot.faults import MendableError, UsageError
from bot.harmless import shown

P = ParamSpec("P")


def say(text: str) -> None:
    """Tell the user something on stderr, where it stays out of the results."""
    typer.echo(shown(text), err=True)


def told(command: Callable[P, None]) -> Callable[P, None]:
    """A command that tells what a user can mend: exit 2 for wrong usage, else 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except MendableError as error:
            say(str(error))
            raise typer.Exit(2 if isinstance(error, UsageError) else 1) from error
        except BrokenPipeError:
            raise  # the reader of a pipe has seen enough: typer ends quietly
        except OSError as error:
            say(f"The results could not be written ({error.strerror or error}).")
            raise typer.Exit(1) from error

    return run
