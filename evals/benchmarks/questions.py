"""What is found and answered of the questions with known answers, beside the plain recipe.

`questions.jsonl` is asked of an index of CORPUS/ofsted alone, `seed_questions.jsonl` of one of
CORPUS/seeds alone.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.benchmarks.answers import Score, scored, totals
from evals.benchmarks.finding import found, opened, places, recipe_places
from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import measured, module, scrutineer
from evals.benchmarks.recipe import Recipe
from evals.cases import Case, read_cases

_SETS = {"ofsted": "questions.jsonl", "seeds": "seed_questions.jsonl"}


def main() -> None:
    """Run the benchmark."""
    with options("questions", __doc__ or "") as given:
        figures = {name: measure(given, name) for name in _SETS}
        for name, figure in figures.items():
            _show(name, figure)
        save({"benchmark": "questions", **figures}, given.json)


def measure(given: Options, name: str) -> dict[str, Any]:
    """The figures of one set of questions."""
    asked = read_cases(given.gold / _SETS[name])
    home, store = given.work / name, given.work / f"{name}-store"
    measured(scrutineer("index", given.corpus / name, "--home", home), given.work)
    if not store.exists():
        measured(module("evals.benchmarks.recipe", given.corpus / name, store), given.work)
    answers = answered(asked, home, given.work / f"{name}-answers.jsonl")
    scores = [scored(case, answers[case.id]) for case in asked]
    return {
        "search": _found(asked, home, store),
        "answers": totals(scores),
        "each": [_line(score) for score in scores],
    }


def answered(asked: list[Case], home: Path, output: Path) -> Mapping[str, Mapping[str, Any]]:
    """The answers of `scrutineer ask` by the question's id."""
    given = output.with_name(f"{output.stem}-input.jsonl")
    given.write_text(_as_input(asked), "utf-8")
    command = scrutineer("ask", "--input", given, "--output", output, "--home", home)
    measured(command, output.parent)
    lines = output.read_text("utf-8").splitlines()
    return {answer["id"]: answer for answer in map(json.loads, lines)}


def _as_input(asked: list[Case]) -> str:
    """The questions as `scrutineer ask --input` takes them, first questions before."""
    lines: list[Mapping[str, str]] = []
    for case in asked:
        line = {"id": case.id, "question": case.question}
        if case.first_question is not None:
            lines.append({"id": f"{case.id}/first", "question": case.first_question})
            line["follows"] = f"{case.id}/first"
        lines.append(line)
    return "".join(json.dumps(line) + "\n" for line in lines)


def _found(asked: Sequence[Case], home: Path, store: Path) -> dict[str, Any]:
    recipe = Recipe(store)
    rows: dict[str, list[tuple[str, bool, bool]]] = {}
    with opened(home) as library:
        for case in asked:
            if case.answerable and case.gold:
                ours = found(case, places(case, library))
                plain = found(case, recipe_places(case, recipe))
                rows.setdefault(case.type, []).append((case.id, ours, plain))
    every = [row for kind in rows.values() for row in kind]
    return {
        "all": _counts(every),
        "by_type": {kind: _counts(these) for kind, these in sorted(rows.items())},
        "missed": [identity for identity, ours, _ in every if not ours],
    }


def _counts(rows: Sequence[tuple[str, bool, bool]]) -> dict[str, int]:
    return {
        "of": len(rows),
        "scrutineer": sum(ours for _, ours, _ in rows),
        "recipe": sum(plain for _, _, plain in rows),
    }


def _line(score: Score) -> dict[str, Any]:
    return {
        "id": score.case.id,
        "outcome": score.outcome,
        "facts": sum(score.facts),
        "of_facts": len(score.facts),
        "words": score.words,
    }


def _show(name: str, figures: Mapping[str, Any]) -> None:
    search, answers = figures["search"], figures["answers"]
    facts = answers["facts_by_type"]
    by_type = search["by_type"]
    rows = [
        [
            kind,
            _part(by_type.get(kind), "scrutineer"),
            _part(by_type.get(kind), "recipe"),
            _part(facts.get(kind), "right"),
        ]
        for kind in facts
    ]
    total = ["all", _part(search["all"], "scrutineer"), _part(search["all"], "recipe")]
    show(
        f"{name}: the place among the first 5, and key facts in the answer",
        ["type", "Scrutineer", "plain recipe", "key facts"],
        [*rows, [*total, _part(answers["facts"], "right")]],
    )
    right = answers["citations"] - len({f.split("]")[0] for f in answers["citation_faults"]})
    show(
        f"{name}: answers",
        ["", "figure"],
        [
            ["places cited that hold the gold quote", _part(answers["gold_quotes_cited"], "right")],
            ["outcomes, answerable", answers["answerable"]],
            ["outcomes, not answerable", answers["unanswerable"]],
            ["claims cited", f"{answers['claims_cited']} of {answers['claims']}"],
            ["quotes verbatim on the page named", f"{right} of {answers['citations']}"],
            ["words, lists excepted", answers["words"]],
            ["not found", " ".join(search["missed"])],
            ["faults of citations", "\n".join(answers["citation_faults"])],
        ],
    )


def _part(counts: Mapping[str, Any] | None, key: str) -> str | None:
    if counts is None or not counts["of"]:
        return None
    return f"{counts[key]} of {counts['of']} ({100 * counts[key] / counts['of']:.0f} %)"


if __name__ == "__main__":
    main()
