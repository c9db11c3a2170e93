"""The words of a topic as they were typed: what a question was taken to be about, said back."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.query import Query
from retrieval.understanding.core_words import WORD

# Small words that may stand between two words of a topic, and how many.
_BETWEEN = 3
_VERBS = re.compile(
    r"\b(?:is|are|was|were|be|been|do|does|did|has|have|had|will|would|can|could|should|must|may|"
    r"might)\b|[?.!;:]|[’']s\b",
    re.IGNORECASE,
)
_LONGEST = 160


def topic_as_asked(query: Query) -> tuple[str, ...]:
    """The stretches of the question that hold its topic, in order; nothing of authorities.

    Words that were carried over from the question before come first. What is too long to be
    said back is cut, at a word.
    """
    question = query.question
    core = {word.lower() for word in query.core}
    taken = [
        match
        for match in WORD.finditer(question)
        if re.sub(r"[’']s?\Z", "", match.group().lower()) in core
    ]
    typed = {re.sub(r"[’']s?\Z", "", match.group().lower()) for match in taken}
    carried = " ".join(word for word in query.core if word.lower() not in typed)
    runs = [carried] if carried else []
    runs += [question[start:end] for start, end in _runs(question, taken, query.authorities)]
    return tuple(_within_length(tuple(dict.fromkeys(runs))))


def _runs(
    question: str, words: Sequence[re.Match[str]], authorities: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Where the words stand that belong together, with the small words between them."""
    if not words:
        return
    start = words[0].start()
    for one, other in pairwise(words):
        between = question[one.end() : other.start()]
        names = any(name.lower() in between.lower() for name in authorities)
        if names or _VERBS.search(between) or len(between.split()) > _BETWEEN:
            yield start, one.end()
            start = other.start()
    yield start, words[-1].end()


def _within_length(runs: Sequence[str]) -> Iterator[str]:
    left = _LONGEST
    for run in runs:
        if len(run) > left:
            cut = run[:left].rpartition(" ")[0]
            if cut:
                yield f"{cut} …"
            return
        left -= len(run)
        yield run
