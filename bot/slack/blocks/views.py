"""Windows (modals) and the App Home as Slack takes them, within the limits of a view."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.slack.blocks import limits
from bot.slack.blocks.elements import Block, actions, button, context, plain
from bot.slack.blocks.limits import length
from bot.slack.blocks.message import TooLongError, check_blocks
from bot.slack.blocks.wording import words

View = dict[str, Any]

_BLOCKS = limits.VIEW_BLOCKS - 2
_BYTES = limits.VIEW_BYTES - 20_000


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
    callback: str,
    title: str,
    blocks: Sequence[Block],
    page: int,
    action: str,
    value: str,
    channel: str = "",
) -> View:
    """A window with a page of many blocks, counted from 1, and buttons to the pages beside it.

    `title` names its wording. A button's value is `value`, a colon and the page to show.
    `channel`, the one it was opened in, comes back with what is done in it.
    """
    pages = list(_pages(blocks))
    page = min(max(page, 1), len(pages))
    shown = pages[page - 1]
    turns = [
        button(words(name), f"{action}:{name}", f"{value}:{to}")
        for name, to in (("earlier_page", page - 1), ("later_page", page + 1))
        if 1 <= to <= len(pages)
    ]
    if turns:
        shown += [*context(words("page_of", page=page, of=len(pages))), actions(turns)]
    metadata = {"channel": channel} if channel else None
    return modal(callback, words(title), shown, metadata=metadata)


def home(blocks: Sequence[Block]) -> View:
    """An App Home."""
    return checked_view({"type": "home", "callback_id": "home", "blocks": _few(blocks)})


def checked_view(view: View) -> View:
    """The view itself. Raises `TooLongError` where it is over a limit."""
    if len(view["blocks"]) > limits.VIEW_BLOCKS:
        raise TooLongError(f"{len(view['blocks'])} blocks in a view")
    if len(json.dumps(view)) > limits.VIEW_BYTES:
        raise TooLongError("too much in a view")
    if length(view.get("private_metadata", "")) > limits.PRIVATE_METADATA:
        raise TooLongError("too much private metadata")
    check_blocks(view["blocks"])
    return view


def _few(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; where a view cannot hold them all, the first and a word that there are more."""
    first, *more = _pages(blocks)
    if more:
        first += context(words("too_much"))
    return first or context(words("nothing_here"))


def _pages(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks in pages that leave room for a word below; at least one, which may be empty."""
    page: list[Block] = []
    taken = 0
    for block in blocks:
        long = len(json.dumps(block))
        if page and (len(page) == _BLOCKS or taken + long > _BYTES):
            yield page
            page, taken = [], 0
        page.append(block)
        taken += long
    yield page
