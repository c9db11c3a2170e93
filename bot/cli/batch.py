"""Many questions in one process: a file of JSON lines in, a file of answers out."""

import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answering.answers import Answer
from bot.app import App
from bot.asking import checked_question
from bot.faults import MendableError, UsageError
from bot.wire import answer_json, write
from retrieval.query import Filters, Query


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of the input: its id (a string or a number), the question, what it follows."""

    id: str | int
    question: str
    follows: str | int | None


def read_questions(path: Path) -> list[Asked]:
    """All lines of a file, checked. Raises `UsageError`, naming the line at fault."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read ({error}).") from error
    asked: list[Asked] = []
    known: set[str | int] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked.append(_asked(line, known))
        except (ValueError, UsageError) as error:
            raise UsageError(f"{path}, line {number}: {error}") from error
        known.add(asked[-1].id)
    if not asked:
        raise UsageError(f"{path} holds no question.")
    return asked


def answer_all(
    app: App,
    questions: Sequence[Asked],
    output: Path,
    filters: Filters,
    *,
    explain: bool = False,
    count: Callable[[str, int, int], None] = lambda *_: None,
) -> list[Answer]:
    """Answer every question in order and write the answers; all of them, or no file at all."""
    if output.is_dir():
        raise UsageError(f"{output} is a folder; name a file in it.")
    queries: dict[str | int, Query | None] = {}
    answers: list[Answer] = []
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    except OSError as error:
        raise MendableError(f"{output} cannot be written ({error.strerror}).") from error
    partial = Path(name)
    try:
        with open(handle, "w", encoding="utf-8") as stream:
            for done, asked in enumerate(questions):
                count("Answering", done, len(questions))
                earlier = None if asked.follows is None else queries[asked.follows]
                answer, queries[asked.id] = app.ask(asked.question, filters, earlier)
                answers.append(answer)
                value = {**answer_json(answer, explain=explain), "id": asked.id}
                write(value, stream, indent=None)
        count("Answering", len(questions), len(questions))
        _give_usual_mode(partial)
        os.replace(partial, output)
    except OSError as error:
        raise MendableError(f"{output} cannot be written ({error.strerror}).") from error
    finally:
        partial.unlink(missing_ok=True)
    return answers


def _asked(line: str, known: set[str | int]) -> Asked:
    try:
        value: Any = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"this is not JSON ({error}).") from error
    if not isinstance(value, dict):
        raise ValueError('a line is an object like {"id": "q1", "question": "…"}.')
    identity = _id(value.get("id"))
    if identity is None:
        raise ValueError('"id" must be a string or a whole number.')
    if identity in known:
        raise ValueError(f"the id {identity!r} was used before.")
    question = value.get("question")
    if not isinstance(question, str):
        raise ValueError('"question" must be a string.')
    follows = value.get("follows")
    if follows is not None and _id(follows) not in known:
        raise ValueError(f'"follows" names {follows!r}, which is no earlier line.')
    return Asked(identity, checked_question(question), _id(follows))


def _id(value: object) -> str | int | None:
    if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
        return value
    return None


def _give_usual_mode(path: Path) -> None:
    # A temporary file is for its owner alone; the answers get what any new file would.
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
