"""What came of a fault, as the rows of one table."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """A kind of fault: how often it was brought about, how often it was survived, what was seen.

    `seen` counts what happened, in a few words each; `faults` are sentences on what went wrong.
    """

    fault: str
    points: int = 0
    survived: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def note(self, seen: str, faults: Sequence[str] = ()) -> None:
        """Count one point; it was survived where nothing went wrong."""
        self.points += 1
        self.survived += not faults
        self.seen[seen] += 1
        self.faults += faults
        print(self.fault, self.points, seen, *faults, sep=": ", file=sys.stderr, flush=True)

    def row(self) -> list[object]:
        """The columns of the table."""
        seen = "; ".join(f"{what} ({count})" for what, count in self.seen.most_common())
        return [self.fault, self.points, self.survived, seen]
