"""What the file of a brief shows, in whatever format: statements with their footnotes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement as a reader sees it: its text, the text of its footnote, None without one.

    `section` is the heading of the first level above it, `label` the line above it that says who
    says so; both are empty where the format does not tell. `item`: it is an item of a list.
    """

    text: str
    footnote: str | None
    section: str = ""
    label: str = ""
    item: bool = False


class UnreadableError(Exception):
    """A file that is no brief of ours; the message says why."""
