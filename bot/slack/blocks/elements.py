"""The parts that messages and views are built of, each within its limits.

Texts are `plain_text`, which Slack does not parse. What is shown shortened here (a button's
label) is whole in its value or in the text beside it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.slack.blocks import limits
from bot.slack.blocks.cutting import pieces, shortened
from bot.slack.blocks.mrkdwn import safe

Block = dict[str, Any]

_NOTHING = "–"
_NO_ID = re.compile(r"[^A-Za-z0-9_]")


def plain(text: str, most: int = limits.TEXT) -> Block:
    """A text that is shown as it is, shortened where it is longer than `most`."""
    shown = shortened(safe(text), most) if safe(text).strip() else _NOTHING
    return {"type": "plain_text", "text": shown, "emoji": False}


def button(
    text: str, action: str, value: str, *, style: str | None = None, label: str | None = None
) -> Block:
    """A button; `label` is what a screen reader says in place of its text."""
    made: Block = {
        "type": "button",
        "action_id": action,
        "text": plain(text, limits.BUTTON_TEXT),
        "value": value,
    }
    if style is not None:
        made["style"] = style
    if label is not None:
        made["accessibility_label"] = shortened(safe(label), limits.ACCESSIBILITY_LABEL)
    return made


def actions(buttons: Sequence[Block]) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def context(text: str) -> list[Block]:
    """A note in small print; a long one in several blocks."""
    return [
        {"type": "context", "elements": [plain(piece)]} for piece in pieces(safe(text), limits.TEXT)
    ]


def context_ours(text: str) -> Block:
    """A note in small print in Slack's own markup, of our own words alone."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def mention(user: str) -> str:
    """A user's name as Slack shows it, by id; what is no id is no other mention either."""
    return f"<@{_NO_ID.sub('', user)}>"


def channel_name(channel: str) -> str:
    """A channel's name as Slack shows it, by id."""
    return f"<#{_NO_ID.sub('', channel)}>"


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph, with a button or the like beside it; shortened where it is too long."""
    made: Block = {"type": "section", "text": plain(text)}
    return made if accessory is None else {**made, "accessory": accessory}


def header(text: str) -> Block:
    """A heading in large print."""
    return {"type": "header", "text": plain(text, limits.HEADER)}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def feedback(action: str, good: tuple[str, str], bad: tuple[str, str]) -> Block:
    """The two buttons by which an answer is judged, each its text and its value."""
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": action,
                "positive_button": {"text": plain(good[0], limits.BUTTON_TEXT), "value": good[1]},
                "negative_button": {"text": plain(bad[0], limits.BUTTON_TEXT), "value": bad[1]},
            }
        ],
    }


def text_input(
    block: str,
    label: str,
    *,
    multiline: bool = False,
    optional: bool = False,
    initial: str | None = None,
    placeholder: str | None = None,
    most: int = limits.INPUT_VALUE,
    hint: str | None = None,
) -> Block:
    """A field to type in; block and action have the same id."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": block,
        "multiline": multiline,
        "max_length": most,
    }
    if initial:
        element["initial_value"] = safe(initial)
    if placeholder is not None:
        element["placeholder"] = plain(placeholder, limits.PLACEHOLDER)
    return _input(block, label, element, optional=optional, hint=hint)


def choice(
    block: str, label: str, options: Mapping[str, str], *, initial: str | None = None
) -> Block:
    """Radio buttons: what each is called, by its value."""
    made = {
        value: {"text": plain(text, limits.OPTION_TEXT), "value": value}
        for value, text in options.items()
    }
    element: Block = {
        "type": "radio_buttons",
        "action_id": block,
        "options": list(made.values()),
    }
    if initial is not None:
        element["initial_option"] = made[initial]
    return _input(block, label, element)


def menu(
    block: str,
    label: str,
    options: Sequence[str],
    *,
    initial: str | None = None,
    optional: bool = False,
    placeholder: str | None = None,
    hint: str | None = None,
) -> Block:
    """A menu that is searched by typing; the value of an option is what `menu_value` gives.

    More than a hundred are shown in groups: Slack takes a hundred groups of a hundred.
    """
    made = {
        value: {"text": plain(option, limits.OPTION_TEXT), "value": value}
        for option in options
        if (value := menu_value(option))
    }
    every = list(made.values())
    element: Block = {"type": "static_select", "action_id": block}
    if len(every) <= limits.OPTIONS:
        element["options"] = every
    else:
        starts = range(0, min(len(every), limits.OPTIONS**2), limits.OPTIONS)
        element["option_groups"] = [_group(every[at : at + limits.OPTIONS]) for at in starts]
    if initial is not None and menu_value(initial) in made:
        element["initial_option"] = made[menu_value(initial)]
    if placeholder is not None:
        element["placeholder"] = plain(placeholder, limits.PLACEHOLDER)
    return _input(block, label, element, optional=optional, hint=hint)


def menu_value(option: str) -> str:
    """The value by which an option of a menu is known."""
    return safe(option)[: limits.OPTION_VALUE]


def _group(options: Sequence[Block]) -> Block:
    first, last = (options[at]["text"]["text"][:30] for at in (0, -1))
    return {"label": plain(f"{first} – {last}", limits.OPTION_TEXT), "options": list(options)}


def day(block: str, label: str, *, hint: str | None = None) -> Block:
    """A day to choose, or none."""
    element: Block = {"type": "datepicker", "action_id": block}
    return _input(block, label, element, optional=True, hint=hint)


def tick(block: str, label: str, text: str) -> Block:
    """A box to tick, whose value is the name of the block."""
    option = {"text": plain(text, limits.OPTION_TEXT), "value": block}
    element: Block = {"type": "checkboxes", "action_id": block, "options": [option]}
    return _input(block, label, element, optional=True)


def _input(
    block: str, label: str, element: Block, *, optional: bool = False, hint: str | None = None
) -> Block:
    made: Block = {
        "type": "input",
        "block_id": block,
        "label": plain(label, limits.INPUT_LABEL),
        "element": element,
        "optional": optional,
    }
    if hint is not None:
        made["hint"] = plain(hint, limits.INPUT_HINT)
    return made
