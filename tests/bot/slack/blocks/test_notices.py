from typing import get_args

import pytest

from bot.slack.blocks.notices import (
    Barred,
    Plain,
    apology,
    greeting,
    not_allowed,
    notice,
    queue_full,
    rate_limited,
)
from tests.bot.slack.blocks.reading import of_type, read


@pytest.mark.parametrize("name", get_args(Plain))
def test_every_notice_has_its_words(name: Plain) -> None:
    message = notice(name)
    assert read([message]).startswith(message.text[:20])


@pytest.mark.parametrize("why", get_args(Barred))
def test_who_may_not_ask_is_told_why(why: Barred) -> None:
    assert not_allowed(why).text


def test_a_greeting_tells_how_to_ask_and_offers_questions() -> None:
    message = greeting(("What must improve in Aldermere?",))
    assert "• Mention me in a channel" in message.text
    [button] = of_type(list(message.blocks), "button")
    assert button["action_id"] == "suggest:1"
    assert not of_type(list(greeting().blocks), "button")


def test_a_full_queue_tells_how_many_wait() -> None:
    assert queue_full(20).text.startswith("20 questions are waiting")


@pytest.mark.parametrize(
    ("seconds", "wait"), [(5, "in a minute"), (90, "in a minute"), (600, "in 10 minutes")]
)
def test_a_limit_tells_when_to_ask_again(seconds: float, wait: str) -> None:
    assert wait in rate_limited(seconds).text
    assert "here" in rate_limited(seconds, channel=True).text


def test_an_apology_can_be_answered_by_asking_again() -> None:
    message = apology("How do carers feel?")
    assert "Sorry" in message.text
    assert [b["value"] for b in of_type(list(message.blocks), "button")] == ["How do carers feel?"]
    assert not of_type(list(apology().blocks), "button")
    assert not of_type(list(apology("x" * 2001).blocks), "button")
