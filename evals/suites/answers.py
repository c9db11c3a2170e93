"""`answers`: whether what is told is complete, and each word of it where it is said to stand.

Citation recall and precision are those of ALCE [Gao et al. 2023]: a claim is recalled where all its
citations together support it; a citation of such a claim is precise unless it alone does not
support the claim while the others do without it. The judge of support is our own grounding gate,
where ALCE asks an NLI model: it passes free paraphrase far more seldom, and it has passed these
claims before, so the figures say whether answers still carry what the gate asks for, and not how
good the gate is. That is what the suite `gate` is for. The gate reads sentences: what is a line of
what is cited, or told as "caption · row · heading · cell", is held against it here (`evals.cells`).

Quotes are held against the file itself, opened by another reader than the index's
(`evals.sources`).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from bot.answering.gate.gate import examine
from bot.answering.gate.verdicts import Source
from evals.cases import Case
from evals.cells import is_line, is_of_cells, stand_in
from evals.facts import all_words, covered
from evals.places import faults, is_checkable, quoted_there
from evals.records import Answer, Json, is_answered
from evals.results import CaseResult, SuiteResult
from evals.suites.measuring import Figure, suite
from evals.suites.running import Run, claims_of, result, rules_broken

Supports = Callable[[str, Sequence[Json]], bool]
"""Whether citations, taken together, support a claim."""

FIGURES: Final = (
    Figure(
        "key_facts", "key facts that are told, of those of all answerable questions", by_type=True
    ),
    Figure("gold_cited", "gold places that a citation quotes from"),
    Figure("lists_whole", "lists of which every item is cited"),
    Figure("claims_cited", "claims with a citation, each of which is there"),
    Figure("quotes_verbatim", "quotes found word for word on the page of the file they name"),
    Figure(
        "quotes_unchecked",
        "quotes from scanned pages, which have no text to hold them against",
        "count",
        "lower",
    ),
    Figure("citation_recall", "claims that their citations support (ALCE; judged by the gate)"),
    Figure("citation_precision", "citations that a claim needs (ALCE; judged by the gate)"),
)
JUDGED: Final = Figure("judged_supported", "claims that the language model holds to be supported")


def scored(run: Run) -> SuiteResult:
    """The figures of the answers."""
    figures = FIGURES if run.judge is None else (*FIGURES, JUDGED)
    return suite(
        "answers",
        "whether answers are complete, and each quote stands where it is said to",
        figures,
        [_case(case, answer, run) for case, answer in run.of("answers")],
    )


def alce(
    claims: Sequence[tuple[str, Sequence[Json]]], supports: Supports
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Citation recall and precision, each as (what counts, of how many)."""
    recalled = needed = cited = 0
    for claim, citations in claims:
        cited += len(citations)
        if not citations or not supports(claim, citations):
            continue
        recalled += 1
        for number, citation in enumerate(citations):
            rest = [*citations[:number], *citations[number + 1 :]]
            needed += not rest or supports(claim, [citation]) or not supports(claim, rest)
    return (recalled, len(claims)), (needed, cited)


def told_facts(case: Case, answer: Answer) -> list[tuple[str, bool]]:
    """Each key fact, and whether the answer tells it; one that answers nothing tells none."""
    text = all_words(answer) if is_answered(answer) else ""
    return [(fact, covered(fact, text)) for fact in case.facts]


def _case(case: Case, answer: Answer, run: Run) -> CaseResult:
    parts: dict[str, tuple[float, float]] = {}
    why = list(rules_broken(case, answer))
    if case.answerable:
        facts = told_facts(case, answer)
        quoted = [any(quoted_there(c, place) for c in answer["citations"]) for place in case.gold]
        quoted = quoted if is_answered(answer) else [False] * len(quoted)
        parts["key_facts"] = (sum(told for _, told in facts), len(facts))
        parts["gold_cited"] = (sum(quoted), len(quoted))
        why += [f"not told: {fact}" for fact, told in facts if not told]
        if case.is_list:
            parts["lists_whole"] = (float(all(quoted)), 1.0)
            if not all(quoted):
                why.append(f"{sum(quoted)} of {len(quoted)} items of the list are cited")
    parts |= _fidelity(answer, run)
    why += _infidelities(answer)
    return result("answers", case, answer, why, parts, _expected(case))


def _fidelity(answer: Answer, run: Run) -> Iterator[tuple[str, tuple[float, float]]]:
    told = [(claim["text"], citations) for _, claim, citations in claims_of(answer)]
    known = {citation["number"] for citation in answer["citations"]}
    cited = [bool(c["citations"]) and known.issuperset(c["citations"]) for c in answer["claims"]]
    yield "claims_cited", (sum(cited), len(cited))
    checkable = [citation for citation in answer["citations"] if is_checkable(citation)]
    good = sum(not any(True for _ in faults(citation)) for citation in checkable)
    yield "quotes_verbatim", (good, len(checkable))
    yield (
        "quotes_unchecked",
        (
            len(answer["citations"]) - len(checkable),
            len(answer["citations"]),
        ),
    )
    recall, precision = alce(told, lambda claim, cites: _supported(claim, cites, answer))
    yield "citation_recall", recall
    yield "citation_precision", precision
    if run.judge is not None:
        judged = [run.judge.supports(claim, _texts(cites, answer)) for claim, cites in told]
        yield JUDGED.name, (sum(judged), len(judged))


def _infidelities(answer: Answer) -> Iterator[str]:
    known = {citation["number"] for citation in answer["citations"]}
    for claim in answer["claims"]:
        if not claim["citations"] or not known.issuperset(claim["citations"]):
            yield f"not cited: {claim['text']}"
    for citation in answer["citations"]:
        yield from faults(citation)
    for _, claim, citations in claims_of(answer):
        if citations and not _supported(claim["text"], citations, answer):
            yield f"not supported by what it cites, to the gate: {claim['text']}"


def _supported(claim: str, citations: Sequence[Json], answer: Answer) -> bool:
    texts = _texts(citations, answer)
    if is_of_cells(claim):
        return any(stand_in(claim, text) for text in texts)
    if any(is_line(claim, text) for text in texts):
        return True
    sources = [
        Source(
            text=answer["passages"].get(citation["passage_id"], citation["quote"]),
            quote=citation["quote"],
            authority=citation["authority"],
            date=None if citation["date"] is None else date.fromisoformat(citation["date"]),
            kind=citation["kind"],
            publisher=citation["publisher"],
        )
        for citation in citations
    ]
    return examine(claim, sources).accepted


def _texts(citations: Sequence[Json], answer: Answer) -> list[str]:
    return [answer["passages"].get(c["passage_id"], c["quote"]) for c in citations]


def _expected(case: Case) -> str:
    if not case.answerable:
        return "Nothing is told as the answer."
    facts = "; ".join(case.facts)
    return f"Every item of the list: {facts}" if case.is_list else facts and f"Told: {facts}"
