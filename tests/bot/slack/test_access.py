"""Who may ask, held against the emulated Slack's people and channels."""

from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.slack.access import Access
from bot.slack.asked import Asked, Place
from bot.slack.delivery import Patience
from tests.bot.slack.desk import settings_for
from tests.slack_emulator.emulator import SlackEmulator
from tests.slack_emulator.faults import Fault, dropped, ratelimited, refused, server_error
from tests.slack_emulator.workspace import TEAM, Channel, User


def access(emulator: SlackEmulator, **more: Any) -> Access:
    client = WebClient(emulator.bot_token, emulator.api_url, retry_handlers=[])
    settings, patience = settings_for(emulator, Path("home"), **more), Patience(tries=1)
    return Access(settings, client, lambda: 0.0, patience)


def asked(user: User, channel: Channel) -> Asked:
    place = Place(TEAM, channel.id, "1.1", "1.1", None, channel.id.startswith("D"))
    return Asked("key", "question", "What must improve?", user.id, place, user.team)


def test_everybody_of_the_workspace_may_ask(emulator: SlackEmulator) -> None:
    people = emulator.people
    assert access(emulator).barred(asked(people.amira, people.inspections)) is None


def test_guests_and_shared_channels_are_off(emulator: SlackEmulator) -> None:
    people = emulator.people
    assert access(emulator).barred(asked(people.guest, people.inspections)) == "guest"
    assert access(emulator).barred(asked(people.amira, people.shared)) == "shared_channel"
    opened = access(emulator, slack_guests=True, slack_shared_channels=True)
    assert opened.barred(asked(people.guest, people.inspections)) is None
    assert opened.barred(asked(people.amira, people.shared)) is None


def test_only_listed_channels_workspaces_and_groups_may_ask(emulator: SlackEmulator) -> None:
    people = emulator.people
    question = asked(people.amira, people.inspections)
    limits: list[tuple[dict[str, Any], str]] = [
        ({"slack_only_channels": (people.practice.id,)}, "channel"),
        ({"slack_workspaces": ("T0OTHER",)}, "workspace"),
        ({"slack_user_groups": (people.leadership.id,)}, "group"),
    ]
    for settings, why in limits:
        assert access(emulator, **settings).barred(question) == why
    member = people.users[sorted(people.leadership.members)[0]]
    leaders = access(emulator, slack_user_groups=(people.leadership.id,))
    assert leaders.barred(asked(member, people.inspections)) is None


@pytest.mark.parametrize("settings", [{}, {"slack_user_groups": ("S1",)}])
def test_who_cannot_be_looked_up_may_not_ask(
    emulator: SlackEmulator, settings: dict[str, Any]
) -> None:
    people = emulator.people
    for method in ("users.info", "usergroups.users.list"):
        emulator.faults.script(method, server_error())
    assert access(emulator, **settings).barred(asked(people.amira, people.inspections)) == "unknown"


@pytest.mark.parametrize("fault", [server_error(), ratelimited(3), dropped()])
def test_who_asks_is_looked_up_again_when_slack_fails(
    emulator: SlackEmulator, fault: Fault
) -> None:
    people, waits = emulator.people, list[float]()
    emulator.faults.script("users.info", fault)
    client = WebClient(emulator.bot_token, emulator.api_url, retry_handlers=[])
    settings = settings_for(emulator, Path("home"))
    patient = Access(settings, client, lambda: 0.0, Patience(tries=2, wait=waits.append))
    assert patient.barred(asked(people.amira, people.inspections)) is None
    assert len(waits) == 1


def test_an_app_without_the_scope_takes_nobody_for_a_guest(emulator: SlackEmulator) -> None:
    people = emulator.people
    emulator.faults.script("users.info", refused("missing_scope"))
    assert access(emulator).barred(asked(people.amira, people.inspections)) is None


def test_so_many_questions_a_minute(emulator: SlackEmulator) -> None:
    people = emulator.people
    limited = access(emulator, slack_user_limit=2)
    question = asked(people.amira, people.inspections)
    assert [limited.too_often(question) for _ in range(3)] == [False, False, True]
    assert not limited.too_often(asked(people.ben, people.inspections))
