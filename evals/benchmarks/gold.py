"""The questions with their evidence, as `--gold` holds them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that answers a question: a page of a PDF, or offsets of a text file."""

    file: str
    sha256: str | None
    page: int | None
    start: int | None
    end: int | None
    quote: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `first` is the one it follows, `is_list` whether all items are asked for."""

    id: str
    text: str
    first: str | None
    type: str
    answerable: bool
    is_list: bool
    gold: tuple[Evidence, ...]


def questions(path: Path) -> list[Question]:
    """All questions of a file of JSON lines."""
    return [_question(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line]


def as_input(asked: list[Question]) -> str:
    """The questions as `scrutineer ask --input` takes them, first questions before."""
    lines: list[Mapping[str, str]] = []
    for question in asked:
        line = {"id": question.id, "question": question.text}
        if question.first is not None:
            lines.append({"id": f"{question.id}/first", "question": question.first})
            line["follows"] = f"{question.id}/first"
        lines.append(line)
    return "".join(json.dumps(line) + "\n" for line in lines)


def _question(value: Mapping[str, Any]) -> Question:
    return Question(
        value["id"],
        value["question"],
        value.get("first_question"),
        value["type"],
        value["answerable"],
        value.get("list_complete", value["type"] == "current-recommendations"),
        tuple(
            Evidence(
                place["file"],
                place.get("file_sha256"),
                place.get("page"),
                place.get("start"),
                place.get("end"),
                place["quote"],
                tuple(place["key_facts"]),
            )
            for place in value["gold"]
        ),
    )
