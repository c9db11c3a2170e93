import io
import json
from pathlib import Path

import pytest

from bot.answering.gate.gate import examine
from bot.answering.gate.verdicts import Source
from corpus.sample import DOCUMENTS
from evals.gating import ClaimsError, claim_of, judge_file, main, run_gate_suite
from tests.bot.running import Scrutineer

_TEXT = "Plans are clear to families. Visits to children are made in time, but records are late."
_TRUE = "Plans are clear to families."
_FALSE = "Plans are unclear to families."


def _line(**fields: object) -> str:
    cite = {"text": _TEXT, "quote": None}
    return json.dumps({"id": "c1", "claim": _TRUE, "cites": [cite], **fields})


def test_claims_are_judged_in_their_order(tmp_path: Path) -> None:
    given, verdicts = tmp_path / "claims.jsonl", tmp_path / "verdicts.jsonl"
    lines = [_line(id=f"c{n}", claim=_FALSE if n % 3 else _TRUE) for n in range(7)]
    given.write_text("\n".join(lines) + "\n\n", encoding="utf-8")

    judged = judge_file(given, verdicts)

    rows = [json.loads(line) for line in verdicts.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [f"c{n}" for n in range(7)]
    assert [row["accepted"] for row in rows] == [n % 3 == 0 for n in range(7)]
    assert all((row["check"] is None) == row["accepted"] for row in rows)
    assert all(set(row) == {"id", "accepted", "check", "ms"} for row in rows)
    assert all(row["ms"] >= 0 for row in rows)
    assert (judged.claims, judged.accepted) == (7, 3)


def test_the_verdict_is_the_gates(tmp_path: Path) -> None:
    given, verdicts = tmp_path / "claims.jsonl", tmp_path / "verdicts.jsonl"
    given.write_text(_line(claim=_FALSE), encoding="utf-8")

    judge_file(given, verdicts)

    row = json.loads(verdicts.read_text(encoding="utf-8"))
    assert row["check"] == examine(_FALSE, [Source(_TEXT)]).check


def test_standard_input_and_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(_line() + "\n"))

    judge_file(Path("-"), Path("-"))

    told = capsys.readouterr()
    assert json.loads(told.out)["accepted"] is True
    assert told.err == ""


def test_all_that_may_be_known_of_a_source_reaches_the_gate() -> None:
    known = {
        "text": _TEXT,
        "quote": "Plans are clear",
        "authority": "Aldermere",
        "date": "2024-05-24",
        "kind": "minutes",
        "publisher": "Aldermere council",
    }

    (cited,) = claim_of(_line(cites=[known]), 1).cites

    source = cited.source
    assert source.date is not None
    assert source.date.isoformat() == "2024-05-24"
    assert (source.text, source.quote, source.kind) == (_TEXT, "Plans are clear", "minutes")
    assert (source.authority, source.publisher) == ("Aldermere", "Aldermere council")


@pytest.mark.parametrize("absent", [{}, dict.fromkeys(("authority", "date", "kind", "publisher"))])
def test_what_is_not_known_may_be_null_or_left_out(absent: dict[str, None]) -> None:
    (cited,) = claim_of(_line(cites=[{"text": _TEXT, **absent}]), 1).cites

    assert cited.source == Source(_TEXT)


def test_ids_may_be_numbers_and_other_fields_are_passed_over() -> None:
    assert claim_of(_line(id=7, label="true"), 1).id == 7


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (_line(cites=[{"text": "x", "kind": "letter"}]), "Line 3: cites.0.kind: 'letter' is no"),
        (_line(cites=[{"text": "x", "date": "24 May"}]), "Line 3: cites.0.date: '24 May' is no"),
        (_line(cites=[{"text": "x", "date": 20240524}]), "Line 3: cites.0.date: 20240524 is no"),
        (_line(cites=[{"quote": "x"}]), "Line 3: cites.0.text: this field is missing"),
        ('{"id": "c1", "cites": []}', "Line 3: claim: this field is missing"),
        (_line(claim=None), "Line 3: claim: "),
        ("{", "Line 3: This is not JSON"),
        ("[]", "Line 3: "),
    ],
)
def test_a_line_that_is_no_claim_is_named(line: str, told: str) -> None:
    with pytest.raises(ClaimsError) as error:
        claim_of(line, 3)

    assert str(error.value).startswith(told)
    assert "\n" not in str(error.value)


def test_what_stands_before_a_bad_line_has_been_judged(tmp_path: Path) -> None:
    given, verdicts = tmp_path / "claims.jsonl", tmp_path / "verdicts.jsonl"
    given.write_text(f"{_line()}\n\n{_line(cites=4)}\n{_line()}\n", encoding="utf-8")

    with pytest.raises(ClaimsError, match="Line 3: cites"):
        judge_file(given, verdicts)

    assert len(verdicts.read_text(encoding="utf-8").splitlines()) == 1


def test_an_empty_file_has_no_verdicts(tmp_path: Path) -> None:
    given, verdicts = tmp_path / "claims.jsonl", tmp_path / "verdicts.jsonl"
    given.write_text("", encoding="utf-8")

    assert judge_file(given, verdicts).claims == 0
    assert verdicts.read_text(encoding="utf-8") == ""


def test_the_suite_has_the_gate_judge_the_sample(sample: Scrutineer) -> None:
    trial = run_gate_suite(sample.home, seed=2, limit=2)

    by_name = {tally.operator: tally for tally in trial.tallies}
    for name in ("number swapped", "negation added", "quote invented", "verbatim"):
        assert by_name[name].made == 2
        assert by_name[name].right == 2


def test_the_suite_reads_a_folder_too() -> None:
    told: list[str] = []

    trial = run_gate_suite(
        DOCUMENTS / "thornbeck-inspection-2022.pdf", 1, 1, lambda doing, *_: told.append(doing)
    )

    assert trial.mutants > 30
    assert told[0] == "Reading"


def test_the_suites_shares_are_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sample: Scrutineer
) -> None:
    options = ["--corpus", str(sample.home), "--limit", "1", "--examples", "1"]
    monkeypatch.setattr("sys.argv", ["gating", *options])

    with pytest.raises(SystemExit):
        main()

    told = capsys.readouterr().out
    assert "number swapped" in told
    assert "100.0 %" in told


def test_a_corpus_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.argv", ["gating", "--corpus", str(tmp_path / "nowhere")])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 2
    assert "nowhere does not exist" in capsys.readouterr().err
