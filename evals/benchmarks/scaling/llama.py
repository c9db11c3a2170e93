"""LlamaIndex on passages that were put out, with vectors that were made before.

    PYTHON evals/benchmarks/scaling/llama.py STORE

Run by a Python that has llama-index-core and numpy; it needs nothing of this project.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

_K = 10


def main(store: Path) -> dict[str, Any]:
    """Processor seconds to index, milliseconds to search, megabytes on disk."""
    numpy = importlib.import_module("numpy")
    schema = importlib.import_module("llama_index.core.schema")
    stores = importlib.import_module("llama_index.core.vector_stores")
    types = importlib.import_module("llama_index.core.vector_stores.types")
    rows = [json.loads(line) for line in (store / "passages.jsonl").open(encoding="utf-8")]
    vectors = numpy.load(store / "vectors.npy")
    asked = json.loads((store / "questions.json").read_text("utf-8"))
    used = time.process_time()
    nodes = [
        schema.TextNode(
            id_=row[0],
            text=row[1],
            metadata={"authority": row[2], "day": row[3]},
            embedding=vector.tolist(),
        )
        for row, vector in zip(rows, vectors, strict=True)
    ]
    held = stores.SimpleVectorStore()
    held.add(nodes)
    held.persist(str(store / "llama.json"))
    indexed = time.process_time() - used
    operator = types.FilterOperator

    def of(authority: str) -> Any:
        return types.MetadataFilters(
            filters=[
                types.MetadataFilter(key="authority", value=authority),
                types.MetadataFilter(key="day", value=asked["first"], operator=operator.GTE),
                types.MetadataFilter(key="day", value=asked["last"], operator=operator.LTE),
            ]
        )

    def search(vector: list[float], filters: Any) -> None:
        held.query(
            types.VectorStoreQuery(query_embedding=vector, similarity_top_k=_K, filters=filters)
        )

    both = list(zip(asked["vectors"], asked["authorities"], strict=True))
    return {
        "index": indexed,
        "filtered": _spread([_taken(partial(search, v, of(a))) for v, a in both]),
        "everything": _spread([_taken(partial(search, v, None)) for v, _ in both]),
        "disk": round((store / "llama.json").stat().st_size / 1_000_000, 1),
    }


def _taken(call: Callable[[], None]) -> tuple[float, float]:
    began, used = time.perf_counter(), time.process_time()
    call()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - used)


def _spread(milliseconds: list[tuple[float, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for at, name in enumerate(("", "processor_")):
        values = sorted(one[at] for one in milliseconds)
        found[f"{name}p50"] = round(values[len(values) // 2], 1)
        found[f"{name}p95"] = round(values[int(len(values) * 0.95)], 1)
    return found


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
