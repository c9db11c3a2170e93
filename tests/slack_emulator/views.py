"""Which modals and home tabs Slack takes."""

import json
from typing import Any

from tests.slack_emulator import limits
from tests.slack_emulator.blocks import every_block, faults_of
from tests.slack_emulator.checking import (
    Check,
    Findings,
    Json,
    Shape,
    anything,
    boolean,
    string,
    typed,
)
from tests.slack_emulator.elements import plain_text

_COMMON: dict[str, Check] = {
    "private_metadata": string(limits.PRIVATE_METADATA),
    "callback_id": string(limits.CALLBACK_ID),
    "external_id": string(limits.CALLBACK_ID),
}


def _submit_with_inputs(view: Json, path: str, findings: Findings) -> None:
    inputs = any(block.get("type") == "input" for _, block in every_block(view["blocks"]))
    if inputs and "submit" not in view:
        findings.add("missing required field: submit", path)


VIEWS: dict[str, Shape] = {
    "modal": Shape(
        {"title": plain_text(limits.VIEW_TITLE), "blocks": anything},
        {
            **_COMMON,
            "submit": plain_text(limits.VIEW_BUTTON),
            "close": plain_text(limits.VIEW_BUTTON),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
        (_submit_with_inputs,),
    ),
    "home": Shape({"blocks": anything}, _COMMON),
}


def faults_of_view(view: Any, kind: str | None = None) -> list[str]:
    """What Slack finds wrong with a view; `kind` is what the method takes."""
    findings = Findings()
    typed(VIEWS, None if kind is None else frozenset({kind}))(view, "/view", findings)
    if isinstance(view, dict) and view.get("type") in VIEWS and "blocks" in view:
        findings.found += faults_of(view["blocks"], view["type"], "/view/blocks")
        if isinstance(view["blocks"], list) and not view["blocks"]:
            findings.add("no less than 1 items allowed", "/view/blocks")
    return findings.found


def too_large(view: Any) -> bool:
    return len(json.dumps(view).encode()) > limits.VIEW_BYTES
