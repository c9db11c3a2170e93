"""What an index run did, in numbers and sentences."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from corpus.catalogue.rows import Member
from corpus.sources import SkippedFile

Stage = Literal["hashing", "reading", "scans", "lexical", "embedding", "chroma"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come: `done` of `total` files, passages, texts or scanned pages.

    Scanned pages are recognised while files are read; their total grows as scans are met.
    """

    stage: Stage
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """Documents against the generation before; `failed` counts files that gave none."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an index run did.

    `read` counts the files read in this run, `passages` those of the whole index. `failures`
    are files that are not in the index, with reasons; `notes` plain sentences about the rest.
    `stages` are seconds by stage: words can be searched when hashing, reading and lexical are
    done.
    """

    documents: DocumentCounts
    read: int
    passages: int
    failures: tuple[SkippedFile, ...] = ()
    notes: tuple[str, ...] = ()
    stages: Mapping[Stage, float] = field(default_factory=dict)
    seconds: float = 0.0


def count_documents(
    before: Sequence[Member], after: Sequence[Member], failed: int
) -> DocumentCounts:
    """Compares two generations: a changed file at the same path is an update."""
    old = {member.document_id: member for member in before}
    new = {member.document_id: member for member in after}
    counts: Counter[str] = Counter()
    for identity in old.keys() & new.keys():
        # A file that was moved or renamed keeps its documents.
        same = old[identity].document == new[identity].document
        moved = old[identity].path != new[identity].path
        counts["unchanged" if same or moved else "updated"] += 1
    changed: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for side, mine, other in ((0, old, new), (1, new, old)):
        for identity in mine.keys() - other.keys():
            changed[mine[identity].path][side] += 1
    for gone, come in changed.values():
        counts["updated"] += min(gone, come)
        counts["removed"] += gone - min(gone, come)
        counts["added"] += come - min(gone, come)
    return DocumentCounts(
        counts["added"], counts["updated"], counts["unchanged"], counts["removed"], failed
    )
