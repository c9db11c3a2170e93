"""What sending does about each way in which Slack fails."""

from dataclasses import replace

import pytest
from slack_sdk import WebClient

from bot.slack.asked import Place
from bot.slack.blocks import notices
from bot.slack.delivery import Delivery, UndeliveredError
from bot.slack.patience import UnreachableError
from bot.slack.refusals import TokenRefusedError
from tests.bot.slack.desk import HURRIED
from tests.slack_emulator.emulator import Said, SlackEmulator
from tests.slack_emulator.faults import Fault, dropped, ratelimited, refused, server_error
from tests.slack_emulator.records import Message
from tests.slack_emulator.workspace import TEAM

MESSAGE = notices.say("Two services were judged good.")


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def delivery(emulator: SlackEmulator, waits: list[float]) -> Delivery:
    client = WebClient(emulator.bot_token, emulator.api_url, timeout=5, retry_handlers=[])
    return Delivery(client, replace(HURRIED, wait=waits.append))


@pytest.fixture
def said(emulator: SlackEmulator) -> Said:
    people = emulator.people
    return emulator.say(people.amira, people.inspections, "What was judged good?")


def place_of(said: Said) -> Place:
    return Place(TEAM, said.message.channel, said.ts, said.ts)


def post(delivery: Delivery, said: Said, part: int = 0, *, perhaps_sent: bool = False) -> str:
    return delivery.post(
        place_of(said),
        said.message.user,
        MESSAGE.arguments(),
        "key",
        part,
        perhaps_sent=perhaps_sent,
    )


def replies(emulator: SlackEmulator, said: Said) -> list[Message]:
    return emulator.replies(said)


@pytest.mark.parametrize(
    "fault",
    [
        server_error(),
        server_error(503),
        refused("internal_error"),
        dropped(),
        dropped(done=True),
        ratelimited(3),
        refused("ratelimited"),
    ],
    ids=["500", "503", "internal_error", "dropped", "dropped when done", "429", "ratelimited"],
)
def test_what_passes_is_tried_again_and_arrives_once(
    emulator: SlackEmulator, delivery: Delivery, said: Said, fault: Fault
) -> None:
    emulator.faults.script("chat.postMessage", fault)
    stamp = post(delivery, said)
    assert [message.ts for message in replies(emulator, said)] == [stamp]


def test_it_waits_as_long_as_slack_says(
    emulator: SlackEmulator, delivery: Delivery, said: Said, waits: list[float]
) -> None:
    emulator.faults.script("chat.postMessage", ratelimited(7))
    post(delivery, said)
    assert waits == [7.0]


def test_what_may_have_been_sent_before_is_looked_for(
    emulator: SlackEmulator, delivery: Delivery, said: Said
) -> None:
    first = post(delivery, said)
    assert post(delivery, said, perhaps_sent=True) == first
    assert post(delivery, said, part=1, perhaps_sent=True) != first
    assert len(replies(emulator, said)) == 2


def test_a_refused_token_is_told_apart(
    emulator: SlackEmulator, delivery: Delivery, said: Said
) -> None:
    emulator.revoke()
    with pytest.raises(TokenRefusedError):
        post(delivery, said)


def test_when_slack_stays_away_the_message_has_to_wait(
    emulator: SlackEmulator, delivery: Delivery, said: Said
) -> None:
    emulator.faults.script("chat.postMessage", server_error(), times=HURRIED.tries)
    with pytest.raises(UnreachableError):
        post(delivery, said)


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "not_in_channel"])
def test_where_the_channel_takes_nothing_the_asker_gets_it(
    emulator: SlackEmulator, delivery: Delivery, said: Said, error: str
) -> None:
    emulator.faults.script("chat.postMessage", refused(error))
    post(delivery, said)
    own = emulator.from_app(emulator.people.im(emulator.people.amira))
    assert [MESSAGE.text in message.text for message in own] == [False, True]


@pytest.mark.parametrize("error", ["msg_too_long", "invalid_blocks"])
def test_a_form_that_is_refused_goes_as_plain_text(
    emulator: SlackEmulator, delivery: Delivery, said: Said, error: str
) -> None:
    emulator.faults.script("chat.postMessage", refused(error))
    post(delivery, said)
    [reply] = replies(emulator, said)
    assert (reply.text, reply.blocks) == (MESSAGE.text, [])


def test_what_nobody_can_help_is_told(
    emulator: SlackEmulator, delivery: Delivery, said: Said
) -> None:
    emulator.faults.script("chat.postMessage", refused("team_access_not_granted"))
    with pytest.raises(UndeliveredError, match="team_access_not_granted"):
        post(delivery, said)


@pytest.mark.parametrize("name", ["unknown_method", "method_not_supported_for_channel_type"])
def test_where_there_are_no_statuses_a_message_says_it_and_becomes_the_answer(
    emulator: SlackEmulator, delivery: Delivery, said: Said, name: str
) -> None:
    emulator.faults.script("assistant.threads.setStatus", refused(name))
    stamp = delivery.status(place_of(said), "is reading 5 documents…")
    assert stamp is not None
    sent = delivery.post(place_of(said), said.message.user, MESSAGE.arguments(), "key", 0, stamp)
    assert sent == stamp
    [reply] = replies(emulator, said)
    assert reply.text == MESSAGE.text


@pytest.mark.parametrize("fault", [server_error(), dropped(), ratelimited(9)])
def test_a_status_that_cannot_be_shown_is_left_out(
    emulator: SlackEmulator, delivery: Delivery, said: Said, waits: list[float], fault: Fault
) -> None:
    emulator.faults.script("assistant.threads.setStatus", fault)
    assert delivery.status(place_of(said), "is reading…") is None
    assert waits == []
    assert not replies(emulator, said)


def test_a_message_of_its_own_that_arrived_unnoticed_is_not_posted_twice(
    emulator: SlackEmulator, delivery: Delivery
) -> None:
    people = emulator.people
    place = Place(TEAM, people.inspections.id, "")
    asker, content = people.amira.id, MESSAGE.arguments()
    first = delivery.post(place, asker, content, "card", 0)
    assert delivery.post(place, asker, content, "card", 0, perhaps_sent=True) == first
    assert delivery.post(place, asker, content, "card", 1, perhaps_sent=True) != first
    assert len(emulator.from_app(people.inspections)) == 2


def test_a_message_that_cannot_be_replaced_stays(
    emulator: SlackEmulator, delivery: Delivery, said: Said
) -> None:
    stamp = post(delivery, said)
    other = notices.say("Decided.")
    delivery.change(said.message.channel, "1.0", other)
    [message] = replies(emulator, said)
    assert message.text == MESSAGE.text
    delivery.change(said.message.channel, stamp, other)
    [message] = replies(emulator, said)
    assert message.text == other.text
