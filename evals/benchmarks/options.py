"""What every benchmark is given on its command line, and what it gives back."""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a run; `work` is where indexes are made, and kept if it was named.

    `more` are those that this benchmark alone has, by name.
    """

    corpus: Path
    gold: Path
    json: Path | None
    work: Path
    times: int
    more: Mapping[str, Any] = field(default_factory=dict)


@contextmanager
def options(name: str, about: str, times: int = 1, **more: tuple[Any, str]) -> Iterator[Options]:
    """Read the command line of the benchmark `name`; `times` is the default of `--times`.

    `more` are options of its own: the default, which says what kind of value it is, and the help.
    """
    parser = argparse.ArgumentParser(prog=f"python -m evals.benchmarks.{name}", description=about)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of documents")
    parser.add_argument("--gold", type=Path, help="folder of questions (default: beside corpus)")
    parser.add_argument("--json", type=Path, help="file for the figures as JSON")
    parser.add_argument("--work", type=Path, help="folder for indexes, kept for the next run")
    parser.add_argument("--times", type=int, default=times, help=f"repetitions ({times})")
    for own, (default, told) in more.items():
        if default is False:
            parser.add_argument(f"--{own}", action="store_true", help=told)
        else:
            told = f"{told} ({default})"
            parser.add_argument(f"--{own}", type=type(default), default=default, help=told)
    given = parser.parse_args()
    corpus = given.corpus.resolve()
    if not corpus.is_dir():
        parser.error(f"there is no folder {given.corpus}")
    gold = (given.gold or corpus.parent / "gold").resolve()
    with tempfile.TemporaryDirectory(prefix="scrutineer-") as temporary:
        work = (given.work or Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        chosen = {own: getattr(given, own) for own in more}
        yield Options(corpus, gold, given.json, work, given.times, chosen)


def machine() -> dict[str, Any]:
    """What the figures were made on."""
    return {
        "processors": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "load_average": [round(value, 2) for value in os.getloadavg()],
    }


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table on stdout."""
    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*("–" if value is None else str(value) for value in row))
    Console(width=120).print(table)


def save(figures: Mapping[str, Any], path: Path | None) -> None:
    """Write the figures with those of the machine, where a file was asked for."""
    if path is not None:
        text = json.dumps({**figures, "machine": machine()}, ensure_ascii=False, indent=2)
        path.write_text(text + "\n", encoding="utf-8")
