"""A follow-up question that the rules cannot make out, written out in full by something else."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.answering.quotes import names, numbers
from corpus.authorities import mentions
from retrieval.query import Demand, Query
from retrieval.search.concepts import padded_stems
from retrieval.understanding.question_words import question_words

_LONGEST = 300
# Words that frame a question and yet say of when it asks.
_OF_TIME = frozenset(
    {"before", "current", "currently", "last", "latest", "newest", "now", "recent", "recently"}
    | {"since", "still", "today", "until", "year", "years"}
)


class Rewriter(Protocol):
    """Writes a follow-up question out so that it can be understood by itself."""

    def rewrite(self, question: str, earlier: str) -> str | None:
        """The question in full, None where it cannot be told."""


def left_open(query: Query, earlier: Query) -> bool:
    """Whether the rules made nothing of a follow-up: `query` is what they read it as.

    Then it asks for what was asked before, word for word, or for nothing at all. Where they
    know it to ask for the same again ("On which page?") they give the very query of before.
    """
    if replace(query, question=earlier.question) == earlier:
        return False
    return _asked_for(query) == _asked_for(earlier) or (
        query.intent == "passages" and not query.core and not query.within
    )


def _asked_for(query: Query) -> Query:
    """The query without what does not tell one matter from another."""
    light = question_words("soft") | question_words("list") | {"ones"}
    core = tuple(word for word in query.core if word.lower() not in light)
    bare = replace(query, question="", carried="", core=core, told=(), kinds=())
    return replace(bare, answer_type="any", demand=Demand(), present=False, slant="none")


def in_full(
    question: str, earlier: str, rewriter: Rewriter, known: Sequence[str] = ()
) -> str | None:
    """The follow-up written out; None where it cannot be, or where the writing adds something.

    No word may come in that is in neither question, but those that frame a question: no name,
    number, authority (`known` are those of the index) or time.
    """
    written = rewriter.rewrite(question, earlier)
    if written is None:
        return None
    written = " ".join(written.split())
    if not written or len(written) > _LONGEST or adds(written, f"{question} {earlier}", known):
        return None
    return written


def adds(written: str, asked: str, known: Sequence[str] = ()) -> bool:
    """Whether a text brings a name, a number, an authority, a time or a matter of its own."""
    stems_asked = set(padded_stems(asked).split())
    framing = set(padded_stems(" ".join(question_words("frame") - _OF_TIME)).split())
    if set(padded_stems(written).split()) - stems_asked - framing:
        return True
    places = {mention.name for mention in mentions(asked, known)}
    if any(mention.name not in places for mention in mentions(written, known)):
        return True
    lowered = asked.lower()
    return any(number not in numbers(asked) for number in numbers(written)) or any(
        name.lower() not in lowered for name in names(written)
    )
