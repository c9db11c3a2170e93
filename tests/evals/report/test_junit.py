"""JUnit XML: one test case a case and a threshold, well-formed whatever the texts hold."""

from xml.etree import ElementTree as Xml

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.report.junit import as_junit
from evals.results import SuiteResult
from tests.evals.report.runs import case, metric, results, suite

_HOSTILE = "]]></failure><testcase name='forged'/> \x00\x1b[31m & \u202e \ufffe"


def read(*suites: SuiteResult, **changed: object) -> Xml.Element:
    return Xml.fromstring(as_junit(results(*suites, **changed)))


def test_a_case_and_a_threshold_is_a_test_case() -> None:
    root = read()
    names = [(e.get("classname"), e.get("name")) for e in root.iter("testcase")]
    assert names == [
        ("evals.answers.thresholds", "facts told"),
        ("evals.answers.thresholds", "claims cited"),
        ("evals.answers", "ald-1"),
        ("evals.answers", "ald-2"),
    ]
    failing = [e.get("name") for e in root.iter("testcase") if e.find("failure") is not None]
    assert failing == ["ald-2"]


def test_counts_are_those_of_the_elements() -> None:
    root = read(suite(), suite("gate", metrics=(), cases=(), skipped="no corpus"))
    for one in root.iter("testsuite"):
        assert one.get("tests") == str(len(one.findall("testcase")))
        assert one.get("failures") == str(len(one.findall("testcase/failure")))
        assert one.get("skipped") == str(len(one.findall("testcase/skipped")))
    assert (root.get("tests"), root.get("failures")) == ("5", "1")


def test_a_missed_threshold_fails_and_says_what_was_allowed() -> None:
    root = read(suite(metrics=(metric(value=0.8, passed=False),)))
    failure = root.find(".//testcase[@name='facts told']/failure")
    assert failure is not None
    assert failure.get("message") == "80.0\u00a0%, at least 85\u00a0% allowed"


def test_a_figure_without_a_threshold_is_no_test_case() -> None:
    root = read(suite(metrics=(metric(minimum=None, passed=None),), cases=()))
    assert root.findall(".//testcase") == []


def test_a_failure_tells_question_expectation_and_answer() -> None:
    failure = read(suite(cases=(case(passed=False, first_question="And before?"),))).find(
        ".//failure"
    )
    assert failure is not None
    assert failure.text is not None
    for part in (
        "And before?",
        "How many children",
        "Tells that 214",
        "231 children",
        "is missing",
    ):
        assert part in failure.text


def test_hostile_texts_stay_texts() -> None:
    wrong = case(
        _HOSTILE, passed=False, question=_HOSTILE, answer=_HOSTILE, why=(_HOSTILE,), type=_HOSTILE
    )
    root = read(suite(cases=(wrong,), metrics=()))
    (only,) = root.findall(".//testcase")
    name = only.get("name")
    assert name is not None
    assert name.startswith("]]></failure>")
    assert "⟨U+0000⟩" in name


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_xml(text: str) -> None:
    wrong = case(passed=False, question=text, answer=text, why=(text,), expected=text)
    assert read(suite(cases=(wrong,), metrics=()), created=text).get("failures") == "1"
