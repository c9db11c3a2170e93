import json
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from tests.slack_emulator import SlackEmulator, slack

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Good in 2023"}}


def refused(call: Any, **arguments: Any) -> Any:
    with pytest.raises(SlackApiError) as raised:
        call(**arguments)
    return raised.value.response


def test_a_message_stands_where_it_was_posted(emulator: SlackEmulator, client: WebClient) -> None:
    channel = emulator.people.inspections
    answer = client.chat_postMessage(channel=channel.id, text="Good in 2023", blocks=[SECTION])
    (message,) = emulator.from_app(channel)
    assert answer["ts"] == message.ts
    assert message.text == "Good in 2023"
    assert message.blocks[0]["block_id"]
    assert emulator.violations == []
    assert emulator.without_fallback == []


def test_forms_do_as_well_as_json(emulator: SlackEmulator, client: WebClient) -> None:
    client.api_call(
        "chat.postMessage",
        params={
            "channel": emulator.people.inspections.id,
            "text": "x",
            "blocks": json.dumps([SECTION]),
        },
    )
    assert emulator.from_app()[0].blocks[0]["text"] == SECTION["text"]


def test_blocks_that_break_a_limit_are_refused_by_name(
    emulator: SlackEmulator, client: WebClient
) -> None:
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_001}}
    answer = refused(
        client.chat_postMessage, channel=emulator.people.inspections.id, text="x", blocks=[long]
    )
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]
    assert [v.error for v in emulator.violations] == ["invalid_blocks"]
    assert emulator.from_app() == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": " "}, "no_text"),
        ({"markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"markdown_text": "x", "text": "x"}, "markdown_text_conflict"),
        ({"text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"text": "x", "thread_ts": "yesterday"}, "invalid_arguments"),
        ({"text": "x", "metadata": {"event_type": "answered"}}, "invalid_metadata_schema"),
        (
            {"text": "x", "blocks": [{"type": "markdown", "text": "x" * 11_000}, *[SECTION] * 20]},
            "msg_blocks_too_long",
        ),
    ],
)
def test_messages_that_slack_refuses(
    emulator: SlackEmulator, client: WebClient, arguments: dict[str, Any], error: str
) -> None:
    channel = emulator.people.inspections.id
    sent = {"channel": channel, **arguments}
    assert refused(client.api_call, api_method="chat.postMessage", json=sent)["error"] == error
    assert [violation.error for violation in emulator.violations] == [error]


def test_channels_that_the_bot_cannot_write_to() -> None:
    with slack({"oauth_config": {"scopes": {"bot": ["chat:write"]}}}) as narrow:
        people = narrow.people
        people.leaders.members.discard(people.bot.id)
        client = WebClient(token=narrow.bot_token, base_url=narrow.api_url)
        errors = {
            channel: refused(client.chat_postMessage, channel=channel, text="x")["error"]
            for channel in ("C0NOWHERE", people.elsewhere.id, people.leaders.id, people.closed.id)
        }
        assert errors == {
            "C0NOWHERE": "channel_not_found",
            people.elsewhere.id: "not_in_channel",
            people.leaders.id: "channel_not_found",
            people.closed.id: "is_archived",
        }
        assert narrow.violations == []


def test_tokens(emulator: SlackEmulator, client: WebClient) -> None:
    base = emulator.api_url
    assert client.auth_test()["bot_id"] == "B0SCRUTINEER"
    assert refused(WebClient(base_url=base).auth_test)["error"] == "not_authed"
    wrong = WebClient(token="xoxb-wrong", base_url=base)
    assert refused(wrong.auth_test)["error"] == "invalid_auth"
    opened = client.apps_connections_open(app_token=emulator.app_token)
    assert opened["url"].startswith("ws://127.0.0.1:")
    with_bot = refused(client.apps_connections_open, app_token=emulator.bot_token)
    assert with_bot["error"] == "not_allowed_token_type"
    emulator.revoke()
    assert refused(client.auth_test)["error"] == "invalid_auth"
    emulator.restore()
    assert client.auth_test()["ok"]


def test_scopes_come_from_the_manifest(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"oauth_config": {"scopes": {"bot": ["chat:write"]}}}))
    with slack(manifest) as emulator:
        client = WebClient(token=emulator.bot_token, base_url=emulator.api_url)
        answer = refused(client.users_info, user="U0AMIRA")
        assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")
        told = client.chat_postMessage(channel=emulator.people.inspections.id, text="x")
        assert told.headers["X-OAuth-Scopes"] == "chat:write"
        assert [v.error for v in emulator.violations] == ["missing_scope"]


def test_methods_that_there_are_not(client: WebClient) -> None:
    assert refused(client.api_call, api_method="chat.shout")["error"] == "unknown_method"


def test_updates_keep_what_was(emulator: SlackEmulator, client: WebClient) -> None:
    channel = emulator.people.inspections.id
    ts = client.chat_postMessage(channel=channel, text="Reading", blocks=[SECTION])["ts"]
    client.chat_update(channel=channel, ts=ts, text="Read")
    (message,) = emulator.from_app()
    assert (message.text, len(message.blocks)) == ("Read", 1)
    client.chat_update(channel=channel, ts=ts, text="Read", blocks=[])
    assert message.blocks == []
    assert [before["text"] for before in message.history] == ["Reading", "Read"]
    long = {"channel": channel, "ts": ts, "text": "x" * 4_001}
    assert refused(client.chat_update, **long)["error"] == "msg_too_long"
    person = emulator.say(emulator.people.amira, emulator.people.inspections, "mine")
    arguments = {"channel": channel, "ts": person.ts, "text": "x"}
    assert refused(client.chat_update, **arguments)["error"] == "cant_update_message"
    gone = {"channel": channel, "ts": "1700000000.000001", "text": "x"}
    assert refused(client.chat_update, **gone)["error"] == "message_not_found"
    client.chat_delete(channel=channel, ts=ts)
    assert emulator.from_app() == []


def test_ephemerals_are_for_one(emulator: SlackEmulator, client: WebClient) -> None:
    people = emulator.people
    channel = people.inspections.id
    client.chat_postEphemeral(channel=channel, user=people.amira.id, text="only you")
    assert [m.text for m in emulator.ephemerals(people.amira)] == ["only you"]
    assert emulator.ephemerals(people.ben) == []
    assert emulator.from_app() == []
    stranger = {"channel": channel, "user": people.outsider.id, "text": "x"}
    assert refused(client.chat_postEphemeral, **stranger)["error"] == "user_not_in_channel"


def test_threads_and_channels_are_read_page_by_page(
    emulator: SlackEmulator, client: WebClient
) -> None:
    people = emulator.people
    asked = emulator.say(people.amira, people.inspections, "how is it?")
    for place in range(3):
        client.chat_postMessage(
            channel=people.inspections.id, text=f"reply {place}", thread_ts=asked.ts
        )
    thread: list[str] = []
    for page in client.conversations_replies(channel=people.inspections.id, ts=asked.ts, limit=2):
        thread += [message["text"] for message in page["messages"]]
    assert thread == ["how is it?", "reply 0", "reply 1", "reply 2"]
    history = client.conversations_history(channel=people.inspections.id)["messages"]
    assert [(m["text"], m["reply_count"]) for m in history] == [("how is it?", 3)]
    missing = {"channel": people.inspections.id, "ts": "1700000000.000001"}
    assert refused(client.conversations_replies, **missing)["error"] == "thread_not_found"


def test_people_channels_and_groups(emulator: SlackEmulator, client: WebClient) -> None:
    people = emulator.people
    guest = client.users_info(user=people.guest.id)["user"]
    assert (guest["is_restricted"], guest["is_ultra_restricted"]) == (True, False)
    assert client.users_info(user=people.outsider.id)["user"]["team_id"] == "T0THORNBECK"
    assert refused(client.users_info, user="U0NOBODY")["error"] == "user_not_found"
    shared = client.conversations_info(channel=people.shared.id)["channel"]
    assert shared["is_ext_shared"]
    members = client.conversations_members(channel=people.leaders.id)["members"]
    assert set(members) == {people.bot.id, people.carys.id, people.dilys.id}
    group = client.usergroups_users_list(usergroup=people.leadership.id)["users"]
    assert set(group) == {people.carys.id, people.dilys.id}
    assert refused(client.usergroups_users_list, usergroup="S0")["error"] == "no_such_subteam"
    im = client.conversations_info(channel=people.im(people.amira).id)["channel"]
    assert (im["is_im"], im["user"]) == (True, people.amira.id)


def test_files_go_up_and_into_a_thread(emulator: SlackEmulator, client: WebClient) -> None:
    people = emulator.people
    asked = emulator.say(people.amira, people.inspections, "a brief, please")
    client.files_upload_v2(
        channel=people.inspections.id,
        thread_ts=asked.ts,
        content="The brief",
        filename="brief.txt",
        title="Brief",
        initial_comment="Here it is",
    )
    (message,) = emulator.replies(asked)
    assert (message.text, message.files[0]["title"]) == ("Here it is", "Brief")
    (file,) = emulator.state.files.values()
    assert file.data == b"The brief"


def test_a_file_of_another_length_is_refused(client: WebClient) -> None:
    told = client.files_getUploadURLExternal(filename="brief.txt", length=5)
    request = urllib.request.Request(told["upload_url"], b"longer than that")
    with pytest.raises(urllib.error.HTTPError) as raised, urllib.request.urlopen(request):
        pass
    raised.value.close()
    assert raised.value.code == 400
    arguments = {"files": [{"id": told["file_id"], "title": "B"}]}
    assert refused(client.files_completeUploadExternal, **arguments)["error"]


def uploaded(client: WebClient, data: bytes = b"The brief") -> str:
    told = client.files_getUploadURLExternal(filename="brief.txt", length=len(data))
    with urllib.request.urlopen(urllib.request.Request(told["upload_url"], data)) as answer:
        assert answer.status == 200
    return str(told["file_id"])


def test_a_file_may_come_as_a_field_of_a_form(emulator: SlackEmulator, client: WebClient) -> None:
    told = client.files_getUploadURLExternal(filename="brief.txt", length=3)
    form = (
        b'--x\r\nContent-Disposition: form-data; name="filename"; filename="brief.txt"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\nabc\r\n--x--\r\n"
    )
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    with urllib.request.urlopen(urllib.request.Request(told["upload_url"], form, kind)):
        pass
    assert emulator.state.files[told["file_id"]].data == b"abc"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"filename": "", "length": 5}, "invalid_arguments"),
        ({"filename": "brief.txt", "length": 0}, "invalid_arguments"),
        ({"filename": "brief.txt", "length": 5, "alt_txt": "x" * 1_001}, "alt_txt_too_large"),
    ],
)
def test_an_upload_is_announced_as_slack_wants_it(
    client: WebClient, arguments: dict[str, Any], error: str
) -> None:
    assert refused(client.files_getUploadURLExternal, **arguments)["error"] == error


def test_an_upload_ends_in_a_channel_by_its_id_with_files_by_theirs(
    emulator: SlackEmulator, client: WebClient
) -> None:
    people, file = emulator.people, {"id": uploaded(client)}
    complete = client.files_completeUploadExternal
    for channel, error in (
        (people.amira.id, "invalid_arguments"),
        (people.inspections.name, "invalid_arguments"),
        ("C0NOWHERE", "channel_not_found"),
        (people.elsewhere.id, "not_in_channel"),
        (people.closed.id, "is_archived"),
    ):
        emulator.state.app = replace(
            emulator.state.app, scopes=emulator.state.app.scopes - {"chat:write.public"}
        )
        assert refused(complete, files=[file], channel_id=channel)["error"] == error
    for files, error in (
        ([], "invalid_arguments"),
        ([{"title": "no id"}], "invalid_arguments"),
        ([{**file, "name": "brief.txt"}], "invalid_arguments"),
        ([{"id": "F0NOWHERE"}], "file_not_found"),
    ):
        there = {"files": files, "channel_id": people.inspections.id}
        assert refused(complete, **there)["error"] == error
    several = [people.inspections.id, people.practice.id]
    in_thread = {"files": [file], "channels": several, "thread_ts": "1700000000.000001"}
    assert refused(complete, **in_thread)["error"] == "invalid_arguments"
    assert emulator.from_app() == []
    complete(files=[{**file}], channel_id=people.im(people.amira).id)
    assert [m.files[0]["id"] for m in emulator.from_app()] == [file["id"]]


def test_an_upload_needs_its_scope(emulator: SlackEmulator, client: WebClient) -> None:
    emulator.state.app = replace(
        emulator.state.app, scopes=emulator.state.app.scopes - {"files:write"}
    )
    answer = refused(client.files_getUploadURLExternal, filename="brief.txt", length=5)
    assert (answer["error"], answer["needed"]) == ("missing_scope", "files:write")


def test_what_is_uploaded_may_show_some_time_after(
    emulator: SlackEmulator, client: WebClient
) -> None:
    emulator.state.timing.sharing = 0.05
    channel = emulator.people.inspections
    files: list[dict[str, str | None]] = [{"id": uploaded(client)}]
    client.files_completeUploadExternal(files=files, channel_id=channel.id)
    assert emulator.from_app(channel) == []
    emulator.wait_for(lambda: emulator.from_app(channel))


def test_reactions(emulator: SlackEmulator, client: WebClient) -> None:
    people = emulator.people
    asked = emulator.say(people.amira, people.inspections, "hello")
    on = {"channel": people.inspections.id, "timestamp": asked.ts, "name": "eyes"}
    client.reactions_add(**on)
    assert asked.message.reactions == {"eyes": {people.bot.id}}
    assert refused(client.reactions_add, **on)["error"] == "already_reacted"
    client.reactions_remove(**on)
    assert refused(client.reactions_remove, **on)["error"] == "no_reaction"


def test_response_urls_are_used_up(emulator: SlackEmulator) -> None:
    people = emulator.people
    name = emulator.state.new_response_url(people.amira.id, people.inspections.id)
    hook = WebhookClient(name)
    assert hook.send(text="for all", response_type="in_channel").status_code == 200
    for _ in range(4):
        assert hook.send(text="only you").body == "ok"
    assert json.loads(hook.send(text="once more").body)["error"] == "used_url"
    assert [m.text for m in emulator.from_app()] == ["for all"]
    assert len(emulator.ephemerals(people.amira)) == 4


def test_response_urls_replace_and_delete(emulator: SlackEmulator, client: WebClient) -> None:
    people = emulator.people
    client.chat_postEphemeral(channel=people.inspections.id, user=people.amira.id, text="before")
    (message,) = emulator.ephemerals(people.amira)
    hook = WebhookClient(
        emulator.state.new_response_url(people.amira.id, people.inspections.id, message)
    )
    hook.send(text="after", replace_original=True)
    assert [m.text for m in emulator.ephemerals(people.amira)] == ["after"]
    hook.send(delete_original=True)
    assert emulator.ephemerals(people.amira) == []
    emulator.state.timing.response_url_life = -1.0
    assert json.loads(hook.send(text="late").body)["error"] == "expired_url"


def test_what_a_message_pings_is_known(emulator: SlackEmulator, client: WebClient) -> None:
    channel = emulator.people.inspections.id
    text = "<!channel> &lt;!here&gt; <@U0AMIRA> <#C0LEADERS|leaders> <!subteam^S0LEADERSHIP>"
    client.chat_postMessage(channel=channel, text=text)
    plain = {"type": "header", "text": {"type": "plain_text", "text": "<!everyone>"}}
    marked = {"type": "markdown", "text": "<!here>"}
    client.chat_postMessage(channel=channel, text="x", blocks=[plain, marked])
    found = [(ping.kind, ping.target) for ping in emulator.pings]
    assert found == [
        ("everyone", "channel"),
        ("user", "U0AMIRA"),
        ("channel", "C0LEADERS"),
        ("group", "S0LEADERSHIP"),
        ("everyone", "here"),
    ]


def test_what_a_message_links_to_is_known(emulator: SlackEmulator, client: WebClient) -> None:
    channel = emulator.people.inspections.id
    text = "<https://a.example/4|page 4>, see www.b.example or &lt;https://c.example&gt;"
    client.chat_postMessage(channel=channel, text=text)
    client.chat_postMessage(
        channel=channel, text="<https://a.example>", unfurl_links=False, unfurl_media=False
    )
    found = ["https://a.example/4", "www.b.example", "https://c.example"]
    assert emulator.links == [*found, "https://a.example"]
    assert [call.body["text"] for call in emulator.unfurled] == [text]


def test_a_message_without_a_fallback_is_known(emulator: SlackEmulator, client: WebClient) -> None:
    with pytest.warns(UserWarning, match="`text` argument is missing"):
        client.chat_postMessage(channel=emulator.people.inspections.id, blocks=[SECTION])
    assert len(emulator.without_fallback) == 1


def test_blocks_can_be_validated(client: WebClient) -> None:
    assert client.blocks_validate(blocks=[SECTION])["ok"]
    assert refused(client.blocks_validate, blocks=[{"type": "x"}])["error"] == "invalid_blocks"
