"""Who may ask, held against the emulated Slack's people and channels."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.slack.access import Access
from bot.slack.asked import Asked, Place
from bot.slack.patience import Patience
from tests.bot.slack.desk import MANIFEST, settings_for
from tests.slack_emulator.emulator import SlackEmulator, slack
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


def test_who_may_not_ask_is_told_of_once_in_a_while(emulator: SlackEmulator) -> None:
    people, told, now = emulator.people, list[tuple[str, str]](), [0.0]
    client = WebClient(emulator.bot_token, emulator.api_url, retry_handlers=[])
    settings = settings_for(emulator, Path("home"))
    found = Access(
        settings,
        client,
        lambda: now[0],
        Patience(tries=1),
        lambda person, why: told.append((person, why)),
    )
    for _ in range(3):
        assert found.barred(asked(people.guest, people.inspections)) == "guest"
        assert found.bars(people.guest.id) == "guest"
        assert found.barred(asked(people.amira, people.inspections)) is None
    assert told == [(people.guest.id, "guest")]
    now[0] = 60.0
    assert found.bars(people.guest.id) == "guest"
    assert told == 2 * [(people.guest.id, "guest")]


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


def test_somebody_has_the_sets_of_their_groups(emulator: SlackEmulator) -> None:
    people = emulator.people
    sets = {"document_sets": {"a": ("x",), "b": ("y",)}}
    groups = {people.leadership.id: ("a", "b"), "S0GONE": ("b",)}
    looked_up = access(emulator, **sets, slack_group_sets=groups)
    assert looked_up.sets_of(people.carys.id) == {"a", "b"}
    assert looked_up.sets_of(people.amira.id) == frozenset()


@pytest.mark.parametrize("fault", [refused("missing_scope"), server_error(), dropped()])
def test_of_a_group_that_slack_does_not_tell_of_nobody_is_a_member(
    emulator: SlackEmulator, fault: Fault
) -> None:
    people, now = emulator.people, [0.0]
    client = WebClient(emulator.bot_token, emulator.api_url, retry_handlers=[])
    sets = {"document_sets": {"a": ("x",)}, "slack_group_sets": {people.leadership.id: ("a",)}}
    settings = settings_for(emulator, Path("home"), **sets)
    kept = Access(settings, client, lambda: now[0], Patience(tries=1))
    emulator.faults.script("usergroups.users.list", fault)
    assert kept.sets_of(people.carys.id) == frozenset()
    assert kept.sets_of(people.carys.id) == frozenset()  # not asked again at once
    now[0] = 31.0
    assert kept.sets_of(people.carys.id) == {"a"}
    # It is believed for five minutes, and no longer.
    people.leadership.members.remove(people.carys.id)
    now[0] = 330.0
    assert kept.sets_of(people.carys.id) == {"a"}
    now[0] = 332.0
    assert kept.sets_of(people.carys.id) == frozenset()


def test_slack_refuses_members_to_an_app_without_the_scope() -> None:
    with slack(MANIFEST) as emulator:
        app, people = emulator.state.app, emulator.people
        emulator.state.app = replace(app, scopes=app.scopes - {"usergroups:read"})
        sets = {"document_sets": {"a": ("x",)}, "slack_group_sets": {people.leadership.id: ("a",)}}
        assert access(emulator, **sets).sets_of(people.carys.id) == frozenset()
        assert emulator.refusals[-1].error == "missing_scope"
