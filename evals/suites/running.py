"""A run as the suites see it, and a case of it as reports show it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answering.gate.verdicts import Judge
from evals.cases import Case, Place, SuiteName
from evals.records import Answer, Json, Records, is_answered
from evals.results import CaseResult, Passage


@dataclass(frozen=True, slots=True)
class Run:
    """What is scored: the cases, and what they left behind.

    `registers` is the folder that holds gold registers, `judge` a language model, whose opinion
    adds columns and decides nothing.
    """

    cases: Sequence[Case]
    records: Records
    registers: Path | None = None
    judge: Judge | None = None

    def of(self, suite: SuiteName) -> Iterator[tuple[Case, Answer]]:
        """The cases of a suite that were asked, each with its answer."""
        for case in self.cases:
            answer = self.records.answers.get(case.id)
            if suite in case.used_by and answer is not None:
                yield case, answer

    def document(self, citation: Json) -> Json:
        """The document of a citation, as the index has it; what the citation says where not."""
        known = self.records.documents.get(citation["document_id"])
        return known if known is not None else {**citation, "dates": {}, "superseded_by": None}


def result(
    suite: SuiteName,
    case: Case,
    answer: Answer,
    why: Sequence[str],
    parts: Mapping[str, tuple[float, float]],
    expected: str,
    hits: Sequence[Passage] = (),
) -> CaseResult:
    """A case with all that a person needs to see whether the score is right."""
    return CaseResult(
        id=case.id,
        suite=suite,
        question=case.question,
        type=case.type,
        passed=not why,
        why=tuple(why),
        first_question=case.first_question,
        expected=expected,
        outcome=answer["outcome"],
        answer=answer["text"],
        reading=answer["scope"]["reading"],
        gold=tuple(_gold(place) for place in case.gold),
        citations=tuple(_citation(citation, answer) for citation in answer["citations"]),
        hits=tuple(hits),
        parts=dict(parts),
    )


def rules_broken(case: Case, answer: Answer) -> Iterator[str]:
    """What the case itself demands of outcome and wording, and does not get."""
    text = " ".join((answer["text"], *answer["caveats"])).lower()
    if answer["outcome"] == "failed" and "failed" not in case.expects:
        yield f"it failed: {answer['text']}"
    elif case.expects and answer["outcome"] not in case.expects:
        yield f"the outcome is {answer['outcome']}, not {' or '.join(case.expects)}"
    elif case.answerable and not case.expects and not is_answered(answer):
        yield f"it can be answered, and the outcome is {answer['outcome']}"
    yield from (f"“{words}” is not said" for words in case.must_say if words.lower() not in text)
    yield from (f"“{words}” is said" for words in case.must_not.say if words.lower() in text)


def claims_of(answer: Answer) -> Iterator[tuple[int, Json, list[Json]]]:
    """The claims that a reader is told, by position, each with the citations that it names."""
    by_number = {citation["number"]: citation for citation in answer["citations"]}
    for position, claim in enumerate(answer["claims"]):
        yield position, claim, [by_number[n] for n in claim["citations"] if n in by_number]


def described(citation: Json) -> str:
    """A citation's document in a few words."""
    parts = (citation["title"], citation.get("dated") or citation["date"] or "undated")
    return f"“{parts[0]}” ({parts[1]})"


def hit_passage(hit: Json, run: Run) -> Passage:
    """A passage that was found."""
    passage = hit["passage"]
    document: Mapping[str, Any] = run.records.documents.get(passage["document_id"], {})
    return Passage(
        quote=passage["text"],
        source=passage["source"],
        number=hit["rank"],
        title=document.get("title"),
        authority=document.get("authority"),
        date=document.get("date"),
        page=passage["page"],
        paragraph=passage["paragraph"],
    )


def _gold(place: Place) -> Passage:
    return Passage(
        quote=place.quote,
        source=place.file,
        authority=place.authority,
        page=place.page,
        paragraph=None if place.paragraph is None else str(place.paragraph),
    )


def _citation(citation: Json, answer: Answer) -> Passage:
    return Passage(
        quote=citation["quote"],
        source=citation["source"],
        number=citation["number"],
        title=citation["title"],
        authority=citation["authority"],
        date=citation["date"],
        page=citation["page"],
        paragraph=citation["paragraph"],
        text=answer["passages"].get(citation["passage_id"]),
    )
