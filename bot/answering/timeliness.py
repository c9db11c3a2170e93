"""Whether claims keep to the years that a question asks about."""

from collections.abc import Sequence

from bot.answering.answers import Dropped
from bot.answering.vetting import Kept
from prompts import section
from retrieval.search.found import Found


def timely(kept: Sequence[Kept], found: Found) -> tuple[list[Kept], list[Dropped]]:
    """Without what another year's document says, where one of the year asked about says it too."""
    if not _years_asked(found) or not any(_is_of_the_years(one, found) for one in kept):
        return list(kept), []
    # Rows and items of another year are told with that year, beside what the question is about.
    timely = [one for one in kept if one.is_record or _is_of_the_years(one, found)]
    told = f"not of {', '.join(map(str, _years_asked(found)))}"
    late = [Dropped(one.claim.text, "time", told) for one in kept if one not in timely]
    return timely, late


def years_silent(kept: Sequence[Kept], found: Found) -> str | None:
    """Said where nothing of the year that is asked about answers, and others' documents do."""
    years = _years_asked(found)
    if not years or found.scope.missing or any(_is_of_the_years(one, found) for one in kept):
        return None
    return section("caveats", "years_silent").format(years=", ".join(map(str, years)))


def _years_asked(found: Found) -> tuple[int, ...]:
    """The years to which an answer has to keep, none where it may look before and after."""
    query = found.query
    if query.progress and query.intent == "recommendations":
        return ()
    if query.over_time or query.compare or query.before or query.still or query.findings:
        return ()
    return query.years


def _is_of_the_years(one: Kept, found: Found) -> bool:
    """Whether a claim rests on a document of the years asked about, or its passage names them."""
    wanted = {document.id for document in found.scope.wanted}
    return any(citation.document_id in wanted for citation in one.cited) or any(
        str(year) in text for year in _years_asked(found) for text in one.texts
    )
