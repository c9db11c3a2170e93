import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.slack_emulator import SlackEmulator

BUTTONS = {
    "type": "actions",
    "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Open"}}],
}


def test_a_stream_grows_and_stops(emulator: SlackEmulator, client: WebClient) -> None:
    people = emulator.people
    asked = emulator.say(people.amira, people.inspections, "how is it?")
    stream = client.chat_stream(
        channel=people.inspections.id,
        thread_ts=asked.ts,
        recipient_user_id=people.amira.id,
        recipient_team_id="T0ALDERMERE",
        buffer_size=1,
    )
    task = {"type": "task_update", "id": "1", "title": "Reading", "status": "in_progress"}
    stream.append(chunks=[task])
    stream.append(markdown_text="Good ")
    stream.stop(markdown_text="in 2023 [1]", blocks=[BUTTONS])
    (message,) = emulator.replies(asked)
    assert message.stream is not None
    assert (message.stream.state, message.text) == ("stopped", "Good in 2023 [1]")
    assert message.stream.tasks["1"]["title"] == "Reading"
    assert [block["type"] for block in message.blocks] == ["actions"]
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        client.chat_appendStream(channel=people.inspections.id, ts=message.ts, markdown_text="more")
    assert emulator.violations == []


def test_a_stream_is_fed_one_way(emulator: SlackEmulator, client: WebClient) -> None:
    im = emulator.people.im(emulator.people.amira).id
    asked = emulator.tell(emulator.people.amira, "how is it?")
    chunk = {"type": "markdown_text", "text": "Good"}
    with pytest.raises(SlackApiError, match="cannot_provide_both_markdown_text_and_chunks"):
        client.chat_startStream(
            channel=im, thread_ts=asked.ts, markdown_text="Good", chunks=[chunk]
        )
    ts = client.chat_startStream(channel=im, thread_ts=asked.ts)["ts"]
    client.chat_appendStream(channel=im, ts=ts, chunks=[chunk])
    with pytest.raises(SlackApiError, match="streaming_mode_mismatch"):
        client.chat_appendStream(channel=im, ts=ts, markdown_text=" in 2023")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        client.chat_delete(channel=im, ts=ts)


def test_what_a_task_says_grows(emulator: SlackEmulator, client: WebClient) -> None:
    im = emulator.people.im(emulator.people.amira).id
    asked = emulator.tell(emulator.people.amira, "how is it?")
    task = {"type": "task_update", "id": "1", "title": "Reading", "status": "in_progress"}
    more = {"type": "task_update", "id": "1", "title": "Read", "status": "complete"}
    chunks = [{**task, "details": "one"}, {**more, "details": ", two"}]
    client.chat_startStream(channel=im, thread_ts=asked.ts, chunks=chunks)
    (message,) = emulator.replies(asked)
    assert message.stream is not None
    told = message.stream.tasks["1"]
    assert (told["title"], told["status"], told["details"]) == ("Read", "complete", "one, two")


def test_somebody_presses_stop(emulator: SlackEmulator, client: WebClient) -> None:
    im = emulator.people.im(emulator.people.amira).id
    asked = emulator.tell(emulator.people.amira, "how is it?")
    ts = client.chat_startStream(channel=im, thread_ts=asked.ts, markdown_text="Go")["ts"]
    (message,) = emulator.replies(asked)
    emulator.stop_stream(message)
    with pytest.raises(SlackApiError, match="stopped_by_user"):
        client.chat_appendStream(channel=im, ts=ts, markdown_text="od")
    client.chat_update(channel=im, ts=ts, text="Good")
    with pytest.raises(LookupError, match="does not stream"):
        emulator.stop_stream(message)


def test_an_expired_stream_can_be_updated_only(emulator: SlackEmulator, client: WebClient) -> None:
    people = emulator.people
    im = people.im(people.amira)
    asked = emulator.tell(people.amira, "how is it?")
    stream = client.chat_stream(channel=im.id, thread_ts=asked.ts, buffer_size=1)
    stream.append(markdown_text="Reading")
    assert stream.ts is not None
    with pytest.raises(SlackApiError, match="streaming_state_conflict"):
        client.chat_update(channel=im.id, ts=stream.ts, text="x")
    emulator.state.timing.stream_life = -1.0
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        stream.append(markdown_text="Read")
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        stream.stop()
    client.chat_update(channel=im.id, ts=stream.ts, markdown_text="Good in 2023")
    (message,) = emulator.replies(asked)
    assert (message.text, message.stream) == ("Good in 2023", None)


def test_in_channels_a_stream_needs_somebody_to_read_it(
    emulator: SlackEmulator, client: WebClient
) -> None:
    people = emulator.people
    asked = emulator.say(people.amira, people.inspections, "how is it?")
    with pytest.raises(SlackApiError, match="missing_recipient_user_id"):
        client.chat_startStream(channel=people.inspections.id, thread_ts=asked.ts)


@pytest.mark.parametrize(
    ("chunk", "error"),
    [
        ({"type": "song", "text": "x"}, "invalid_chunks"),
        ({"type": "task_update", "id": "1", "title": "R", "status": "done"}, "invalid_chunks"),
        ({"type": "markdown_text", "text": "x" * 12_001}, "invalid_chunks"),
        ({"type": "plan_update", "title": "x" * 257}, "invalid_chunks"),
        ({"type": "blocks", "blocks": [{"type": "song"}]}, "invalid_blocks"),
    ],
)
def test_chunks_that_slack_refuses(
    emulator: SlackEmulator, client: WebClient, chunk: dict[str, object], error: str
) -> None:
    asked = emulator.tell(emulator.people.amira, "how is it?")
    im = emulator.people.im(emulator.people.amira).id
    with pytest.raises(SlackApiError, match=error):
        client.chat_startStream(channel=im, thread_ts=asked.ts, chunks=[chunk])
    assert [violation.error for violation in emulator.violations] == [error]


def test_a_status_lasts_until_the_answer(emulator: SlackEmulator, client: WebClient) -> None:
    people = emulator.people
    asked = emulator.say(people.amira, people.inspections, "how is it?")
    place = {"channel_id": people.inspections.id, "thread_ts": asked.ts}
    client.assistant_threads_setStatus(
        **place, status="is reading…", loading_messages=["Reading 5 documents"]
    )
    status = emulator.status(asked)
    assert status is not None
    assert status.loading_messages == ("Reading 5 documents",)
    client.chat_postMessage(channel=people.inspections.id, thread_ts=asked.ts, text="Good")
    assert emulator.status(asked) is None
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        client.assistant_threads_setStatus(**place, status="x", loading_messages=["x"] * 11)
    with pytest.raises(SlackApiError, match="invalid_thread_ts"):
        client.assistant_threads_setStatus(
            channel_id=people.inspections.id, thread_ts="1700000000.000001", status="x"
        )


def test_prompts_titles_and_sessions(emulator: SlackEmulator, client: WebClient) -> None:
    im = emulator.people.im(emulator.people.amira).id
    asked = emulator.tell(emulator.people.amira, "hello")
    prompt = {"title": "Current grades", "message": "What are the current grades?"}
    client.assistant_threads_setSuggestedPrompts(channel_id=im, prompts=[prompt])
    assert emulator.state.prompts[0].prompts == (prompt,)
    with pytest.raises(SlackApiError, match="no more than 4 items allowed"):
        client.assistant_threads_setSuggestedPrompts(channel_id=im, prompts=[prompt] * 5)
    client.assistant_threads_setTitle(channel_id=im, thread_ts=asked.ts, title="Grades")
    assert emulator.state.thread_titles == {(im, asked.ts): "Grades"}
    client.agents_sessions_setStatus(channel_id=im, thread_ts=asked.ts, status="processing")
    client.agents_sessions_rename(channel_id=im, thread_ts=asked.ts, title="Grades")
    assert emulator.state.sessions == {(im, asked.ts): {"status": "processing", "title": "Grades"}}
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        client.agents_sessions_setStatus(channel_id=im, thread_ts=asked.ts, status="asleep")
