"""Buttons, modals, the home tab, commands and shortcuts."""

from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.emulator.conftest import Connect
from tests.slack_emulator import SlackEmulator

Json = dict[str, Any]


def modal(callback_id: str = "why", **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": {"type": "plain_text", "text": "What was wrong?"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input",
                "block_id": "reason",
                "label": {"type": "plain_text", "text": "Why"},
                "element": {
                    "type": "static_select",
                    "action_id": "choose",
                    "options": [
                        {"text": {"type": "plain_text", "text": "Out of date"}, "value": "old"}
                    ],
                },
            },
            {
                "type": "input",
                "block_id": "more",
                "optional": True,
                "label": {"type": "plain_text", "text": "More"},
                "element": {"type": "plain_text_input", "action_id": "words"},
            },
        ],
        **more,
    }


BUTTONS = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "wrong",
            "text": {"type": "plain_text", "text": "Wrong"},
            "value": "answer-7",
        }
    ],
}


def nothing() -> None:
    """A listener that only hears."""


def test_a_button_a_modal_and_its_answers(
    emulator: SlackEmulator, app: App, client: WebClient, connect: Connect
) -> None:
    kept: list[Json] = []

    @app.action("wrong")
    def ask_why(ack: Ack, body: Json) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal())

    @app.view("why")
    def keep(ack: Ack, view: Json) -> None:
        values = view["state"]["values"]
        if values["more"]["words"]["value"] == "rude":
            ack(response_action="errors", errors={"more": "Kindly, please"})
            return
        kept.append(values)
        ack()

    connect(app)
    people = emulator.people
    client.chat_postMessage(channel=people.inspections.id, text="Good", blocks=[BUTTONS])
    (message,) = emulator.from_app()
    emulator.press(people.amira, message, "wrong").wait()
    view = emulator.wait_for(lambda: emulator.modal(people.amira))
    assert view.title == "What was wrong?"
    assert emulator.modal(people.ben) is None
    with pytest.raises(ValueError, match="choose must not stay empty"):
        emulator.submit(view)
    refused = emulator.submit(view, {"choose": "old", "words": "rude"}).wait()
    assert refused.answer["errors"] == {"more": "Kindly, please"}
    assert emulator.modal(people.amira) is view
    emulator.submit(view, {"choose": "old"}).wait()
    assert emulator.modal(people.amira) is None
    assert kept[0]["reason"]["choose"]["selected_option"]["value"] == "old"
    assert emulator.violations == []


def test_feedback_buttons_say_which_one(
    emulator: SlackEmulator, app: App, client: WebClient, connect: Connect
) -> None:
    pressed: list[str] = []

    @app.action("judge")
    def judge(ack: Ack, action: Json) -> None:
        ack()
        pressed.append(action["value"])

    app.event("message")(nothing)
    connect(app)
    sides = {
        side: {"text": {"type": "plain_text", "text": side}, "value": side}
        for side in ("useful", "wrong")
    }
    buttons = {
        "type": "feedback_buttons",
        "action_id": "judge",
        "positive_button": sides["useful"],
        "negative_button": sides["wrong"],
    }
    people = emulator.people
    client.chat_postMessage(
        channel=people.inspections.id,
        text="Good",
        blocks=[{"type": "context_actions", "elements": [buttons]}],
    )
    (message,) = emulator.from_app()
    emulator.press(people.amira, message, "judge", value="wrong").wait()
    emulator.press(people.ben, message, "judge", value="useful").wait()
    emulator.wait_for(lambda: len(pressed) == 2)
    assert pressed == ["wrong", "useful"]
    with pytest.raises(LookupError, match="no feedback button has the value fair"):
        emulator.press(people.amira, message, "judge", value="fair")


def test_the_agent_pane(emulator: SlackEmulator, app: App, connect: Connect) -> None:
    heard: list[Json] = []
    for name in (
        "app_home_opened",
        "app_context_changed",
        "assistant_thread_started",
        "assistant_thread_context_changed",
    ):
        app.event(name)(lambda event: heard.append(event))
    connect(app)
    people = emulator.people
    emulator.open_home(people.amira, "messages")
    emulator.look_at(people.amira, people.leaders)
    emulator.look_at(people.amira, None)
    started = emulator.start_assistant_thread(people.amira, people.leaders)
    emulator.change_assistant_context(started, people.practice)
    emulator.wait_for(lambda: len(heard) == 5)
    by_type = {event["type"]: event for event in heard if event.get("context") != {}}
    assert by_type["app_home_opened"]["tab"] == "messages"
    assert by_type["app_context_changed"]["context"]["entities"][0]["value"] == people.leaders.id
    thread = by_type["assistant_thread_started"]["assistant_thread"]
    assert thread["context"]["channel_id"] == people.leaders.id
    changed = by_type["assistant_thread_context_changed"]["assistant_thread"]
    assert (changed["user_id"], changed["thread_ts"]) == (people.amira.id, started.ts)
    assert changed["context"]["channel_id"] == people.practice.id


def test_triggers_work_once_and_not_for_long(emulator: SlackEmulator, client: WebClient) -> None:
    trigger = emulator.state.new_trigger("U0AMIRA")
    client.views_open(trigger_id=trigger, view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        client.views_open(trigger_id=trigger, view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        client.views_open(trigger_id="1.2.3", view=modal())
    late = emulator.state.new_trigger("U0AMIRA")
    emulator.state.timing.trigger_life = -1.0
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.views_open(trigger_id=late, view=modal())


def test_views_are_pushed_and_updated(
    emulator: SlackEmulator, app: App, client: WebClient, connect: Connect
) -> None:
    @app.action("wrong")
    def deeper(ack: Ack, body: Json) -> None:
        ack()
        client.views_push(trigger_id=body["trigger_id"], view=modal("deeper"))

    connect(app)
    amira = emulator.people.amira
    with_button = modal(blocks=[*modal()["blocks"], BUTTONS])
    told = client.views_open(trigger_id=emulator.state.new_trigger(amira.id), view=with_button)
    view = emulator.modal(amira)
    assert view is not None
    emulator.press(amira, view, "wrong").wait()
    pushed = emulator.wait_for(lambda: emulator.state.open_views(amira.id)[1:])[0]
    assert pushed.under == view.id
    answer = client.views_update(view_id=view.id, hash=told["view"]["hash"], view=modal("other"))
    assert answer["view"]["callback_id"] == "other"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=view.id, hash=told["view"]["hash"], view=modal())
    with pytest.raises(SlackApiError, match="not_found"):
        client.views_update(view_id="V0", view=modal())


@pytest.mark.parametrize(
    "broken",
    [
        {"title": {"type": "plain_text", "text": "x" * 25}},
        {"submit": {"type": "plain_text", "text": "x" * 25}},
        {"close": {"type": "plain_text", "text": "x" * 25}},
        {"private_metadata": "x" * 3_001},
        {"callback_id": "x" * 256},
        {"blocks": []},
        {"blocks": [{"type": "markdown", "text": "x"}]},
        {"colour": "red"},
        {"type": "home"},
    ],
)
def test_modals_that_slack_refuses(
    emulator: SlackEmulator, client: WebClient, broken: Json
) -> None:
    trigger = emulator.state.new_trigger("U0AMIRA")
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        client.views_open(trigger_id=trigger, view={**modal(), **broken})
    assert [violation.where for violation in emulator.violations] == ["views.open"]


def test_a_modal_with_inputs_needs_a_button_to_send_it(
    emulator: SlackEmulator, client: WebClient
) -> None:
    view = modal()
    del view["submit"]
    with pytest.raises(SlackApiError, match="missing required field: submit"):
        client.views_open(trigger_id=emulator.state.new_trigger("U0AMIRA"), view=view)


def test_the_home_tab(
    emulator: SlackEmulator, app: App, client: WebClient, connect: Connect
) -> None:
    @app.event("app_home_opened")
    def show(event: Json) -> None:
        if event["tab"] == "home":
            client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [BUTTONS]})

    app.action("wrong")(lambda ack: ack())
    connect(app)
    amira = emulator.people.amira
    emulator.open_home(amira)
    home = emulator.wait_for(lambda: emulator.home(amira))
    assert emulator.press(amira, home, "wrong").wait().error is None
    assert emulator.home(emulator.people.ben) is None


def test_commands_are_answered_in_the_acknowledgement_or_later(
    emulator: SlackEmulator, app: App, connect: Connect
) -> None:
    @app.command("/ask")
    def ask(ack: Ack, respond: Respond, command: Json) -> None:
        ack("Reading…")
        respond(text=f"About {command['text']}", response_type="in_channel")

    connect(app)
    people = emulator.people
    delivery = emulator.command(people.amira, people.inspections, "/ask", "grades").wait()
    assert delivery.error is None
    emulator.wait_for(emulator.from_app)
    assert [m.text for m in emulator.ephemerals(people.amira)] == ["Reading…"]
    assert [m.text for m in emulator.from_app(people.inspections)] == ["About grades"]


def test_a_broken_answer_in_an_acknowledgement_is_a_violation(
    emulator: SlackEmulator, app: App, connect: Connect
) -> None:
    app.command("/ask")(lambda ack: ack(text="x", blocks=[{"type": "song"}]))
    connect(app)
    delivery = emulator.command(emulator.people.amira, emulator.people.inspections, "/ask").wait()
    assert delivery.error == "invalid_blocks"
    assert [v.where for v in emulator.violations] == ["acknowledgement of slash_commands"]


def test_shortcuts(emulator: SlackEmulator, app: App, connect: Connect) -> None:
    used: list[Json] = []

    @app.shortcut("check")
    def check(ack: Ack, body: Json, respond: Respond) -> None:
        ack()
        used.append(body)
        if "response_url" in body:
            respond(text="supported")

    app.event("message")(nothing)
    connect(app)
    people = emulator.people
    said = emulator.say(people.ben, people.practice, "It was good in 2023")
    emulator.shortcut(people.amira, said, "check").wait()
    emulator.global_shortcut(people.amira, "check").wait()
    emulator.wait_for(lambda: emulator.ephemerals(people.amira))
    assert used[0]["message"]["text"] == "It was good in 2023"
    assert emulator.ephemerals(people.ben) == []


def test_people_see_their_own_only(emulator: SlackEmulator, client: WebClient) -> None:
    people = emulator.people
    client.chat_postEphemeral(
        channel=people.inspections.id, user=people.amira.id, text="x", blocks=[BUTTONS]
    )
    (message,) = emulator.ephemerals(people.amira)
    with pytest.raises(LookupError, match="ben does not see that message"):
        emulator.press(people.ben, message, "wrong")
    with pytest.raises(LookupError, match="nothing to click with action_id other"):
        emulator.press(people.amira, message, "other")
