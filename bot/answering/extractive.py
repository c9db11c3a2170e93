"""Answers without a model: the documents' own sentences, chosen and put in order."""

from datetime import date

from bot.answering.claims import named, quoted
from bot.answering.drafts import Brief, Draft, DraftClaim
from bot.answering.passages import sentence_answer
from bot.answering.registers import is_grade_of, recommendations, rows
from bot.answering.selection import Budget, chosen, scored


class ExtractiveAnswerer:
    """Chooses verbatim sentences; it cannot say what no document says."""

    def draft(self, brief: Brief) -> Draft:
        """A draft whose claims are the evidence's own sentences, rows and list items."""
        if brief.found.scope.missing is not None:
            return Draft(_told_by_others(brief))
        listed: Draft | None = None
        if brief.found.query.intent == "recommendations":
            listed = recommendations(brief)
        elif brief.found.query.intent in ("judgements", "inspection"):
            listed = rows(brief)
        return listed or sentence_answer(brief)


def _told_by_others(brief: Brief) -> tuple[DraftClaim, ...]:
    """The document asked for is not there; a grade it gave may stand in another one."""
    found = brief.found
    query = found.query
    if query.intent not in ("judgements", "inspection"):
        return ()
    years = [str(year) for year in query.document_years]
    months = [f"{date(2000, month, 1):%B}" for month in query.document_months]
    told = [
        s
        for s in scored(found.hits, query, found.topic)
        # The grade may stand in the sentence after the one that names the inspection.
        if is_grade_of(s.passage.text[s.start : s.end + 120], years, months)
    ]
    return tuple(
        quoted(brief.evidence, s.passage, s.text, named(s.document))
        for s in chosen(told, Budget(80, 60, 2, 1), least=0.7)
    )
