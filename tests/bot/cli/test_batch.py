import json
from pathlib import Path

import pytest

from bot.cli.batch import read_questions
from bot.faults import UsageError
from tests.bot.running import Scrutineer

GOOD = '{"id": "a", "question": "What is the overall grade?"}'


def written(text: str) -> Path:
    path = Path("questions.jsonl")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON"),
        ("[1]", "an object"),
        ('{"question": "x"}', '"id"'),
        ('{"id": true, "question": "x"}', '"id"'),
        ('{"id": "a", "question": "x"}', "used before"),
        ('{"id": "b"}', '"question"'),
        ('{"id": "b", "question": "  "}', "empty"),
        ('{"id": "b", "question": "x", "follows": "b"}', "no earlier line"),
        ('{"id": "b", "question": "x", "follows": "c"}\n{"id": "c", "question": "y"}', "earlier"),
        ('{"id": "b", "question": "x", "follows": []}', "no earlier line"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_named_by_its_number(line: str, said: str) -> None:
    path = written(f"\n{GOOD}\n{line}\n")
    with pytest.raises(UsageError) as error:
        read_questions(path)
    assert "line 3" in str(error.value)
    assert said in str(error.value)


def test_line_ends_and_marks_of_other_systems_are_no_matter() -> None:
    path = written(f"\ufeff{GOOD}\r\n\r\n" + '{"id": 2, "question": "a\u2028b", "follows": "a"}')
    assert [(q.id, q.follows) for q in read_questions(path)] == [("a", None), (2, "a")]


def test_a_file_without_questions_is_an_error() -> None:
    with pytest.raises(UsageError, match="holds no question"):
        read_questions(written("\n"))
    with pytest.raises(UsageError, match="cannot be read"):
        read_questions(Path("missing.jsonl"))


def test_answers_keep_ids_and_order_and_follow_on(sample: Scrutineer) -> None:
    written(
        '{"id": "z", "question": "What is the overall grade?"}\n'
        '{"id": 7, "question": "And in 2019?", "follows": "z"}\n'
        '{"id": "a", "question": "What did inspectors say about quantum physics?"}\n'
    )
    result = sample.run("ask", "--input", "questions.jsonl", "--output", "answers.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    answers = [json.loads(line) for line in Path("answers.jsonl").read_text().splitlines()]
    assert [answer["id"] for answer in answers] == ["z", 7, "a"]
    assert "2019" in answers[1]["citations"][0]["date"]
    assert answers[2]["outcome"] == "no_evidence"


def test_nothing_is_written_when_a_line_is_bad(sample: Scrutineer) -> None:
    written(f"{GOOD}\nnonsense\n")
    Path("answers.jsonl").write_text("earlier")
    result = sample.run("ask", "--input", "questions.jsonl", "--output", "answers.jsonl")
    assert result.exit_code == 2
    assert "line 2" in result.stderr
    assert Path("answers.jsonl").read_text() == "earlier"
    assert sorted(p.name for p in Path().iterdir()) == ["answers.jsonl", "questions.jsonl"]


def test_a_folder_that_is_not_there_is_told(sample: Scrutineer) -> None:
    written(GOOD)
    result = sample.run("ask", "--input", "questions.jsonl", "--output", "no/answers.jsonl")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    result = sample.run("ask", "--input", "questions.jsonl", "--output", ".")
    assert result.exit_code == 2
    assert "is a folder" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "--input", "questions.jsonl"),
        ("ask", "--output", "answers.jsonl"),
        ("ask", "Why?", "--input", "questions.jsonl", "--output", "answers.jsonl"),
    ],
)
def test_either_a_question_or_two_files(sample: Scrutineer, arguments: tuple[str, ...]) -> None:
    result = sample.run(*arguments)
    assert result.exit_code == 2
    assert "--input and --output" in result.stderr
