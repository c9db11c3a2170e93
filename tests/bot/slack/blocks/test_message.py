from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks import limits
from bot.slack.blocks.elements import actions, button, context, divider, header, plain, section
from bot.slack.blocks.limits import length
from bot.slack.blocks.message import Message, TooLongError, checked, weight
from bot.slack.blocks.splitting import Piece, note, packed
from bot.slack.blocks.views import checked_view, home, modal
from tests.bot.slack.blocks.reading import seen, shown

ROW = actions([button("Ask", "ask", "x")])


@pytest.mark.parametrize(
    "message",
    [
        Message("x" * 40_001, (divider(),)),
        Message(" ", (divider(),)),
        Message("x", (divider(),) * 51),
        Message("x", tuple(section("y" * 2_900) for _ in range(5))),
        Message("x", ({**section("y"), "text": {"type": "plain_text", "text": "y" * 3_001}},)),
        Message("x", ({**header("y"), "text": {"type": "plain_text", "text": "y" * 151}},)),
        Message("x", (actions([{**button("Ask", "ask", "x"), "value": "v" * 2_001}]),)),
        Message("x", (actions([button("Ask", f"a{n}", "x") for n in range(26)]),)),
        Message("x", (actions([]),)),
        Message("x", ({"type": "table", "rows": [["y"]] * 101},)),
        Message("x", ({"type": "table", "rows": [["y"] * 21]},)),
        Message("x", ({"type": "table", "rows": [["y" * 2_900]] * 4},)),
    ],
)
def test_what_is_over_a_limit_is_not_sent(message: Message) -> None:
    with pytest.raises(TooLongError):
        checked(message)


@given(st.text(), st.integers(2, 80))
def test_a_plain_text_is_within_its_length_and_never_empty(text: str, most: int) -> None:
    made = plain(text, most)
    assert 1 <= length(made["text"]) <= most
    assert made["emoji"] is False


def test_a_message_becomes_arguments() -> None:
    message = Message("Hello", (divider(),), {"event_type": "e", "event_payload": {}})
    assert message.arguments() == {
        "text": "Hello",
        "blocks": [{"type": "divider"}],
        "metadata": {"event_type": "e", "event_payload": {}},
    }
    assert "metadata" not in note("Hello").arguments()


def test_a_block_weighs_more_than_its_text() -> None:
    assert weight(section("é" * 100)) > 200 + limits.BLOCK_WEIGHT - 1


def test_a_heading_is_not_left_behind_alone() -> None:
    filling = [Piece(section("y" * 2_500), "y") for _ in range(4)]
    told = packed([*filling, Piece(header("Next"), "Next", leads=True), *filling])
    assert all(message.blocks[-2]["type"] != "header" for message in told[:-1])
    assert "Next" in seen(told[1].blocks)


def test_what_can_stand_alone_begins_a_message_of_its_own_where_there_are_several() -> None:
    filling = [Piece(section("y" * 2_500), "y") for _ in range(3)]
    sources = Piece(header("Sources"), "Sources", leads=True, opens=True)
    told = packed([*filling, sources, *filling])
    assert [len(message.blocks) for message in told] == [4, 5]
    assert told[1].text.startswith("(continued, 2 of 2)\nSources")
    assert len(packed([filling[0], sources, filling[0]])) == 1


def test_a_window_with_too_much_says_so() -> None:
    view = modal("x", "Title", [divider()] * 150)
    assert len(view["blocks"]) == 99
    assert "more than a window can show" in shown(view)


def test_an_empty_window_says_so() -> None:
    assert "nothing here" in seen(modal("x", "Title", [])["blocks"])


def test_a_window_that_is_no_form_has_nothing_to_send() -> None:
    assert "submit" not in modal("x", "Title", [divider()])
    assert modal("x", "Title", [divider()], submit="Send")["submit"]["text"] == "Send"


@pytest.mark.parametrize(
    "changes", [{"private_metadata": "x" * 3_001}, {"blocks": [divider()] * 101}]
)
def test_a_view_over_a_limit_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(TooLongError):
        checked_view({**home([divider()]), **changes})


def test_a_note_in_small_print_may_be_long() -> None:
    assert len(context("words " * 1_000)) == 2
    assert context("") == []
