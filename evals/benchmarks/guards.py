"""What it costs to look a question through, and what the guards stop that they should not.

Questions are those of GOLD/*questions.jsonl, which all should pass. Sentences are those of the
PDF files under CORPUS, each asked as if it were a question: once knowing which names stand in the
documents, once not. `--times` is of each question; its best time counts.
"""

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from bot.guards.folding import folded
from bot.guards.people import named
from bot.guards.screening import LONGEST, screen
from corpus.ingest import ingest
from corpus.ingested import Ingested
from evals.benchmarks.options import Options, options, save, show
from evals.cases import read_cases
from evals.metrics import percentile

_SENTENCES = 20_000
_FIRST = (
    "import bot.app, time; began = time.perf_counter();"
    "from bot.guards.screening import screen;"
    "screen('What did inspectors say about our LADO in 2019?');"
    "print(1000 * (time.perf_counter() - began))"
)


def main() -> None:
    """Run the benchmark."""
    with options("guards", __doc__ or "", times=5) as given:
        figures = measure(given)
        show("Milliseconds", ["", ""], list(figures["ms"].items()))
        show("Stopped", ["", ""], list(figures["stopped"].items()))
        save({"benchmark": "guards", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """Milliseconds of a screening, and how many questions and sentences are stopped."""
    files = sorted(given.gold.glob("*questions.jsonl"))
    asked = [case.question for file in files for case in read_cases(file)]
    texts = _texts(given)
    sentences = sorted({s for text in texts for s in re.split(r"(?<=[.?!])\s+(?=[A-Z])", text)})
    sample = random.Random(4).sample(sentences, min(_SENTENCES, len(sentences)))
    times = [_best(question, given.times) for question in asked]
    return {
        "ms": {
            "a question, p50": round(percentile(times, 0.5), 3),
            "a question, p95": round(percentile(times, 0.95), 3),
            f"{LONGEST:,} characters": round(_best(" ".join(asked)[:LONGEST], given.times), 2),
            "the first question of a process": round(min(_first() for _ in range(given.times)), 1),
        },
        "stopped": {
            f"questions, of {len(asked)}": sum(screen(q).refusal is not None for q in asked),
            f"sentences, of {len(sample):,}, names known": _named(sample, _standing(texts)),
            f"sentences, of {len(sample):,}, no name known": _named(sample, lambda _: False),
        },
    }


def _texts(given: Options) -> list[str]:
    read = (ingest(path) for path in sorted(given.corpus.rglob("*.pdf")))
    return [
        " ".join(passage.text.split())
        for source in read
        if isinstance(source, Ingested)
        for document in source.documents
        for passage in document.passages
    ]


def _standing(texts: Sequence[str]) -> Callable[[str], bool]:
    """Whether words stand together in the texts, capitals and marks aside."""
    held = _words(" ".join(texts))
    return lambda name: _words(name) in held


def _words(text: str) -> str:
    words = re.findall(r"[\w-]+", text.lower())
    return f" {' '.join(words)} "


def _named(sentences: Sequence[str], stands: Callable[[str], bool]) -> int:
    return sum(bool(named(folded(sentence), stands)) for sentence in sentences)


def _best(question: str, times: int) -> float:
    def once() -> float:
        began = time.perf_counter()
        screen(question)
        return 1000 * (time.perf_counter() - began)

    return min(once() for _ in range(times))


def _first() -> float:
    run = [sys.executable, "-c", _FIRST]
    return float(subprocess.run(run, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    main()
