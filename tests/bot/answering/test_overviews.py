"""An inspection as a whole: summed up, what it praises, what it criticises."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.bot.running import Scrutineer

MUST_IMPROVE = "what must improve"


def told(sample: Scrutineer, question: str) -> Mapping[str, Any]:
    result = sample.run("ask", question, "--json")
    answer: Mapping[str, Any] = json.loads(result.stdout)
    return answer


def test_the_grade_the_summary_and_what_must_improve_stand_together(sample: Scrutineer) -> None:
    answer = told(sample, "Summarise the last inspection of Aldermere.")
    text = answer["text"]
    assert answer["outcome"] == "answered"
    order = [
        text.index(part)
        for part in ("Overall effectiveness Good", "Life is getting better", MUST_IMPROVE)
    ]
    assert order == sorted(order)
    assert f"{MUST_IMPROVE} (3 items)" in text
    assert {c["title"] for c in answer["citations"]} == {
        "Inspection of Aldermere children’s services"
    }
    assert any("begins the inspectors’ own account" in c for c in answer["caveats"])


def test_of_several_each_is_told_in_less_and_without_its_list(sample: Scrutineer) -> None:
    text = told(sample, "Give me the headlines for Aldermere and Thornbeck")["text"]
    assert "Overall effectiveness Good" in text
    assert "Overall effectiveness Inadequate" in text
    assert MUST_IMPROVE not in text


def test_what_is_criticised_praises_nothing_and_ends_in_the_list(sample: Scrutineer) -> None:
    answer = told(sample, "What did inspectors criticise in Aldermere in 2019?")
    text = answer["text"]
    assert "has not kept pace" in text
    assert f"{MUST_IMPROVE} (5 items)" in text
    assert "Overall effectiveness" not in text
    assert any("older than the newest inspection" in c for c in answer["caveats"])


def test_what_is_praised_is_told_without_what_must_improve(sample: Scrutineer) -> None:
    text = told(sample, "What are the strengths of Thornbeck?")["text"]
    assert "Meetings are timely" in text
    assert MUST_IMPROVE not in text


@pytest.mark.parametrize("question", ["Summarise it", "What did they find?"])
def test_without_anything_said_before_it_is_asked_what_is_meant(
    sample: Scrutineer, question: str
) -> None:
    assert told(sample, question)["outcome"] == "needs_clarification"


def test_of_an_authority_that_is_not_indexed_that_is_said(sample: Scrutineer) -> None:
    answer = told(sample, "Summarise the last inspection of Devon.")
    assert answer["outcome"] == "no_evidence"
    assert "Devon" in answer["text"]


def test_of_a_letter_its_summary_is_told_and_its_list(sample: Scrutineer) -> None:
    answer = told(sample, "What did the focused visit find?")
    text = answer["text"]
    assert text.index("Children at obvious and immediate risk") < text.index(MUST_IMPROVE)
    assert {c["title"] for c in answer["citations"]} == {
        "Focused visit to Aldermere children’s services"
    }


def test_a_letter_without_a_list_is_told_by_what_it_criticises(sample: Scrutineer) -> None:
    answer = told(sample, "What must Thornbeck improve according to the monitoring letter?")
    assert any("has no list" in caveat for caveat in answer["caveats"])
    assert "Progress for children has been too slow." in answer["text"]
    assert {c["title"] for c in answer["citations"]} == {
        "Monitoring visit to Thornbeck children’s services"
    }


@pytest.mark.parametrize(
    "question",
    [
        "What did the monitoring visit say about supervision in Thornbeck?",
        "What did the 2023 monitoring visit to Thornbeck say about supervision?",
    ],
)
def test_what_a_letter_says_on_a_matter_is_not_who_wrote_it(
    sample: Scrutineer, question: str
) -> None:
    answer = told(sample, question)
    assert "Supervision now takes place" in answer["text"]
    assert "carried out by" not in answer["text"]
