"""What the gate is given and what it says: a claim's sources, and a verdict."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.documents import Kind


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that a claim cites. None stands for what is not known of it.

    `text` is the whole passage, `quote` the part that is said to support the claim (None: the
    passage as a whole). `current`: whether nothing later supersedes the document.
    """

    text: str
    quote: str | None = None
    authority: str | None = None
    date: datetime.date | None = None
    kind: Kind | None = None
    publisher: str | None = None
    current: bool | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim may be shown; if not, the check that failed and what it missed.

    `supporting` are the indexes of the sources that bear an accepted claim out, each alone;
    sources that it was counted or reckoned from together are all there.
    """

    check: str | None = None
    detail: str = ""
    supporting: tuple[int, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether every check passed."""
        return self.check is None


class Judge(Protocol):
    """A second opinion on a free paraphrase, behind the checks that it never overrules."""

    def supports(self, claim: str, passages: Sequence[str]) -> bool:
        """Whether the passages, taken together, say what the claim says."""
