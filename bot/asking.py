"""What a question has to be before anything looks at it."""

from bot.faults import UsageError

LONGEST = 2_000


def checked_question(text: str) -> str:
    """The question without white space at its ends. Raises `UsageError`."""
    question = text.strip()
    if not question:
        raise UsageError("The question is empty.")
    if len(question) > LONGEST:
        raise UsageError(
            f"The question has {len(question)} characters; {LONGEST} are the most. "
            "Ask a shorter one."
        )
    return question
