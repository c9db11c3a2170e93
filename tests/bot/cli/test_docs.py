import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from bot.cli.chat import HELP
from bot.cli.program import program
from bot.settings import SECRETS, Settings, variable
from corpus.documents import KINDS

DOCS = Path(__file__).parents[3] / "docs"
COMMANDS = (DOCS / "commands.md").read_text("utf-8")


def names_and_options() -> Iterator[tuple[str, list[str]]]:
    def walk(command: object, path: str) -> Iterator[tuple[str, list[str]]]:
        parameters = getattr(command, "params", [])
        yield path, [o for p in parameters for o in p.opts if o.startswith("-")]
        for name, child in getattr(command, "commands", {}).items():
            yield from walk(child, f"{path} {name}")

    return walk(typer.main.get_command(program), "scrutineer")


@pytest.mark.parametrize(("command", "options"), list(names_and_options()))
def test_every_command_and_option_is_documented(command: str, options: list[str]) -> None:
    assert command in COMMANDS
    for option in options:
        assert re.search(rf"(?<![\w-]){re.escape(option)}\b", COMMANDS), f"{command} {option}"


def test_every_kind_and_command_of_the_chat_is_documented() -> None:
    for kind in KINDS:
        assert f"`{kind}`" in COMMANDS
    for command in re.findall(r"^/\w+", HELP, re.MULTILINE):
        assert f"`{command}`" in COMMANDS


def test_every_setting_is_documented() -> None:
    settings = (DOCS / "settings.md").read_text("utf-8")
    for name in Settings.model_fields:
        assert f"`{variable(name)}` | `{name}`" in settings
    documented = set(re.findall(r"`(SCRUTINEER_[A-Z_]+[A-Z])`", settings))
    assert documented == {SECRETS} | {variable(name) for name in Settings.model_fields}
