"""Every setting by its name, with what it is for and what it is when nobody sets it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
)

from bot.settings.checks import (
    Database,
    DocumentSets,
    Folder,
    Header,
    Ids,
    Issuer,
    ListenAt,
    LongSecret,
    Networks,
    OpenAddress,
    Scopes,
    WebAddress,
    provider_and_model,
)
from corpus.authorities import plain_name

EXTRACTIVE = "extractive"
PUBLIC = "public"
"""The document set that everybody sees."""


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

    home: Folder = Field(
        default=Path(".scrutineer"), description="folder of everything the program keeps"
    )
    authority: Annotated[str, AfterValidator(plain_name)] | None = Field(
        default=None, description="the home authority; a question that names none is about it"
    )
    model: Annotated[str, AfterValidator(provider_and_model(EXTRACTIVE))] = Field(
        default=EXTRACTIVE, description="what writes the answers: extractive, or provider:model"
    )
    model_base_url: OpenAddress | None = Field(
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
    judge: Annotated[str, AfterValidator(provider_and_model(None))] | None = Field(
        default=None, description="a second judge behind the grounding gate: provider:model"
    )
    signposts: Folder | None = Field(
        default=None, description="a TOML file with the authority's own contacts for concerns"
    )
    embedder: Annotated[str, AfterValidator(provider_and_model("default"))] = Field(
        default="default", description="what turns text into vectors: default, or provider:model"
    )
    chroma_url: WebAddress | None = Field(
        default=None, description="a Chroma server to use in place of the embedded one"
    )
    chroma_from: int = Field(
        default=1_000_000, ge=0, description="passages from which Chroma is asked for the nearest"
    )
    state_url: Database | None = Field(
        default=None, description="the database of conversations, accepted questions and feedback"
    )
    shared_index: bool = Field(
        default=False, description="whether replicas share the index, in that database"
    )
    files: Folder | None = Field(
        default=None, description="folder of uploaded files and recognised scans"
    )

    audit_key: LongSecret | None = Field(
        default=None, description="what the audit log is sealed with; 32 characters at least"
    )
    audit_questions: bool = Field(
        default=True, description="whether the audit log holds the questions that were asked"
    )

    keep_conversations: int = Field(
        default=90, ge=0, description="days that conversations are kept; 0 for ever, as below"
    )
    keep_questions: int = Field(
        default=365, ge=0, description="days that it is kept what was asked, without who"
    )
    keep_feedback: int = Field(default=365, ge=0, description="days that feedback is kept")
    keep_reviews: int = Field(default=365, ge=0, description="days that reviews are kept")
    keep_runs: int = Field(
        default=365, ge=0, description="days that it is kept what index runs and syncs did"
    )
    keep_audit: int = Field(
        default=730, ge=0, description="days that the audit log keeps what its entries say"
    )
    keep_uploads: int = Field(
        default=0, ge=0, description="days that uploaded files and their documents are kept"
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
    slack_api_url: WebAddress | None = Field(
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
    document_sets: DocumentSets = Field(
        default={}, description="documents that only some may see: patterns of paths, by name"
    )
    slack_channels: Mapping[str, ChannelRules] = Field(
        default={}, description="what holds in single channels, by their ids"
    )
    slack_group_sets: Mapping[str, tuple[str, ...]] = Field(
        default={}, description="document sets that members of a user group see, by its id"
    )
    upload_limit: int = Field(
        default=50, ge=1, le=500, description="megabytes that may be uploaded at once"
    )
    file_seconds: float = Field(
        default=120.0, ge=5, description="seconds that one file may take to be read"
    )
    file_memory: int = Field(
        default=3_000,
        ge=500,
        description="megabytes that the process may take that reads a file",
    )
    public_url: WebAddress | None = Field(
        default=None, description="where the web pages are reached from; Slack links there"
    )

    sign_in: Literal["off", "proxy", "oidc"] = Field(
        default="off",
        description="who says who a visitor of the web pages is: nobody, a proxy, OpenID Connect",
    )
    sign_in_proxies: Networks = Field(
        default=(), description="addresses and networks of the proxies that are believed"
    )
    sign_in_header: Header = Field(
        default="X-Forwarded-User", description="the header in which a proxy names the visitor"
    )
    sign_in_groups_header: Header | None = Field(
        default=None, description="the header in which a proxy names the visitor's groups"
    )
    oidc_issuer: Issuer | None = Field(
        default=None, description="the address of the OpenID Connect provider, as it writes it"
    )
    oidc_client_id: str | None = Field(
        default=None, description="what the provider calls this program"
    )
    oidc_client_secret: SecretStr | None = Field(
        default=None, description="the secret that the provider gave this program"
    )
    oidc_scopes: Scopes = Field(
        default=("openid", "profile", "email"), description="what the provider is asked for"
    )
    oidc_name_claim: str = Field(
        default="email", description="the claim that says who has signed in"
    )
    oidc_groups_claim: str = Field(
        default="groups", description="the claim that says which groups they are in"
    )
    session_secret: LongSecret | None = Field(
        default=None, description="what sessions are signed with; 32 characters at least"
    )
    session_hours: float = Field(
        default=8.0, gt=0, le=168, description="hours after which somebody has to sign in again"
    )
    session_idle_minutes: float = Field(
        default=60.0,
        ge=0,
        le=10_080,
        description="minutes without a page after which somebody has to sign in again; 0 for any",
    )
    web_readers: Ids = Field(
        default=(), description="who may read and ask: names, group:NAME; everyone if empty"
    )
    web_owners: Ids = Field(default=(), description="who may also change the documents")
    web_admins: Ids = Field(default=(), description="who may also see what was asked")
    web_sets: Ids = Field(
        default=(), description="the document sets that readers of the web pages see"
    )
    web_group_sets: Mapping[str, tuple[str, ...]] = Field(
        default={}, description="document sets that readers in a group see as well, by group"
    )
    web_user_limit: int = Field(
        default=0, ge=0, description="questions that one visitor may ask in a minute; 0 for any"
    )

    sync_every: float = Field(
        default=24.0, ge=0, le=8_760, description="hours between two looks at a source; 0 for none"
    )
    sources_pause: float = Field(
        default=2.0, ge=0, le=3_600, description="seconds between two requests to one host"
    )
    sources_contact: str | None = Field(
        default=None, description="whom a site's owner may write to: named to sites in each request"
    )
    sources_loopback: bool = Field(
        default=False, description="whether sources may be on this machine, which only tests want"
    )
    ofsted_url: WebAddress = Field(
        default="https://reports.ofsted.gov.uk", description="where Ofsted's reports site is"
    )

    log_format: Literal["text", "json"] = Field(
        default="text", description="the form of the log's lines: text, or json"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="from what on the program logs what it does"
    )
    log_questions: bool = Field(
        default=False, description="whether the log holds the questions that are answered"
    )
    metrics_token: SecretStr | None = Field(
        default=None, description="what /metrics is read with, as a bearer token"
    )
    metrics_listen: ListenAt | None = Field(
        default=None, description="an address of its own for /metrics: host:port"
    )

    @property
    def state_place(self) -> str | Path:
        """Where that database is: the URL that is set, else a SQLite file in the home folder."""
        if self.state_url is None:
            return self.home / "state.sqlite"
        return self.state_url.get_secret_value()

    @property
    def files_folder(self) -> Path:
        """Where uploaded files and recognised scans are."""
        return self.files or self.home

    @property
    def uploads_folder(self) -> Path:
        """Where uploaded files are."""
        return self.files_folder / "uploads"

    @property
    def sources_folder(self) -> Path:
        """Where the files of sources are, a folder for each."""
        return self.files_folder / "sources"

    @field_validator("shared_index")
    @classmethod
    def _in_a_server(cls, shared: bool, info: ValidationInfo) -> bool:
        url: SecretStr | None = info.data.get("state_url")
        if shared and (url is None or not url.get_secret_value().startswith("postgres")):
            raise ValueError("it needs SCRUTINEER_STATE_URL with a PostgreSQL database")
        return shared

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
            if unknown := [name for name in rules.sets if name not in {*known, PUBLIC}]:
                raise ValueError(
                    f"channel {channel} names the document set {', '.join(unknown)}, which "
                    "document_sets does not have"
                )
        return channels

    @field_validator("slack_group_sets", "web_sets", "web_group_sets")
    @classmethod
    def _known_sets(cls, seen: Any, info: ValidationInfo) -> Any:
        known = info.data.get("document_sets")
        named = (
            seen if isinstance(seen, tuple) else [name for sets in seen.values() for name in sets]
        )
        unknown = sorted(set(named) - set(known) - {PUBLIC}) if known is not None else []
        if unknown:
            raise ValueError(
                f"it names the document set {', '.join(unknown)}, which document_sets does not have"
            )
        return seen


def of_home(home: Path) -> Settings:
    """The defaults with another home folder, whatever the environment says."""
    return Settings(home=home)
