"""Scores of the answers that `scrutineer ask --output` writes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.benchmarks.gold import Evidence, Question
from evals.benchmarks.scoring import covered, in_words, overlap, percentile, same, standing
from evals.benchmarks.sources import page_text, sha256

Answer = Mapping[str, Any]
_ANSWERED = ("answered", "partial")


@dataclass(frozen=True, slots=True)
class Score:
    """What an answer is worth; `faults` say which citation is not what it says, and how."""

    question: Question
    outcome: str
    facts: tuple[bool, ...]
    quoted: tuple[bool, ...]
    claims: int
    cited: int
    citations: int
    faults: tuple[str, ...]
    words: int


def scored(question: Question, answer: Answer) -> Score:
    """Score an answer. A fact counts once, however many places state it."""
    said = answer["outcome"] in _ANSWERED
    text = _all_words(answer) if said else ""
    facts = sorted({fact for evidence in question.gold for fact in evidence.facts})
    citations = answer["citations"]
    numbers = {citation["number"] for citation in citations}
    claims = answer["claims"]
    return Score(
        question,
        answer["outcome"],
        tuple(covered(fact, text) for fact in facts),
        tuple(any(_cites(c, evidence) for c in citations) for evidence in question.gold),
        len(claims),
        sum(bool(c["citations"]) and numbers.issuperset(c["citations"]) for c in claims),
        len(citations),
        tuple(fault for citation in citations for fault in _faults(citation)),
        sum(len(claim["text"].split()) for claim in claims),
    )


def totals(scores: Sequence[Score]) -> dict[str, Any]:
    """The figures of many answers."""
    asked = [score for score in scores if score.question.answerable]
    answered = [score for score in scores if score.outcome in _ANSWERED]
    short = [score.words for score in answered if not score.question.is_list]
    return {
        "facts": _share([fact for score in asked for fact in score.facts]),
        "facts_by_type": {
            kind: _share([f for s in asked if s.question.type == kind for f in s.facts])
            for kind in sorted({score.question.type for score in asked})
        },
        "gold_quotes_cited": _share([quote for score in asked for quote in score.quoted]),
        "answerable": dict(Counter(score.outcome for score in asked)),
        "unanswerable": dict(
            Counter(
                f"{score.outcome}, {'limit' if score.question.gold else 'nothing'} in the documents"
                for score in scores
                if not score.question.answerable
            )
        ),
        "claims": sum(score.claims for score in scores),
        "claims_cited": sum(score.cited for score in scores),
        "citations": sum(score.citations for score in scores),
        "citation_faults": [
            f"{score.question.id}: {fault}" for score in scores for fault in score.faults
        ],
        "words": {
            "answers": len(short),
            "median": percentile(short, 0.5),
            "95 %": percentile(short, 0.95),
            "longest": max(short),
            "longest_list": max((s.words for s in answered if s.question.is_list), default=0),
        },
    }


def _share(values: Sequence[bool]) -> dict[str, Any]:
    return {"of": len(values), "right": sum(values), "share": round(sum(values) / len(values), 3)}


def _all_words(answer: Answer) -> str:
    parts = [answer["text"]]
    for citation in answer["citations"]:
        parts += [citation["quote"], in_words(citation["date"]), citation.get("dated") or ""]
    return "\n".join(parts)


def _faults(citation: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a citation, found in the file that it names."""
    number, source = citation["number"], Path(citation["source"])
    if sha256(source) != citation["sha256"]:
        yield f"[{number}] names another file"
        return
    text, quote = page_text(source, citation["page"]), citation["quote"]
    if standing(quote, text) is None:
        yield f"[{number}] is not on page {citation['page']}"
    elif not same(quote, text[citation["start"] : citation["end"]]):
        yield f"[{number}] is on the page, but its offsets hold something else"


def _cites(citation: Mapping[str, Any], evidence: Evidence) -> bool:
    """Whether what is quoted shares a character with the evidence."""
    source, quoted = Path(citation["source"]), (citation["start"], citation["end"])
    if evidence.sha256 is None:
        named = source.name == evidence.file
        return named and overlap(quoted, (evidence.start or 0, evidence.end or 0))
    if (citation["sha256"], citation["page"]) != (evidence.sha256, evidence.page):
        return False
    place = standing(evidence.quote, page_text(source, evidence.page))
    return place is not None and overlap(quoted, place)
