"""A run, or a file of cases, in the forms of other tools: Ragas, DeepEval, pytest.

None of them is needed here. The forms are those of Ragas 0.4 (`EvaluationDataset.from_jsonl`) and
DeepEval 4.3 (`EvaluationDataset.add_test_cases_from_json_file`).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict

import pytest

from evals.cases import read_cases
from evals.results import CaseResult, Passage, Results, read_results

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet

Form = Literal["ragas", "deepeval"]


class RagasSample(TypedDict):
    """A `SingleTurnSample` of Ragas."""

    user_input: str
    retrieved_contexts: list[str]
    reference_contexts: list[str]
    response: str
    reference: str


class DeepEvalCase(TypedDict):
    """An `LLMTestCase` of DeepEval; `name` is the case's id."""

    name: str
    input: str
    actual_output: str
    expected_output: str
    context: list[str]
    retrieval_context: list[str]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question of a run with its answer: what all suites that use the case know of it.

    `found` are the passages cited, then those that the search gave; `gold` the words that answer.
    """

    id: str
    question: str
    answer: str
    reference: str
    found: tuple[str, ...]
    gold: tuple[str, ...]


def exchanges(results: Results) -> list[Exchange]:
    """Each case that was answered or declined, once, however many suites use it.

    Claims put to the gate alone and register entries are no exchanges. A follow-up's question
    stands under the one before it, since these forms know no conversations without roles.
    """
    by_id: dict[str, list[CaseResult]] = {}
    for suite in results.suites:
        for case in suite.cases:
            by_id.setdefault(case.id, []).append(case)
    return [_exchange(cases) for cases in by_id.values() if any(case.answer for case in cases)]


def ragas_samples(results: Results) -> list[RagasSample]:
    """The run as Ragas' samples."""
    return [
        {
            "user_input": one.question,
            "retrieved_contexts": list(one.found),
            "reference_contexts": list(one.gold),
            "response": one.answer,
            "reference": one.reference,
        }
        for one in exchanges(results)
    ]


def deepeval_cases(results: Results) -> list[DeepEvalCase]:
    """The run as DeepEval's test cases."""
    return [
        {
            "name": one.id,
            "input": one.question,
            "actual_output": one.answer,
            "expected_output": one.reference,
            "context": list(one.gold),
            "retrieval_context": list(one.found),
        }
        for one in exchanges(results)
    ]


def export(run: Path, form: Form, output: Path) -> int:
    """Write a run (its folder or `results.json`) in a form; gives the number of exchanges.

    Ragas' is a line of JSON a sample, DeepEval's one list. Raises `ResultsError` where there are
    no results of this version, and OSError where the file cannot be written; then it is as it was.
    """
    results = read_results(run)
    if form == "ragas":
        made = [json.dumps(sample, ensure_ascii=False) for sample in ragas_samples(results)]
        text = "".join(f"{line}\n" for line in made)
    else:
        made = [json.dumps(case, ensure_ascii=False) for case in deepeval_cases(results)]
        text = "[\n" + ",\n".join(made) + "\n]\n"
    output.write_text(text, encoding="utf-8")
    return len(made)


def parametrised(cases_file: Path) -> "list[ParameterSet]":
    """The cases of a file for `@pytest.mark.parametrize("case", …)`, named by their ids.

    Raises `CasesError` where the file cannot be used.
    """
    return [pytest.param(case, id=case.id) for case in read_cases(cases_file)]


def _exchange(cases: list[CaseResult]) -> Exchange:
    first = cases[0]
    gold = _texts(passage for case in cases for passage in case.gold)
    cited = _texts(passage for case in cases for passage in case.citations)
    hits = _texts(passage for case in cases for passage in case.hits)
    asked = (first.first_question, first.question)
    return Exchange(
        id=first.id,
        question="\n".join(part for part in asked if part),
        answer=_told(case.answer for case in cases),
        reference="\n".join(dict.fromkeys(p.quote for c in cases for p in c.gold if p.quote))
        or _told(case.expected for case in cases),
        found=tuple(dict.fromkeys((*cited, *hits))),
        gold=tuple(gold),
    )


def _texts(passages: Iterable[Passage]) -> list[str]:
    """Each passage's whole text, or its quote where that is all that is known; each once."""
    return list(dict.fromkeys(text for p in passages if (text := p.text or p.quote)))


def _told(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")
