"""The methods that show modals and home tabs, and the check of blocks."""

from typing import Any

from tests.slack_emulator import limits
from tests.slack_emulator.blocks import faults_of
from tests.slack_emulator.checking import Json
from tests.slack_emulator.messages import check_content, invalid_arguments, needed
from tests.slack_emulator.records import View
from tests.slack_emulator.state import RefusedError, State
from tests.slack_emulator.views import faults_of_view, too_large
from tests.slack_emulator.workspace import APP, BOT, TEAM


def check_view(state: State, view: Any, kind: str, but: str | None = None) -> None:
    """Raises `RefusedError` for a view that Slack does not take; `but` is the view it replaces."""
    if too_large(view):
        raise RefusedError("view_too_large", "the view is larger than 250 kB")
    faults = faults_of_view(view, kind)
    if faults:
        raise invalid_arguments(*faults)
    external = view.get("external_id")
    if external and any(
        other.content.get("external_id") == external and other.id != but
        for other in [*state.views.values(), *state.homes.values()]
        if not other.closed
    ):
        raise RefusedError("duplicate_external_id", f"external_id {external} is in use")


def told(view: View) -> Json:
    """A view as Slack gives it back."""
    return {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "close": None,
        "submit": None,
        **view.content,
        "id": view.id,
        "team_id": TEAM,
        "app_id": APP,
        "app_installed_team_id": TEAM,
        "bot_id": BOT,
        "hash": view.hash,
        "root_view_id": view.root or view.id,
        "previous_view_id": view.under,
        "state": {"values": {}},
    }


def new_view(state: State, user: str, content: Json, under: View | None = None) -> View:
    view = View(
        id=state.name("V"),
        user=user,
        content={**content, "blocks": state.with_ids(content["blocks"])},
        hash=f"{state.new_ts()}.{state.name('h')}",
        at=state.now(),
        under=under.id if under else None,
        root=(under.root or under.id) if under else None,
    )
    state.views[view.id] = view
    state.tell_changed()
    return view


def change_view(state: State, view: View, content: Json) -> None:
    view.history.append(view.content)
    view.content = {**content, "blocks": state.with_ids(content["blocks"])}
    view.hash = f"{state.new_ts()}.{state.name('h')}"
    state.tell_changed()


def open_view(state: State, args: Json) -> Json:
    needed(args, "trigger_id", "view")
    check_view(state, args["view"], "modal")
    trigger = state.spend_trigger(args["trigger_id"])
    for other in state.open_views(trigger.user):
        other.closed = True
    return {"view": told(new_view(state, trigger.user, args["view"]))}


def push_view(state: State, args: Json) -> Json:
    needed(args, "trigger_id", "view")
    check_view(state, args["view"], "modal")
    trigger = state.spend_trigger(args["trigger_id"])
    stack = state.open_views(trigger.user)
    if trigger.view is None or not stack:
        raise RefusedError("not_found")
    if len(stack) >= limits.VIEW_STACK:
        raise RefusedError("push_limit_reached", f"{limits.VIEW_STACK} views are open")
    return {"view": told(new_view(state, trigger.user, args["view"], stack[-1]))}


def update_view(state: State, args: Json) -> Json:
    needed(args, "view")
    if not args.get("view_id") and not args.get("external_id"):
        raise invalid_arguments("missing required field: view_id")
    found = [
        view
        for view in state.views.values()
        if not view.closed
        and (
            view.id == args.get("view_id")
            or (
                args.get("external_id") is not None
                and view.content.get("external_id") == args["external_id"]
            )
        )
    ]
    if not found:
        raise RefusedError("not_found")
    view = found[0]
    check_view(state, args["view"], "modal", but=view.id)
    if args.get("hash") and args["hash"] != view.hash:
        raise RefusedError("hash_conflict")
    change_view(state, view, args["view"])
    return {"view": told(view)}


def publish(state: State, args: Json) -> Json:
    needed(args, "user_id", "view")
    if not state.app.home_tab:
        raise RefusedError("not_enabled")
    if args["user_id"] not in state.people.users:
        raise invalid_arguments("invalid `user_id` [json-pointer:/user_id]")
    before = state.homes.get(args["user_id"])
    check_view(state, args["view"], "home", but=before.id if before else None)
    if before is None:
        view = new_view(state, args["user_id"], args["view"])
        del state.views[view.id]
        state.homes[args["user_id"]] = view
        return {"view": told(view)}
    if args.get("hash") and args["hash"] != before.hash:
        raise RefusedError("hash_conflict")
    change_view(state, before, args["view"])
    return {"view": told(before)}


def validate(_state: State, args: Json) -> Json:
    """Of blocks, a message or a view, exactly one."""
    given = [name for name in ("blocks", "message", "view") if args.get(name) is not None]
    if len(given) != 1:
        raise invalid_arguments("provide exactly one of blocks, message, view")
    if given == ["view"]:
        faults = faults_of_view(args["view"])
        if faults:
            raise RefusedError("invalid_blocks", *faults)
    elif given == ["message"]:
        check_content(args["message"])
    else:
        faults = faults_of(args["blocks"], "message")
        if faults:
            raise RefusedError("invalid_blocks", *faults)
    return {}


METHODS = {
    "views.open": open_view,
    "views.push": push_view,
    "views.update": update_view,
    "views.publish": publish,
    "blocks.validate": validate,
}
