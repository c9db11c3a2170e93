"""What can be set, and from where: flags, then the environment, `.env`, `scrutineer.toml`.

The only module that knows of pydantic-settings; everything else is given plain values.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    NoDecode,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from bot.faults import MendableError
from corpus.authorities import plain_name

PREFIX = "SCRUTINEER_"
DOTENV = ".env"
TOML = "scrutineer.toml"
EXTRACTIVE = "extractive"
_DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://", "postgres://")

# In variables they are written C1,C2; in scrutineer.toml as a list.
Ids = Annotated[tuple[str, ...], NoDecode]


class ChannelRules(BaseModel):
    """What holds in one Slack channel: the document sets seen there, and who reviews answers.

    `review` is the id of the channel where answers are approved before they are shown.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sets: tuple[str, ...] = ()
    review: str | None = None


class Settings(BaseModel):
    """Every setting, checked. Made by `load`, or by hand from values."""

    model_config = ConfigDict(frozen=True)

    home: Path = Field(
        default=Path(".scrutineer"), description="folder of everything the program keeps"
    )
    authority: str | None = Field(
        default=None, description="the home authority; a question that names none is about it"
    )
    model: str = Field(
        default=EXTRACTIVE, description="what writes the answers: extractive, or provider:model"
    )
    model_base_url: str | None = Field(
        default=None, description="where a server is that speaks the model's protocol"
    )
    model_timeout: float = Field(
        default=30.0, gt=0, le=600, description="seconds that a model has for an answer"
    )
    model_stall: float = Field(
        default=10.0, gt=0, le=600, description="seconds that a model may fall silent in the middle"
    )
    model_tries: int = Field(
        default=3, ge=1, le=10, description="how often a model is asked at most"
    )
    model_tokens: int = Field(
        default=6_000, ge=1_000, description="tokens that one request to a model may have, about"
    )
    model_temperature: float | None = Field(
        default=None, ge=0, le=2, description="a model's temperature; the provider's own if unset"
    )
    judge: str | None = Field(
        default=None, description="a second judge behind the grounding gate: provider:model"
    )
    signposts: Path | None = Field(
        default=None, description="a TOML file with the authority's own contacts for concerns"
    )
    embedder: str = Field(
        default="default", description="what turns text into vectors: default, or provider:model"
    )
    chroma_url: str | None = Field(
        default=None, description="a Chroma server to use in place of the embedded one"
    )
    state_url: SecretStr | None = Field(
        default=None, description="the database of conversations, accepted questions and feedback"
    )

    slack_bot_token: SecretStr | None = Field(
        default=None, description="the Slack app's bot token (xoxb-…)"
    )
    slack_app_token: SecretStr | None = Field(
        default=None, description="the Slack app's app-level token (xapp-…), for Socket Mode"
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="the Slack app's signing secret, for Slack over HTTP"
    )
    slack_api_url: str | None = Field(
        default=None, description="base URL of the Slack Web API; Slack's own if unset"
    )
    slack_workspaces: Ids = Field(
        default=(), description="ids of the workspaces that may ask; all that have the app if empty"
    )
    slack_only_channels: Ids = Field(
        default=(), description="ids of the channels that may ask; all if empty"
    )
    slack_user_groups: Ids = Field(
        default=(), description="ids of the user groups whose members may ask; everyone if empty"
    )
    slack_guests: bool = Field(default=False, description="whether guests may ask")
    slack_shared_channels: bool = Field(
        default=False, description="whether channels shared with others (Slack Connect) may ask"
    )
    slack_user_limit: int = Field(
        default=0, ge=0, description="questions that one person may ask in a minute; 0 for any"
    )
    slack_channel_limit: int = Field(
        default=0, ge=0, description="questions that one channel may ask in a minute; 0 for any"
    )
    slack_follow_threads: bool = Field(
        default=True, description="whether a question in a thread it is in needs no mention"
    )
    slack_queue: int = Field(
        default=2_000, ge=1, description="questions that may wait to be answered"
    )
    slack_workers: int = Field(
        default=4, ge=1, le=64, description="questions that are answered at the same time"
    )
    document_sets: Mapping[str, tuple[str, ...]] = Field(
        default={}, description="documents that only some may see: patterns of paths, by name"
    )
    slack_channels: Mapping[str, ChannelRules] = Field(
        default={}, description="what holds in single channels, by their ids"
    )
    public_url: str | None = Field(
        default=None, description="where the web pages are reached from; Slack links there"
    )

    @property
    def state_place(self) -> str | Path:
        """Where that database is: the URL that is set, else a SQLite file in the home folder."""
        if self.state_url is None:
            return self.home / "state.sqlite"
        return self.state_url.get_secret_value()

    @field_validator("home", "signposts")
    @classmethod
    def _expanded(cls, path: Path | None) -> Path | None:
        return None if path is None else path.expanduser()

    @field_validator("authority")
    @classmethod
    def _plain(cls, authority: str | None) -> str | None:
        return None if authority is None else plain_name(authority)

    @field_validator("model", "judge", "embedder")
    @classmethod
    def _provider_and_model(cls, name: str | None, field: ValidationInfo) -> str | None:
        word = {"model": EXTRACTIVE, "embedder": "default"}.get(field.field_name or "")
        if name is None or name == word:
            return name
        provider, _, model = name.partition(":")
        if not (provider and model):
            neither = f"neither {word!r} nor" if word else "not"
            raise ValueError(f"{name!r} is {neither} of the form provider:model")
        return name

    @field_validator("slack_workspaces", "slack_only_channels", "slack_user_groups", mode="before")
    @classmethod
    def _listed(cls, ids: object) -> object:
        if not isinstance(ids, str):
            return ids
        return tuple(name.strip() for name in ids.split(",") if name.strip())

    @field_validator("document_sets")
    @classmethod
    def _with_patterns(cls, sets: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        for name, patterns in sets.items():
            # A set that hides nothing would leave to all what was meant for some.
            if not patterns or not all(pattern.strip() for pattern in patterns):
                raise ValueError(f"the set {name!r} needs patterns of paths, none of them empty")
        return sets

    @field_validator("slack_channels")
    @classmethod
    def _of_known_sets(
        cls, channels: Mapping[str, ChannelRules], info: ValidationInfo
    ) -> Mapping[str, ChannelRules]:
        # Sets that are wrong themselves are told of by themselves.
        known = info.data.get("document_sets")
        for channel, rules in channels.items():
            if known is None:
                break
            if unknown := [name for name in rules.sets if name not in known]:
                raise ValueError(
                    f"channel {channel} names the document set {', '.join(unknown)}, which "
                    "document_sets does not have"
                )
        return channels

    @field_validator("model_base_url")
    @classmethod
    def _without_secrets(cls, url: str | None) -> str | None:
        # Settings are shown and written down.
        if url is not None and "@" in urlsplit(url).netloc:
            raise ValueError("a user name and password in it would be shown; leave them out")
        return url

    @field_validator("state_url")
    @classmethod
    def _database(cls, url: SecretStr | None) -> SecretStr | None:
        # What is said of it may not repeat it: it may hold a password.
        if url is not None and not url.get_secret_value().startswith(_DATABASES):
            raise ValueError("it begins neither with sqlite:/// nor with postgresql://")
        return url

    @field_validator("chroma_url", "model_base_url", "slack_api_url", "public_url")
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


def _toml() -> Mapping[str, Any]:
    try:
        return TomlConfigSettingsSource(_Readable)()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MendableError(f"{TOML} cannot be read ({error}).") from error


def _not_json(error: SettingsError) -> str:
    tables = "SCRUTINEER_SLACK_CHANNELS and SCRUTINEER_DOCUMENT_SETS"
    return f"{tables} take JSON in a variable; in {TOML} they are tables ({error})."


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
