"""The shapes of Block Kit's texts, elements and rich text."""

from tests.slack_emulator import limits
from tests.slack_emulator.checking import (
    Check,
    Findings,
    Json,
    Rule,
    Shape,
    anything,
    at_least_one,
    boolean,
    either,
    integer,
    list_of,
    matching,
    number,
    one_of,
    shaped,
    string,
    typed,
    url,
)


def _texts(most: int) -> dict[str, Shape]:
    return {
        "plain_text": Shape({"text": string(most, least=1)}, {"emoji": boolean}),
        "mrkdwn": Shape({"text": string(most, least=1)}, {"verbatim": boolean}),
    }


def plain_text(most: int) -> Check:
    return typed(_texts(most), frozenset({"plain_text"}))


def any_text(most: int) -> Check:
    return typed(_texts(most))


confirm = shaped(
    Shape(
        {
            "title": plain_text(limits.CONFIRM_TITLE),
            "text": any_text(limits.CONFIRM_TEXT),
        },
        {
            "confirm": plain_text(limits.CONFIRM_BUTTON),
            "deny": plain_text(limits.CONFIRM_BUTTON),
            "style": one_of("primary", "danger"),
        },
    )
)


def _option(text: Check, **more: Check) -> Check:
    return shaped(
        Shape(
            {"text": text, "value": string(limits.OPTION_VALUE, least=1)},
            {"description": any_text(limits.OPTION_TEXT), **more},
        )
    )


_menu_option = _option(plain_text(limits.OPTION_TEXT))
_check_option = _option(any_text(limits.OPTION_TEXT))
_overflow_option = _option(plain_text(limits.OPTION_TEXT), url=url(limits.URL))
_option_group = shaped(
    Shape(
        {
            "label": plain_text(limits.OPTION_TEXT),
            "options": list_of(_menu_option, 1, limits.SELECT_OPTIONS),
        }
    )
)


def _options_of(value: Json) -> list[Json]:
    options: list[Json] = list(value.get("options", []))
    for group in value.get("option_groups", []):
        options.extend(group["options"])
    return options


def _initial_among_options(value: Json, path: str, findings: Findings) -> None:
    options = _options_of(value)
    chosen = value.get("initial_options", [])
    if "initial_option" in value:
        chosen = [value["initial_option"]]
    for option in chosen:
        if option not in options:
            findings.add("initial option not found among the options", path)


def _values_differ(value: Json, path: str, findings: Findings) -> None:
    values = [option["value"] for option in _options_of(value)]
    if len(set(values)) != len(values):
        findings.add("option values must be unique", path)


def _lengths_in_order(value: Json, path: str, findings: Findings) -> None:
    least, most = value.get("min_length", 0), value.get("max_length", limits.INPUT_TEXT)
    if least > most:
        findings.add("min_length must not be greater than max_length", path)


_ACTION: dict[str, Check] = {"action_id": string(limits.ACTION_ID, least=1)}
_FOCUS: dict[str, Check] = {
    **_ACTION,
    "placeholder": plain_text(limits.PLACEHOLDER),
    "focus_on_load": boolean,
}
_CHOICE: dict[str, Check] = {**_FOCUS, "confirm": confirm}
_CHECKS: dict[str, Check] = {**_ACTION, "focus_on_load": boolean, "confirm": confirm}
_MULTI: dict[str, Check] = {**_CHOICE, "max_selected_items": integer(1, 100)}
_MENU: dict[str, Check] = {
    "options": list_of(_menu_option, 1, limits.SELECT_OPTIONS),
    "option_groups": list_of(_option_group, 1, limits.SELECT_OPTIONS),
}
_MENU_RULES: tuple[Rule, ...] = (
    either("options", "option_groups"),
    _values_differ,
    _initial_among_options,
)
_dispatch = shaped(
    Shape(
        optional={
            "trigger_actions_on": list_of(one_of("on_enter_pressed", "on_character_entered"), 1, 2)
        }
    )
)
_filter = shaped(
    Shape(
        optional={
            "include": list_of(one_of("im", "mpim", "private", "public"), 1),
            "exclude_external_shared_channels": boolean,
            "exclude_bot_users": boolean,
        },
        rules=(at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),),
    )
)
_slack_file = shaped(Shape(optional={"id": string(), "url": url()}, rules=(either("id", "url"),)))
_feedback_button = shaped(
    Shape(
        {
            "text": plain_text(limits.BUTTON_TEXT),
            "value": string(limits.BUTTON_VALUE, least=1),
        },
        {"accessibility_label": string(limits.BUTTON_TEXT)},
    )
)
_visible_to = list_of(string(least=1), 1, limits.VISIBLE_TO)
_date = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "date")
_time = matching(r"([01]\d|2[0-3]):[0-5]\d", "time")

IMAGE = Shape(
    {"alt_text": string(limits.ALT_TEXT, least=1)},
    {"image_url": url(limits.URL), "slack_file": _slack_file},
    (either("image_url", "slack_file"),),
)

ELEMENTS: dict[str, Shape] = {
    "button": Shape(
        {"text": plain_text(limits.BUTTON_TEXT)},
        {
            **_ACTION,
            "url": url(limits.URL),
            "value": string(limits.BUTTON_VALUE),
            "style": one_of("primary", "danger"),
            "confirm": confirm,
            "accessibility_label": string(limits.BUTTON_TEXT),
            "agent_prompt": string(limits.AGENT_PROMPT),
            "agent_prompt_display": string(),
            "visible_to_user_ids": _visible_to,
        },
    ),
    "checkboxes": Shape(
        {"options": list_of(_check_option, 1, limits.CHECK_OPTIONS)},
        {**_CHECKS, "initial_options": list_of(_check_option, 1)},
        (_values_differ, _initial_among_options),
    ),
    "radio_buttons": Shape(
        {"options": list_of(_check_option, 1, limits.CHECK_OPTIONS)},
        {**_CHECKS, "initial_option": _check_option},
        (_values_differ, _initial_among_options),
    ),
    "overflow": Shape(
        {"options": list_of(_overflow_option, 1, limits.OVERFLOW_OPTIONS)},
        {**_ACTION, "confirm": confirm},
    ),
    "datepicker": Shape(optional={**_CHOICE, "initial_date": _date}),
    "timepicker": Shape(optional={**_CHOICE, "initial_time": _time, "timezone": string()}),
    "datetimepicker": Shape(
        optional={**_CHECKS, "initial_date_time": integer(1_000_000_000, 9_999_999_999)}
    ),
    "static_select": Shape(
        optional={**_CHOICE, **_MENU, "initial_option": _menu_option}, rules=_MENU_RULES
    ),
    "multi_static_select": Shape(
        optional={**_MULTI, **_MENU, "initial_options": list_of(_menu_option, 1)},
        rules=_MENU_RULES,
    ),
    "external_select": Shape(
        optional={**_CHOICE, "initial_option": _menu_option, "min_query_length": integer(0, 100)}
    ),
    "multi_external_select": Shape(
        optional={
            **_MULTI,
            "initial_options": list_of(_menu_option, 1),
            "min_query_length": integer(0, 100),
        }
    ),
    "users_select": Shape(optional={**_CHOICE, "initial_user": string(least=1)}),
    "multi_users_select": Shape(optional={**_MULTI, "initial_users": list_of(string(least=1), 1)}),
    "conversations_select": Shape(
        optional={
            **_CHOICE,
            "initial_conversation": string(least=1),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": _filter,
        }
    ),
    "multi_conversations_select": Shape(
        optional={
            **_MULTI,
            "initial_conversations": list_of(string(least=1), 1),
            "default_to_current_conversation": boolean,
            "filter": _filter,
        }
    ),
    "channels_select": Shape(
        optional={**_CHOICE, "initial_channel": string(least=1), "response_url_enabled": boolean}
    ),
    "multi_channels_select": Shape(
        optional={**_MULTI, "initial_channels": list_of(string(least=1), 1)}
    ),
    "plain_text_input": Shape(
        optional={
            **_FOCUS,
            "initial_value": string(limits.INPUT_TEXT),
            "multiline": boolean,
            "min_length": integer(0, limits.INPUT_TEXT),
            "max_length": integer(1, limits.INPUT_TEXT),
            "dispatch_action_config": _dispatch,
        },
        rules=(_lengths_in_order,),
    ),
    "email_text_input": Shape(
        optional={**_FOCUS, "initial_value": string(), "dispatch_action_config": _dispatch}
    ),
    "url_text_input": Shape(
        optional={**_FOCUS, "initial_value": string(), "dispatch_action_config": _dispatch}
    ),
    "number_input": Shape(
        {"is_decimal_allowed": boolean},
        {
            **_FOCUS,
            "initial_value": string(),
            "min_value": string(),
            "max_value": string(),
            "dispatch_action_config": _dispatch,
        },
    ),
    "file_input": Shape(
        optional={
            **_ACTION,
            "filetypes": list_of(string(least=1), 1),
            "max_files": integer(1, limits.INPUT_FILES),
        }
    ),
    "feedback_buttons": Shape(
        {"positive_button": _feedback_button, "negative_button": _feedback_button}, _ACTION
    ),
    "icon_button": Shape(
        {"icon": one_of("trash"), "text": plain_text(limits.BUTTON_TEXT)},
        {
            **_ACTION,
            "value": string(limits.BUTTON_VALUE),
            "accessibility_label": string(limits.BUTTON_TEXT),
            "visible_to_user_ids": _visible_to,
            "confirm": confirm,
        },
    ),
    "workflow_button": Shape(
        {"text": plain_text(limits.BUTTON_TEXT), "workflow": anything},
        {
            **_ACTION,
            "style": one_of("primary", "danger"),
            "accessibility_label": string(limits.BUTTON_TEXT),
        },
    ),
    "image": IMAGE,
}

_SELECTS = frozenset(name for name in ELEMENTS if name.endswith("_select"))
_PICKERS = frozenset({"datepicker", "timepicker", "checkboxes", "radio_buttons"})
IN_SECTION = _SELECTS | _PICKERS | {"button", "image", "overflow", "workflow_button"}
IN_ACTIONS = _SELECTS | _PICKERS | {"button", "datetimepicker", "overflow", "workflow_button"}
IN_INPUT = (
    _SELECTS
    | _PICKERS
    | {
        "datetimepicker",
        "email_text_input",
        "file_input",
        "number_input",
        "plain_text_input",
        "url_text_input",
    }
)
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})

source = typed({"url": Shape({"url": url(limits.URL), "text": string(least=1)})})

_style = shaped(
    Shape(
        optional=dict.fromkeys(
            (
                "bold",
                "italic",
                "strike",
                "code",
                "underline",
                "highlight",
                "client_highlight",
                "unlink",
            ),
            boolean,
        )
    )
)
_STYLED: dict[str, Check] = {"style": _style}
INLINE: dict[str, Shape] = {
    "text": Shape({"text": string(least=1)}, _STYLED),
    "link": Shape(
        {"url": url(limits.URL)}, {**_STYLED, "text": string(least=1), "unsafe": boolean}
    ),
    "emoji": Shape(
        {"name": string(least=1)},
        {**_STYLED, "unicode": string(), "skin_tone": integer(1, 6)},
    ),
    "user": Shape({"user_id": string(least=1)}, _STYLED),
    "usergroup": Shape({"usergroup_id": string(least=1)}, _STYLED),
    "team": Shape({"team_id": string(least=1)}, _STYLED),
    "channel": Shape({"channel_id": string(least=1)}, _STYLED),
    "broadcast": Shape({"range": one_of("here", "channel", "everyone")}, _STYLED),
    "date": Shape(
        {"timestamp": number, "format": string(least=1)},
        {**_STYLED, "url": url(), "fallback": string()},
    ),
    "color": Shape({"value": string(least=1)}, _STYLED),
}
_inline = list_of(typed(INLINE))
_code = list_of(typed(INLINE, frozenset({"text", "link"})))
RICH_TEXT: dict[str, Shape] = {
    "rich_text_section": Shape({"elements": _inline}),
    "rich_text_quote": Shape({"elements": _inline}, {"border": integer(0, 1)}),
    "rich_text_preformatted": Shape(
        {"elements": _code}, {"border": integer(0, 1), "language": string()}
    ),
    "rich_text_list": Shape(
        {
            "style": one_of("bullet", "ordered"),
            "elements": list_of(
                typed({"rich_text_section": Shape({"elements": _inline})}), least=1
            ),
        },
        {"indent": integer(0, 8), "offset": integer(0, 10_000), "border": integer(0, 1)},
    ),
}
