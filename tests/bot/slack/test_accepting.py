from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.accepting import of_command, of_event, of_shortcut, of_suggestion, plain_text
from bot.slack.asked import asked_of

BOT = "U0BOT"


def event(**values: Any) -> dict[str, Any]:
    return {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "event": {
            "type": "message",
            "user": "U1",
            "team": "T1",
            "channel": "C1",
            "channel_type": "channel",
            "ts": "10.1",
            "text": "",
            **values,
        },
    }


def test_a_mention_is_a_question_in_a_thread_of_its_own() -> None:
    asked = of_event(event(type="app_mention", text=f"<@{BOT}> What about the LADO?"), BOT)
    assert asked is not None
    assert asked.text == "What about the LADO?"
    assert (asked.place.thread, asked.place.private) == ("10.1", False)
    assert asked.kind == "question"
    assert not asked.unprompted


def test_a_mention_has_one_key_whichever_event_tells_of_it() -> None:
    text = f"<@{BOT}> What about the LADO?"
    one = of_event(event(type="app_mention", text=text), BOT)
    other = of_event(event(text=text), BOT)
    assert one is not None
    assert other is not None
    assert one.key == other.key


def test_a_mention_has_one_key_whether_or_not_its_team_is_told() -> None:
    text = f"<@{BOT}> What about the LADO?"
    full = event(type="app_mention", text=text)
    bare = event(text=text)
    del bare["team_id"], bare["event"]["team"]
    one, other = of_event(full, BOT), of_event(bare, BOT)
    assert one is not None
    assert other is not None
    assert (one.key, one.conversation) == (other.key, other.conversation)


def test_a_mention_without_words_asks_for_help() -> None:
    asked = of_event(event(type="app_mention", text=f"<@{BOT}>"), BOT)
    assert asked is not None
    assert asked.kind == "help"


def test_a_direct_message_needs_no_mention() -> None:
    asked = of_event(event(channel="D1", channel_type="im", text="What must improve"), BOT)
    assert asked is not None
    assert asked.place.direct


def test_a_direct_message_is_known_by_its_channel() -> None:
    body = event(channel="D1", text="What must improve")
    del body["event"]["channel_type"]
    asked = of_event(body, BOT)
    assert asked is not None
    assert asked.place.direct


def test_what_reads_as_a_question_in_a_thread_may_be_one() -> None:
    asked = of_event(event(text="And in 2019?", thread_ts="9.1"), BOT)
    assert asked is not None
    assert asked.unprompted
    assert asked.place.thread == "9.1"


@pytest.mark.parametrize(
    "values",
    [
        {"text": "What must improve?"},
        {"text": "Thanks, that helps", "thread_ts": "9.1"},
        {"text": "<@U7> what do you think?", "thread_ts": "9.1"},
        {"text": f"<@{BOT}> hello?", "user": BOT},
        {"text": f"<@{BOT}> hello?", "bot_id": "B1"},
        {"text": f"<@{BOT}> hello?", "subtype": "bot_message"},
        {"text": f"<@{BOT}> hello?", "subtype": "channel_join"},
        {"subtype": "message_changed", "message": {"text": f"<@{BOT}> hello?"}},
        {"subtype": "message_deleted", "deleted_ts": "1.1"},
        {"text": f"<@{BOT}> hello?", "edited": {"user": "U1", "ts": "11.1"}},
    ],
)
def test_what_is_not_meant_for_the_bot_is_left_alone(values: dict[str, Any]) -> None:
    assert of_event(event(**values), BOT) is None


def test_a_command_is_answered_to_the_asker_alone() -> None:
    body = {
        "command": "/ask",
        "text": "Who is the <#C9|lado> &amp; why?",
        "trigger_id": "1.2.3",
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": "U1",
        "response_url": "https://example.invalid/r",
    }
    asked = of_command(body)
    assert asked is not None
    assert asked.place.private
    assert asked.text == "Who is the #lado & why?"
    empty = of_command({**body, "text": " "})
    assert empty is not None
    assert empty.kind == "help"
    assert of_command({**body, "command": "/brief"}) is None
    other = of_command({**body, "text": "And care leavers?"})
    assert other is not None
    again = of_command(body)
    assert again is not None
    assert asked.key == again.key != other.key


def test_a_suggestion_is_asked_where_its_button_stands() -> None:
    body = {
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1"},
        "channel": {"id": "C1"},
        "message": {"ts": "11.1", "thread_ts": "10.1"},
        "container": {"type": "message", "message_ts": "11.1"},
        "trigger_id": "4.5.6",
        "response_url": "https://example.invalid/r",
    }
    asked = of_suggestion(body, "And in 2019?")
    assert asked is not None
    assert asked.place.thread == "10.1"
    private = of_suggestion({**body, "container": {"is_ephemeral": True}}, "And in 2019?")
    assert private is not None
    assert private.place.private
    assert of_suggestion({**body, "channel": None}, "And in 2019?") is None


def test_what_is_pressed_may_come_without_a_team() -> None:
    body = {
        "user": {"id": "U1"},
        "channel": {"id": "C1"},
        "message": {"ts": "11.1", "text": "Is it *good*?"},
        "container": {"type": "message", "message_ts": "11.1"},
        "trigger_id": "4.5.6",
        "response_url": "https://example.invalid/r",
    }
    suggested = of_suggestion(body, "And in 2019?")
    assert suggested is not None
    assert suggested.place.thread == "11.1"
    assert of_shortcut(body).text == "Is it *good*?"


def test_a_shortcut_has_the_words_of_its_message() -> None:
    asked = of_shortcut(
        {
            "team": {"id": "T1"},
            "user": {"id": "U1"},
            "channel": {"id": "C1"},
            "message": {"text": "They were rated *good*."},
            "trigger_id": "7.8.9",
            "response_url": "https://example.invalid/r",
        }
    )
    assert (asked.kind, asked.text) == ("check", "They were rated *good*.")
    assert asked_of(asked.as_json()) == asked


@given(st.text())
def test_nothing_that_slack_would_act_on_is_left(text: str) -> None:
    written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain_text(written, BOT) == " ".join(text.split())


def test_links_and_mentions_read_as_people_see_them() -> None:
    text = f"<@{BOT}> see <https://example.org/a|the report>, <@U2|bob> <!channel>"
    assert plain_text(text, BOT) == "see the report, @someone"
