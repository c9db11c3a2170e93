"""`currency`: what a newer inspection has overtaken is not presented as how things are.

Worked out from the documents' dates alone, without the program's own rules of what replaces what:
for each authority the inspection report with the latest day is the newest. Of a question about
now, a claim is stale if all that it cites are inspectors' documents of an earlier day. It is
presented as current unless

- the claim or its label names the year of its document, or
- a caveat names that year and says that the document is older, or that things may have changed, or
- it stands under a heading that names that year. Where the question asks for the present in so many
  words that is only enough if a caveat says that all of it is older, or if a newer inspection was
  told before it; and in a list of what is current, the latter only where it asks what is "still"
  so.

A question is about now if it names no year and nothing past ("previous", "since", "changed"), and
no day is set by filters. A follow-up is only if it says so itself, since it may go on about the
past of the question before.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from corpus.documents import INSPECTORS_KINDS
from evals.cases import Case
from evals.records import Answer, Json, is_answered
from evals.results import CaseResult, SuiteResult
from evals.suites.framing import headings, years
from evals.suites.measuring import Figure, suite
from evals.suites.running import Run, claims_of, described, result

Time = Literal["asked", "meant", "past"]
"""The present is asked for in so many words, or meant because no time is named, or neither."""

_NOW: Final = re.compile(
    r"\b(?:current(?:ly)?|now|today|at present|presently|at the moment|latest|newest|most recent"
    r"|these days|still|nowadays|as it stands|as things stand)\b",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"\b(?:(?:19|20)\d\d|previous(?:ly)?|last time|before|earlier|since|ago|used to|former(?:ly)?"
    r"|over time|over the years|chang(?:e|es|ed|ing)|trend|history|compared?|ever|was|were|had|did"
    r"|improved|worsened|each inspection|every inspection|all inspections)\b",
    re.IGNORECASE,
)
# Of these "did inspectors say" speaks of the paper, and not of a time.
_TELLING: Final = re.compile(
    r"\b(?:did|were|was|had)\b(?=[^.?!]{0,60}\b(?:find|found|say|said|tell|told|think|thought|judge"
    r"|judged|conclude|recommend|recommended|report|identify|note|asked|graded|rated)\b)",
    re.IGNORECASE,
)
_OLDER: Final = re.compile(
    r"\b(?:older|earlier|superseded|newer|newest|since then|may have changed|no longer|previous)\b",
    re.IGNORECASE,
)
_ALL_OLDER: Final = re.compile(r"\bolder documents\b", re.IGNORECASE)
_STILL: Final = re.compile(r"\bstill\b", re.IGNORECASE)

FIGURES: Final = (
    Figure(
        "stale_as_current",
        "claims about now that rest on what a newer inspection has overtaken, and do not say so",
        "count",
        "lower",
    ),
    Figure("older_than_allowed", "claims older than the case allows", "count", "lower"),
)


def scored(run: Run) -> SuiteResult:
    """The figures of currency."""
    return suite(
        "currency",
        "whether superseded findings are presented as current",
        FIGURES,
        [_case(case, answer, run) for case, answer in run.of("currency")],
    )


def asks_for(case: Case) -> Time:
    """What time a question is about."""
    narrowed = case.filters
    if narrowed.first or narrowed.last or narrowed.as_of:
        return "past"
    asked = _NOW.search(case.question) is not None or case.type.startswith("current")
    question = _TELLING.sub(" ", case.question)
    if _PAST.search(question) and not (asked and not years(question)):
        return "past"
    if asked:
        return "asked"
    return "past" if case.is_follow_up else "meant"


def newest_inspections(documents: Mapping[str, Json]) -> dict[str, str]:
    """By authority, in lower case, the day of its newest inspection report."""
    found: dict[str, str] = {}
    for document in documents.values():
        if document["kind"] == "inspection_report" and document["authority"] and document["date"]:
            name = document["authority"].lower()
            found[name] = max(found.get(name, ""), document["date"])
    return found


def stale(answer: Answer, newest: Mapping[str, str]) -> Iterator[tuple[int, Json, list[Json]]]:
    """The claims all of whose citations are inspectors' documents that are overtaken."""
    for position, claim, citations in claims_of(answer):
        if citations and all(_overtaken(citation, newest) for citation in citations):
            yield position, claim, citations


def _case(case: Case, answer: Answer, run: Run) -> CaseResult:
    time = asks_for(case)
    newest = newest_inspections(run.records.documents)
    why: list[str] = []
    told = len(answer["claims"]) if is_answered(answer) else 0
    parts: dict[str, tuple[float, float]] = {}
    if time != "past" and told:
        above = headings(answer)
        wrong = [
            f"told as if it were so now: {claim['text']} ({described(citations[0])})"
            for position, claim, citations in stale(answer, newest)
            if not _framed(position, claim, citations, above, answer, time, case, newest)
        ]
        parts["stale_as_current"] = (len(wrong), told)
        why += wrong
    earliest = case.must_not.cite_before
    if earliest is not None:
        old = [
            f"older than {earliest}: {described(citation)}"
            for _, _, citations in claims_of(answer)
            for citation in citations
            if citation["date"] is not None and citation["date"] < earliest.isoformat()
        ]
        parts["older_than_allowed"] = (len(old), told)
        why += old
    expected = {
        "asked": "How things are by the newest inspection; what is older is said to be.",
        "meant": "Newest first; what is older stands under its day.",
        "past": "",
    }[time]
    return result("currency", case, answer, why, parts, expected)


def _overtaken(citation: Json, newest: Mapping[str, str]) -> bool:
    day = newest.get((citation["authority"] or "").lower())
    return (
        citation["kind"] in INSPECTORS_KINDS
        and day is not None
        and citation["date"] is not None
        and citation["date"] < day
    )


def _framed(
    position: int,
    claim: Json,
    citations: list[Json],
    above: Mapping[int, str],
    answer: Answer,
    time: Time,
    case: Case,
    newest: Mapping[str, str],
) -> bool:
    of = {year for citation in citations for year in _years_of(citation)}
    if of & years(f"{claim.get('label') or ''} {claim['text']}"):
        return True
    older = [caveat for caveat in answer["caveats"] if _OLDER.search(caveat)]
    if any(of & years(caveat) for caveat in older):
        return True
    if not of & years(above.get(position, "")):
        return False
    if time == "meant" or any(_ALL_OLDER.search(caveat) for caveat in older):
        return True
    first = min((p for p, _, _ in stale(answer, newest)), default=0)
    return first > 0 and (not case.is_list or _STILL.search(case.question) is not None)


def _years_of(citation: Json) -> set[int]:
    return years(f"{citation['date'] or ''} {citation.get('dated') or ''}")
