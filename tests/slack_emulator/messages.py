"""What Slack takes as a message, whichever method brings it."""

import json
import re
from typing import Any

from tests.slack_emulator import limits
from tests.slack_emulator.blocks import faults_of, too_long_together
from tests.slack_emulator.checking import Json
from tests.slack_emulator.state import RefusedError

_TS = re.compile(r"\d{10}\.\d{6}")
_ATTACHMENT_FIELDS = frozenset(
    {
        "actions",
        "attachment_type",
        "author_icon",
        "author_link",
        "author_name",
        "blocks",
        "callback_id",
        "color",
        "fallback",
        "fields",
        "footer",
        "footer_icon",
        "image_url",
        "mrkdwn_in",
        "pretext",
        "text",
        "thumb_url",
        "title",
        "title_link",
        "ts",
    }
)


def invalid_arguments(*details: str) -> RefusedError:
    return RefusedError("invalid_arguments", *details)


def needed(args: Json, *names: str) -> None:
    """Raises `RefusedError` when an argument is missing or empty."""
    missing = [name for name in names if args.get(name) in (None, "")]
    if missing:
        raise invalid_arguments(*(f"missing required field: {name}" for name in missing))


def check_ts(args: Json, name: str) -> None:
    """Raises `RefusedError` for something that is no timestamp."""
    value = args.get(name)
    if value is not None and (not isinstance(value, str) or _TS.fullmatch(value) is None):
        raise invalid_arguments(f"invalid {name} [json-pointer:/{name}]")


def check_blocks(blocks: Any, surface: str = "message") -> None:
    """Raises `RefusedError` for blocks that Slack does not take."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise RefusedError("invalid_blocks_format", "blocks must be an array of objects")
    faults = faults_of(blocks, surface)
    if faults:
        raise RefusedError("invalid_blocks", *faults)


def check_metadata(metadata: Any) -> None:
    """Raises `RefusedError` for metadata that is not an event type with a payload."""
    if not isinstance(metadata, dict):
        raise RefusedError("invalid_metadata_format", "metadata must be an object")
    unknown = set(metadata) - {"event_type", "event_payload", "entities"}
    named = isinstance(metadata.get("event_type"), str) and metadata["event_type"]
    if unknown or not named or not isinstance(metadata.get("event_payload"), dict):
        raise RefusedError("invalid_metadata_schema", "event_type and event_payload are required")
    if len(json.dumps(metadata["event_payload"])) > limits.METADATA_PAYLOAD:
        raise RefusedError("metadata_too_large", "event_payload is too large")


def check_content(sent: Json, *, sum_limited: bool = True, update: bool = False) -> None:
    """Raises `RefusedError` for a message that Slack does not take.

    `sum_limited` says whether its blocks may hold only so much together: Slack was seen to allow
    more through response URLs.
    """
    text, markdown = sent.get("text"), sent.get("markdown_text")
    blocks, attachments = sent.get("blocks"), sent.get("attachments")
    if text is not None and not isinstance(text, str):
        raise invalid_arguments("must provide a string [json-pointer:/text]")
    if markdown is not None:
        if text or blocks:
            raise RefusedError(
                "markdown_text_conflict", "markdown_text goes with neither text nor blocks"
            )
        if not isinstance(markdown, str):
            raise invalid_arguments("must provide a string [json-pointer:/markdown_text]")
        if len(markdown) > limits.MARKDOWN:
            raise RefusedError("msg_too_long", f"markdown_text has {len(markdown)} characters")
    most = limits.UPDATE_TEXT if update else limits.MESSAGE_TEXT
    if text is not None and len(text) > most:
        raise RefusedError("msg_too_long", f"text has {len(text)} characters")
    if blocks is not None:
        check_blocks(blocks)
        if sum_limited and too_long_together(blocks):
            raise RefusedError("msg_blocks_too_long", "the blocks hold too much together")
    if attachments is not None:
        _check_attachments(attachments)
    if sent.get("metadata") is not None and not (update and sent["metadata"] == {}):
        check_metadata(sent["metadata"])
    said = (text or "").strip() or (markdown or "").strip() or blocks or attachments
    emptied = update and (blocks == [] or attachments == [])
    if not said and not emptied:
        raise RefusedError("no_text", "no text, blocks or attachments")


def _check_attachments(attachments: Any) -> None:
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise RefusedError("invalid_attachments", "attachments must be an array of objects")
    if len(attachments) > limits.ATTACHMENTS:
        raise RefusedError("too_many_attachments", f"{len(attachments)} attachments")
    for place, attachment in enumerate(attachments):
        unknown = sorted(set(attachment) - _ATTACHMENT_FIELDS)
        if unknown:
            raise RefusedError(
                "invalid_attachments", f"unknown: {', '.join(unknown)} [/attachments/{place}]"
            )
        if "blocks" in attachment:
            faults = faults_of(attachment["blocks"], "message", f"/attachments/{place}/blocks")
            if faults:
                raise RefusedError("invalid_attachments", *faults)
