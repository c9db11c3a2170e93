"""`scrutineer feedback`: what readers said of answers, for whoever looks after the documents."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import wire
from bot.answering.answers import Answer
from bot.cli.ending import say, told
from bot.cli.options import AsJson, Home
from bot.cli.starting import app_of
from bot.cli.terminal import console_for, safe
from bot.state.feedback import Feedback
from bot.state.opening import State, open_state

Given = tuple[Feedback, Answer | None]


@told
def feedback(
    wrong: Annotated[bool, typer.Option("--wrong", help="Only what readers found wrong.")] = False,
    cases: Annotated[
        Path | None,
        typer.Option(
            "--cases", metavar="FILE", help="Write the questions as cases of the evaluation."
        ),
    ] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """List what readers said of answers, newest first, with the answers."""
    with app_of(home) as app, open_state(app.settings.state_place) as state:
        every = _newest_first(state, wrong=wrong)
    if cases is not None:
        lines = [json.dumps(case, ensure_ascii=False) + "\n" for case in _cases(every)]
        cases.write_text("".join(lines), "utf-8")
        say(f"{len(lines)} cases written to {cases}. Fill in what each answer has to hold.")
    elif as_json:
        wire.write([_json(given) for given in every], sys.stdout)
    elif every:
        console = console_for()
        for given in every:
            console.print(safe(_line(given)), markup=False)
    else:
        say("Nobody has said anything of an answer yet.")


def _newest_first(state: State, *, wrong: bool) -> list[Given]:
    given = [each for each in state.feedback.every() if not wrong or each.verdict == "wrong"]
    return [(each, state.answers.get(each.answer_id)) for each in reversed(given)]


def _line(given: Given) -> str:
    said, answer = given
    why = ", ".join(
        part for part in ((said.reason or "").replace("_", " "), said.note or "") if part
    )
    question = answer.question if answer is not None else "(the answer is kept no more)"
    return f"{said.at:%Y-%m-%d}  {said.verdict}{f' ({why})' if why else ''}: {question}"


def _json(given: Given) -> dict[str, Any]:
    said, answer = given
    return {
        "answer_id": said.answer_id,
        "verdict": said.verdict,
        "reason": said.reason,
        "note": said.note,
        "at": said.at.isoformat(),
        "answer": None if answer is None else wire.answer_json(answer),
    }


def _cases(every: Sequence[Given]) -> Iterator[dict[str, Any]]:
    """A case for each question, the first time it comes; what is right somebody has to add."""
    seen: set[str] = set()
    for said, answer in every:
        if answer is None or answer.id in seen:
            continue
        seen.add(answer.id)
        why = ", ".join(part for part in (said.verdict, said.reason or "", said.note or "") if part)
        yield {
            "id": f"feedback-{answer.id}",
            "question": answer.question,
            "type": "feedback",
            "notes": f"A reader said: {why}. It was answered: {answer.text}",
        }
