"""Which blocks Slack takes, where, and what is wrong with those that it refuses."""

from collections.abc import Iterator
from typing import Any

from tests.slack_emulator import limits
from tests.slack_emulator.checking import (
    Check,
    Findings,
    Json,
    Shape,
    anything,
    at_least_one,
    boolean,
    list_of,
    one_of,
    string,
    typed,
    url,
)
from tests.slack_emulator.elements import (
    ELEMENTS,
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    RICH_TEXT,
    any_text,
    plain_text,
    source,
)

_BLOCK_ID: dict[str, Check] = {"block_id": string(limits.BLOCK_ID)}


def _block(required: dict[str, Check], /, **optional: Check) -> Shape:
    return Shape(required, {**_BLOCK_ID, **optional})


_rich_text = list_of(typed(RICH_TEXT), 1)
RICH_TEXT_BLOCK = _block({"elements": _rich_text})
_rich = typed({"rich_text": RICH_TEXT_BLOCK})
_image = typed({"image": IMAGE})


def _context_element(value: Any, path: str, findings: Findings) -> None:
    """Its texts have no limit of their own in Slack's reference; a section's is taken."""
    kind = value.get("type") if isinstance(value, dict) else None
    check = _image if kind == "image" else any_text(limits.SECTION_TEXT)
    check(value, path, findings)


_TASK: dict[str, Check] = {
    "status": one_of("pending", "in_progress", "complete", "error"),
    "details": _rich,
    "output": _rich,
    "sources": list_of(source),
}
TASK_CARD = _block({"task_id": string(least=1), "title": string(least=1)}, **_TASK)
CARD = Shape(
    optional={
        **_BLOCK_ID,
        "hero_image": _image,
        "icon": _image,
        "title": any_text(limits.CARD_TITLE),
        "subtitle": any_text(limits.CARD_TITLE),
        "body": any_text(limits.CARD_BODY),
        "actions": list_of(typed(ELEMENTS, frozenset({"button"})), 1, limits.CARD_ACTIONS),
    },
    rules=(at_least_one("hero_image", "title", "actions", "body"),),
)
_cell = typed(
    {
        "raw_text": Shape({"text": string(least=1)}),
        "raw_number": Shape({"value": anything, "text": string(least=1)}),
        "rich_text": RICH_TEXT_BLOCK,
    }
)


def _column(value: Any, path: str, findings: Findings) -> None:
    """A column without settings of its own is null."""
    if value is None:
        return
    if not isinstance(value, dict):
        findings.add("must provide an object", path)
        return
    Shape(optional={"align": one_of("left", "center", "right"), "is_wrapped": boolean}).check(
        value, path, findings, frozenset()
    )


def _task(value: Any, path: str, findings: Findings) -> None:
    """Inside of a plan a task card may leave its type out."""
    named = isinstance(value, dict) and "type" not in value
    typed({"task_card": TASK_CARD})(
        {**value, "type": "task_card"} if named else value, path, findings
    )


BLOCKS: dict[str, Shape] = {
    "section": Shape(
        optional={
            **_BLOCK_ID,
            "text": any_text(limits.SECTION_TEXT),
            "fields": list_of(any_text(limits.SECTION_FIELD), 1, limits.SECTION_FIELDS),
            "accessory": typed(ELEMENTS, IN_SECTION),
            "expand": boolean,
        },
        rules=(at_least_one("text", "fields"),),
    ),
    "divider": _block({}),
    "header": _block({"text": plain_text(limits.HEADER)}),
    "image": Shape(
        IMAGE.required,
        {**_BLOCK_ID, **IMAGE.optional, "title": plain_text(limits.IMAGE_TITLE)},
        IMAGE.rules,
    ),
    "context": _block({"elements": list_of(_context_element, 1, limits.CONTEXT_ELEMENTS)}),
    "context_actions": _block(
        {"elements": list_of(typed(ELEMENTS, IN_CONTEXT_ACTIONS), 1, limits.CONTEXT_ACTIONS)}
    ),
    "actions": _block({"elements": list_of(typed(ELEMENTS, IN_ACTIONS), 1, limits.ACTIONS)}),
    "input": _block(
        {"label": plain_text(limits.INPUT_LABEL), "element": typed(ELEMENTS, IN_INPUT)},
        hint=plain_text(limits.INPUT_HINT),
        optional=boolean,
        dispatch_action=boolean,
    ),
    "markdown": _block({"text": string(limits.MARKDOWN, least=1)}),
    "rich_text": RICH_TEXT_BLOCK,
    "video": _block(
        {
            "alt_text": string(least=1),
            "title": plain_text(limits.VIDEO_TITLE),
            "video_url": url(limits.URL),
            "thumbnail_url": url(limits.URL),
        },
        title_url=url(limits.URL),
        description=plain_text(limits.VIDEO_DESCRIPTION),
        provider_icon_url=url(limits.URL),
        provider_name=string(),
        author_name=string(limits.VIDEO_AUTHOR),
    ),
    "table": _block(
        {"rows": list_of(list_of(_cell, 1, limits.TABLE_CELLS), 1, limits.TABLE_ROWS)},
        column_settings=list_of(_column, 0, limits.TABLE_CELLS),
    ),
    "task_card": TASK_CARD,
    "plan": _block({"title": string(least=1)}, tasks=list_of(_task, 0, limits.PLAN_TASKS)),
    "alert": _block(
        {"text": any_text(limits.ALERT_TEXT)},
        level=one_of("default", "info", "warning", "error", "success"),
    ),
    "card": CARD,
    "carousel": _block({"elements": list_of(typed({"card": CARD}), 1, limits.CAROUSEL_CARDS)}),
}


def _container_rules(value: Json, path: str, findings: Findings) -> None:
    if value.get("is_collapsible") and value.get("has_header_divider"):
        findings.add("has_header_divider cannot be set when is_collapsible is true", path)
    if value.get("default_collapsed") and not value.get("is_collapsible"):
        findings.add("default_collapsed requires is_collapsible", path)


BLOCKS["container"] = Shape(
    {
        "child_blocks": list_of(
            typed(BLOCKS, frozenset(BLOCKS) - {"alert", "input"}), 1, limits.CONTAINER_BLOCKS
        )
    },
    {
        **_BLOCK_ID,
        "title": plain_text(limits.CONTAINER_TITLE),
        "rich_text_title": _rich,
        "subtitle": any_text(limits.CONTAINER_TITLE),
        "width": one_of("narrow", "standard", "wide", "full"),
        "icon": _image,
        "is_collapsible": boolean,
        "default_collapsed": boolean,
        "has_header_divider": boolean,
    },
    (at_least_one("title", "rich_text_title"), _container_rules),
)

_EVERYWHERE = frozenset(
    {"actions", "card", "context", "divider", "header", "image", "input", "rich_text"}
    | {"section", "video"}
)
SURFACES: dict[str, frozenset[str]] = {
    "message": _EVERYWHERE
    | {"carousel", "container", "context_actions", "markdown", "plan", "table", "task_card"},
    "modal": _EVERYWHERE | {"alert"},
    "home": _EVERYWHERE | {"carousel"},
}


def every_block(blocks: list[Json], path: str = "/blocks") -> Iterator[tuple[str, Json]]:
    """The blocks and those inside of containers, each with its JSON pointer."""
    for place, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        yield f"{path}/{place}", block
        children = block.get("child_blocks")
        if isinstance(children, list):
            yield from every_block(children, f"{path}/{place}/child_blocks")


def elements_of(block: Json) -> Iterator[tuple[str, Json]]:
    """The interactive elements of a block, each with its pointer below the block."""
    places: list[tuple[str, Any]] = [
        ("accessory", block.get("accessory")),
        ("element", block.get("element")),
    ]
    for field in ("elements", "actions"):
        items = block.get(field)
        if isinstance(items, list):
            places += [(f"{field}/{place}", item) for place, item in enumerate(items)]
    for place, element in places:
        if not isinstance(element, dict):
            continue
        if element.get("type") == "card":
            for inner, button in elements_of(element):
                yield f"{place}/{inner}", button
        elif element.get("type") in ELEMENTS and element.get("type") != "image":
            yield place, element


def texts_of(value: Any) -> Iterator[str]:
    """Every text inside of blocks, whatever holds it."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name == "text" and isinstance(item, str):
                yield item
            else:
                yield from texts_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item)


def _ids_differ(blocks: list[Json], path: str, findings: Findings) -> None:
    seen: set[str] = set()
    for place, block in every_block(blocks, path):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            findings.add(f"`block_id` already exists: {block_id}", f"{place}/block_id")
        if isinstance(block_id, str):
            seen.add(block_id)
        actions: set[str] = set()
        for inner, element in elements_of(block):
            action_id = element.get("action_id")
            if isinstance(action_id, str):
                if action_id in actions:
                    findings.add(
                        f"`action_id` already exists: {action_id}", f"{place}/{inner}/action_id"
                    )
                actions.add(action_id)


def _one_focus(blocks: list[Json], path: str, findings: Findings) -> None:
    focused = [
        f"{place}/{inner}"
        for place, block in every_block(blocks, path)
        for inner, element in elements_of(block)
        if element.get("focus_on_load") is True
    ]
    for place in focused[1:]:
        findings.add("only one element can be focused on load", place)


def faults_of(blocks: Any, surface: str, path: str = "/blocks") -> list[str]:
    """What Slack finds wrong with blocks on a `message`, in a `modal` or on a `home` tab."""
    findings = Findings()
    most = limits.MESSAGE_BLOCKS if surface == "message" else limits.VIEW_BLOCKS
    list_of(typed(BLOCKS, SURFACES[surface]), 0, most)(blocks, path, findings)
    if isinstance(blocks, list):
        _ids_differ(blocks, path, findings)
        _one_focus(blocks, path, findings)
        if surface == "message":
            _sums(blocks, path, findings)
    return findings.found


def _sums(blocks: list[Json], path: str, findings: Findings) -> None:
    inside = [block for _, block in every_block(blocks, path)]
    markdown = [block.get("text") for block in inside if block.get("type") == "markdown"]
    if len(markdown) > 1 and sum(len(str(text)) for text in markdown) > limits.MARKDOWN:
        findings.add(
            f"markdown blocks must hold less than {limits.MARKDOWN + 1} characters together", path
        )
    tables = [block for block in inside if block.get("type") == "table"]
    if sum(len(text) for table in tables for text in texts_of(table)) > limits.TABLE_TEXT:
        findings.add(
            f"tables must hold less than {limits.TABLE_TEXT + 1} characters together", path
        )


def too_long_together(blocks: list[Json]) -> bool:
    """Whether a message's blocks are refused for all that they hold together."""
    held = sum(len(text) for text in texts_of(blocks))
    return held + limits.BLOCK_OVERHEAD * (len(blocks) - 1) > limits.MESSAGE_BLOCKS_TEXT
