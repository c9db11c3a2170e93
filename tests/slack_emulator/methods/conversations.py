"""The methods that read what was said, and who and what there is."""

from tests.slack_emulator.checking import Json
from tests.slack_emulator.messages import invalid_arguments, needed
from tests.slack_emulator.records import Message
from tests.slack_emulator.state import RefusedError, State
from tests.slack_emulator.workspace import APP, BOT, BOT_USER, TEAM, TEAM_NAME


def _whole(value: object, default: int) -> int:
    try:
        return int(str(value)) if value is not None else default
    except ValueError:
        raise invalid_arguments("limit must be an integer") from None


def _page(items: list[Json], args: Json, default: int = 100) -> tuple[list[Json], Json]:
    """A page of the items, and the `response_metadata` that leads to the next one."""
    first = _whole(args.get("cursor") or None, 0)
    size = min(_whole(args.get("limit"), default), 1_000)
    page = items[first : first + size]
    following = str(first + size) if first + size < len(items) else ""
    return page, {"response_metadata": {"next_cursor": following}}


def _within(messages: list[Message], args: Json) -> list[Message]:
    oldest, latest = str(args.get("oldest") or "0"), str(args.get("latest") or "9" * 12)
    inclusive = str(args.get("inclusive")).lower() in ("1", "true")
    return [
        message
        for message in messages
        if oldest < message.ts < latest or (inclusive and message.ts in (oldest, latest))
    ]


def _in_channel(state: State, channel_id: str) -> list[Message]:
    return [
        message
        for message in state.messages.values()
        if message.channel == channel_id and not message.deleted
    ]


def _with_replies(state: State, message: Message) -> Json:
    told = message.to_json(TEAM, APP)
    replies = [
        other
        for other in _in_channel(state, message.channel)
        if other.thread_ts == message.ts and other.ts != message.ts
    ]
    if replies:
        told |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": sorted({reply.user for reply in replies}),
            "latest_reply": replies[-1].ts,
        }
    return told


def _readable(state: State, args: Json) -> str:
    needed(args, "channel")
    channel = state.channel(args["channel"])
    if BOT_USER not in channel.members:
        raise RefusedError("not_in_channel")
    return channel.id


def replies(state: State, args: Json) -> Json:
    """A thread: its first message on every page, the oldest reply first."""
    channel_id = _readable(state, args)
    needed(args, "ts")
    start = state.messages.get((channel_id, args["ts"]))
    if start is None:
        raise RefusedError("thread_not_found")
    root = start.thread_ts or start.ts
    thread = [
        message
        for message in _in_channel(state, channel_id)
        if message.ts == root or message.thread_ts == root
    ]
    told = [_with_replies(state, message) for message in _within(thread, args)]
    page, following = _page(told, args, 1_000)
    has_more = bool(following["response_metadata"]["next_cursor"])
    return {"messages": page, "has_more": has_more, **following}


def history(state: State, args: Json) -> Json:
    """What was said in the channel itself, the newest first."""
    channel_id = _readable(state, args)
    top = [m for m in _in_channel(state, channel_id) if m.thread_ts in (None, m.ts)]
    told = [_with_replies(state, message) for message in reversed(_within(top, args))]
    page, following = _page(told, args)
    has_more = bool(following["response_metadata"]["next_cursor"])
    return {"messages": page, "has_more": has_more, **following}


def info(state: State, args: Json) -> Json:
    needed(args, "channel")
    return {"channel": state.channel(args["channel"]).to_json()}


def members(state: State, args: Json) -> Json:
    needed(args, "channel")
    channel = state.channel(args["channel"])
    page, following = _page([{"id": user} for user in sorted(channel.members)], args)
    return {"members": [user["id"] for user in page], **following}


def open_im(state: State, args: Json) -> Json:
    needed(args, "users")
    user = state.people.users.get(str(args["users"]))
    if user is None:
        raise RefusedError("user_not_found")
    return {"channel": {"id": state.people.im(user).id}}


def users_conversations(state: State, args: Json) -> Json:
    """The channels that a user, without one the bot, is in."""
    user = args.get("user") or BOT_USER
    kinds = {"public_channel": "public", "private_channel": "private", "im": "im"}
    wanted = {kinds.get(kind) for kind in str(args.get("types") or "public_channel").split(",")}
    there = [
        channel.to_json()
        for channel in state.people.channels.values()
        if user in channel.members and BOT_USER in channel.members and channel.kind in wanted
    ]
    page, following = _page(there, args)
    return {"channels": page, **following}


def users_info(state: State, args: Json) -> Json:
    needed(args, "user")
    user = state.people.users.get(str(args["user"]))
    if user is None:
        raise RefusedError("user_not_found")
    return {"user": user.to_json()}


def usergroups_list(state: State, args: Json) -> Json:
    with_users = str(args.get("include_users")).lower() in ("1", "true")
    return {
        "usergroups": [
            {
                "id": group.id,
                "team_id": TEAM,
                "is_usergroup": True,
                "name": group.handle,
                "handle": group.handle,
                "user_count": len(group.members),
                **({"users": sorted(group.members)} if with_users else {}),
            }
            for group in state.people.groups.values()
        ]
    }


def usergroups_users(state: State, args: Json) -> Json:
    needed(args, "usergroup")
    group = state.people.groups.get(str(args["usergroup"]))
    if group is None:
        raise RefusedError("no_such_subteam")
    return {"users": sorted(group.members)}


def team_info(_state: State, _args: Json) -> Json:
    return {"team": {"id": TEAM, "name": TEAM_NAME, "domain": "aldermere-emulated"}}


def auth_test(_state: State, _args: Json) -> Json:
    return {
        "url": "https://aldermere-emulated.slack.com/",
        "team": TEAM_NAME,
        "user": "scrutineer",
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def api_test(_state: State, args: Json) -> Json:
    if args.get("error"):
        raise RefusedError(str(args["error"]))
    return {"args": args}


METHODS = {
    "conversations.replies": replies,
    "conversations.history": history,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.open": open_im,
    "users.conversations": users_conversations,
    "users.info": users_info,
    "usergroups.list": usergroups_list,
    "usergroups.users.list": usergroups_users,
    "team.info": team_info,
    "auth.test": auth_test,
    "api.test": api_test,
}
