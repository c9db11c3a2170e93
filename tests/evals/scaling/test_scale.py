"""A small run of `python -m evals.benchmarks.scale`: some hundred passages."""

import json
from pathlib import Path

import pytest

from evals.benchmarks import scale
from evals.benchmarks.scaling import nation
from evals.benchmarks.scaling.others import put_out, recipe

SAMPLE = Path("corpus/sample/documents").resolve()


def test_an_index_grows_and_is_asked_at_every_size(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    case = {"id": "one", "question": "What must Thornbeck improve?"}
    (gold / "questions.jsonl").write_text(json.dumps(case) + "\n", encoding="utf-8")
    work = tmp_path / "work"
    work.mkdir()
    small, large = scale.measure(SAMPLE, gold, work, [800, 400], 40, 1)
    assert 400 <= small["passages"] < 800 <= large["passages"]
    for figures in (small, large):
        assert set(figures["ways"]) == {"filtered", "named", "of nobody"}
        assert figures["index"]["contents"] > figures["index"]["embedded"] > 0
        assert figures["disk"]["vectors"] > 0
    assert large["index"]["words"] > small["index"]["words"]

    scale.show_growth([small, large])
    assert "search, filtered" in capsys.readouterr().out
    needs = nation.worked_out(large)
    assert needs["documents"] == "3,000,000"

    before = (work / "800" / "made.json").read_bytes()
    again = scale.measure(SAMPLE, gold, work, [800], 40, 1)
    assert again[0]["passages"] == large["passages"]
    assert (work / "800" / "made.json").read_bytes() == before

    store = tmp_path / "store"
    store.mkdir()
    put_out(work / "400", gold, store)
    figures = recipe(store)
    assert figures["filtered"]["p50"] > 0
    assert figures["everything"]["p50"] > 0


def test_a_slope_of_one_is_growth_in_line_with_the_passages() -> None:
    assert scale.slope([10, 100], [2.0, 20.0]) == 1.0
    assert scale.slope([10, 100, 1000], [5.0, None, 5.0]) == 0.0
    assert scale.slope([10, 100], [None, 20.0]) is None


def test_sizes_are_read_as_they_are_written() -> None:
    assert [scale._size(text) for text in ("10k", "1m", "1.5M", "700")] == [
        10_000,
        1_000_000,
        1_500_000,
        700,
    ]
