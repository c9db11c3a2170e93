"""`python -m evals briefs`: files of briefs held against the documents."""

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.app import open_app
from bot.settings import load
from evals.briefs.checking import (
    Outcome,
    Shelf,
    check,
    current_items_are_current,
    gold_of,
)
from evals.briefs.pdf import read_pdf
from evals.briefs.shown import UnreadableError
from evals.briefs.word import read_word


def check_files(
    files: Sequence[Path], home: Path, gold: Path | None, authority: str | None
) -> dict[Path, Outcome]:
    """What became of each file. Raises `UnreadableError`, and what opening the index raises."""
    with closing(open_app(load({"home": home}).settings)) as app:
        shelf = Shelf(app.documents())
    items: list[str] = []
    if gold is not None:
        if authority is None:
            raise UnreadableError("--gold needs --authority.")
        rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
        items = gold_of(rows, authority)
    return {path: _checked(path, shelf, items) for path in files}


def _checked(path: Path, shelf: Shelf, gold: Sequence[str]) -> Outcome:
    match path.suffix.lower():
        case ".docx":
            shown = read_word(path)
        case ".pdf":
            shown = read_pdf(path, shelf.titles)
        case _:
            raise UnreadableError(f"{path} is neither DOCX nor PDF.")
    outcome = check(shown, shelf, gold)
    stale = tuple(current_items_are_current(shown, shelf))
    return Outcome(outcome.statements, (*outcome.faults, *stale), outcome.items, outcome.missing)
