"""An index run that prints the seconds of its stages, with or without a model.

    python -m evals.benchmarks.stages FOLDER HOME [words]

With `words`, vectors are all alike and cost nothing: for the stages before them.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.app import open_app
from bot.settings import of_home
from retrieval.ports import Vectors


class NoMeaning:
    """The port's embedder without a model."""

    name = "none"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The same vector for each text."""
        return np.full((len(texts), 384), 384**-0.5, dtype=np.float32)


def main() -> None:
    """Index a folder as `scrutineer index` does."""
    embedder = NoMeaning() if sys.argv[3:] == ["words"] else None
    app = open_app(of_home(Path(sys.argv[2])), embedder)
    report = app.index([Path(sys.argv[1])]).report
    app.close()
    figures = {"stages": dict(report.stages), "passages": report.passages, "read": report.read}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
