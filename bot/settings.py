"""What can be set, and from where: flags, then the environment, `.env`, `scrutineer.toml`.

The only module that knows of pydantic-settings; everything else is given plain values.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.faults import MendableError
from corpus.authorities import plain_name

PREFIX = "SCRUTINEER_"
DOTENV = ".env"
TOML = "scrutineer.toml"
EXTRACTIVE = "extractive"


class Settings(BaseModel):
    """Every setting, checked. Made by `load`, or by hand from values."""

    model_config = ConfigDict(frozen=True)

    home: Path = Field(
        default=Path(".scrutineer"), description="folder of everything the program keeps"
    )
    authority: str | None = Field(
        default=None, description="the home authority; a question that names none is about it"
    )
    model: str = Field(default=EXTRACTIVE, description="what writes the answers")
    embedder: str = Field(
        default="default", description="what turns text into vectors: default, or provider:model"
    )
    chroma_url: str | None = Field(
        default=None, description="a Chroma server to use in place of the embedded one"
    )

    @field_validator("home")
    @classmethod
    def _expanded(cls, home: Path) -> Path:
        return home.expanduser()

    @field_validator("authority")
    @classmethod
    def _plain(cls, authority: str | None) -> str | None:
        return None if authority is None else plain_name(authority)

    @field_validator("model")
    @classmethod
    def _extractive_only(cls, model: str) -> str:
        if model != EXTRACTIVE:
            raise ValueError(
                f"{model!r} cannot be used: language models come with a later version. "
                f"Leave it out, or set it to {EXTRACTIVE!r}"
            )
        return model

    @field_validator("embedder")
    @classmethod
    def _embedder_form(cls, embedder: str) -> str:
        provider, _, model = embedder.partition(":")
        if embedder != "default" and not (provider and model):
            raise ValueError(f"{embedder!r} is neither 'default' nor of the form provider:model")
        return embedder

    @field_validator("chroma_url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError(f"{url!r} does not begin with http:// or https://")
        return url


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


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings in force, where each comes from, and names that mean nothing here.

    `sources` maps a field to "flag", "environment", ".env", "scrutineer.toml" or "default".
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
    for source, found in ((TOML, _toml()), (DOTENV, _dotenv()), ("environment", _environment())):
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


def of_home(home: Path) -> Settings:
    """The defaults with another home folder, whatever the environment says."""
    return Settings(home=home)


def _environment() -> Mapping[str, Any]:
    return EnvSettingsSource(_Readable)()


def _dotenv() -> Mapping[str, Any]:
    try:
        return DotEnvSettingsSource(_Readable)()
    except (OSError, UnicodeDecodeError) as error:
        raise MendableError(f"{DOTENV} cannot be read ({error}).") from error


def _toml() -> Mapping[str, Any]:
    try:
        return TomlConfigSettingsSource(_Readable)()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MendableError(f"{TOML} cannot be read ({error}).") from error


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
        "environment": [name.upper() for name in EnvSettingsSource(_Readable).env_vars],
        DOTENV: [name.upper() for name in DotEnvSettingsSource(_Readable).env_vars],
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
