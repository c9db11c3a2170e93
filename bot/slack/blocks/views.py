"""Windows (modals) and the App Home as Slack takes them, within the limits of a view."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.slack.blocks import limits
from bot.slack.blocks.elements import Block, actions, button, context, plain
from bot.slack.blocks.limits import length
from bot.slack.blocks.message import TooLongError, check_blocks
from bot.slack.blocks.wording import words

View = dict[str, Any]

_PAGE = limits.VIEW_BLOCKS - 2


def modal(
    callback: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str | None = None,
    metadata: Mapping[str, Any] | None = None,
) -> View:
    """A window; with `submit` a form. `metadata` comes back with what is done in it."""
    view: View = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, limits.VIEW_TITLE),
        "close": plain(words("cancel" if submit else "close"), limits.VIEW_BUTTON),
        "blocks": _few(blocks),
    }
    if submit is not None:
        view["submit"] = plain(submit, limits.VIEW_BUTTON)
    if metadata is not None:
        view["private_metadata"] = json.dumps(metadata, separators=(",", ":"))
    return checked_view(view)


def paged(
    callback: str, title: str, blocks: Sequence[Block], page: int, action: str, value: str
) -> View:
    """A window with a page of many blocks, counted from 1, and buttons to the pages beside it.

    `title` names its wording. A button's value is `value`, a colon and the page to show.
    """
    pages = max(1, -(-len(blocks) // _PAGE))
    page = min(max(page, 1), pages)
    shown = [*blocks[(page - 1) * _PAGE : page * _PAGE]]
    turns = [
        button(words(name), f"{action}:{name}", f"{value}:{to}")
        for name, to in (("earlier_page", page - 1), ("later_page", page + 1))
        if 1 <= to <= pages
    ]
    if turns:
        shown += [*context(words("page_of", page=page, of=pages)), actions(turns)]
    return modal(callback, words(title), shown)


def home(blocks: Sequence[Block]) -> View:
    """An App Home."""
    return checked_view({"type": "home", "callback_id": "home", "blocks": _few(blocks)})


def checked_view(view: View) -> View:
    """The view itself. Raises `TooLongError` where it is over a limit."""
    if len(view["blocks"]) > limits.VIEW_BLOCKS:
        raise TooLongError(f"{len(view['blocks'])} blocks in a view")
    if length(view.get("private_metadata", "")) > limits.PRIVATE_METADATA:
        raise TooLongError("too much private metadata")
    check_blocks(view["blocks"])
    return view


def _few(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; where a view cannot hold them all, the first and a word that there are more."""
    if len(blocks) <= limits.VIEW_BLOCKS:
        return list(blocks) or context(words("nothing_here"))
    return [*blocks[: limits.VIEW_BLOCKS - 1], *context(words("too_much"))]
