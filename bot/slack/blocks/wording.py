"""What users read in Slack: `prompts/slack`, filled in."""

from prompts import section


def words(name: str, /, **values: object) -> str:
    """A section of the wording with its gaps filled."""
    return section("slack", name).format(**values)


def counted(number: int, what: str) -> str:
    """A number with what it counts: "1 document", "2 documents"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
