"""What became of a list: every item, and below what later documents say near to it."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.asking import Asked
from tests.bot.running import Scrutineer
from tests.documents import REPORT_PAGES, source_of
from tests.finding import Finder

Ask = Callable[..., list[Mapping[str, Any]]]


@pytest.fixture
def ask(sample: Scrutineer, tmp_path: Path) -> Ask:
    """The answers to the turns of one conversation."""

    def turns(*questions: str) -> list[Mapping[str, Any]]:
        asked, told = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
        lines = [
            {"id": str(n), "question": q} | ({"follows": str(n - 1)} if n else {})
            for n, q in enumerate(questions)
        ]
        asked.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        result = sample.run("ask", "--input", str(asked), "--output", str(told))
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]

    return turns


def of_item(answer: Mapping[str, Any], number: int) -> str:
    """What is told near to an item of the list."""
    parts = answer["text"].split("**")
    return "\n".join(
        text
        for head, text in zip(parts[1::2], parts[2::2], strict=True)
        if head.endswith(f"near to item {number}")
    )


def test_a_list_is_whole_and_what_was_said_since_stands_under_its_item(ask: Ask) -> None:
    [told] = ask("What progress has Aldermere made against its 2019 areas for improvement?")
    assert told["text"].count("*Item ") == 5
    assert "Every care leaver who has turned 18 since April" in of_item(told, 5)
    assert "Strategy meetings take place promptly" in of_item(told, 4)
    assert "(council paper) – near to item 5" in told["text"]


def test_an_item_of_which_nothing_is_said_is_named(ask: Ask) -> None:
    [told] = ask("What progress has Aldermere made against its 2019 areas for improvement?")
    assert told["outcome"] == "partial"
    assert any("Nothing near to item 1 was found" in caveat for caveat in told["caveats"])


def test_these_are_the_items_that_were_told_before(ask: Ask) -> None:
    _, told = ask("What are the current recommendations for Aldermere?", "Have these been met?")
    assert "*Item 3:* The share of care leavers" in told["text"]
    assert "Every care leaver who has turned 18" in of_item(told, 3)


def test_of_a_topic_the_items_are_told_that_speak_of_it(ask: Ask) -> None:
    [told] = ask(
        "What progress has Aldermere made on its 2019 areas for improvement about care leavers?"
    )
    assert "what must improve (1 of 5 items)" in told["text"]
    assert told["text"].count("*Item ") == 1
    assert "Every care leaver who has turned 18 since April" in of_item(told, 5)
    assert told["outcome"] == "answered"


def test_of_a_topic_on_no_item_all_are_told_and_that_is_said(ask: Ask) -> None:
    [told] = ask("Has Aldermere acted on the 2019 recommendation about telescopes?")
    assert told["text"].count("*Item ") == 5
    assert any("mentions “telescopes”; the list is given whole" in c for c in told["caveats"])


def test_where_nothing_is_later_that_is_said(tmp_path: Path) -> None:
    told = Asked(Finder(tmp_path))("What has been done about the 2024 areas for improvement?")
    assert told.outcome == "partial"
    assert any("No document later than 4 to 15 March 2024" in c for c in told.caveats)
    assert "near to item" not in told.text


def test_letters_since_an_inspection_tell_of_it_and_scraps_do_not(ask: Ask) -> None:
    _, told = ask("What must Thornbeck improve?", "Which of these have been completed?")
    assert "social workers have smaller caseloads" in of_item(told, 2)
    assert "\nmanagement oversight" not in told["text"]


def test_of_the_list_that_stands_nothing_can_be_known_and_the_one_before_is_told(
    ask: Ask,
) -> None:
    [told] = ask("How much progress has Aldermere made on its areas for improvement?")
    assert "near to item" in told["text"]


def test_that_another_list_stands_is_said(tmp_path: Path) -> None:
    told = Asked(Finder(tmp_path))("How much progress has Aldermere made on its recommendations?")
    assert "inspected 4 to 15 March 2020 – what must improve" in told.text
    assert any("The list that stands is of 4 to 15 March 2024" in c for c in told.caveats)


def test_what_is_said_of_the_whole_list_stands_before_its_items(tmp_path: Path) -> None:
    said = "The areas for improvement of the last inspection have mostly been addressed."
    newer = [page.replace("Step\ufffedown plans are clear.", said) for page in REPORT_PAGES]
    older = [page.replace("March 2024", "March 2020") for page in REPORT_PAGES]
    find = Finder(tmp_path, [source_of(*newer), source_of(*older)])
    told = Asked(find)("Has Aldermere dealt with what it was told to improve in 2020?")
    whole = told.text.split("on the list as a whole**")[1].split("**")[0]
    assert said in whole


def test_another_authority_says_nothing_of_a_list(ask: Ask) -> None:
    [told] = ask("What progress has Aldermere made against its 2019 areas for improvement?")
    assert {citation["authority"] for citation in told["citations"]} == {"Aldermere"}


def test_what_is_to_be_done_is_no_question_of_progress(ask: Ask) -> None:
    [told] = ask("What are the areas that need to be addressed in Aldermere?")
    assert "*Item" not in told["text"]
