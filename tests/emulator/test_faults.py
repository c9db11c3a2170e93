from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from tests.slack_emulator import SlackEmulator
from tests.slack_emulator.faults import (
    dropped,
    ratelimited,
    refused,
    reset,
    server_error,
    slow,
)


def post(emulator: SlackEmulator, client: WebClient) -> Any:
    return client.chat_postMessage(channel=emulator.people.inspections.id, text="hello")


def test_too_many_requests(emulator: SlackEmulator, client: WebClient) -> None:
    emulator.faults.script("chat.postMessage", ratelimited(7))
    with pytest.raises(SlackApiError) as raised:
        post(emulator, client)
    assert raised.value.response.status_code == 429
    assert raised.value.response.headers["Retry-After"] == "7"
    assert emulator.from_app() == []
    assert post(emulator, client)["ok"]
    assert [call.status for call in emulator.calls] == [429, 200]


def test_the_sdk_tries_again_when_asked_to(emulator: SlackEmulator) -> None:
    client = WebClient(
        token=emulator.bot_token,
        base_url=emulator.api_url,
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=2)],
    )
    emulator.faults.script("chat.postMessage", ratelimited(0), times=2)
    assert post(emulator, client)["ok"]


@pytest.mark.parametrize("status", [500, 503])
def test_the_server_is_broken(emulator: SlackEmulator, client: WebClient, status: int) -> None:
    emulator.faults.script("*", server_error(status))
    with pytest.raises(SlackApiError) as raised:
        post(emulator, client)
    assert raised.value.response.status_code == status


@pytest.mark.parametrize(("done", "said"), [(False, 0), (True, 1)])
def test_the_answer_breaks_off(
    emulator: SlackEmulator, client: WebClient, done: bool, said: int
) -> None:
    client.retry_handlers.clear()
    emulator.faults.script("chat.postMessage", dropped(done))
    with pytest.raises(Exception, match=r"IncompleteRead|Connection|closed"):
        post(emulator, client)
    assert len(emulator.from_app()) == said


def test_the_sdk_repeats_a_call_whose_answer_did_not_begin(
    emulator: SlackEmulator, client: WebClient
) -> None:
    emulator.faults.script("chat.postMessage", reset(done=True))
    assert post(emulator, client)["ok"]
    assert len(emulator.from_app()) == 2


def test_any_error_can_be_made_up(emulator: SlackEmulator, client: WebClient) -> None:
    emulator.faults.script("chat.postMessage", refused("channel_not_found"), slow(0.01))
    with pytest.raises(SlackApiError, match="channel_not_found"):
        post(emulator, client)
    assert post(emulator, client)["ok"]
    assert emulator.violations == []


def test_faults_at_random_come_from_their_seed(emulator: SlackEmulator, client: WebClient) -> None:
    emulator.faults.at_random((0.2, ratelimited(0)), (0.2, server_error()))
    for _ in range(50):
        try:
            post(emulator, client)
        except SlackApiError:
            continue
    statuses = [call.status for call in emulator.calls]
    assert {200, 429, 500} == set(statuses)
    assert len(emulator.from_app()) == statuses.count(200)
    emulator.faults.at_random()
    assert post(emulator, client)["ok"]


def test_rate_limits_when_wanted(emulator: SlackEmulator, client: WebClient) -> None:
    emulator.rates.on = True
    for _ in range(20):
        client.usergroups_users_list(usergroup=emulator.people.leadership.id)
    with pytest.raises(SlackApiError, match="ratelimited") as raised:
        client.usergroups_users_list(usergroup=emulator.people.leadership.id)
    assert int(raised.value.response.headers["Retry-After"]) > 0
