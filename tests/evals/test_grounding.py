import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from evals.grounding import Outcome, Share, main, measured, show, sources_of

_EVIDENCE = ["The hub opened in May.", "It is run by two councils."]
_ROWS = (
    ("The hub opened in May.", 1),
    ("The hub opened in June.", 0),
    ("Swans are large.", 1),
)


def _set(folder: Path, name: str, rows: tuple[tuple[str, int], ...] = _ROWS) -> None:
    lines = [
        json.dumps({"id": f"r{n}", "claim": claim, "evidence": _EVIDENCE, "label": label})
        for n, (claim, label) in enumerate(rows)
    ]
    (folder / name).write_text("\n".join(lines), encoding="utf-8")


def test_shares_of_unsupported_and_supported_claims(tmp_path: Path) -> None:
    _set(tmp_path, "wice_claim_dev.jsonl")

    (outcome,) = measured(tmp_path, Console(file=io.StringIO()))

    assert outcome.unsupported == Share(0, 1)
    assert outcome.supported == Share(1, 2)
    assert outcome.balanced_accuracy == 0.75
    assert outcome.passed == ()
    assert outcome.met


def test_claims_without_an_answer_are_passed_over(tmp_path: Path) -> None:
    _set(tmp_path, "clapnq_dev.jsonl", (("", 0), ("The hub opened in May.", 1)))

    (outcome,) = measured(tmp_path, Console(file=io.StringIO()))

    assert outcome.unsupported.value is None
    assert outcome.supported == Share(1, 1)
    assert outcome.balanced_accuracy is None


def test_the_interval_is_wilsons() -> None:
    low, high = Share(2, 300).interval or (0, 0)

    assert (round(low, 4), round(high, 4)) == (0.0018, 0.024)
    assert Share(0, 0).interval is None


def test_too_many_that_passed_are_too_many() -> None:
    outcome = Outcome("x", Share(3, 100), Share(1, 2), 0.02, ("a", "b", "c"), 1.0)
    out = io.StringIO()

    show([outcome], Console(file=out, width=120))

    assert not outcome.met
    assert "3/100 = 3.00 %" in out.getvalue()
    assert "Bespoke-MiniCheck" in out.getvalue()


def test_evidence_is_one_passage_a_line_a_sentence() -> None:
    (source,) = sources_of(_EVIDENCE)

    assert source.text == "The hub opened in May.\nIt is run by two councils."
    assert source.quote is None


def test_the_command_ends_with_its_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _set(tmp_path, "fm2_dev.jsonl")
    monkeypatch.setattr("sys.argv", ["grounding", str(tmp_path)])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 0
    assert "FM2" in capsys.readouterr().out


def test_a_folder_without_sets_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["grounding", str(tmp_path)])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 2
    assert "holds none of" in capsys.readouterr().err
