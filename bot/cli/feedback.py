"""`scrutineer feedback`: what readers said of answers, for whoever looks after the documents."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import wire
from bot.cli.ending import say, told
from bot.cli.noting import note_done
from bot.cli.options import AsJson, Home
from bot.cli.starting import app_of
from bot.cli.terminal import console_for
from bot.harmless import on_one_line

if TYPE_CHECKING:  # what these import takes a while, and other commands do without
    from bot.state.cases import Given
    from bot.state.opening import State


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
    from bot.state.cases import cases_of
    from bot.state.opening import open_state

    with app_of(home) as app, open_state(app.settings.state_place) as state:
        every = _newest_first(state, wrong=wrong)
    if cases is not None:
        lines = [json.dumps(case, ensure_ascii=False) + "\n" for case in cases_of(every)]
        note_done(app.settings, "download", what="cases of feedback")
        cases.write_text("".join(lines), "utf-8", "replace")
        say(f"{len(lines)} cases written to {cases}. Fill in what each answer has to hold.")
    elif as_json:
        wire.write([_json(given) for given in every], sys.stdout)
    elif every:
        console = console_for()
        for given in every:
            console.print(on_one_line(_line(given)), markup=False)
    else:
        say("Nobody has said anything of an answer yet.")


def _newest_first(state: "State", *, wrong: bool) -> "list[Given]":
    given = [each for each in state.feedback.every() if not wrong or each.verdict == "wrong"]
    return [(each, state.answers.get(each.answer_id)) for each in reversed(given)]


def _line(given: "Given") -> str:
    said, answer = given
    why = ", ".join(
        part for part in ((said.reason or "").replace("_", " "), said.note or "") if part
    )
    question = answer.question if answer is not None else "(the answer is kept no more)"
    return f"{said.at:%Y-%m-%d}  {said.verdict}{f' ({why})' if why else ''}: {question}"


def _json(given: "Given") -> dict[str, Any]:
    said, answer = given
    return {
        "answer_id": said.answer_id,
        "verdict": said.verdict,
        "reason": said.reason,
        "note": said.note,
        "at": said.at.isoformat(),
        "answer": None if answer is None else wire.answer_json(answer),
    }
