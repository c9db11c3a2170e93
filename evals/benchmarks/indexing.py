"""How long an index takes from nothing, beside the plain LangChain recipe in the same run.

Runs in turn, each a program of its own: `scrutineer index` on all of the corpus, its stages up
to the words, the recipe on the same, the stages once more, and all of Scrutineer again on a
copy without one report. Then the first again with nothing changed (`--times` times, of which
the median counts), and the report that was left out is added.
"""

import json
import shutil
from pathlib import Path
from statistics import median
from typing import Any

from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import Run, measured, module, scrutineer

_READY = "Answers from words are ready"


def main() -> None:
    """Run the benchmark."""
    with options("indexing", __doc__ or "", times=5) as given:
        figures = measure(given)
        _show(figures)
        save(figures, given.json)


def measure(given: Options) -> dict[str, Any]:
    """Make all figures; seconds and megabytes."""
    for name in ("whole", "parts", "store", "papers", "words-1", "words-2"):
        shutil.rmtree(given.work / name, ignore_errors=True)
    whole, parts, papers = (given.work / name for name in ("whole", "parts", "papers"))
    left_out = _middling(given.corpus)
    shutil.copytree(given.corpus, papers, ignore=lambda _, names: {left_out.name} & set(names))

    index = scrutineer("index", given.corpus, "--json", "--home", whole)
    ours = measured(index, given.work)
    readings = [_reading(given, "words-1")]
    recipe = module("evals.benchmarks.recipe", given.corpus, given.work / "store")
    plain = measured(recipe, given.work)
    readings.append(_reading(given, "words-2"))
    staged = measured(module("evals.benchmarks.stages", papers, parts), given.work)
    again = [measured(index, given.work) for _ in range(given.times)]
    unchanged = sorted(again, key=lambda run: run.seconds)[len(again) // 2]
    added_file = papers / left_out.relative_to(given.corpus)
    added_file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(left_out, added_file)
    added = measured(scrutineer("index", papers, "--json", "--home", parts), given.work)

    report, reports = json.loads(ours.stdout), json.loads(added.stdout)
    theirs, stages = json.loads(plain.stdout), json.loads(staged.stdout)["stages"]
    answering = ours.said(_READY)
    assert answering is not None
    readings.append(_until_read(stages))
    reading = median(readings)
    return {
        "benchmark": "indexing",
        "scrutineer": {**_taken(ours), "answering": answering, "report": report},
        "scrutineer_again": {**_taken(staged), "stages": stages},
        "recipe": {**_taken(plain), "stages": theirs},
        "unchanged": _taken(unchanged),
        "added": {**_taken(added), "documents": reports["documents"]},
        "reading": reading,
        "readings": readings,
        "ratios": {
            "reading_and_cutting": reading / theirs["reading"],
            "answering": answering / plain.seconds,
            "complete": ours.seconds / plain.seconds,
            "complete_again": staged.seconds / plain.seconds,
        },
    }


def _reading(given: Options, name: str) -> float:
    """Seconds in which Scrutineer reads and cuts the corpus."""
    command = module("evals.benchmarks.stages", given.corpus, given.work / name, "words")
    return _until_read(json.loads(measured(command, given.work).stdout)["stages"])


def _until_read(stages: dict[str, float]) -> float:
    return stages["hashing"] + stages["reading"]


def _middling(corpus: Path) -> Path:
    """The PDF in the middle by size: neither the smallest nor the largest report."""
    reports = sorted(corpus.rglob("*.pdf"), key=lambda path: (path.stat().st_size, path.name))
    names = [report.name for report in reports]
    alone = [report for report in reports if names.count(report.name) == 1]
    return alone[len(alone) // 2]


def _taken(run: Run) -> dict[str, float]:
    figures = {
        "seconds": run.seconds,
        "processor_seconds": run.processor,
        "largest_process_mb": run.largest,
        "all_processes_mb": run.tree,
        "processors_busy_elsewhere": run.others,
    }
    return {name: round(value, 2) for name, value in figures.items()}


def _show(figures: dict[str, Any]) -> None:
    ours, plain = figures["scrutineer"], figures["recipe"]
    again, stages = figures["scrutineer_again"], figures["recipe"]["stages"]
    names = ("seconds", "processor_seconds", "largest_process_mb", "all_processes_mb")
    runs = [("Scrutineer", ours), ("plain recipe", plain), ("Scrutineer, second run", again)]
    runs += [("nothing changed", figures["unchanged"]), ("one report added", figures["added"])]
    show(
        "Runs",
        ["", "seconds", "user + system", "largest MB", "all MB", "busy elsewhere"],
        [
            [name, *(run[key] for key in (*names, "processors_busy_elsewhere"))]
            for name, run in runs
        ],
    )
    show(
        f"From nothing: {ours['report']['passages']} passages; {stages['chunks']} chunks",
        ["", "Scrutineer", "plain recipe", "ratio", "to reach"],
        [
            _ratio("reading and cutting", figures["reading"], stages["reading"], "1/15 = 0.067"),
            _ratio("answering from words", ours["answering"], plain["seconds"], "0.1"),
            _ratio("complete with vectors", ours["seconds"], plain["seconds"], "0.6"),
            _ratio("complete, second run", again["seconds"], plain["seconds"], "0.6"),
            ["peak MB, all", ours["all_processes_mb"], plain["all_processes_mb"], None, "1000"],
            ["nothing changed, seconds", figures["unchanged"]["seconds"], None, None, "2"],
            ["one report added, seconds", figures["added"]["seconds"], None, None, "10"],
        ],
    )


def _ratio(what: str, ours: float, theirs: float, goal: str) -> list[object]:
    return [what, f"{ours:.1f} s", f"{theirs:.1f} s", f"{ours / theirs:.3f}", goal]


if __name__ == "__main__":
    main()
