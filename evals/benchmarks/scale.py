"""How indexing and asking grow from ten thousand passages to a million.

The documents of CORPUS are copied and perturbed until there are as many passages as each of
`--sizes` says: other authorities' names, other years, other figures and words. An index grows from
one size to the next by real index runs, of which reading files alone is exchanged. Then the
questions are asked of each. With `--work FOLDER` indexes that are there already are not made again:
only the questions are asked anew. `--embedded` is how many passages of each run are embedded; the
others get the turned vector of their original, and what embedding all of them costs is worked out.

With `--beside SIZE ...` the plain LangChain and Chroma recipe holds the same passages with the same
vectors, and with `--python` LlamaIndex does: PYTHON is a Python that has llama-index-core.
"""

import argparse
import json
import math
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.benchmarks.options import save, show
from evals.benchmarks.processes import measured, module
from evals.benchmarks.scaling import nation
from evals.benchmarks.scaling.copies import laid_out, originals
from evals.benchmarks.scaling.others import beside

_MADE, _ASKED = "made.json", "asked.json"
_UNITS = {"k": 1_000, "m": 1_000_000}

Figures = dict[str, Any]


def main() -> None:
    """Run the benchmark."""
    given = _given()
    with tempfile.TemporaryDirectory(prefix="scrutineer-") as temporary:
        work = (given.work or Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        gold = (given.gold or given.corpus.resolve().parent / "gold").resolve()
        found = measure(
            given.corpus.resolve(), gold, work, given.sizes, given.embedded, given.times
        )
        others = beside(work, gold, given.beside, given.python)
    show_growth(found)
    needs = nation.worked_out(found[-1])
    show("A nation, worked out", ["", ""], [[name, value] for name, value in needs.items()])
    if others:
        show("Beside", list(others[0]), [list(row.values()) for row in others])
    save({"benchmark": "scale", "sizes": found, "nation": needs, "beside": others}, given.json)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.scale", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of documents")
    parser.add_argument("--gold", type=Path, help="folder of questions (default: beside corpus)")
    parser.add_argument("--sizes", type=_size, nargs="+", default=[10_000], help="as 10k, 1m")
    parser.add_argument("--work", type=Path, help="folder for indexes, kept for the next run")
    parser.add_argument("--embedded", type=int, default=10_000, help="texts embedded for each size")
    parser.add_argument("--times", type=int, default=1, help="how often each question is asked")
    parser.add_argument("--beside", type=_size, nargs="*", default=[], help="sizes of the recipe")
    parser.add_argument("--python", type=Path, help="a Python that has llama-index-core")
    parser.add_argument("--json", type=Path, help="file for the figures as JSON")
    return parser.parse_args()


def _size(text: str) -> int:
    """ "10k" as 10,000."""
    unit = _UNITS.get(text[-1:].lower())
    return int(text) if unit is None else int(float(text[:-1]) * unit)


def measure(
    corpus: Path, gold: Path, work: Path, sizes: Sequence[int], embedded: int, times: int
) -> list[Figures]:
    """The figures of each size, the smallest first: of making it, of asking it."""
    kept = work / "originals.pickle"
    found: list[Figures] = []
    before: Path | None = None
    for size in sorted(sizes):
        home = work / str(size)
        if not (home / _MADE).exists():
            _make(corpus, kept, home, size, before, embedded)
        asked = measured(module("evals.benchmarks.scaling.asking", home, gold, times), work)
        figures = {**json.loads(asked.stdout), "others": round(asked.others, 1)}
        (home / _ASKED).write_text(json.dumps(figures), encoding="utf-8")
        step = json.loads((home / _MADE).read_text("utf-8"))
        found.append({"size": size, **figures, "index": _so_far(step, found)})
        before = home
    return found


def _make(
    corpus: Path, kept: Path, home: Path, size: int, before: Path | None, embedded: int
) -> None:
    """An index of so many passages, grown from the one before."""
    shutil.rmtree(home, ignore_errors=True)
    if before is not None:
        shutil.copytree(before, home)
        (home / _MADE).unlink()
    folder = home.with_name("papers")
    laid_out(originals(corpus, kept), size, folder)
    share = min(1.0, embedded / size)
    command = module("evals.benchmarks.scaling.making", kept, folder, home, share)
    run = measured(command, home.parent)
    step = json.loads(run.stdout)
    figures = {**step, "grown_from": before and before.name, "peak_mb": round(run.tree)}
    (home / _MADE).write_text(json.dumps(figures), encoding="utf-8")


def _so_far(step: Mapping[str, Any], found: Sequence[Figures]) -> Figures:
    """What all runs up to a size took: those that it has grown from, and its own."""
    grown_from = (f["index"] for f in found if str(f["size"]) == step.get("grown_from"))
    earlier: Figures = next(grown_from, {})
    taken = step["processor"]
    words = earlier.get("words", 0.0) + taken["words"]
    rest = earlier.get("rest", 0.0) + taken["rest"]
    return {
        "words": round(words, 1),
        "rest": round(rest, 1),
        "embedding": taken["embedding"],
        "all": round(words + rest + taken["embedding"], 1),
        "embedded": earlier.get("embedded", 0) + step["embedded"],
        "contents": step["contents"],
        "peak_mb": step.get("peak_mb"),
    }


def rows_of(found: Sequence[Figures]) -> list[tuple[str, list[float | None]]]:
    """What is shown: a name, and a figure for each size."""

    def row(name: str, *path: str) -> tuple[str, list[float | None]]:
        values: list[float | None] = []
        for figures in found:
            value: Any = figures
            for key in path:
                value = None if value is None else value.get(key)
            values.append(value)
        return name, values

    rows = [
        row("passages", "passages"),
        row("documents", "documents"),
        row("index, processor s: words", "index", "words"),
        row("… embedding", "index", "embedding"),
        row("… the rest", "index", "rest"),
        row("… all", "index", "all"),
        row("peak memory of the last run, MB", "index", "peak_mb"),
        row("disk, MB: catalogue", "disk", "catalogue.sqlite"),
        row("… words", "disk", "lexical"),
        row("… vectors", "disk", "vectors"),
        row("opening and first question, processor s", "opening", "processor"),
        row("memory after the questions, MB", "memory", "after", "all"),
        row("… without mapped files", "memory", "after", "own"),
    ]
    for way in ("filtered", "named", "of nobody"):
        for call in ("search", "ask"):
            rows += [
                row(f"{call}, {way}: p50 ms", "ways", way, call, "p50"),
                row("… p95", "ways", way, call, "p95"),
                row("… processor, p50", "ways", way, call, "processor_p50"),
                row("… processor, p95", "ways", way, call, "processor_p95"),
            ]
    return rows


def slope(sizes: Sequence[float | None], values: Sequence[float | None]) -> float | None:
    """The power of the number of passages with which a figure has grown: 1 is in line with it."""
    known = [(n, v) for n, v in zip(sizes, values, strict=True) if n and v]
    if len(known) < 2 or known[0][0] == known[-1][0]:
        return None
    (first, small), (last, great) = known[0], known[-1]
    return round(math.log(great / small) / math.log(last / first), 2)


def show_growth(found: Sequence[Figures]) -> None:
    """Print what each size takes, and with what power of the passages that grows."""
    sizes: list[float | None] = [figures["passages"] for figures in found]
    names = [str(figures["size"]) for figures in found]
    show(
        "By the number of passages",
        ["", *names, "grows as n^"],
        [[name, *values, slope(sizes, values)] for name, values in rows_of(found)],
    )


if __name__ == "__main__":
    main()
