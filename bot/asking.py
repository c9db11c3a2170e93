"""What a question has to be before anything looks at it."""

from bot.faults import UsageError


def checked_question(text: str) -> str:
    """The question without white space at its ends. Raises `UsageError` where nothing is left."""
    question = text.strip()
    if not question:
        raise UsageError("The question is empty.")
    return question
