"""The methods that share files and react to messages."""

import asyncio
import re

from tests.slack_emulator import limits
from tests.slack_emulator.checking import Json
from tests.slack_emulator.messages import check_blocks, check_ts, invalid_arguments, needed
from tests.slack_emulator.records import File
from tests.slack_emulator.state import RefusedError, State
from tests.slack_emulator.workspace import BOT_USER, Channel

_CHANNEL = re.compile(r"^[CGDZ][A-Z0-9]{8,}$")


def get_upload_url(state: State, args: Json) -> Json:
    needed(args, "filename", "length")
    try:
        length = int(args["length"])
    except ValueError:
        raise invalid_arguments("length must be an integer [json-pointer:/length]") from None
    if length <= 0:
        raise invalid_arguments("length must be greater than 0 [json-pointer:/length]")
    alt = str(args.get("alt_txt") or "")
    if len(alt) > limits.FILE_ALT_TEXT:
        raise RefusedError("alt_txt_too_large", f"alt_txt has {len(alt)} characters")
    file = File(state.name("F"), str(args["filename"]), length, alt_text=alt or None)
    state.files[file.id] = file
    return {"upload_url": f"{state.base_url}/upload/{file.id}", "file_id": file.id}


def complete_upload(state: State, args: Json) -> Json:
    """Shares what was uploaded; a file that is completed twice is shared twice.

    Slack does not say what it makes of the second time: this is the worst that it could.
    """
    needed(args, "files")
    files = _uploaded(state, args["files"])
    channels = _channels(state, args)
    check_ts(args, "thread_ts")
    sent = {"text": args.get("initial_comment") or ""}
    if not sent["text"] and args.get("blocks") is not None:
        sent["blocks"] = args["blocks"]
        check_blocks(sent["blocks"])
    if len(sent["text"]) > limits.MESSAGE_TEXT:
        raise invalid_arguments("initial_comment is too long [json-pointer:/initial_comment]")
    for file, title in files:
        file.title, file.complete = title, True
    for channel in channels:
        _share(state, channel, [file for file, _ in files], sent, args.get("thread_ts"))
    return {"files": [{"id": file.id, "title": file.title} for file, _ in files]}


def _uploaded(state: State, given: object) -> list[tuple[File, str]]:
    """The files with their titles. Raises `RefusedError` unless each is there."""
    if not isinstance(given, list) or not given:
        raise invalid_arguments("must provide an array [json-pointer:/files]")
    found = []
    for item in given:
        if not isinstance(item, dict) or not isinstance(item.get("id"), str):
            raise invalid_arguments("missing required field: id [json-pointer:/files]")
        if unknown := sorted(set(item) - {"id", "title", "highlight_type"}):
            raise invalid_arguments(f"unknown: {', '.join(unknown)} [json-pointer:/files]")
        file = state.files.get(item["id"])
        if file is None:
            raise RefusedError("file_not_found")
        if file.data is None:
            raise RefusedError("file_update_failed", f"nothing was uploaded for {file.id}")
        found.append((file, str(item.get("title") or file.name)))
    return found


def _channels(state: State, args: Json) -> list[Channel]:
    """Where files are shared: nowhere is allowed. Raises `RefusedError`."""
    single, several = args.get("channel_id"), str(args.get("channels") or "")
    if single and _CHANNEL.fullmatch(str(single)) is None:
        raise invalid_arguments(
            f"input must match regex pattern: {_CHANNEL.pattern} [json-pointer:/channel_id]"
        )
    named = [str(single)] if single else [name for name in several.split(",") if name]
    if args.get("thread_ts") and len(named) != 1:
        raise invalid_arguments("thread_ts needs one channel [json-pointer:/thread_ts]")
    return [state.channel(name, to_write=True) for name in named]


def _share(
    state: State, channel: Channel, files: list[File], sent: Json, thread_ts: str | None
) -> None:
    """Posts the files: at once, or after as long as Slack takes to do so."""

    def post() -> None:
        with state.lock:
            message = state.said_by_app(channel.id, sent, thread_ts=thread_ts)
            message.files = [_told(file) for file in files]
            for file in files:
                file.channels.append(channel.id)
                file.thread_ts = thread_ts
            state.keep(message)
            state.announce_message(message)

    if state.timing.sharing:
        asyncio.get_running_loop().call_later(state.timing.sharing, post)
    else:
        post()


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
