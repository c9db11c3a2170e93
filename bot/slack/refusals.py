"""What Slack's refusals mean: to wait, to try again, to go elsewhere, to give up."""

from collections.abc import Mapping
from typing import Any, Literal

from slack_sdk.errors import SlackApiError

Meaning = Literal["rate_limited", "server_error", "token_refused", "no_place", "refused"]
REFUSED_TOKEN = frozenset(
    ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired")
)
PASSING = frozenset(
    ("internal_error", "fatal_error", "service_unavailable", "request_timeout", "rollup_error")
)
# Slack has no such method for this app; other refusals are of one place.
NO_STATUSES = frozenset(("unknown_method", "missing_scope", "method_deprecated"))
NO_PLACE = frozenset(
    (
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "no_permission",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "thread_not_found",
        "message_not_found",
        "cannot_reply_to_message",
        "user_not_in_channel",
    )
)
BAD_FORM = frozenset(
    ("invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long", "no_text")
)


class TokenRefusedError(Exception):
    """Slack does not accept the bot's token (any more); the message may go once it does."""


def again(error: SlackApiError) -> tuple[float | None, bool]:
    """The seconds to wait, if Slack names them, and whether the message may have arrived.

    Raises `TokenRefusedError`, or the error itself where trying again would not help.
    """
    match meaning(error):
        case "rate_limited":
            return seconds(error.response.headers), False
        case "server_error":
            return None, True
        case "token_refused":
            raise TokenRefusedError(named(error)) from error
        case _:
            raise error


def meaning(error: SlackApiError) -> Meaning:
    """What an error means, of the few things that are told apart."""
    status, name = error.response.status_code, named(error)
    if status == 429 or name in ("ratelimited", "rate_limited"):
        return "rate_limited"
    if status >= 500 or name in PASSING:
        return "server_error"
    if name in REFUSED_TOKEN:
        return "token_refused"
    return "no_place" if name in NO_PLACE else "refused"


def seconds(headers: Mapping[str, Any]) -> float:
    """How long Slack says to wait; a second where it does not say."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            try:
                return max(float(value[0] if isinstance(value, list) else value), 0.0)
            except ValueError:
                break
    return 1.0


def named(error: SlackApiError) -> str:
    """Slack's own name for what is wrong; empty where it gives none."""
    data = error.response.data
    return str(data.get("error", "")) if isinstance(data, dict) else ""
