"""Every limit from both sides: what just fits is taken, one more is refused and its place named."""

from typing import Any

import pytest

from tests.slack_emulator.blocks import faults_of, too_long_together

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "words", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str = "Open", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(value: str = "one", text: str = "One") -> Json:
    return {"text": plain(text), "value": value}


def select(number: int) -> Json:
    options = [option(f"value{place}") for place in range(number)]
    return {"type": "static_select", "action_id": "choose", "options": options}


def feedback(**more: Any) -> Json:
    side = {"text": plain("Useful"), "value": "useful"}
    return {"type": "feedback_buttons", "positive_button": side, "negative_button": side, **more}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def rich_section(text: str) -> Json:
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}


def table(rows: int, cells: int, text: str = "x") -> Json:
    row = [{"type": "raw_text", "text": text} for _ in range(cells)]
    return {"type": "table", "rows": [row for _ in range(rows)]}


def input_block(element: Json, label: str = "Why") -> Json:
    return {"type": "input", "label": plain(label), "element": element}


def confirm(**texts: Json) -> Json:
    told = {"title": plain("Sure?"), "text": plain("It is shown to all."), **texts}
    return actions(button(confirm=told))


def card(**more: Any) -> Json:
    return {"type": "card", "title": mrkdwn("Aldermere"), **more}


LIMITS: list[tuple[Json, Json, str]] = [
    (section("x" * 3_000), section("x" * 3_001), "/blocks/0/text/text"),
    (section("x"), section(""), "/blocks/0/text/text"),
    (
        {"type": "section", "fields": [mrkdwn("x" * 2_000)] * 10},
        {"type": "section", "fields": [mrkdwn("x" * 2_001)]},
        "/blocks/0/fields/0/text",
    ),
    (
        {"type": "section", "fields": [plain("x")] * 10},
        {"type": "section", "fields": [plain("x")] * 11},
        "/blocks/0/fields",
    ),
    (
        {"type": "header", "text": plain("x" * 150)},
        {"type": "header", "text": plain("x" * 151)},
        "/blocks/0/text/text",
    ),
    (
        {"type": "header", "text": plain("x")},
        {"type": "header", "text": mrkdwn("x")},
        "/blocks/0/text/type",
    ),
    (
        {"type": "context", "elements": [mrkdwn("x")] * 10},
        {"type": "context", "elements": [mrkdwn("x")] * 11},
        "/blocks/0/elements",
    ),
    (actions(*[button()] * 25), actions(*[button()] * 26), "/blocks/0/elements"),
    (
        {"type": "context_actions", "elements": [feedback()] * 5},
        {"type": "context_actions", "elements": [feedback()] * 6},
        "/blocks/0/elements",
    ),
    (
        {"type": "context_actions", "elements": [feedback()]},
        {"type": "context_actions", "elements": [button()]},
        "/blocks/0/elements/0/type",
    ),
    (actions(button("x" * 75)), actions(button("x" * 76)), "/blocks/0/elements/0/text/text"),
    (
        actions(button(value="x" * 2_000)),
        actions(button(value="x" * 2_001)),
        "/blocks/0/elements/0/value",
    ),
    (
        actions(button(action_id="x" * 255)),
        actions(button(action_id="x" * 256)),
        "/blocks/0/elements/0/action_id",
    ),
    (
        actions(button(action_id="a"), button(action_id="b")),
        actions(button(action_id="a"), button(action_id="a")),
        "/blocks/0/elements/1/action_id",
    ),
    (
        actions(button(url="https://a.example/" + "x" * 2_982)),
        actions(button(url="https://a.example/" + "x" * 2_983)),
        "/blocks/0/elements/0/url",
    ),
    (
        actions(button(url="https://a.example/")),
        actions(button(url="a.example")),
        "/blocks/0/elements/0/url",
    ),
    (
        actions(button(style="primary")),
        actions(button(style="green")),
        "/blocks/0/elements/0/style",
    ),
    (actions(select(100)), actions(select(101)), "/blocks/0/elements/0/options"),
    (
        actions({"type": "overflow", "options": [option()] * 5}),
        actions({"type": "overflow", "options": [option()] * 6}),
        "/blocks/0/elements/0/options",
    ),
    (
        actions({"type": "overflow", "options": [option(text="x" * 75)]}),
        actions({"type": "overflow", "options": [option(text="x" * 76)]}),
        "/blocks/0/elements/0/options/0/text/text",
    ),
    (
        actions({"type": "overflow", "options": [option("x" * 150)]}),
        actions({"type": "overflow", "options": [option("x" * 151)]}),
        "/blocks/0/elements/0/options/0/value",
    ),
    (
        actions({**select(2), "initial_option": option("value1")}),
        actions({**select(2), "initial_option": option("value7")}),
        "/blocks/0/elements/0",
    ),
    (section(block_id="x" * 255), section(block_id="x" * 256), "/blocks/0/block_id"),
    (
        input_block({"type": "plain_text_input"}, "x" * 2_000),
        input_block({"type": "plain_text_input"}, "x" * 2_001),
        "/blocks/0/label/text",
    ),
    (
        input_block({"type": "plain_text_input", "max_length": 3_000}),
        input_block({"type": "plain_text_input", "max_length": 3_001}),
        "/blocks/0/element/max_length",
    ),
    (
        input_block({"type": "plain_text_input", "initial_value": "x" * 3_000}),
        input_block({"type": "plain_text_input", "initial_value": "x" * 3_001}),
        "/blocks/0/element/initial_value",
    ),
    (
        input_block({"type": "plain_text_input", "placeholder": plain("x" * 150)}),
        input_block({"type": "plain_text_input", "placeholder": plain("x" * 151)}),
        "/blocks/0/element/placeholder/text",
    ),
    (
        input_block({"type": "plain_text_input"}),
        input_block(button()),
        "/blocks/0/element/type",
    ),
    (
        {"type": "markdown", "text": "x" * 12_000},
        {"type": "markdown", "text": "x" * 12_001},
        "/blocks/0/text",
    ),
    (table(100, 20), table(101, 1), "/blocks/0/rows"),
    (table(1, 20), table(1, 21), "/blocks/0/rows/0"),
    (table(1, 1, "x" * 10_000), table(1, 1, "x" * 10_001), "/blocks"),
    (
        {"type": "image", "alt_text": "x" * 2_000, "image_url": "https://a.example/i.png"},
        {"type": "image", "alt_text": "x" * 2_001, "image_url": "https://a.example/i.png"},
        "/blocks/0/alt_text",
    ),
    (
        {"type": "image", "alt_text": "A", "image_url": "https://a.example/i.png"},
        {"type": "image", "alt_text": "A"},
        "/blocks/0",
    ),
    (confirm(title=plain("x" * 100)), confirm(title=plain("x" * 101)), "/confirm/title/text"),
    (confirm(text=plain("x" * 300)), confirm(text=plain("x" * 301)), "/confirm/text/text"),
    (confirm(deny=plain("x" * 30)), confirm(deny=plain("x" * 31)), "/confirm/deny/text"),
    (rich(rich_section("x")), rich(rich_section("")), "/blocks/0/elements/0/elements/0/text"),
    (
        rich({"type": "rich_text_list", "style": "bullet", "elements": [rich_section("x")]}),
        rich({"type": "rich_text_list", "style": "bullet", "elements": [mrkdwn("x")]}),
        "/blocks/0/elements/0/elements/0/type",
    ),
    (
        {"type": "task_card", "task_id": "1", "title": "Read", "status": "complete"},
        {"type": "task_card", "task_id": "1", "title": "Read", "status": "done"},
        "/blocks/0/status",
    ),
    (
        {"type": "plan", "title": "Look", "tasks": []},
        {"type": "plan", "title": "Look", "tasks": [section()]},
        "/blocks/0/tasks/0/type",
    ),
    (
        {"type": "plan", "title": "Look", "tasks": [{"task_id": "1", "title": "Read"}] * 50},
        {"type": "plan", "title": "Look", "tasks": [{"task_id": "1", "title": "Read"}] * 51},
        "/blocks/0/tasks",
    ),
    (card(body=mrkdwn("x" * 200)), card(body=mrkdwn("x" * 201)), "/blocks/0/body/text"),
    (card(actions=[button()] * 3), card(actions=[button()] * 4), "/blocks/0/actions"),
    (
        {"type": "carousel", "elements": [card()] * 10},
        {"type": "carousel", "elements": [card()] * 11},
        "/blocks/0/elements",
    ),
    (
        {"type": "container", "title": plain("More"), "child_blocks": [section()] * 10},
        {"type": "container", "title": plain("More"), "child_blocks": [section()] * 11},
        "/blocks/0/child_blocks",
    ),
    (
        {"type": "container", "title": plain("More"), "child_blocks": [section()]},
        {"type": "container", "child_blocks": [section()]},
        "/blocks/0",
    ),
    (section(), {**section(), "color": "red"}, "/blocks/0"),
    (section(), {"type": "section", "text": None}, "/blocks/0/text"),
    (section(), {"type": "paragraph", "text": plain("x")}, "/blocks/0/type"),
    (section(accessory=button()), section(accessory={"type": "knob"}), "/blocks/0/accessory/type"),
    (section(), {"text": plain("x")}, "/blocks/0"),
]


@pytest.mark.parametrize(("fits", "breaks", "place"), LIMITS)
def test_what_fits_is_taken_and_one_more_is_refused(fits: Json, breaks: Json, place: str) -> None:
    assert faults_of([fits], "message") == []
    faults = faults_of([breaks], "message")
    assert faults
    assert any(f"{place}]" in fault for fault in faults), faults


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_how_many_blocks_a_surface_takes(surface: str, most: int) -> None:
    assert faults_of([section()] * most, surface) == []
    assert faults_of([section()] * (most + 1), surface) == [
        f"no more than {most} items allowed [json-pointer:/blocks]"
    ]


@pytest.mark.parametrize(
    ("block", "takes_it"),
    [
        ({"type": "markdown", "text": "x"}, {"message"}),
        (table(1, 1), {"message"}),
        ({"type": "context_actions", "elements": [feedback()]}, {"message"}),
        ({"type": "alert", "text": plain("Careful")}, {"modal"}),
        ({"type": "carousel", "elements": [card()]}, {"message", "home"}),
        (input_block({"type": "plain_text_input"}), {"message", "modal", "home"}),
        (section(), {"message", "modal", "home"}),
    ],
)
def test_where_a_block_may_stand(block: Json, takes_it: set[str]) -> None:
    surfaces = {s for s in ("message", "modal", "home") if not faults_of([block], s)}
    assert surfaces == takes_it


def test_block_ids_are_unique_also_inside_of_containers() -> None:
    inner = {"type": "container", "title": plain("M"), "child_blocks": [section(block_id="a")]}
    faults = faults_of([section(block_id="a"), inner], "message")
    assert faults == [
        "`block_id` already exists: a [json-pointer:/blocks/1/child_blocks/0/block_id]"
    ]


def test_markdown_blocks_share_their_limit() -> None:
    half = {"type": "markdown", "text": "x" * 6_000}
    assert faults_of([half, half], "message") == []
    assert faults_of([half, half, {"type": "markdown", "text": "x"}], "message")


def test_blocks_that_hold_too_much_together() -> None:
    fits = [section("x" * 3_000)] * 4
    assert not too_long_together(fits)
    assert too_long_together([*fits, section("x" * 1_000)])
