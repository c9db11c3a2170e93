"""Scores of the answers that `scrutineer ask --output` writes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evals.cases import Case
from evals.facts import all_words, covered
from evals.metrics import percentile
from evals.places import faults, quoted_there
from evals.records import Answer, is_answered


@dataclass(frozen=True, slots=True)
class Score:
    """What an answer is worth; `faults` say which citation is not what it says, and how."""

    case: Case
    outcome: str
    facts: tuple[bool, ...]
    quoted: tuple[bool, ...]
    claims: int
    cited: int
    citations: int
    faults: tuple[str, ...]
    words: int


def scored(case: Case, answer: Answer) -> Score:
    """Score an answer. A fact counts once, however many places state it."""
    text = all_words(answer) if is_answered(answer) else ""
    citations = answer["citations"]
    numbers = {citation["number"] for citation in citations}
    claims = answer["claims"]
    return Score(
        case,
        answer["outcome"],
        tuple(covered(fact, text) for fact in case.facts),
        tuple(any(quoted_there(c, place) for c in citations) for place in case.gold),
        len(claims),
        sum(bool(c["citations"]) and numbers.issuperset(c["citations"]) for c in claims),
        len(citations),
        tuple(fault for citation in citations for fault in faults(citation)),
        sum(len(claim["text"].split()) for claim in claims),
    )


def totals(scores: Sequence[Score]) -> dict[str, Any]:
    """The figures of many answers."""
    asked = [score for score in scores if score.case.answerable]
    answered = [score for score in scores if score.outcome in ("answered", "partial")]
    short = [score.words for score in answered if not score.case.is_list]
    return {
        "facts": _share([fact for score in asked for fact in score.facts]),
        "facts_by_type": {
            kind: _share([f for s in asked if s.case.type == kind for f in s.facts])
            for kind in sorted({score.case.type for score in asked})
        },
        "gold_quotes_cited": _share([quote for score in asked for quote in score.quoted]),
        "answerable": dict(Counter(score.outcome for score in asked)),
        "unanswerable": dict(
            Counter(
                f"{score.outcome}, {'limit' if score.case.gold else 'nothing'} in the documents"
                for score in scores
                if not score.case.answerable
            )
        ),
        "claims": sum(score.claims for score in scores),
        "claims_cited": sum(score.cited for score in scores),
        "citations": sum(score.citations for score in scores),
        "citation_faults": [
            f"{score.case.id}: {fault}" for score in scores for fault in score.faults
        ],
        "words": {
            "answers": len(short),
            "median": percentile(short, 0.5),
            "95 %": percentile(short, 0.95),
            "longest": max(short),
            "longest_list": max((s.words for s in answered if s.case.is_list), default=0),
        },
    }


def _share(values: Sequence[bool]) -> dict[str, Any]:
    return {"of": len(values), "right": sum(values), "share": round(sum(values) / len(values), 3)}
