"""Results of runs that never were."""

from evals.results import CaseResult, Metric, Passage, Results, SuiteResult


def metric(name: str = "facts told", **changed: object) -> Metric:
    """A share of 90 in 100 that meets its threshold."""
    values: dict[str, object] = {
        "name": name,
        "about": "Key facts that the answers tell.",
        "unit": "share",
        "better": "higher",
        "value": 0.9,
        "n": 100,
        "low": 0.826,
        "high": 0.945,
        "minimum": 0.85,
        "passed": True,
    }
    return Metric.model_validate(values | changed)


def passage(quote: str = "Children come into care when they should.", **changed: object) -> Passage:
    """Words of the sample corpus."""
    values: dict[str, object] = {
        "quote": quote,
        "source": "aldermere-inspection-2024.pdf",
        "page": 5,
        "paragraph": "17",
        "number": 1,
        "title": "Inspection of Aldermere children’s services",
        "authority": "Aldermere",
        "date": "2024-05-24",
    }
    return Passage.model_validate(values | changed)


def case(id: str = "ald-1", *, passed: bool = True, **changed: object) -> CaseResult:
    """A case of the suite of answers."""
    values: dict[str, object] = {
        "id": id,
        "suite": "answers",
        "question": "How many children were in care in April 2024?",
        "type": "number-date",
        "passed": passed,
        "why": () if passed else ("the figure 214 is missing",),
        "expected": "Tells that 214 children were in care.",
        "outcome": "answered",
        "answer": "At 30 April 2024 there were 231 children in care. [1]",
        "reading": "Findings about children in care in Aldermere, 2024.",
        "gold": (passage("At 30 April 2024 there were 214 children in care."),),
        "citations": (passage(),),
        "hits": (passage("Most children live in homes that suit them.", number=2),),
    }
    return CaseResult.model_validate(values | changed)


def suite(name: str = "answers", **changed: object) -> SuiteResult:
    """A suite with two figures and two cases, one of them wrong."""
    values: dict[str, object] = {
        "name": name,
        "about": "Whether answers tell what they should.",
        "metrics": (metric(), metric("claims cited", value=1.0, low=0.963, high=1.0, n=100)),
        "cases": (case(), case("ald-2", passed=False)),
    }
    return SuiteResult.model_validate(values | changed)


def results(*suites: SuiteResult, **changed: object) -> Results:
    """A run of these suites, of `suite()` alone if there are none."""
    values: dict[str, object] = {
        "created": "2026-11-22T05:00:00+00:00",
        "config": {"version": "0.1.0", "commit": "7f292fb", "model": "extractive"},
        "suites": suites or (suite(),),
    }
    return Results.model_validate(values | changed)
