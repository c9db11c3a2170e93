"""How long the grounding gate takes: milliseconds a claim, by the length of the passage.

Every claim is new to the gate, and so is its passage: sentences of the corpus's own passages,
one a passage, as they are and with a word changed, with a frame, and refused at the end. Long
passages are put together from those that follow one another.
"""

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.answering.gate.gate import examine
from bot.answering.gate.verdicts import Source
from corpus.ingest import ingest
from corpus.ingested import Ingested, IngestedDocument
from corpus.sentences import sentences
from evals.benchmarks.options import Options, options, save, show
from evals.metrics import percentile

_LONG_WORDS = 3_000
_SUFFIXES = frozenset({".pdf", ".txt"})
_SEED = 20


def main() -> None:
    """Run the benchmark."""
    with options("gate", __doc__ or "", times=2_000) as given:
        figures = measure(given)
        rows = [
            [name, f["claims"], f["accepted"], f["p50"], f["p95"], f["longest"]]
            for name, f in figures["ms"].items()
        ]
        columns = ["passages", "claims", "accepted", "p50 ms", "p95 ms", "longest ms"]
        show("Milliseconds a claim", columns, rows)
        save({"benchmark": "gate", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """Milliseconds a claim of `--times` passages, and of a tenth as many long ones."""
    documents = list(_documents(given.corpus))
    chance = random.Random(_SEED)
    short = [
        (document, passage.text)
        for document in documents
        for passage in document.passages
        if passage.shape in ("paragraph", "list")
    ]
    chance.shuffle(short)
    long = [(document, text) for document in documents for text in _joined(document)]
    chance.shuffle(long)
    return {
        "documents": len(documents),
        "ms": {
            "as they are": _timed(short[: given.times], chance),
            f"of about {_LONG_WORDS} words": _timed(long[: max(1, given.times // 10)], chance),
        },
    }


def _documents(folder: Path) -> Iterator[IngestedDocument]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _SUFFIXES and isinstance(read := ingest(path), Ingested):
            yield from read.documents


def _joined(document: IngestedDocument) -> Iterator[str]:
    texts: list[str] = []
    words = 0
    for passage in document.passages:
        texts.append(passage.text)
        words += len(passage.text.split())
        if words >= _LONG_WORDS:
            yield "\n\n".join(texts)
            texts, words = [], 0


def _timed(
    passages: Sequence[tuple[IngestedDocument, str]], chance: random.Random
) -> dict[str, Any]:
    taken: list[float] = []
    accepted = 0
    for read, text in passages:
        document = read.document
        start, end = chance.choice(sentences(text))
        claim, quote = _claim(text[start:end], chance), text[start:end]
        source = Source(
            text,
            quote,
            document.authority,
            document.dates.ordering,
            document.kind,
            document.publisher,
        )
        began = time.perf_counter()
        verdict = examine(claim, [source])
        taken.append(1000 * (time.perf_counter() - began))
        accepted += verdict.accepted
    return {
        "claims": len(taken),
        "accepted": accepted,
        "p50": round(percentile(taken, 0.5), 2),
        "p95": round(percentile(taken, 0.95), 2),
        "longest": round(max(taken), 1),
    }


def _claim(sentence: str, chance: random.Random) -> str:
    """The sentence as it is, framed, with a word changed, or with the last words cut off."""
    words = sentence.split()
    match chance.randrange(4):
        case 0:
            return f"Inspectors found that {sentence[:1].lower()}{sentence[1:]}"
        case 1:
            words[chance.randrange(len(words))] = "orchard"
        case 2:
            words = words[: max(1, len(words) - 3)]
        case _:
            pass
    return " ".join(words)


if __name__ == "__main__":
    main()
