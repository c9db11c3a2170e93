"""What people choose and fill in, as Slack tells it to an app."""

from typing import Any

from tests.slack_emulator.blocks import elements_of, every_block
from tests.slack_emulator.checking import Json
from tests.slack_emulator.records import View


def chosen(element: Json, value: str | None) -> Json:
    """What an action says of the element that was used."""
    kind = element["type"]
    if kind == "feedback_buttons":
        sides = (element["positive_button"], element["negative_button"])
        for side in sides:
            if value in (None, side["value"]):
                return {"text": side["text"], "value": side["value"]}
        raise LookupError(f"no feedback button has the value {value}")
    if kind in ("button", "icon_button"):
        return {
            name: element[name] for name in ("text", "value", "style", "url") if name in element
        }
    return _value_of(element, value)


def filled(view: View, values: Json) -> Json:
    """The state of a view that was filled in."""
    state: Json = {}
    for _, block in every_block(view.blocks):
        for _, element in elements_of(block):
            action_id = element["action_id"]
            if block["type"] != "input" and element["type"] in ("button", "overflow"):
                continue
            part = _value_of(element, values.pop(action_id, None))
            filled = next(iter(part.values()))
            if block["type"] == "input" and not block.get("optional") and not filled:
                raise ValueError(f"{action_id} must not stay empty")
            longest = element.get("max_length", 3_000)
            if isinstance(filled, str) and len(filled) > longest:
                raise ValueError(f"{action_id} takes {longest} characters")
            state.setdefault(block["block_id"], {})[action_id] = {"type": element["type"], **part}
    if values:
        raise LookupError(f"no such inputs: {', '.join(values)}")
    return state


def _value_of(element: Json, value: Any) -> Json:
    """An element's part of a view's state."""
    kind = element["type"]
    if kind in ("plain_text_input", "email_text_input", "url_text_input", "number_input"):
        return {"value": value if value is not None else element.get("initial_value")}
    if kind in ("static_select", "radio_buttons", "overflow", "external_select"):
        if value is None:
            return {"selected_option": element.get("initial_option")}
        return {"selected_option": _option(element, value)}
    if kind in ("checkboxes", "multi_static_select"):
        if value is None:
            return {"selected_options": element.get("initial_options", [])}
        return {"selected_options": [_option(element, one) for one in value]}
    names = {
        "datepicker": "selected_date",
        "timepicker": "selected_time",
        "datetimepicker": "selected_date_time",
        "users_select": "selected_user",
        "channels_select": "selected_channel",
        "conversations_select": "selected_conversation",
        "multi_users_select": "selected_users",
        "multi_channels_select": "selected_channels",
        "multi_conversations_select": "selected_conversations",
    }
    return {names.get(kind, "value"): value}


def _option(element: Json, value: str) -> Json:
    options = list(element.get("options", []))
    for group in element.get("option_groups", []):
        options += group["options"]
    for option in options:
        if option["value"] == value:
            return dict(option)
    raise LookupError(f"no option has the value {value}")
