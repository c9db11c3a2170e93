"""Where settings come from: flags, environment, `.env`, secret files, `scrutineer.toml`."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from bot.faults import MendableError
from bot.settings.values import Settings

PREFIX = "SCRUTINEER_"
DOTENV = ".env"
TOML = "scrutineer.toml"
# Folders of secret files, named in the environment alone; else where containers have theirs.
SECRETS = PREFIX + "SECRETS"
_CONTAINERS = "/run/secrets"
# What a model's provider reads from the environment by itself, when it is in a file.
_TABLES = ("slack_channels", "slack_group_sets", "document_sets", "web_group_sets")
_KEY = re.compile(r"[A-Z][A-Z0-9_]*_(?:KEY|TOKEN)")


class _Readable(Settings, BaseSettings):
    """The same, for the sources to look up; never made itself."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=DOTENV,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        toml_file=TOML,
        extra="ignore",
    )


class _SlackNames(BaseSettings):
    """The names that Slack's own documentation gives its secrets, taken where ours are not set."""

    model_config = SettingsConfigDict(
        env_file=DOTENV, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    slack_bot_token: str | None = None
    slack_app_token: str | None = None
    slack_signing_secret: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings in force, where each comes from, and names that mean nothing here.

    `sources` maps a field to "flag", "environment", ".env", "secret file", "scrutineer.toml" or
    "default".
    `unknown` are variables and keys as they were written, with the place in brackets.
    """

    settings: Settings
    sources: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def variable(name: str) -> str:
    """The environment variable of a field: `home` gives SCRUTINEER_HOME."""
    return PREFIX + name.upper()


def load(flags: Mapping[str, Any] | None = None) -> Loaded:
    """Read the settings from all sources; `flags` win, None among them means not given.

    Raises `MendableError`, naming the setting and the source at fault.
    """
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    values: dict[str, Any] = {}
    sources = dict.fromkeys(Settings.model_fields, "default")
    for source, found in (
        (TOML, _toml()),
        ("secret file", _secret_files()),
        (DOTENV, _dotenv()),
        ("environment", _environment()),
    ):
        known = {name: value for name, value in found.items() if name in sources}
        values.update(known)
        sources.update(dict.fromkeys(known, source))
    values.update(given)
    sources.update(dict.fromkeys(given, "flag"))
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise MendableError(_explained(error, sources)) from error
    return Loaded(settings, sources, _unknown())


def keys_from_files() -> None:
    """Put secret files that are called like a model's key (`OPENAI_API_KEY`) in the environment.

    What is there already stays. Raises `MendableError`.
    """
    for file in _in_secret_folders():
        name = file.name.upper()
        if _KEY.fullmatch(name) and not name.startswith(PREFIX):
            try:
                os.environ.setdefault(name, file.read_text("utf-8").strip())
            except (OSError, UnicodeDecodeError) as error:
                raise MendableError(f"A secret file cannot be read ({error}).") from error


def _environment() -> Mapping[str, Any]:
    try:
        return {**EnvSettingsSource(_SlackNames)(), **EnvSettingsSource(_Readable)()}
    except SettingsError as error:
        raise MendableError(_not_json(error)) from error


def _dotenv() -> Mapping[str, Any]:
    try:
        return {**DotEnvSettingsSource(_SlackNames)(), **DotEnvSettingsSource(_Readable)()}
    except SettingsError as error:
        raise MendableError(_not_json(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise MendableError(f"{DOTENV} cannot be read ({error}).") from error


def _secret_files() -> Mapping[str, Any]:
    try:
        return SecretsSettingsSource(_Readable, _secret_folders())()
    except (SettingsError, OSError) as error:
        raise MendableError(f"A secret file cannot be read ({error}).") from error


def _secret_folders() -> list[Path]:
    named = os.environ.get(SECRETS)
    if not named:
        return [Path(_CONTAINERS)] if Path(_CONTAINERS).is_dir() else []
    folders = [Path(name) for name in named.split(os.pathsep)]
    for folder in folders:
        if not folder.is_dir():
            raise MendableError(f"{SECRETS}: there is no folder {folder}.")
    return folders


def _in_secret_folders() -> list[Path]:
    return [file for folder in _secret_folders() for file in folder.iterdir() if file.is_file()]


def _toml() -> Mapping[str, Any]:
    try:
        return TomlConfigSettingsSource(_Readable)()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MendableError(f"{TOML} cannot be read ({error}).") from error


def _not_json(error: SettingsError) -> str:
    tables = [variable(name) for name in _TABLES]
    return f"{', '.join(tables)} take JSON in a variable; in {TOML} they are tables ({error})."


def _explained(error: ValidationError, sources: Mapping[str, str]) -> str:
    lines = []
    for fault in error.errors(include_url=False):
        name = str(fault["loc"][0])
        reason = str(fault["msg"]).removeprefix("Value error, ").rstrip(".")
        lines.append(f"{variable(name)} (from {sources[name]}): {reason}.")
    return "\n".join(lines)


def _unknown() -> tuple[str, ...]:
    known = {variable(name) for name in Settings.model_fields}
    places = {
        "environment": {n.upper() for n in EnvSettingsSource(_Readable).env_vars} - {SECRETS},
        DOTENV: [name.upper() for name in DotEnvSettingsSource(_Readable).env_vars],
        "secret file": [file.name.upper() for file in _in_secret_folders()],
        TOML: [variable(name) for name in _toml_keys()],
    }
    return tuple(
        f"{name} ({place})"
        for place, names in places.items()
        for name in sorted(names)
        if name.startswith(PREFIX) and name not in known
    )


def _toml_keys() -> list[str]:
    path = Path(TOML)
    return list(tomllib.loads(path.read_text("utf-8"))) if path.is_file() else []
