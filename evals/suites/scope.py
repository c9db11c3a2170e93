"""`scope`: nothing is told of another authority, another time or another kind of paper than asked.

A claim is out of scope if a document that it cites is

- about another authority than those asked for: those of the case, or else those of the index that
  the question names, or else those of the gold places (unless the question asks which authority);
- of another year than that of the paper which the question names ("the 2019 report"), where it
  names one year and compares nothing (unless the answer says that none of that year is there);
- of another kind than the visit which it names ("the focused visit found"), where it compares
  nothing;
- outside the filters that were given; or
- one of those that the case forbids.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from corpus.documents import Kind
from evals.cases import Case
from evals.places import in_file
from evals.records import Answer, Json
from evals.results import CaseResult, SuiteResult
from evals.suites.framing import years
from evals.suites.measuring import Figure, suite
from evals.suites.running import Run, claims_of, described, result

_PAPER: Final = r"(?:reports?|inspections?|letters?|visits?|reviews?|minutes)"
_NAMED: Final = re.compile(
    rf"\b(?P<before>(?:19|20)\d\d)\b[^.?!;,]{{0,50}}?\b{_PAPER}\b"
    rf"|\b{_PAPER}\b (?:of|in|from|dated|published in|published on|carried out in)"
    rf"[^.?!;,]{{0,30}}?\b(?P<after>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_COMPARING: Final = re.compile(
    r"\b(?:since|chang\w+|compar\w+|between|before|after|over time|from .{1,30} to|up or down|than"
    r"|still|both|each|progress|improv\w+ (?:from|on|upon|since))\b",
    re.IGNORECASE,
)
_VISITS: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    (
        "focused_visit_letter",
        re.compile(r"\bthe (?:[\w’']+ ){0,4}focused visit\b", re.IGNORECASE),
    ),
    (
        "monitoring_visit_letter",
        re.compile(r"\bthe (?:[\w’']+ ){0,4}monitoring visit\b", re.IGNORECASE),
    ),
)
_TELLS: Final = re.compile(
    r"\b(?:find|found|say|said|conclude[ds]?|report(?:ed)?|letter|tell|told)\b", re.IGNORECASE
)
_WHICH: Final = re.compile(
    r"\b(?:which|what|in which) (?:other |local )*(?:authorit|council|borough|count)|\bwho else\b"
    r"|\b(?:any|other|all|every|how many) (?:other )?(?:authorit|council|borough)",
    re.IGNORECASE,
)

FIGURES: Final = (
    Figure("wrong_authority", "claims that cite another authority's document", "count", "lower"),
    Figure("wrong_time", "claims that cite a document of another time", "count", "lower"),
    Figure("wrong_kind", "claims that cite another kind of document", "count", "lower"),
    Figure("forbidden", "claims that cite what the case forbids", "count", "lower"),
)


def scored(run: Run) -> SuiteResult:
    """The figures of scope."""
    return suite(
        "scope",
        "whether other authorities, times or papers than those asked for are cited",
        FIGURES,
        [_case(case, answer, run) for case, answer in run.of("scope")],
    )


def authorities_asked(case: Case, documents: Sequence[Json]) -> set[str]:
    """The authorities that a question is about, as `plain` names them; empty where any may be."""
    if case.authority:
        return {plain(name) for name in case.authority.split(";")}
    if case.filters.authorities:
        return {plain(name) for name in case.filters.authorities}
    asked = f" {plain(' '.join((case.first_question or '', case.question)))} "
    named: set[str] = set()
    # The longest first, so that a name within another ("York", "North York") is not taken too.
    for name in _longest_first(documents):
        if f" {name} " in asked:
            named.add(name)
            asked = asked.replace(f" {name} ", " , ")
    if named or _WHICH.search(case.question):
        return named
    return {
        plain(d["authority"])
        for d in documents
        for place in case.gold
        if d["authority"] and in_file(Path(d["source"]["path"]), place)
    }


def _longest_first(documents: Sequence[Json]) -> list[str]:
    names = {plain(document["authority"]) for document in documents if document["authority"]}
    return sorted(names, key=lambda name: (-len(name), name))


def plain(name: str) -> str:
    """A name as it is compared: its words in lower case, what stands in brackets left out."""
    name = re.sub(r"\([^)]*\)", " ", name.lower()).replace("&", " and ")
    return " ".join(re.findall(r"[^\W\d_]+", name))


def year_named(case: Case) -> int | None:
    """The year of the paper that a question names; None unless it names one, and only one."""
    if case.is_follow_up or _COMPARING.search(case.question) or len(years(case.question)) != 1:
        return None
    match = _NAMED.search(case.question)
    return int(match["before"] or match["after"]) if match else None


def kind_named(case: Case) -> Kind | None:
    """The kind of visit that a question asks about by name."""
    question = case.question
    if _COMPARING.search(question) or not _TELLS.search(question):
        return None
    found = [kind for kind, pattern in _VISITS if pattern.search(question)]
    return found[0] if len(found) == 1 else None


def _case(case: Case, answer: Answer, run: Run) -> CaseResult:
    asked = authorities_asked(case, list(run.records.documents.values()))
    year, kind = year_named(case), kind_named(case)
    if year is not None and _says_none_of(year, answer):
        year = None
    wrong: dict[str, list[str]] = {figure.name: [] for figure in FIGURES}
    told = 0
    for _, claim, citations in claims_of(answer):
        told += 1
        for name, document in _faults(case, citations, run, asked, year, kind):
            wrong[name].append(f"{name.replace('_', ' ')}: {document} for: {claim['text']}")
    parts: dict[str, tuple[float, float]] = {}
    if asked or case.filters.authorities:
        parts["wrong_authority"] = (len(wrong["wrong_authority"]), told)
    if year is not None or _days_set(case):
        parts["wrong_time"] = (len(wrong["wrong_time"]), told)
    if kind is not None or case.filters.kinds:
        parts["wrong_kind"] = (len(wrong["wrong_kind"]), told)
    if case.must_not.cite_authorities or case.must_not.cite_files:
        parts["forbidden"] = (len(wrong["forbidden"]), told)
    why = [reason for reasons in wrong.values() for reason in reasons]
    return result("scope", case, answer, why, parts, _expected(asked, year, kind))


def _faults(
    case: Case,
    citations: Sequence[Json],
    run: Run,
    asked: set[str],
    year: int | None,
    kind: Kind | None,
) -> Iterator[tuple[str, str]]:
    """At most one fault of each sort a claim."""
    forbidden = {plain(name) for name in case.must_not.cite_authorities}
    files = {Path(name).name for name in case.must_not.cite_files}
    seen: set[str] = set()
    for citation in citations:
        faults = {
            "wrong_authority": bool(asked) and _other(citation, asked),
            "wrong_time": _mistimed(citation, run.document(citation), year, case),
            "wrong_kind": _of_other_kind(citation["kind"], kind, case),
            "forbidden": plain(citation["authority"] or "") in forbidden
            or Path(citation["source"]).name in files,
        }
        for name, is_wrong in faults.items():
            if is_wrong and name not in seen:
                seen.add(name)
                yield name, described(citation)


def _says_none_of(year: int, answer: Answer) -> bool:
    return any(c.startswith("No document") and year in years(c) for c in answer["caveats"])


def _other(citation: Json, asked: set[str]) -> bool:
    return citation["authority"] is not None and plain(citation["authority"]) not in asked


def _mistimed(citation: Json, document: Json, year: int | None, case: Case) -> bool:
    dates = document.get("dates") or {}
    stated = [dates.get(key) for key in ("inspected_from", "inspected_to", "published", "meeting")]
    days = [day for day in stated if day] or ([citation["date"]] if citation["date"] else [])
    if year is not None and any(stated) and all(int(day[:4]) != year for day in days):
        return True
    first, last, as_of = case.filters.first, case.filters.last, case.filters.as_of
    if not days:
        return False
    return bool(
        (first and max(days) < first.isoformat())
        or (last and min(days) > last.isoformat())
        or (as_of and min(days) > as_of.isoformat())
    )


def _of_other_kind(cited: Kind, kind: Kind | None, case: Case) -> bool:
    if case.filters.kinds:
        return cited not in case.filters.kinds
    return kind is not None and cited != kind


def _days_set(case: Case) -> bool:
    return bool(case.filters.first or case.filters.last or case.filters.as_of)


def _expected(asked: set[str], year: int | None, kind: Kind | None) -> str:
    parts = [
        f"about {' or '.join(sorted(asked))}" if asked else "",
        f"of {year}" if year else "",
        f"of the kind {kind}" if kind else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"Only documents {told}." if told else ""
