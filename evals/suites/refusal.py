"""`refusal`: what cannot be answered is not answered as asked, and what can be is not refused.

A question that cannot be answered, or that takes something for granted that is not so, is met
rightly if

- the outcome is `no_evidence`, `declined` or `needs_clarification`; or
- the answer sets the question right (a correction, or a caveat made of the wording in `DENIALS`)
  and, where gold shows what is so, cites it; or
- every claim quotes from the gold places that show the limit, and from nothing else.

A caveat of another sort is not enough, however careful it sounds. A case that names the outcomes
it `expects` has to have one of them. What it wants said, or not said, counts on top.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from evals.cases import Case
from evals.places import quoted_there
from evals.records import Answer, is_answered
from evals.results import CaseResult, SuiteResult
from evals.suites.measuring import Figure, suite
from evals.suites.running import Run, claims_of, result, rules_broken
from prompts import section

REFUSALS: Final = ("no_evidence", "declined", "needs_clarification")
DENIALS: Final = (
    "absent",
    "counted",
    "not_moved",
    "not_so_graded",
    "not_graded",
    "graded_together",
    "letters_not_graded",
)
"""The caveats (`prompts/caveats`) that say that what is asked about is not so, or not there."""

FIGURES: Final = (
    Figure(
        "not_answered_as_asked",
        "questions that cannot be answered, or take for granted what is not so, met rightly",
        by_type=True,
    ),
    Figure(
        "answerable_refused",
        "questions that can be answered and are not",
        better="lower",
        by_type=True,
    ),
)


def scored(run: Run) -> SuiteResult:
    """The figures of refusals."""
    return suite(
        "refusal",
        "whether what cannot be answered is refused or set right, and nothing else",
        FIGURES,
        [_case(case, answer) for case, answer in run.of("refusal")],
    )


def met_rightly(case: Case, answer: Answer) -> bool:
    """Whether a question without an answer is not answered as asked."""
    if case.expects:
        return answer["outcome"] in case.expects
    if answer["outcome"] in REFUSALS:
        return True
    if not is_answered(answer):
        return False
    if (answer["corrections"] or denials(answer["caveats"])) and _shows_gold(case, answer):
        return True
    cited = [citation for _, _, citations in claims_of(answer) for citation in citations]
    return bool(case.gold) and all(
        any(quoted_there(citation, place) for place in case.gold) for citation in cited
    )


def denials(caveats: Sequence[str]) -> list[str]:
    """The caveats that say that what the question speaks of is not so, or not there."""
    return [caveat for caveat in caveats if any(p.fullmatch(caveat) for p in _patterns())]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The wording of `DENIALS`, with anything in its gaps."""
    found = []
    for name in DENIALS:
        words = re.split(r"\{\w+\}", section("caveats", name))
        found.append(re.compile(".+?".join(map(re.escape, words)), re.DOTALL))
    return tuple(found)


def _shows_gold(case: Case, answer: Answer) -> bool:
    citations = answer["citations"]
    return not case.gold or any(quoted_there(c, p) for c in citations for p in case.gold)


def _case(case: Case, answer: Answer) -> CaseResult:
    why = list(rules_broken(case, answer))
    if case.answerable:
        refused = not is_answered(answer) and answer["outcome"] not in case.expects
        parts = {"answerable_refused": (float(refused), 1.0)}
        expected = "An answer."
    else:
        right = met_rightly(case, answer)
        parts = {"not_answered_as_asked": (float(right), 1.0)}
        if not right and not why:
            why.append("it is answered as if it could be")
        expected = "That it cannot be answered"
        expected += ", or what is so in place of what it takes for granted." if case.gold else "."
    if case.expects:
        expected = f"The outcome {' or '.join(case.expects)}."
    return result("refusal", case, answer, why, parts, expected)
