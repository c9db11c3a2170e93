"""A run in the forms of other tools holds what they ask for, and nothing twice."""

import json
from pathlib import Path

import pytest

from evals.cases import Case, CasesError, sample_files
from evals.exporting import deepeval_cases, exchanges, export, parametrised, ragas_samples
from evals.results import Results, ResultsError, write_results
from tests.evals.report.runs import case, passage, results, suite

FINDINGS = next(path for path in sample_files() if path.stem == "findings")


def run() -> Results:
    """A case in two suites, a follow-up that is declined, a claim of the gate."""
    whole = passage("there were 214 children in care", text="At 30 April there were 214 children.")
    return results(
        suite(
            "retrieval", cases=(case("a", answer="", citations=(), outcome=None, hits=(whole,)),)
        ),
        suite(cases=(case("a", citations=(passage("quoted", number=1), whole), hits=()),)),
        suite(
            "refusal",
            cases=(
                case(
                    "b",
                    first_question="Who led it?",
                    question="What is her telephone number?",
                    answer="The documents do not say.",
                    expected="Is not answered.",
                    gold=(),
                    citations=(),
                    hits=(),
                ),
            ),
        ),
        suite("gate", cases=(case("m", answer="", gold=(), citations=(), hits=()),)),
    )


def test_a_case_of_several_suites_is_one_exchange_with_all_its_passages() -> None:
    first, second = exchanges(run())
    assert first.id == "a"
    assert first.answer.startswith("At 30 April 2024 there were 231")
    assert first.found == ("quoted", "At 30 April there were 214 children.")
    assert first.reference == "At 30 April 2024 there were 214 children in care."
    assert second.question == "Who led it?\nWhat is her telephone number?"
    assert second.reference == "Is not answered."


def test_ragas_gets_its_own_fields_and_no_others(tmp_path: Path) -> None:
    write_results(run(), tmp_path)
    assert export(tmp_path, "ragas", tmp_path / "out.jsonl") == 2
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    samples = [json.loads(line) for line in lines]
    assert samples == ragas_samples(run())
    for sample in samples:
        assert set(sample) == {
            "user_input",
            "retrieved_contexts",
            "reference_contexts",
            "response",
            "reference",
        }
        assert all(isinstance(sample[key], str) for key in ("user_input", "response", "reference"))
        assert all(isinstance(text, str) for text in sample["retrieved_contexts"])


def test_deepeval_gets_one_list_of_objects(tmp_path: Path) -> None:
    write_results(run(), tmp_path)
    assert export(tmp_path / "results.json", "deepeval", tmp_path / "out.json") == 2
    cases = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert cases == deepeval_cases(run())
    assert cases[0]["input"] == "How many children were in care in April 2024?"
    assert cases[0]["actual_output"].startswith("At 30 April")
    assert cases[0]["expected_output"] == "At 30 April 2024 there were 214 children in care."
    assert cases[1]["retrieval_context"] == []


def test_an_empty_run_gives_empty_files(tmp_path: Path) -> None:
    write_results(results(suite(cases=())), tmp_path)
    assert export(tmp_path, "ragas", tmp_path / "a") == export(tmp_path, "deepeval", tmp_path / "b")
    assert (tmp_path / "a").read_text("utf-8") == ""
    assert json.loads((tmp_path / "b").read_text("utf-8")) == []


def test_line_ends_and_quotes_in_texts_make_no_new_lines(tmp_path: Path) -> None:
    wild = 'a\n"b"\u2028c\r\n'
    write_results(results(suite(cases=(case(answer=wild),))), tmp_path)
    export(tmp_path, "ragas", tmp_path / "out.jsonl")
    (line,) = (tmp_path / "out.jsonl").read_bytes().decode("utf-8").rstrip("\n").split("\n")
    assert json.loads(line)["response"] == wild


@pytest.mark.parametrize("text", ["", "[]", '{"suites": []}'])
def test_malformed_results_are_refused_and_nothing_is_written(tmp_path: Path, text: str) -> None:
    (tmp_path / "results.json").write_text(text, encoding="utf-8")
    with pytest.raises(ResultsError):
        export(tmp_path, "ragas", tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("asked", parametrised(FINDINGS))
def test_cases_are_parameters_named_by_their_ids(
    asked: Case, request: pytest.FixtureRequest
) -> None:
    assert request.node.name.endswith(f"[{asked.id}]")


def test_a_file_that_holds_no_cases_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(CasesError, match="line 1"):
        parametrised(tmp_path / "cases.jsonl")
