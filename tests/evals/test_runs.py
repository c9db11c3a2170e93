import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evals.__main__ import program
from evals.cases import Case, as_line
from evals.results import read_results
from tests.bot.running import Scrutineer

GOOD = Case.model_validate(
    {
        "id": "good",
        "question": "What are the current recommendations for Thornbeck?",
        "authority": "Thornbeck",
        "type": "current-recommendations",
        "gold": [
            {
                "file": "thornbeck-inspection-2022.pdf",
                "page": 1,
                "quote": "The stability and suitability of homes for teenagers in care.",
                "key_facts": ["homes for teenagers in care"],
            }
        ],
    }
)
WRONG = GOOD.model_copy(
    update={
        "id": "wrong",
        "gold": (GOOD.gold[0].model_copy(update={"key_facts": ("77 purple elephants",)}),),
    }
)


def evals(*arguments: object) -> Result:
    return CliRunner().invoke(program, list(map(str, arguments)), catch_exceptions=False)


def written(path: Path, *cases: Case) -> Path:
    path.write_text("".join(as_line(case) + "\n" for case in cases), "utf-8")
    return path


@pytest.fixture
def run(sample: Scrutineer, tmp_path: Path) -> "Runner":
    return Runner(sample.home, tmp_path)


class Runner:
    """Runs two suites over the sample corpus."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._home = home
        self.folder = folder

    def __call__(self, name: str, *cases: Case, more: tuple[str, ...] = ()) -> Result:
        file = written(self.folder / f"{name}.jsonl", *cases)
        suites = ("--suite", "answers", "--suite", "retrieval")
        report = self.folder / name
        return evals(
            "run", "--corpus", self._home, "--cases", file, "--report", report, *suites, *more
        )


def test_a_run_that_meets_the_thresholds_ends_well(run: "Runner") -> None:
    ended = run("good", GOOD)
    assert ended.exit_code == 0, ended.output
    results = read_results(run.folder / "good")
    assert [suite.name for suite in results.suites] == ["retrieval", "answers"]
    assert results.config["settings"]["model"] == "extractive"
    assert {"junit.xml", "report.html", "answers.jsonl", "config.json"} <= {
        path.name for path in (run.folder / "good").iterdir()
    }


def test_a_missed_threshold_ends_with_1(run: "Runner") -> None:
    ended = run("bad", WRONG)
    assert ended.exit_code == 1
    assert "purple elephants" in ended.output


def test_a_run_goes_on_where_it_stopped(run: "Runner") -> None:
    run("half", GOOD)
    answers = run.folder / "half" / "answers.jsonl"
    (kept,) = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    # As it is when a run is ended in the middle of a line.
    answers.write_text(json.dumps({**kept, "id": "kept"}) + '\n{"case": "wr', "utf-8")
    run("half", GOOD, WRONG)
    lines = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    assert [(line["case"], line["id"] == "kept") for line in lines] == [
        ("good", True),
        ("wrong", False),
    ]


def test_a_question_that_changed_is_asked_again(run: "Runner") -> None:
    run("new", GOOD)
    run("new", GOOD.model_copy(update={"question": "What must improve in Thornbeck?"}))
    (line,) = (run.folder / "new" / "answers.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["question"] == "What must improve in Thornbeck?"


def test_answers_made_with_something_else_are_not_mixed(run: "Runner") -> None:
    run("mixed", GOOD)
    config = run.folder / "mixed" / "config.json"
    value = json.loads(config.read_text("utf-8"))
    config.write_text(json.dumps({**value, "code": "other"}), "utf-8")
    refused = run("mixed", GOOD)
    assert refused.exit_code == 2
    assert "another code" in refused.stderr
    assert "--fresh" in refused.stderr
    assert run("mixed", GOOD, more=("--fresh",)).exit_code == 0


def test_scoring_again_asks_nothing(run: "Runner") -> None:
    run("again", GOOD)
    answers = run.folder / "again" / "answers.jsonl"
    answers.write_text(answers.read_text("utf-8").replace("for teenagers", "for everyone"), "utf-8")
    again = evals("score", run.folder / "again")
    assert again.exit_code == 1
    assert "is not on page 1" in again.output


def test_two_runs_are_compared(run: "Runner") -> None:
    run("base", GOOD)
    base = run.folder / "base"
    assert evals("compare", base, base).exit_code == 0
    worse = run.folder / "worse"
    worse.mkdir()
    text = (base / "results.json").read_text("utf-8")
    value = json.loads(text)
    for metric in value["suites"][1]["metrics"]:
        metric["value"] = 0.5 if metric["name"] == "key_facts" else metric["value"]
    (worse / "results.json").write_text(json.dumps(value), "utf-8")
    compared = evals("compare", base, worse)
    assert compared.exit_code == 1
    assert "key_facts" in compared.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "--report", "r", "--suite", "answrs"), "answrs"),
        (("run", "--report", "r", "--corpus", "."), "--cases"),
        (("run", "--report", "r", "--cases", "none.jsonl"), "none.jsonl"),
        (("run", "--report", "r", "--model", "nonsense"), "nonsense"),
        (("run", "--report", "r", "--registers", "."), "judgements.csv"),
        (("run", "--report", "r", "--corpus", "nowhere", "--suite", "gate"), "nowhere"),
        (("export", "r", "--form", "xlsx", "--output", "x"), "xlsx"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    ended = evals(*arguments)
    assert ended.exit_code in (1, 2)
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_folder_without_a_run_cannot_be_scored(tmp_path: Path) -> None:
    for command in (("score", tmp_path), ("compare", tmp_path, tmp_path)):
        ended = evals(*command)
        assert ended.exit_code == 1
        assert str(tmp_path) in ended.stderr


def test_the_gate_judges_a_file(tmp_path: Path) -> None:
    line = {
        "id": "c1",
        "claim": "Visits are late.",
        "cites": [{"text": "Visits are on time.", "quote": None}],
    }
    source, verdicts = tmp_path / "claims.jsonl", tmp_path / "verdicts.jsonl"
    source.write_text(json.dumps(line) + "\n", "utf-8")
    assert evals("gate", "--input", source, "--output", verdicts).exit_code == 0
    assert json.loads(verdicts.read_text("utf-8"))["accepted"] is False
    source.write_text("no JSON", "utf-8")
    assert evals("gate", "--input", source, "--output", verdicts).exit_code == 2
