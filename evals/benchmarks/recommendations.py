"""Whether the register holds the lists of what must improve: item by item, in order, by page.

`recommendations.jsonl` has the authority's own list of each report; what it does not list (older
forms, the safeguarding board's lists) is left out of the count.
"""

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from corpus.ingest import documents_of
from corpus.layout.cleaning import folded
from corpus.readers import read
from corpus.registers.recommendations import recommendations_of
from corpus.sources import SkippedFile
from evals.benchmarks.options import Options, options, save, show

Item = tuple[str, int | None]
"""The folded text of an item, and the page it begins on."""

# Bullets inside an item: the gold keeps their glyphs, which belong to a symbol font.
_GLYPH = re.compile(r"[\uf000-\uf0ff]")


@dataclass(frozen=True, slots=True)
class Score:
    """A report's list beside the gold: how many items are right, which are wrong, how long."""

    path: str
    wanted: int
    given: int
    right: int
    missing: tuple[Item, ...]
    extra: tuple[Item, ...]
    seconds: float

    @property
    def complete(self) -> bool:
        """Whether the list is the gold's: every item, in its order, on its page."""
        return self.right == self.wanted == self.given


def main() -> None:
    """Run the benchmark."""
    with options("recommendations", __doc__ or "") as given:
        figures = measure(given)
        _show(figures)
        save({"benchmark": "recommendations", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """The figures of all reports that the gold has a list of."""
    lines = (given.gold / "recommendations.jsonl").read_text("utf-8").splitlines()
    return totals([_scored(json.loads(line), given.corpus) for line in lines])


def scored(path: str, wanted: Sequence[Item], given: Sequence[Item], seconds: float) -> Score:
    """Score a list: an item is right where text and page are, and the order is the gold's."""
    matcher = SequenceMatcher(None, wanted, given, autojunk=False)
    blocks = matcher.get_matching_blocks()
    told = {i for block in blocks for i in range(block.a, block.a + block.size)}
    true = {i for block in blocks for i in range(block.b, block.b + block.size)}
    return Score(
        path,
        len(wanted),
        len(given),
        len(told),
        tuple(item for i, item in enumerate(wanted) if i not in told),
        tuple(item for i, item in enumerate(given) if i not in true),
        seconds,
    )


def totals(scores: Sequence[Score]) -> dict[str, Any]:
    """The figures of many lists."""
    right = sum(score.right for score in scores)
    wanted, given = sum(s.wanted for s in scores), sum(s.given for s in scores)
    complete = sum(score.complete for score in scores)
    return {
        "reports": len(scores),
        "items": wanted,
        "precision": round(right / given, 4) if given else 0.0,
        "recall": round(right / wanted, 4) if wanted else 0.0,
        "f1": round(2 * right / (given + wanted), 4) if given + wanted else 0.0,
        "complete_lists": complete,
        "complete_share": round(complete / len(scores), 4) if scores else 0.0,
        "register_seconds": round(sum(score.seconds for score in scores), 3),
        "wrong": [
            {"path": score.path, "missing": score.missing, "extra": score.extra}
            for score in scores
            if not score.complete
        ],
    }


def _scored(record: Mapping[str, Any], corpus: Path) -> Score:
    wanted = [(comparable(item["text"]), item["page"]) for item in record["items"]]
    source = read(corpus / record["path"])
    if isinstance(source, SkippedFile):
        return scored(record["path"], wanted, (), 0.0)
    given: list[Item] = []
    seconds = 0.0
    for found in documents_of(source):
        begun = time.perf_counter()
        items = recommendations_of(found.document, found.passages)
        seconds += time.perf_counter() - begun
        given += [(comparable(i.text), i.page) for i in items if i.addressee == "authority"]
    return scored(record["path"], wanted, given, seconds)


def comparable(text: str) -> str:
    """A text as items are compared: folded, without bullets."""
    return folded(_GLYPH.sub(" ", text))


def _show(figures: Mapping[str, Any]) -> None:
    rows = [(name.replace("_", " "), value) for name, value in figures.items() if name != "wrong"]
    show("Recommendations", ("figure", "value"), rows)
    for wrong in figures["wrong"]:
        show(
            wrong["path"],
            ("", "page", "text"),
            [
                (sign, page, text)
                for sign, items in (("missing", wrong["missing"]), ("extra", wrong["extra"]))
                for text, page in items
            ],
        )


if __name__ == "__main__":
    main()
