"""What generating answers leaves in a run's folder, and scoring reads: answers, documents, times.

answers.jsonl     a line a case: the answer's JSON, with more (`Answer`)
documents.json    the documents of the index, as `scrutineer documents --json` tells them
lists.json        what they say must improve, as `scrutineer recommendations --json` does
times.json        milliseconds of warm questions and of a fixed piece of work
gate.json         what the grounding gate made of claims that were made for it
leaks.json        personal data of probes that the index was found to hold afterwards
config.json       what all of it was made with (`evals.configuration`)
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from evals.mutations.trial import Trial

ANSWERS, DOCUMENTS, LISTS = "answers.jsonl", "documents.json", "lists.json"
TIMES, GATE, LEAKS = "times.json", "gate.json", "leaks.json"
_TRIAL: Final = TypeAdapter(Trial)

Json = Mapping[str, Any]
Answer = Json
"""An answer's JSON with more to it:

`case` (the case's id), `asked` (its fingerprint), `corrections` (those of its caveats that set the
question right), `first` (the answer's JSON to the question before a follow-up, or null),
`passages` (the whole text of each that is cited, by its id) and `hits` (JSON of the best passages,
where the case is used to measure the search).
"""


class RecordsError(Exception):
    """A folder holds no run that can be scored; the message says what is missing."""


def is_answered(answer: Answer) -> bool:
    """Whether an answer tells anything of what was asked."""
    return answer["outcome"] in ("answered", "partial")


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a run. `answers` are by case id, `documents` by document id.

    `times` is empty and `gate` None where the run left those suites out.
    """

    answers: Mapping[str, Answer]
    documents: Mapping[str, Json]
    lists: Sequence[Json]
    times: Json
    gate: Trial | None = None
    leaks: Sequence[Json] = ()


def read_records(directory: Path) -> Records:
    """What a run left in a folder. Raises `RecordsError`."""
    return Records(
        {answer["case"]: answer for answer in read_answers(directory)},
        {document["id"]: document for document in read_json(directory / DOCUMENTS)},
        read_json(directory / LISTS),
        read_json(directory / TIMES) if (directory / TIMES).exists() else {},
        read_trial(directory) if (directory / GATE).exists() else None,
        read_json(directory / LEAKS) if (directory / LEAKS).exists() else (),
    )


def read_trial(directory: Path) -> Trial:
    """What became of the claims made for the gate. Raises `RecordsError`."""
    return _TRIAL.validate_python(read_json(directory / GATE))


def write_trial(trial: Trial, directory: Path) -> None:
    """Keep what became of the claims made for the gate."""
    (directory / GATE).write_bytes(_TRIAL.dump_json(trial, indent=1))


def read_answers(directory: Path) -> list[Answer]:
    """The answers kept so far; a last line that was cut off by a stop is left out."""
    path = directory / ANSWERS
    if not path.exists():
        return []
    found: list[Answer] = []
    for line in path.read_text("utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            break
    return found


def write_answers(answers: Sequence[Answer], directory: Path) -> None:
    """Write the answers, one a line, all or none of them."""
    made = directory / f".{ANSWERS}"
    made.write_text("".join(as_line(answer) for answer in answers), "utf-8")
    made.replace(directory / ANSWERS)


def as_line(answer: Answer) -> str:
    """An answer as a line of the file."""
    return json.dumps(answer) + "\n"


def read_json(path: Path) -> Any:
    """A file of JSON. Raises `RecordsError`."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RecordsError(f"{path} cannot be read ({error}): run the suites first.") from error


def write_json(value: object, path: Path) -> None:
    """Write a file of JSON."""
    path.write_text(json.dumps(value, indent=1) + "\n", "utf-8")
