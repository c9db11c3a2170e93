"""Questions that no inspection report answers, whatever is indexed.

The words are in `topics.txt`; both take a text as `folding.folded` gives it.
"""

from bot.guards.patterns import matches


def is_elsewhere(text: str) -> bool:
    """Whether it plainly asks for what is not in inspection reports or council papers."""
    if matches("topics", "elsewhere", text):
        return True
    return matches("topics", "perhaps", text) and not matches("topics", "field", text)


def is_legal(text: str) -> bool:
    """Whether it asks for advice on the asker's own legal matter."""
    return matches("topics", "legal", text)
