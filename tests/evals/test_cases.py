import json
from pathlib import Path

import pytest

from evals.cases import (
    SCHEMA,
    Case,
    CasesError,
    as_line,
    case_of,
    cases_of,
    read_cases,
    schema,
    unknown_keys,
)
from tests.evals.asked import a_citation, an_answer

PDF_FORM = {
    "id": "pdf-1",
    "question": "What must improve?",
    "authority": "aldermere",
    "type": "current-recommendations",
    "answerable": True,
    "gold": [
        {
            "file_sha256": "a" * 64,
            "file": "reports/80001_aldermere/report.pdf",
            "authority": "aldermere",
            "inspection_end": "2024-05-24",
            "page": 2,
            "paragraph_number": None,
            "key_facts": ["see children in time", "see children in time"],
            "quote": "See children in time.",
        }
    ],
    "notes": "",
    "list_complete": True,
}
TEXT_FORM = {
    "id": "seed-1",
    "question": "And the month after?",
    "type": "follow-up",
    "answerable": True,
    "first_question": "How many in July?",
    "first_gold": [{"file": "a.txt", "start": 0, "end": 3, "quote": "one", "key_facts": ["one"]}],
    "gold": [
        {
            "file": "a.txt",
            "document": "A paper",
            "start": 4,
            "end": 7,
            "heading": None,
            "paragraph": "2.10",
            "key_facts": ["two"],
            "quote": "two",
            "occurrence": "1 of 2",
        }
    ],
    "notes": "",
}


def written(folder: Path, *values: object) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("".join(json.dumps(value) + "\n" for value in values), "utf-8")
    return path


def test_both_forms_of_the_gold_questions_are_cases(tmp_path: Path) -> None:
    pdf, text = read_cases(written(tmp_path, PDF_FORM, TEXT_FORM))
    assert pdf.is_list
    assert pdf.facts == ("see children in time",)
    assert pdf.gold[0].page == 2
    assert text.is_follow_up
    assert text.gold[0].paragraph == "2.10"
    assert unknown_keys(pdf) == unknown_keys(text) == []


def test_suites_follow_from_what_a_case_has() -> None:
    pdf, text = Case.model_validate(PDF_FORM), Case.model_validate(TEXT_FORM)
    assert pdf.used_by == ("answers", "currency", "scope", "refusal", "retrieval")
    assert text.used_by[-2:] == ("retrieval", "followups")
    unanswerable = Case(id="u", question="Who?", answerable=False)
    assert "retrieval" not in unanswerable.used_by
    assert Case.model_validate({"id": "r", "question": "?", "suite": "refusal"}).used_by == (
        "refusal",
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['{"id": "a", "question": "?"}', "{"], "line 2"),
        (['{"question": "?"}'], "id: Field required"),
        (['{"id": "a", "question": "?"}', '{"id": "a", "question": "?"}'], "used before"),
        (['{"id": "a", "question": "?", "follows": "b"}'], "no earlier case"),
        (['{"id": "a", "question": "?", "suites": ["answrs"]}'], "suites.0"),
        (['{"id": "a", "question": "?", "expects": "refused"}'], "expects.0"),
    ],
)
def test_a_line_at_fault_is_named(tmp_path: Path, lines: list[str], said: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(CasesError, match=r"cases\.jsonl") as error:
        read_cases(path)
    assert said in str(error.value)


def test_ids_are_used_once_in_all_files(tmp_path: Path) -> None:
    one = written(tmp_path, PDF_FORM)
    other = tmp_path / "others.jsonl"
    other.write_text(one.read_text("utf-8"), "utf-8")
    with pytest.raises(CasesError, match="pdf-1"):
        cases_of([one, other])
    with pytest.raises(CasesError, match="cannot be read"):
        cases_of([tmp_path / "none.jsonl"])


def test_a_misspelt_key_is_told() -> None:
    case = Case.model_validate(PDF_FORM | {"answerble": False, "must_not": {"says": ["x"]}})
    assert sorted(unknown_keys(case)) == ["answerble", "says"]


def test_a_line_holds_no_more_than_it_needs() -> None:
    case = Case(id="a", question="Is it “good”?", suites=("answers",))
    assert as_line(case) == '{"id": "a", "question": "Is it “good”?", "suites": ["answers"]}'
    assert Case.model_validate_json(as_line(Case.model_validate(PDF_FORM))) == (
        Case.model_validate(PDF_FORM)
    )


def test_the_schema_is_the_published_one() -> None:
    assert SCHEMA.read_text("utf-8") == schema(), "run: python -m evals schema"


def test_an_answer_becomes_a_case_to_be_looked_at() -> None:
    asked = Case(id="1", question="Are visits on time?")
    answer = an_answer(asked, [a_citation()], scope={"authorities": ["Aldermere"], "reading": ""})
    case = case_of(answer, "They were late in 2023.")
    assert (case.question, case.authority) == (asked.question, "Aldermere")
    assert case.gold[0].page == 1
    assert case.facts == ()
    assert "They were late in 2023." in case.notes
    assert unknown_keys(case) == []
