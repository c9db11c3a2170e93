import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt import App, Say
from slack_sdk import WebClient

from tests.emulator.conftest import Connect
from tests.slack_emulator import SlackEmulator, slack

Json = dict[str, Any]


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
    assert people.make_guest(people.ben).is_restricted
    assert people.users[people.ben.id].is_restricted


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
