"""The methods that share files and react to messages."""

import re

from tests.slack_emulator.checking import Json
from tests.slack_emulator.messages import check_ts, invalid_arguments, needed
from tests.slack_emulator.records import File
from tests.slack_emulator.state import RefusedError, State
from tests.slack_emulator.workspace import BOT_USER


def get_upload_url(state: State, args: Json) -> Json:
    needed(args, "filename", "length")
    try:
        length = int(args["length"])
    except ValueError:
        raise invalid_arguments("length must be an integer [json-pointer:/length]") from None
    if length <= 0:
        raise invalid_arguments("length must be greater than 0 [json-pointer:/length]")
    file = File(state.name("F"), str(args["filename"]), length)
    state.files[file.id] = file
    return {"upload_url": f"{state.base_url}/upload/{file.id}", "file_id": file.id}


def complete_upload(state: State, args: Json) -> Json:
    needed(args, "files")
    given = args["files"]
    if not isinstance(given, list) or not given:
        raise invalid_arguments("must provide an array [json-pointer:/files]")
    check_ts(args, "thread_ts")
    files = []
    for item in given:
        file = state.files.get(str(item.get("id"))) if isinstance(item, dict) else None
        if file is None:
            raise RefusedError("file_not_found")
        if file.data is None:
            raise RefusedError("file_update_failed", f"nothing was uploaded for {file.id}")
        file.title = item.get("title") or file.name
        file.complete = True
        files.append(file)
    told: list[Json] = [_told(file) for file in files]
    channels = [
        c for c in str(args.get("channels") or args.get("channel_id") or "").split(",") if c
    ]
    for channel_id in channels:
        channel = state.channel(channel_id, to_write=True)
        for file in files:
            file.channels.append(channel.id)
            file.thread_ts = args.get("thread_ts")
        sent = {"text": args.get("initial_comment") or "", "blocks": args.get("blocks")}
        message = state.said_by_app(channel.id, sent, thread_ts=args.get("thread_ts"))
        message.files = told
        message.subtype = None
        state.keep(message)
        state.announce_message(message)
    return {"files": told}


def _told(file: File) -> Json:
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "size": file.length,
        "user": BOT_USER,
        "filetype": file.name.rsplit(".", 1)[-1],
    }


def file_info(state: State, args: Json) -> Json:
    needed(args, "file")
    file = state.files.get(str(args["file"]))
    if file is None or not file.complete:
        raise RefusedError("file_not_found")
    return {"file": _told(file)}


def _reaction(args: Json) -> str:
    needed(args, "channel", "name", "timestamp")
    name = str(args["name"])
    if re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name) is None:
        raise RefusedError("invalid_name", f"invalid reaction: {name}")
    return name


def add_reaction(state: State, args: Json) -> Json:
    name = _reaction(args)
    channel = state.channel(args["channel"])
    message = state.message(channel.id, str(args["timestamp"]))
    users = message.reactions.setdefault(name, set())
    if BOT_USER in users:
        raise RefusedError("already_reacted")
    users.add(BOT_USER)
    state.tell_changed()
    return {}


def remove_reaction(state: State, args: Json) -> Json:
    name = _reaction(args)
    channel = state.channel(args["channel"])
    message = state.message(channel.id, str(args["timestamp"]))
    if BOT_USER not in message.reactions.get(name, set()):
        raise RefusedError("no_reaction")
    message.reactions[name].discard(BOT_USER)
    if not message.reactions[name]:
        del message.reactions[name]
    state.tell_changed()
    return {}


METHODS = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.info": file_info,
    "reactions.add": add_reaction,
    "reactions.remove": remove_reaction,
}
