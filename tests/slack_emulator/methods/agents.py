"""The methods of agents: status, suggested prompts, titles and sessions."""

from typing import Any

from tests.slack_emulator import limits
from tests.slack_emulator.checking import Findings, Json, Shape, list_of, shaped, string
from tests.slack_emulator.messages import invalid_arguments, needed
from tests.slack_emulator.methods.streams import SESSION_STATUSES
from tests.slack_emulator.records import Prompts, Status
from tests.slack_emulator.state import RefusedError, State

_prompts = list_of(
    shaped(Shape({"title": string(least=1), "message": string(least=1)})),
    1,
    limits.SUGGESTED_PROMPTS,
)
_loading = list_of(string(least=1), 0, limits.LOADING_MESSAGES)


def _check(check: Any, value: Any, path: str) -> None:
    findings = Findings()
    check(value, path, findings)
    if findings.found:
        raise invalid_arguments(*findings.found)


def _thread(state: State, args: Json) -> tuple[str, str]:
    channel = state.channel(args["channel_id"])
    thread_ts = args["thread_ts"]
    if (channel.id, thread_ts) not in state.messages:
        raise RefusedError("invalid_thread_ts")
    return channel.id, thread_ts


def set_status(state: State, args: Json) -> Json:
    needed(args, "channel_id", "thread_ts")
    if not isinstance(args.get("status"), str):
        raise invalid_arguments("missing required field: status")
    channel, thread_ts = _thread(state, args)
    loading = args.get("loading_messages") or []
    _check(_loading, loading, "/loading_messages")
    state.statuses.append(Status(channel, thread_ts, args["status"], tuple(loading), state.now()))
    state.tell_changed()
    return {}


def set_suggested_prompts(state: State, args: Json) -> Json:
    needed(args, "channel_id", "prompts")
    channel = state.channel(args["channel_id"])
    thread_ts = args.get("thread_ts")
    if thread_ts is not None and (channel.id, thread_ts) not in state.messages:
        raise RefusedError("invalid_thread_ts")
    _check(_prompts, args["prompts"], "/prompts")
    state.prompts.append(Prompts(channel.id, thread_ts, args.get("title"), tuple(args["prompts"])))
    state.tell_changed()
    return {}


def set_title(state: State, args: Json) -> Json:
    needed(args, "channel_id", "thread_ts", "title")
    state.thread_titles[_thread(state, args)] = args["title"]
    state.tell_changed()
    return {}


def set_session_status(state: State, args: Json) -> Json:
    needed(args, "channel_id", "thread_ts", "status")
    if args["status"] not in SESSION_STATUSES:
        raise invalid_arguments(f"invalid status: {args['status']} [json-pointer:/status]")
    if len(args.get("title") or "") > limits.SESSION_TITLE:
        raise invalid_arguments(
            f"must be less than {limits.SESSION_TITLE + 1} characters [json-pointer:/title]"
        )
    thread = _thread(state, args)
    session = state.sessions.setdefault(thread, {"title": args.get("title")})
    session["status"] = args["status"]
    state.tell_changed()
    return {"status": session["status"], "title": session["title"]}


def rename_session(state: State, args: Json) -> Json:
    needed(args, "channel_id", "thread_ts", "title")
    thread = _thread(state, args)
    if thread not in state.sessions:
        raise RefusedError("session_not_found")
    if len(args["title"]) > limits.SESSION_TITLE:
        raise invalid_arguments(
            f"must be less than {limits.SESSION_TITLE + 1} characters [json-pointer:/title]"
        )
    state.sessions[thread]["title"] = args["title"]
    state.tell_changed()
    return {"title": args["title"]}


METHODS = {
    "assistant.threads.setStatus": set_status,
    "assistant.threads.setSuggestedPrompts": set_suggested_prompts,
    "assistant.threads.setTitle": set_title,
    "agents.sessions.setStatus": set_session_status,
    "agents.sessions.rename": rename_session,
}
