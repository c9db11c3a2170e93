"""What an answer says of the search behind it: what was searched, and how it was understood."""

from bot.answering.answers import AnswerScope
from prompts import section
from retrieval.search.found import Found


def scope_told(found: Found) -> AnswerScope:
    """What was searched, as an answer says it."""
    query = found.query
    return AnswerScope(
        authorities=query.authorities,
        as_of=query.filters.as_of,
        first=query.filters.first,
        last=query.filters.last,
        kinds=query.kinds,
        documents_searched=len(found.scope.searched),
        reading=reading_told(found),
    )


def reading_told(found: Found) -> str:
    """How the question was understood; a follow-up that was written out is shown in full."""
    if not found.query.as_asked:
        return found.scope.reading
    return section("caveats", "written_out").format(
        question=found.query.question, reading=found.scope.reading
    )
