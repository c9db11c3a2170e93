"""A conversation in the terminal. Nothing typed is kept anywhere but in memory."""

import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from rich.console import Console

from bot.answering.answers import Answer
from bot.app import App
from bot.asking import checked_question
from bot.cli.terminal import console_for, show_answer, show_sources
from bot.faults import UsageError
from retrieval.query import Filters, Query

PROMPT = "> "
HELP = """\
Ask in plain English. A question may follow on from the one before: “And in 2017?”
/sources  the quotes behind the last answer
/new      a new subject: the questions before are forgotten
/help     this list
/quit     the end (so does Ctrl-D)"""


class Chat:
    """One thread of questions; `line` is given what the user types."""

    def __init__(
        self,
        app: App,
        console: Console,
        filters: Filters,
        note: Callable[[Answer], object] = lambda _: None,
    ) -> None:
        self._app = app
        self._note = note
        self._console = console
        self._filters = filters
        self._earlier: Query | None = None
        self._last: Answer | None = None

    def line(self, text: str) -> bool:
        """Answer a question or obey a command; False when the user wants to end."""
        command = text.strip().lower()
        if command in ("/quit", "/exit", "/q"):
            return False
        if command == "/new":
            self._earlier = self._last = None
            self._console.print("A new subject. What would you like to know?")
        elif command == "/sources":
            self._show_sources()
        elif command == "/help":
            self._console.print(HELP)
        elif command.startswith("/"):
            self._console.print("There is no such command. /help lists them.")
        elif command:
            self._ask(text)
        return True

    def _ask(self, text: str) -> None:
        try:
            question = checked_question(text)
        except UsageError as error:
            self._console.print(str(error))
            return
        follows = self._earlier
        self._last, self._earlier = self._app.ask(question, self._filters, follows)
        self._note(self._last)
        if follows is not None and self._last.outcome != "declined":
            self._console.print(self._last.scope.reading, style="dim")
            self._console.print()
        show_answer(self._console, self._last, quotes=False)

    def _show_sources(self) -> None:
        if self._last is None or not self._last.citations:
            self._console.print("There is no answer with sources yet.")
        else:
            show_sources(self._console, self._last)


def converse(app: App, filters: Filters, note: Callable[[Answer], object]) -> None:
    """Read questions from the terminal, or a pipe, until the user ends or the input does.

    `note` is told each answer before it is shown.
    """
    prompt = ""
    if sys.stdin.isatty():
        prompt = PROMPT
        with suppress(ImportError):  # lines can be edited where there is readline
            import_module("readline")
    console = console_for()
    thread = Chat(app, console, filters, note)
    while True:
        try:
            text = input(prompt)
        except EOFError:
            break
        if not thread.line(text):
            break
        if text.strip():
            console.print()
    console.print("Goodbye.")
