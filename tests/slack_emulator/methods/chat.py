"""The methods of `chat.` that say, change and delete."""

from tests.slack_emulator.checking import Json
from tests.slack_emulator.messages import check_content, check_ts, needed
from tests.slack_emulator.state import RefusedError, State
from tests.slack_emulator.workspace import APP, BOT, TEAM


def _told(state: State, channel: str, ts: str) -> Json:
    return {
        "channel": channel,
        "ts": ts,
        "message": state.messages[channel, ts].to_json(TEAM, APP),
    }


def post_message(state: State, args: Json) -> Json:
    needed(args, "channel")
    channel = state.channel(args["channel"], to_write=True)
    check_ts(args, "thread_ts")
    check_content(args)
    if channel.kind == "im" and not state.app.messages_tab:
        raise RefusedError("messages_tab_disabled")
    message = state.said_by_app(channel.id, args, thread_ts=args.get("thread_ts"))
    state.keep(message)
    state.announce_message(message)
    return _told(state, channel.id, message.ts)


def post_ephemeral(state: State, args: Json) -> Json:
    needed(args, "channel", "user")
    channel = state.channel(args["channel"], to_write=True)
    if args["user"] not in state.people.users:
        raise RefusedError("user_not_in_channel")
    if args["user"] not in channel.members:
        raise RefusedError("user_not_in_channel")
    check_ts(args, "thread_ts")
    check_content(args)
    message = state.said_by_app(
        channel.id, args, thread_ts=args.get("thread_ts"), seen_by=args["user"]
    )
    state.keep(message)
    return {"message_ts": message.ts}


def update(state: State, args: Json) -> Json:
    """Blocks and attachments that are not given stay as they were; an empty list clears them."""
    needed(args, "channel", "ts")
    channel = state.channel(args["channel"], to_write=True)
    message = state.message(channel.id, args["ts"])
    if message.bot != BOT:
        raise RefusedError("cant_update_message")
    state.expire_streams()
    if message.stream is not None and message.stream.state == "streaming":
        raise RefusedError("streaming_state_conflict")
    check_content(args, update=True)
    changed: Json = {"sent": args}
    if args.get("markdown_text") is not None:
        changed |= {"text": args["markdown_text"], "markdown": args["markdown_text"]}
        changed |= {"blocks": [], "stream": None}
    else:
        if args.get("text") is not None:
            changed |= {"text": args["text"], "markdown": None}
        if args.get("blocks") is not None:
            changed["blocks"] = state.with_ids(args["blocks"])
        if message.stream is not None:
            changed["stream"] = None
    if args.get("attachments") is not None:
        changed["attachments"] = args["attachments"]
    if args.get("metadata") is not None:
        changed["metadata"] = args["metadata"] or None
    state.edit(message, **changed)
    return {**_told(state, channel.id, message.ts), "text": message.text}


def delete(state: State, args: Json) -> Json:
    needed(args, "channel", "ts")
    channel = state.channel(args["channel"], to_write=True)
    message = state.message(channel.id, args["ts"])
    if message.bot != BOT:
        raise RefusedError("cant_delete_message")
    state.expire_streams()
    if message.stream is not None and message.stream.state == "streaming":
        raise RefusedError("cant_delete_message")
    state.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(state: State, args: Json) -> Json:
    needed(args, "channel", "message_ts")
    channel = state.channel(args["channel"])
    message = state.message(channel.id, args["message_ts"])
    place = message.ts.replace(".", "")
    return {
        "channel": channel.id,
        "permalink": f"{state.base_url}/archives/{channel.id}/p{place}",
    }


METHODS = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
}
