"""The methods of `chat.` that stream a message."""

from typing import Any

from tests.slack_emulator import limits
from tests.slack_emulator.blocks import faults_of
from tests.slack_emulator.checking import (
    Findings,
    Json,
    Shape,
    anything,
    list_of,
    one_of,
    string,
    typed,
)
from tests.slack_emulator.elements import source
from tests.slack_emulator.messages import (
    check_blocks,
    check_metadata,
    check_ts,
    invalid_arguments,
    needed,
)
from tests.slack_emulator.records import Message, Stream
from tests.slack_emulator.state import RefusedError, State
from tests.slack_emulator.workspace import APP, BOT, TEAM

SESSION_STATUSES = frozenset({"active", "processing", "suspended", "closed"})
_short = string(limits.CHUNK_TEXT, least=1)
_CHUNKS = {
    "markdown_text": Shape({"text": string(limits.MARKDOWN)}),
    "task_update": Shape(
        {
            "id": string(least=1),
            "title": _short,
            "status": one_of("pending", "in_progress", "complete", "error"),
        },
        {
            "details": string(limits.CHUNK_TEXT),
            "output": string(limits.CHUNK_TEXT),
            "sources": list_of(source),
        },
    ),
    "plan_update": Shape({"title": _short}),
    "blocks": Shape({"blocks": anything}),
}


def _check_chunks(chunks: Any) -> None:
    findings = Findings()
    list_of(typed(_CHUNKS))(chunks, "/chunks", findings)
    if findings.found:
        raise RefusedError("invalid_chunks", *findings.found)
    held = [block for chunk in chunks for block in chunk.get("blocks", [])]
    faults = faults_of(held, "message", "/chunks/blocks")
    if faults:
        raise RefusedError("invalid_blocks", *faults)


def _check_text(args: Json) -> None:
    text = args.get("markdown_text")
    if text is not None and not isinstance(text, str):
        raise invalid_arguments("must provide a string [json-pointer:/markdown_text]")
    if text is not None and len(text) > limits.MARKDOWN:
        raise RefusedError("msg_too_long", f"markdown_text has {len(text)} characters")
    if args.get("chunks") is not None:
        if text is not None:
            raise RefusedError(
                "cannot_provide_both_markdown_text_and_chunks", "markdown_text and chunks"
            )
        _check_chunks(args["chunks"])


def _take_in(state: State, message: Message, args: Json) -> None:
    """Adds what was sent to the stream. Raises `RefusedError` when that makes it too long."""
    stream = message.stream
    assert stream is not None
    chunks = list(args.get("chunks") or [])
    mode = "markdown_text" if args.get("markdown_text") else "chunks" if chunks else stream.mode
    if stream.mode not in (None, mode):
        raise RefusedError("streaming_mode_mismatch", f"{mode} after {stream.mode}")
    stream.mode = mode
    if args.get("markdown_text"):
        chunks.insert(0, {"type": "markdown_text", "text": args["markdown_text"]})
    added = sum(len(chunk["text"]) for chunk in chunks if chunk["type"] == "markdown_text")
    if len(stream.text) + added > limits.MESSAGE_TEXT:
        raise RefusedError("msg_too_long", "the stream holds too much")
    for chunk in chunks:
        match chunk["type"]:
            case "markdown_text":
                stream.text += chunk["text"]
            case "plan_update":
                stream.plan = chunk["title"]
            case "task_update":
                _take_in_task(stream, chunk)
            case "blocks":
                stream.blocks += state.with_ids(chunk["blocks"])
    message.text = message.markdown = stream.text
    message.sent = args
    state.note_pings(message)
    state.tell_changed()


def _take_in_task(stream: Stream, chunk: Json) -> None:
    """A task's title and status are replaced; its details and output grow."""
    before = stream.tasks.get(chunk["id"], {})
    grown: Json = {
        name: before.get(name, "") + chunk.get(name, "")
        for name in ("details", "output")
        if name in before or name in chunk
    }
    stream.tasks[chunk["id"]] = {**before, **chunk, **grown}


def start(state: State, args: Json) -> Json:
    needed(args, "channel", "thread_ts")
    channel = state.channel(args["channel"], to_write=True)
    check_ts(args, "thread_ts")
    if channel.kind != "im":
        if not args.get("recipient_user_id"):
            raise RefusedError("missing_recipient_user_id", "recipient_user_id is required")
        if not args.get("recipient_team_id"):
            raise RefusedError("missing_recipient_team_id", "recipient_team_id is required")
    recipient = args.get("recipient_user_id")
    if recipient and recipient not in state.people.users:
        raise RefusedError("user_not_found")
    if args.get("recipient_team_id") and not str(args["recipient_team_id"]).startswith("T"):
        raise RefusedError("team_not_found")
    mode = args.get("task_display_mode")
    if mode not in (None, "timeline", "plan", "dense"):
        raise invalid_arguments("task_display_mode must be timeline or plan")
    _check_text(args)
    message = state.said_by_app(channel.id, {}, thread_ts=args["thread_ts"])
    message.stream = Stream("streaming", state.now(), recipient)
    state.keep(message)
    _take_in(state, message, args)
    state.announce_message(message)
    return {"channel": channel.id, "ts": message.ts}


def _streaming(state: State, args: Json) -> Message:
    needed(args, "channel", "ts")
    channel = state.channel(args["channel"], to_write=True)
    message = state.message(channel.id, args["ts"])
    if message.bot != BOT:
        raise RefusedError("message_not_owned_by_app")
    state.expire_streams()
    if message.stream is not None and message.stream.state == "stopped_by_user":
        raise RefusedError("stopped_by_user")
    if message.stream is None or message.stream.state != "streaming":
        raise RefusedError("message_not_in_streaming_state")
    return message


def append(state: State, args: Json) -> Json:
    message = _streaming(state, args)
    if not args.get("markdown_text") and not args.get("chunks"):
        raise RefusedError("no_text", "neither markdown_text nor chunks")
    _check_text(args)
    _take_in(state, message, args)
    return {"channel": message.channel, "ts": message.ts}


def stop(state: State, args: Json) -> Json:
    message = _streaming(state, args)
    _check_text(args)
    if args.get("blocks") is not None:
        check_blocks(args["blocks"])
    if args.get("metadata") is not None:
        check_metadata(args["metadata"])
    if args.get("session_status") not in (None, *SESSION_STATUSES):
        raise invalid_arguments("session_status must be one of active, processing, …")
    _take_in(state, message, args)
    assert message.stream is not None
    message.stream.state = "stopped"
    message.blocks = [*message.stream.blocks, *state.with_ids(args.get("blocks") or [])]
    message.metadata = args.get("metadata") or message.metadata
    state.edit(message)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "message": message.to_json(TEAM, APP),
    }


METHODS = {
    "chat.startStream": start,
    "chat.appendStream": append,
    "chat.stopStream": stop,
}
