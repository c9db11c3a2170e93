import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt import Ack, App, Respond, Say
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.emulator.conftest import Connect
from tests.slack_emulator import SlackEmulator, slack

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


def test_a_mention_comes_as_a_mention_and_as_a_message(
    emulator: SlackEmulator, app: App, connect: Connect
) -> None:
    heard: list[Json] = []
    app.event("app_mention")(lambda event: heard.append(event))
    app.event("message")(lambda event: heard.append(event))
    connect(app)
    people = emulator.people
    said = emulator.say(people.amira, people.inspections, f"{people.bot.mention} hello").wait()
    assert [event["type"] for event in said.events] == ["app_mention", "message"]
    emulator.wait_for(lambda: len(heard) == 2)
    assert {event["ts"] for event in heard} == {said.ts}
    assert {event["user"] for event in heard} == {people.amira.id}
    assert all(delivery.acknowledged_after is not None for delivery in said.deliveries)


def test_only_what_the_bot_can_see_reaches_it(emulator: SlackEmulator) -> None:
    people = emulator.people
    said = emulator.say(people.amira, people.elsewhere, f"{people.bot.mention} hello")
    assert said.deliveries == ()


def test_the_bot_hears_itself_and_bolt_leaves_that_out(
    emulator: SlackEmulator, app: App, connect: Connect
) -> None:
    heard: list[str] = []

    @app.event("message")
    def answer(event: Json, say: Say) -> None:
        heard.append(event["text"])
        say(text="an answer", thread_ts=event["ts"])

    connect(app)
    said = emulator.tell(emulator.people.amira, "hello")
    emulator.wait_for(lambda: emulator.replies(said))
    emulator.wait_quiet()
    told = [delivery.event for delivery in emulator.deliveries]
    assert [event.get("bot_id") for event in told] == [None, "B0SCRUTINEER"]
    assert heard == ["hello"]


def test_other_messages_have_their_subtypes(
    emulator: SlackEmulator, app: App, connect: Connect
) -> None:
    app.event("message")(nothing)
    app.event("member_joined_channel")(nothing)
    connect(app)
    people = emulator.people
    said = emulator.say(people.amira, people.inspections, "hello")
    emulator.change_message(said, "hello again")
    emulator.delete_message(said)
    emulator.join(people.carys, people.inspections)
    emulator.share_file(people.amira, people.inspections, "notes.pdf", "see")
    emulator.say(people.other_bot, people.inspections, "rota")
    emulator.wait_quiet()
    events = [delivery.event for delivery in emulator.deliveries]
    assert [event.get("subtype", event["type"]) for event in events] == [
        "message",
        "message_changed",
        "message_deleted",
        "channel_join",
        "member_joined_channel",
        "file_share",
        "bot_message",
    ]
    assert events[1]["message"]["text"] == "hello again"
    assert events[1]["previous_message"]["text"] == "hello"


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


def test_what_is_typed_comes_as_rich_text_too(emulator: SlackEmulator) -> None:
    people = emulator.people
    text = f"{people.bot.mention} &lt;how&gt; is <https://a.example|this>, <#C0PRACTICE>?"
    asked = emulator.say(people.amira, people.inspections, text)
    reply = emulator.say(people.ben, people.inspections, "<!here> look", thread_ts=asked.ts)
    event = asked.events[0]
    assert event["blocks"][0]["elements"][0]["elements"] == [
        {"type": "user", "user_id": people.bot.id},
        {"type": "text", "text": " <how> is "},
        {"type": "link", "url": "https://a.example", "text": "this"},
        {"type": "text", "text": ", "},
        {"type": "channel", "channel_id": "C0PRACTICE"},
        {"type": "text", "text": "?"},
    ]
    told = reply.events[0]
    assert (told["thread_ts"], told["parent_user_id"]) == (asked.ts, people.amira.id)
    assert told["blocks"][0]["elements"][0]["elements"][0] == {
        "type": "broadcast",
        "range": "here",
    }


def test_who_writes_is_told(emulator: SlackEmulator) -> None:
    people = emulator.people
    (shared,) = emulator.say(people.outsider, people.shared, "hello").deliveries
    assert shared.payload["is_ext_shared_channel"] is True
    assert (shared.event["user_team"], shared.event["team"]) == ("T0THORNBECK", "T0THORNBECK")
    crowd = people.crowd(3)
    (own,) = emulator.say(crowd[2], people.practice, "hello").deliveries
    assert (own.event["user"], own.payload["is_ext_shared_channel"]) == (crowd[2].id, False)
    assert people.change(people.ben, is_restricted=True).is_restricted
    assert people.users[people.ben.id].is_restricted


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


def test_nobody_is_there_for_a_command(emulator: SlackEmulator) -> None:
    emulator.state.timing.acknowledge = 0.05
    people = emulator.people
    delivery = emulator.command(people.amira, people.inspections, "/ask", "x").wait()
    assert delivery.error == "dispatch_failed"


def test_an_event_waits_for_a_connection(
    emulator: SlackEmulator, app: App, connect: Connect
) -> None:
    app.event("message")(nothing)
    said = emulator.tell(emulator.people.amira, "anybody?")
    connect(app)
    said.wait()
    assert said.deliveries[0].acknowledged


def test_an_event_that_nobody_acknowledges_comes_again(
    emulator: SlackEmulator, app: App, connect: Connect
) -> None:
    attempts: list[str] = []

    @app.middleware
    def slow(req: Any, next: Any) -> None:
        attempts.append(req.headers["x-slack-retry-num"][0])
        if len(attempts) < 3:
            raise RuntimeError("not yet")
        next()

    app.event("message")(nothing)
    connect(app)
    emulator.state.timing.acknowledge = 0.2
    said = emulator.tell(emulator.people.amira, "hello").wait()
    assert attempts == ["0", "1", "2"]
    assert len(said.deliveries[0].attempts) == 3
    assert said.deliveries[0].acknowledged


def test_what_comes_too_often_is_given_up(
    emulator: SlackEmulator, app: App, connect: Connect
) -> None:
    @app.middleware
    def never() -> None:
        raise RuntimeError("never")

    connect(app)
    emulator.state.timing.acknowledge = 0.1
    said = emulator.tell(emulator.people.amira, "hello").wait()
    assert (said.deliveries[0].error, len(said.deliveries[0].attempts)) == ("gave_up", 4)


def test_the_same_event_can_come_twice(emulator: SlackEmulator, app: App, connect: Connect) -> None:
    heard: list[str] = []
    app.event("message")(lambda body: heard.append(body["event_id"]))
    connect(app)
    said = emulator.tell(emulator.people.amira, "hello").wait()
    emulator.deliver_again(said.deliveries[0]).wait()
    emulator.wait_for(lambda: len(heard) == 2)
    assert heard[0] == heard[1]


def test_a_dropped_connection_is_made_again(
    emulator: SlackEmulator, app: App, connect: Connect
) -> None:
    app.event("message")(nothing)
    connect(app)
    emulator.drop_connections()
    emulator.wait_for(lambda: not emulator.courier.connections)
    said = emulator.tell(emulator.people.amira, "hello").wait()
    assert said.deliveries[0].acknowledged


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "link_disabled"])
def test_the_app_goes_to_another_connection_when_told(
    emulator: SlackEmulator, app: App, connect: Connect, reason: str
) -> None:
    app.event("message")(nothing)
    connect(app)
    (before,) = emulator.courier.connections
    emulator.disconnect(reason)
    emulator.wait_for(lambda: [c for c in emulator.courier.connections if c is not before])
    assert emulator.tell(emulator.people.amira, "hello").wait().deliveries[0].acknowledged


def test_of_several_connections_one_gets_the_event(
    emulator: SlackEmulator, client: WebClient, connect: Connect
) -> None:
    heard: list[int] = []

    def hear(number: int) -> Callable[[], None]:
        return lambda: heard.append(number)

    for number in range(2):
        app = App(client=client, signing_secret=emulator.signing_secret)
        app.event("message")(hear(number))
        connect(app)
    for place in range(20):
        emulator.tell(emulator.people.amira, f"message {place}")
    emulator.wait_for(lambda: len(heard) == 20)
    emulator.wait_quiet()
    assert set(heard) == {0, 1}
    assert len(heard) == 20


def test_ten_connections_are_enough(emulator: SlackEmulator, client: WebClient) -> None:
    def door() -> str:
        return str(client.apps_connections_open(app_token=emulator.app_token)["url"])

    async def connect_all(doors: list[str]) -> list[str]:
        async with ClientSession() as session:
            sockets = [await session.ws_connect(address) for address in doors]
            greetings = [json.loads(await socket.receive_str()) for socket in sockets]
            for socket in sockets:
                await socket.close()
            return [greeting.get("reason", greeting["type"]) for greeting in greetings]

    greetings = asyncio.run(connect_all([door() for _ in range(11)]))
    assert greetings == ["hello"] * 10 + ["too_many_websockets"]


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


def test_a_manifest_says_what_the_app_hears() -> None:
    manifest = {
        "features": {"slash_commands": [{"command": "/ask", "description": "Asks"}]},
        "oauth_config": {"scopes": {"bot": ["app_mentions:read", "im:history"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention", "message.im"]}},
    }
    with slack(manifest) as narrow:
        people = narrow.people
        said = narrow.say(people.amira, people.inspections, f"{people.bot.mention} hello")
        assert [event["type"] for event in said.events] == ["app_mention"]
        assert len(narrow.tell(people.amira, "hello").deliveries) == 1
        with pytest.raises(LookupError, match="/brief is not a valid command"):
            narrow.command(people.amira, people.inspections, "/brief")
