"""What the app answers to commands and interactions: acknowledging, or at response URLs."""

from typing import Any

from tests.slack_emulator import limits
from tests.slack_emulator.blocks import elements_of, every_block
from tests.slack_emulator.checking import Json
from tests.slack_emulator.messages import check_content, check_ts
from tests.slack_emulator.methods.views import change_view, check_view, new_view
from tests.slack_emulator.records import Delivery, Message, View
from tests.slack_emulator.state import RefusedError, ResponseUrl, State

_TRUE = (True, "true", "1")


def respond(state: State, name: str, sent: Json) -> Json:
    """Takes what is posted to a response URL. Raises `RefusedError`."""
    url = state.response_urls.get(name)
    if url is None:
        raise RefusedError("invalid_url")
    if state.now() - url.made > state.timing.response_url_life:
        raise RefusedError("expired_url")
    if url.uses >= limits.RESPONSE_URL_USES:
        raise RefusedError("used_url")
    _take(state, url, sent)
    url.uses += 1
    return {}


def _take(state: State, url: ResponseUrl, sent: Json) -> None:
    if sent.get("delete_original") in _TRUE:
        if url.of is not None:
            state.delete(url.of)
        return
    check_content(sent, sum_limited=False)
    check_ts(sent, "thread_ts")
    kind = sent.get("response_type", "ephemeral")
    if kind not in ("ephemeral", "in_channel"):
        raise RefusedError("invalid_arguments", f"invalid response_type: {kind}")
    if sent.get("replace_original") in _TRUE and url.of is not None:
        _replace(state, url.of, sent)
        return
    message = state.said_by_app(
        url.channel,
        sent,
        thread_ts=sent.get("thread_ts"),
        seen_by=url.user if kind == "ephemeral" else None,
    )
    state.keep(message)
    if message.seen_by is None:
        state.announce_message(message)


def _replace(state: State, message: Message, sent: Json) -> None:
    state.edit(
        message,
        text=sent.get("text") or "",
        blocks=state.with_ids(sent.get("blocks") or []),
        attachments=sent.get("attachments") or [],
        sent=sent,
    )


def take_answer(state: State, delivery: Delivery, answer: Any) -> None:
    """Does what an acknowledgement says. Breaking a limit there is a violation."""
    delivery.answer = answer
    try:
        match delivery.kind, delivery.payload.get("type"):
            case "slash_commands", _:
                if isinstance(answer, dict) and answer:
                    _answer_command(state, delivery, answer)
            case "interactive", "view_submission":
                _answer_submission(state, delivery, answer or {})
            case "interactive", "view_closed":
                pass
            case "interactive", "block_suggestion":
                _check_suggestions(answer or {})
    except RefusedError as refusal:
        delivery.error = refusal.error
        state.violate(
            f"acknowledgement of {delivery.kind}",
            refusal.error,
            refusal.broken,
            {"answer": answer},
        )


def _answer_command(state: State, delivery: Delivery, answer: Json) -> None:
    command = delivery.payload
    url = ResponseUrl(command["user_id"], command["channel_id"], state.now())
    _take(state, url, answer)


def _check_suggestions(answer: Json) -> None:
    options = answer.get("options", [])
    if len(options) > limits.SELECT_OPTIONS:
        raise RefusedError("invalid_options", f"{len(options)} options")


def _answer_submission(state: State, delivery: Delivery, answer: Json) -> None:
    view = state.views[delivery.payload["view"]["id"]]
    action = answer.get("response_action")
    match action:
        case None:
            view.closed = True
        case "clear":
            for other in state.open_views(view.user):
                other.closed = True
        case "errors":
            _check_errors(view, answer.get("errors"))
        case "update":
            check_view(state, answer.get("view"), "modal", but=view.id)
            change_view(state, view, answer["view"])
        case "push":
            check_view(state, answer.get("view"), "modal")
            if len(state.open_views(view.user)) >= limits.VIEW_STACK:
                raise RefusedError("push_limit_reached", f"{limits.VIEW_STACK} views are open")
            new_view(state, view.user, answer["view"], view)
        case _:
            raise RefusedError("invalid_response_action", f"unknown response_action: {action}")
    state.tell_changed()


def _check_errors(view: View, errors: Any) -> None:
    inputs = {
        block["block_id"] for _, block in every_block(view.blocks) if block["type"] == "input"
    }
    if not isinstance(errors, dict) or not errors:
        raise RefusedError("invalid_errors", "errors must name blocks")
    unknown = sorted(set(errors) - inputs)
    if unknown:
        raise RefusedError("invalid_errors", f"no such input blocks: {', '.join(unknown)}")


def element_in(blocks: list[Json], action_id: str, block_id: str | None) -> tuple[Json, Json]:
    """The block and the interactive element that a person would click.

    Raises LookupError when there is none.
    """
    for _, block in every_block(blocks):
        if block_id is not None and block["block_id"] != block_id:
            continue
        for _, element in elements_of(block):
            if element.get("action_id") == action_id:
                return block, element
    raise LookupError(f"nothing to click with action_id {action_id}")
