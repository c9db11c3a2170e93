"""Messages, modals and home tabs as HTML that looks like Slack: for pictures, and for the page."""

import html
from collections.abc import Callable
from pathlib import Path

from tests.slack_emulator.checking import Json
from tests.slack_emulator.records import Message, Status, View
from tests.slack_emulator.render_text import link, markdown, mention, mrkdwn, plain
from tests.slack_emulator.workspace import BOT_USER, People

STYLE = (Path(__file__).parent / "style.css").read_text()
# Drawn, since a machine that takes pictures need not have a font with emoji.
_THUMB = (
    '<svg class="thumb" viewBox="0 0 16 16"><path d="M1 7h3v7H1zM5.5 14V7l3-5.5c1.4 0 1.9 1.1 1.6 '
    '2.3L9.6 6H14l-1.3 7.2a1 1 0 0 1-1 .8z"/></svg>'
)
_DOWN = _THUMB.replace("thumb", "thumb down")
_STATUS_MARKS = {"pending": "○", "in_progress": "◔", "complete": "✓", "error": "✕"}
_LEVELS = {"info": "ℹ️", "warning": "⚠️", "error": "⛔", "success": "✅", "default": "•"}


def _tag(tag: str, inside: str, /, **attributes: str | None) -> str:
    told = "".join(
        f' {attribute.replace("_", "-").removeprefix("-")}="{html.escape(value)}"'
        for attribute, value in attributes.items()
        if value is not None
    )
    closed = "" if tag == "input" else f"{inside}</{tag}>"
    return f"<{tag}{told}>{closed}"


def _div(kind: str, inside: str, **attributes: str | None) -> str:
    return _tag("div", inside, _class=kind, **attributes)


class Renderer:
    """Renders what one person sees. `on` in the HTML says what a click belongs to."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._kinds: dict[str, Callable[[Json, str], str]] = {
            "actions": self._actions,
            "alert": self._alert,
            "card": self._card,
            "carousel": self._carousel,
            "container": self._container,
            "context": self._context,
            "context_actions": self._actions,
            "divider": lambda _block, _on: "<hr>",
            "header": lambda block, _on: _tag("h2", self.text(block["text"])),
            "image": self._image_block,
            "input": self._input_block,
            "markdown": self._markdown,
            "plan": self._plan,
            "rich_text": lambda block, _on: self.rich(block["elements"]),
            "section": self._section,
            "table": self._table,
            "task_card": lambda block, _on: self.task(block),
            "video": self._image_block,
        }

    # Texts

    def text(self, value: Json | str | None) -> str:
        """A text object."""
        if value is None:
            return ""
        if isinstance(value, str):
            return plain(value)
        if value.get("type") == "mrkdwn":
            return mrkdwn(value["text"], self.people)
        return plain(value["text"])

    def rich(self, elements: list[Json]) -> str:
        return "".join(self._rich_part(element) for element in elements)

    def _rich_part(self, element: Json) -> str:
        match element["type"]:
            case "rich_text_section":
                return _div("rich", self._inline(element["elements"]))
            case "rich_text_quote":
                return _tag("blockquote", self._inline(element["elements"]))
            case "rich_text_preformatted":
                return _tag("pre", self._inline(element["elements"]))
        items = "".join(_tag("li", self._inline(item["elements"])) for item in element["elements"])
        kind = "ol" if element["style"] == "ordered" else "ul"
        return _tag(kind, items, style=f"margin-left:{element.get('indent', 0) * 20}px")

    def _inline(self, elements: list[Json]) -> str:
        return "".join(self._inline_one(element) for element in elements)

    def _inline_one(self, element: Json) -> str:
        match element["type"]:
            case "text":
                told = plain(element["text"])
            case "link":
                told = link(element["url"], plain(element.get("text") or element["url"]))
            case "user":
                told = mention(element["user_id"], self.people)
            case "emoji":
                told = plain(f":{element['name']}:")
            case "broadcast":
                told = f'<span class="ping">@{element["range"]}</span>'
            case "channel":
                channel = self.people.channels.get(element["channel_id"])
                told = f'<span class="ping">#{plain(channel.name if channel else "?")}</span>'
            case "usergroup":
                group = self.people.groups.get(element["usergroup_id"])
                told = f'<span class="ping">@{plain(group.handle if group else "?")}</span>'
            case _:
                told = plain(str(element.get("fallback") or element.get("value") or ""))
        tags = {"bold": "strong", "italic": "em", "strike": "s", "code": "code"}
        for style, tag in tags.items():
            if element.get("style", {}).get(style):
                told = _tag(tag, told)
        return told

    # Elements

    def element(self, element: Json, block: Json, on: str) -> str:
        """An interactive element; its data attributes tell the page what to do at a click."""
        marks: dict[str, str | None] = {
            "data_on": on,
            "data_action": element.get("action_id"),
            "data_block": block.get("block_id"),
        }
        kind = element["type"]
        if kind in ("button", "workflow_button", "icon_button"):
            style = f"button {element.get('style', '')} {kind}".strip()
            if element.get("url"):
                marks["data_url"] = element["url"]
            label = self.text(element["text"])
            if kind == "icon_button":
                label = f"✕ {label}"
            confirm = element.get("confirm")
            if confirm:
                marks["data_confirm"] = html.unescape(confirm["text"]["text"])
            return _tag("button", label, _class=style, type="button", **marks)
        if kind == "feedback_buttons":
            sides = ((_THUMB, element["positive_button"]), (_DOWN, element["negative_button"]))
            return "".join(
                _tag(
                    "button",
                    f"{sign} {self.text(side['text'])}",
                    _class="button feedback",
                    type="button",
                    data_value=side["value"],
                    **marks,
                )
                for sign, side in sides
            )
        return self._input(element, marks)

    def _input(self, element: Json, marks: dict[str, str | None]) -> str:
        kind = element["type"]
        hint = html.unescape(element.get("placeholder", {}).get("text", ""))
        if kind in ("checkboxes", "radio_buttons"):
            shape = "checkbox" if kind == "checkboxes" else "radio"
            started = element.get("initial_options") or [element.get("initial_option")]
            return _div(
                "choices",
                "".join(
                    self._choice(option, shape, option in started, marks)
                    for option in element["options"]
                ),
            )
        if kind in ("static_select", "multi_static_select", "overflow"):
            options = list(element.get("options", []))
            for group in element.get("option_groups", []):
                options += group["options"]
            started = element.get("initial_options") or [element.get("initial_option")]
            inside = "".join(
                _tag(
                    "option",
                    self.text(option["text"]),
                    value=option["value"],
                    selected="selected" if option in started else None,
                )
                for option in options
            )
            first = _tag("option", html.escape("…" if kind == "overflow" else hint), value="")
            many = "multiple" if kind.startswith("multi_") else None
            return _tag("select", first + inside, _class=kind, multiple=many, **marks)
        if kind == "plain_text_input" and element.get("multiline"):
            started_with = html.escape(element.get("initial_value", ""))
            return _tag("textarea", started_with, placeholder=hint, rows="4", **marks)
        types = {"datepicker": "date", "timepicker": "time", "number_input": "number"}
        value = element.get("initial_value") or element.get("initial_date")
        return _tag(
            "input",
            "",
            type=types.get(kind, "text"),
            placeholder=hint,
            value=value,
            **marks,
        )

    def _choice(self, option: Json, shape: str, chosen: bool, marks: dict[str, str | None]) -> str:
        box = _tag(
            "input",
            "",
            type=shape,
            name=marks["data_action"],
            value=option["value"],
            checked="checked" if chosen else None,
            **marks,
        )
        more = option.get("description")
        described = _div("hint", self.text(more)) if more else ""
        return _tag("label", f"{box} {self.text(option['text'])}{described}")

    def _image(self, image: Json, kind: str) -> str:
        """A picture from elsewhere is not fetched; its alternative text stands for it."""
        return _div(f"picture {kind}", plain(image["alt_text"]), title=image["alt_text"])

    # Blocks

    def blocks(self, blocks: list[Json], on: str) -> str:
        return "".join(self.block(block, on) for block in blocks)

    def block(self, block: Json, on: str) -> str:
        """One block of any kind that the checks let through."""
        return _div(f"block {block['type']}", self._kinds[block["type"]](block, on))

    def _section(self, block: Json, on: str) -> str:
        told = _div("text", self.text(block.get("text"))) if block.get("text") else ""
        if block.get("fields"):
            cells = "".join(_div("field", self.text(field)) for field in block["fields"])
            told += _div("fields", cells)
        accessory = block.get("accessory")
        if accessory is None:
            return told
        shown = (
            self._image(accessory, "accessory")
            if accessory["type"] == "image"
            else self.element(accessory, block, on)
        )
        return _div("beside", _div("main", told) + _div("accessory", shown))

    def _context(self, block: Json, _on: str) -> str:
        return "".join(
            self._image(element, "small")
            if element["type"] == "image"
            else _tag("span", self.text(element))
            for element in block["elements"]
        )

    def _actions(self, block: Json, on: str) -> str:
        return "".join(self.element(element, block, on) for element in block["elements"])

    def _input_block(self, block: Json, on: str) -> str:
        label = self.text(block["label"])
        optional = ' <span class="hint">(optional)</span>' if block.get("optional") else ""
        hint = _div("hint", self.text(block["hint"])) if block.get("hint") else ""
        error = _div("error", "", data_error=block.get("block_id"))
        element = self.element(block["element"], block, on)
        return _div("label", label + optional) + element + error + hint

    def _markdown(self, block: Json, _on: str) -> str:
        return _div("markdown-text", markdown(block["text"], self.people))

    def _image_block(self, block: Json, _on: str) -> str:
        title = _div("hint", self.text(block["title"])) if block.get("title") else ""
        return title + self._image(block, "large")

    def _table(self, block: Json, _on: str) -> str:
        settings = block.get("column_settings", [])
        rows = []
        for row_number, row in enumerate(block["rows"]):
            cells = []
            for column, cell in enumerate(row):
                told = settings[column] if column < len(settings) else None
                align = (told or {}).get("align", "left")
                name = "th" if row_number == 0 else "td"
                cells.append(_tag(name, self._cell(cell), style=f"text-align:{align}"))
            rows.append(_tag("tr", "".join(cells)))
        return _tag("table", "".join(rows))

    def _cell(self, cell: Json) -> str:
        return self.rich(cell["elements"]) if cell["type"] == "rich_text" else plain(cell["text"])

    def _plan(self, block: Json, _on: str) -> str:
        tasks = "".join(self.task(task) for task in block.get("tasks", []))
        return _div("plan-title", plain(block["title"])) + tasks

    def task(self, task: Json) -> str:
        """A task of a plan, of a card or of a stream."""
        status = task.get("status", "pending")
        told = _div(f"task {status}", f"{_STATUS_MARKS[status]} {plain(task['title'])}")
        for name in ("details", "output"):
            value = task.get(name)
            if isinstance(value, dict):
                told += _div("task-more", self.rich(value["elements"]))
            elif value:
                told += _div("task-more", markdown(value, self.people))
        sources = " · ".join(
            link(source["url"], plain(source["text"])) for source in task.get("sources") or []
        )
        return told + (_div("task-more", sources) if sources else "")

    def _alert(self, block: Json, _on: str) -> str:
        level = block.get("level", "default")
        return _div(f"alert-{level}", f"{_LEVELS[level]} {self.text(block['text'])}")

    def _card(self, block: Json, on: str) -> str:
        parts = [self._image(block["hero_image"], "large")] if block.get("hero_image") else []
        for name in ("title", "subtitle", "body"):
            if block.get(name):
                parts.append(_div(f"card-{name}", self.text(block[name])))
        buttons = [self.element(button, block, on) for button in block.get("actions", [])]
        return _div("card-frame", "".join(parts + buttons))

    def _carousel(self, block: Json, on: str) -> str:
        return "".join(self._card(card, on) for card in block["elements"])

    def _container(self, block: Json, on: str) -> str:
        title = (
            self.rich(block["rich_text_title"]["elements"])
            if block.get("rich_text_title")
            else self.text(block["title"])
        )
        if block.get("subtitle"):
            title += _div("hint", self.text(block["subtitle"]))
        inside = self.blocks(block["child_blocks"], on)
        if block.get("is_collapsible"):
            shown = None if block.get("default_collapsed") else "open"
            return _tag("details", _tag("summary", title) + inside, open=shown)
        return _div("container-title", title) + inside

    # Messages and views

    def message(self, message: Message, clock: str = "10:24") -> str:
        """A message with its author, as it stands."""
        user = self.people.users.get(message.user)
        name = plain(user.real_name if user else message.user)
        badge = '<span class="badge">APP</span>' if user and user.bot else ""
        head = f'<span class="name">{name}</span>{badge} <span class="clock">{clock}</span>'
        only = ""
        if message.seen_by is not None:
            only = _div("only-you", "Only visible to you")
        edited = '<span class="clock">(edited)</span>' if message.edited and not user else ""
        initials = "".join(part[0] for part in (user.real_name if user else "?").split()[:2])
        kind = "avatar app" if message.user == BOT_USER else "avatar"
        body = only + _div("head", head) + self.body(message) + edited
        return _div(
            "message ephemeral" if message.seen_by else "message",
            _div(kind, html.escape(initials)) + _div("content", body),
            data_ts=message.ts,
        )

    def body(self, message: Message) -> str:
        on = f"message:{message.channel}:{message.ts}"
        told = ""
        stream = message.stream
        if stream is not None:
            if stream.plan:
                told += _div("plan-title", plain(stream.plan))
            told += "".join(self.task(task) for task in stream.tasks.values())
        if message.markdown:
            told += _div("markdown-text", markdown(message.markdown, self.people))
        elif message.text and not message.blocks:
            told += _div("text", mrkdwn(message.text, self.people))
        told += self.blocks(message.blocks, on)
        for attachment in message.attachments:
            inside = self.blocks(attachment.get("blocks", []), on)
            inside += _div("text", mrkdwn(attachment.get("text", ""), self.people))
            told += _div("attachment", inside)
        for file in message.files:
            told += _div("file", f"📄 {plain(file.get('title') or file['name'])}")
        counts = [
            f'<span class="reaction">{plain(f":{name}:")} {len(users)}</span>'
            for name, users in message.reactions.items()
        ]
        return told + (_div("reactions", "".join(counts)) if counts else "")

    def status(self, status: Status) -> str:
        told = status.loading_messages[0] if status.loading_messages else status.text
        return _div("status", f"Scrutineer {plain(status.text)} <em>{plain(told)}</em>")

    def modal(self, view: View) -> str:
        on = f"view:{view.id}"
        content = view.content
        close = self.text(content.get("close")) or "Close"
        buttons = _tag("button", close, _class="button", type="button", data_close=view.id)
        if content.get("submit"):
            label = self.text(content["submit"])
            buttons += _tag(
                "button", label, _class="button primary", type="button", data_submit=view.id
            )
        head = _div("modal-head", _tag("h1", plain(view.title)))
        body = _div("modal-body", self.blocks(view.blocks, on))
        return _div("modal", head + body + _div("modal-foot", buttons))

    def home(self, view: View) -> str:
        return _div("home", self.blocks(view.blocks, f"view:{view.id}"))


def document(*fragments: str, title: str = "Slack, emulated", width: int = 760) -> str:
    """A whole page that holds the fragments, to be looked at or photographed."""
    body = _div("paper", "".join(fragments), style=f"max-width:{width}px")
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}'
        f"</title><style>{STYLE}</style></head><body>{body}</body></html>"
    )
