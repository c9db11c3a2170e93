"""Turns of phrase kept as data: files of regular expressions in groups beside this one."""

import re
from functools import lru_cache
from importlib.resources import files

_HEADING = re.compile(r"\[([a-z ]+)\]")
_GROUP = re.compile(r"(?<!\?P)<([a-z][a-z ]*)>")


@lru_cache(maxsize=64)
def pattern(file: str, heading: str) -> re.Pattern[str]:
    """The alternatives under a heading of `<file>.txt`, as one pattern, capitals disregarded.

    It begins where a word does, or with what is no word. Raises `KeyError` for a heading that
    is not there.
    """
    return re.compile(rf"(?:(?<!\w)|(?=\W)){_group(file, heading)}", re.IGNORECASE)


def matches(file: str, heading: str, text: str) -> bool:
    """Whether an alternative under a heading is in a text."""
    return pattern(file, heading).search(text) is not None


@lru_cache(maxsize=256)
def _group(file: str, heading: str) -> str:
    """The alternatives under a heading, with the groups that they name put in."""
    lines = _lines(file)[heading]
    return f"(?:{'|'.join(_GROUP.sub(lambda m: _group(file, m[1]), line) for line in lines)})"


@lru_cache(maxsize=8)
def _lines(file: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in files("bot.guards").joinpath(f"{file}.txt").read_text("utf-8").splitlines():
        if heading := _HEADING.fullmatch(line):
            lines = found.setdefault(heading[1], [])
        elif line.startswith("  "):
            lines[-1] += line[2:]
        elif line and not line.startswith("#"):
            lines.append(line)
    return found
