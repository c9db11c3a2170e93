"""A whole brief as it is kept for a while, to be shown again: by another process, or later."""

import json
import zlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.answering.answers import Citation
from bot.answering.telling import restored
from bot.briefs.content import Brief
from bot.state.codec import Codec, UnreadableError

_STATEMENT = {"text", "citations", "form"}


def whole_packed(brief: Brief) -> bytes:
    """A brief with all its statements and their citations; some kilobytes."""
    return zlib.compress(json.dumps(_briefs().kept(brief), ensure_ascii=False).encode())


def whole_unpacked(content: bytes) -> Brief:
    """The brief again. Raises `UnreadableError` where another version kept it otherwise."""
    try:
        return _briefs().restored(_with_statements(json.loads(zlib.decompress(content))))
    except (zlib.error, ValueError) as error:
        raise UnreadableError("no brief of this version's") from error


def _with_statements(kept: Any) -> Any:
    """The same with statements in place of what was kept of them, which were verified before."""
    match kept:
        case Mapping():
            if kept.keys() == _STATEMENT:
                citations = _citations().restored(kept["citations"])
                return restored(kept["text"], citations, kept["form"])
            return {name: _with_statements(value) for name, value in kept.items()}
        case list():
            return [_with_statements(value) for value in kept]
        case _:
            return kept


@cache
def _briefs() -> Codec[Brief]:
    return Codec(Brief)


@cache
def _citations() -> Codec[tuple[Citation, ...]]:
    return Codec(tuple[Citation, ...])
