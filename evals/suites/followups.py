"""`followups`: whether a question that follows another is understood in its light.

A follow-up is right if it is answered with all of its key facts, or, where it cannot be answered,
met as `refusal` wants it; and if what the case itself demands is met.
"""

from typing import Final

from evals.cases import Case
from evals.places import quoted_there
from evals.records import Answer, is_answered
from evals.results import CaseResult, SuiteResult
from evals.suites.answers import told_facts
from evals.suites.measuring import Figure, suite
from evals.suites.refusal import met_rightly
from evals.suites.running import Run, result, rules_broken

FIGURES: Final = (
    Figure("key_facts", "key facts of follow-ups that are told"),
    Figure("gold_cited", "gold places of follow-ups that a citation quotes from"),
)


def scored(run: Run) -> SuiteResult:
    """The figures of follow-ups."""
    return suite(
        "followups",
        "whether a question is read in the light of the one before it",
        FIGURES,
        [_case(case, answer) for case, answer in run.of("followups")],
    )


def _case(case: Case, answer: Answer) -> CaseResult:
    why = list(rules_broken(case, answer))
    parts: dict[str, tuple[float, float]] = {}
    expected = "That it cannot be answered."
    if case.answerable:
        facts = told_facts(case, answer)
        told = sum(is_told for _, is_told in facts)
        quoted = sum(
            is_answered(answer) and any(quoted_there(c, place) for c in answer["citations"])
            for place in case.gold
        )
        parts = {"key_facts": (told, len(facts)), "gold_cited": (quoted, len(case.gold))}
        why += [f"not told: {fact}" for fact, is_told in facts if not is_told]
        expected = f"Told: {'; '.join(case.facts)}" if case.facts else "An answer."
    elif not met_rightly(case, answer):
        why.append("it is answered as if it could be")
    return result("followups", case, answer, why, parts, expected)
