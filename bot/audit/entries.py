"""What the audit log says: one entry for each thing that somebody did."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from bot.answering.answers import Answer, Citation

Interface = Literal["cli", "web", "slack", "program"]
Action = Literal[
    # what was asked, read and taken away
    "ask",
    "search",
    "check",
    "brief",
    "view",
    "download",
    # what was changed
    "index",
    "upload",
    "correct",
    "remove",
    "restore",
    "follow",
    "sync",
    "review",
    "settings",
    # who was kept out
    "refuse",
    "end_sessions",
    # what was kept, handed over and deleted
    "backup",
    "put_back",
    "export",
    "purge",
    "erase",
]
Ranges = Sequence[tuple[int, int]]

DELETING: Final = ("purge", "erase")
"""What deletes words of entries; of such an entry itself nothing is ever deleted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that `who` did: "slack:U012", "web:" and a name, "cli:" and an account.

    `question` is as the guards left it; of one that they stopped `stopped` says why, in the name
    of its kind, and it is empty. `documents` are ids with the SHA-256 of their files. `details`
    say what else matters, as JSON; `deleted` the numbers of entries whose words are deleted, as
    ranges, ends included.
    """

    who: str
    interface: Interface
    action: Action
    question: str = ""
    stopped: str = ""
    documents: Sequence[tuple[str, str]] = ()
    answer: str = ""
    outcome: str = ""
    model: str = ""
    prompt: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    deleted: Ranges = ()


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry as JSON; what is empty is left out."""
    values = {name: getattr(entry, name) for name in Entry.__slots__}
    values["documents"] = [list(document) for document in entry.documents]
    values["deleted"] = [list(each) for each in entry.deleted]
    values["details"] = dict(entry.details)
    return {name: value for name, value in values.items() if value}


def answered(who: str, interface: Interface, answer: Answer, stopped: str = "") -> Entry:
    """That somebody was answered; `stopped` is the kind of refusal where the guards declined.

    Nothing of a question that was declined is told, even where the guards would have let it.
    """
    declined = answer.outcome == "declined"
    return Entry(
        who,
        interface,
        "ask",
        question="" if declined else answer.question,
        stopped=stopped if declined else "",
        documents=documents_of(answer.citations),
        answer=answer.id,
        outcome=answer.outcome,
        model=answer.answerer,
        prompt=answer.prompt or "",
    )


def documents_of(citations: Iterable[Citation]) -> list[tuple[str, str]]:
    """The documents that are cited, each once, with the SHA-256 of its file."""
    return sorted({(each.document_id, each.sha256) for each in citations})


def is_about(said: Mapping[str, Any], names: Collection[str]) -> bool:
    """Whether an entry as JSON is of what one of these did, or what was done to one of them."""
    return said.get("who") in names or said.get("details", {}).get("whose") in names


def deleted_by(content: str) -> list[tuple[int, int]]:
    """The ranges of entries whose words were deleted by the one with this content, if any were."""
    if '"deleted":[' not in content:
        return []
    told = json.loads(content)
    if told.get("action") not in DELETING:
        return []
    return [(int(first), int(last)) for first, last in told["deleted"]]


def ranges_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as ranges, ends included."""
    ranges: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        elif not ranges or number > ranges[-1][1]:
            ranges.append((number, number))
    return ranges
