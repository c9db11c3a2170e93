"""Whether a text is a claim at all: it says something, of something that it names."""

from bot.answering.gate.clauses import has_verb
from bot.answering.gate.segments import Segment
from bot.answering.gate.tokens import Tokens
from bot.answering.gate.wording import FUNCTION_WORDS, words

# Fewer words than these are a name, however they are written.
_FEWEST_WITHOUT_VERB = 4
_FEWEST = 3
# More words than these are a document, and no one would read them as a claim.
_MOST = 600
# Words that are said over and over are so many at the most.
_LONGEST_REPEATED = 4
_QUESTIONS = frozenset({"what", "how", "why", "who", "where", "when"})
_GRADES = words("grades")


def empty(claim: Tokens) -> str | None:
    """Why there is nothing in the claim that could be true or false, None when there is."""
    if len(claim.items) > _MOST:
        return "the claim is too long to be checked"
    said = [token for token in claim.items if token.word not in FUNCTION_WORDS]
    if len(claim.items) < _FEWEST or not said:
        return "the claim says nothing"
    return None


def over_and_over(claim: Tokens) -> str | None:
    """Why a claim is none that has some words three times in a row; None where it has not.

    That is done to be found, and says nothing. Cells of a row may well say the same; a mark
    stands between them.
    """
    items = claim.items
    for size in range(1, _LONGEST_REPEATED + 1):
        for start in range(len(items) - 3 * size + 1):
            run = items[start : start + 3 * size]
            said = [token.word for token in run]
            alike = said[:size] == said[size : 2 * size] == said[2 * size :]
            if alike and not any(token.before.strip() or token.is_number for token in run[1:]):
                return "the claim says the same words over and over"
    return None


def only_names(claim: Tokens, segment: Segment, *, whole: bool) -> str | None:
    """Why a claim without a verb is none: a heading, a title, a name. None when it says something.

    A whole item of a list says what the list is of; a row says something of its first cell.
    """
    items = claim.items
    if segment.is_lead and whole:
        return "what only introduces a list is no claim"
    if segment.said.rstrip().endswith("?") or claim.after.endswith("?"):
        return "a question is no claim"
    if items[0].word in _QUESTIONS and not segment.ended:
        return "a heading is no claim"
    if has_verb(items):
        return None
    if whole and _is_row(claim):
        return None
    count = sum(token.word.count("_") + 1 for token in items)
    if whole and count >= _FEWEST_WITHOUT_VERB and (segment.listed or segment.ended):
        return None
    return "a name or a heading is no claim"


def _is_row(claim: Tokens) -> bool:
    """Whether something is said of a label: a grade, a number, what stands in the next cell."""
    last = claim.items[-1]
    marks = "".join(token.before for token in claim.items[1:])
    return (
        last.word in _GRADES or last.is_number or last.word == "%" or ":" in marks or "·" in marks
    )
