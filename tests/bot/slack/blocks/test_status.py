from collections.abc import Sequence

import pytest

from bot.slack.blocks.status import (
    loading,
    reading,
    starting,
    status_message,
    suggested_prompts,
)


@pytest.mark.parametrize(
    ("documents", "authorities", "told"),
    [
        (1, (), "is reading 1 document…"),
        (5, ("Aldermere",), "is reading 5 documents about Aldermere…"),
        (5, ("Aldermere", "Thornbeck"), "is reading 5 documents about Aldermere and Thornbeck…"),
        (1_600, ("A", "B", "C"), "is reading 1,600 documents about 3 authorities…"),
    ],
)
def test_the_status_tells_what_is_read(
    documents: int, authorities: Sequence[str], told: str
) -> None:
    assert reading(documents, authorities) == told


def test_a_status_is_short() -> None:
    assert len(reading(5, ("A" * 500,))) <= 100


def test_what_is_shown_in_turns_begins_with_the_status() -> None:
    turns = loading(reading(5, ("Aldermere",)))
    assert turns[0] == "Reading 5 documents about Aldermere…"
    assert 2 <= len(turns) <= 10
    assert loading(starting())[0] == "Looking into it…"


def test_a_status_can_be_a_message_that_tells_how_many_wait() -> None:
    assert status_message(starting(), 2).text == "Looking into it… 2 questions before yours."
    assert status_message(starting()).text == "Looking into it…"


def test_the_agent_pane_offers_questions_about_the_home_authority() -> None:
    prompts = suggested_prompts("Aldermere")
    assert 1 <= len(prompts) <= 4
    assert prompts[0] == {
        "title": "What must improve",
        "message": "What must improve in Aldermere?",
    }
    assert suggested_prompts()[0]["message"] == "What must improve?"
