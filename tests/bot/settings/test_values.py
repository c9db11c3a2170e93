from pathlib import Path

import pytest

from bot.faults import MendableError
from bot.settings import load, on_this_machine

SETS = '[document_sets]\nleaders = ["leaders/**"]\n'


def test_the_defaults_need_nothing() -> None:
    loaded = load()
    assert loaded.settings.home == Path(".scrutineer")
    assert loaded.settings.authority is None
    assert set(loaded.sources.values()) == {"default"}
    assert loaded.unknown == ()


def test_a_formal_name_of_the_authority_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_AUTHORITY", "London Borough of Merton")
    assert load().settings.authority == "Merton"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SCRUTINEER_MODEL", "gpt-5", "neither 'extractive' nor of the form provider:model"),
        ("SCRUTINEER_MODEL", "openai:", "provider:model"),
        ("SCRUTINEER_JUDGE", "extractive", "not of the form provider:model"),
        ("SCRUTINEER_MODEL_BASE_URL", "localhost:8000/v1", "http://"),
        ("SCRUTINEER_MODEL_TIMEOUT", "0", "greater than 0"),
        ("SCRUTINEER_MODEL_TOKENS", "20", "1000"),
        ("SCRUTINEER_EMBEDDER", "minilm", "provider:model"),
        ("SCRUTINEER_CHROMA_URL", "localhost:8000", "http://"),
        ("SCRUTINEER_STATE_URL", "mysql://localhost/state", "sqlite:/// nor with postgresql://"),
        ("SCRUTINEER_STATE_URL", "sqlite://", "sqlite:///"),
        ("SCRUTINEER_SHARED_INDEX", "true", "SCRUTINEER_STATE_URL with a PostgreSQL database"),
        ("SCRUTINEER_CHROMA_FROM", "-1", "greater than or equal to 0"),
        ("SCRUTINEER_SIGN_IN", "maybe", "'off', 'proxy' or 'oidc'"),
        ("SCRUTINEER_SIGN_IN_PROXIES", "10.0.0.300", "10.0.0.300"),
        ("SCRUTINEER_SIGN_IN_PROXIES", "10.1.2.3,0.0.0.0/0", "anybody could be anybody"),
        ("SCRUTINEER_SIGN_IN_PROXIES", "::/0", "anybody could be anybody"),
        ("SCRUTINEER_SIGN_IN_HEADER", "X User", "no name of a header"),
        ("SCRUTINEER_OIDC_ISSUER", "http://id.aldermere.example", "https://"),
        ("SCRUTINEER_OIDC_SCOPES", "profile", "openid"),
        ("SCRUTINEER_SESSION_HOURS", "0", "greater than 0"),
        ("SCRUTINEER_WEB_SETS", "leaders", "the document set leaders"),
        ("SCRUTINEER_WEB_GROUP_SETS", '{"leadership": ["leaders"]}', "the document set leaders"),
    ],
)
def test_a_wrong_value_names_the_setting_and_its_source(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(MendableError) as error:
        load()
    assert name in str(error.value)
    assert "environment" in str(error.value)
    assert said in str(error.value)


def test_a_password_in_the_base_url_is_refused_and_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SCRUTINEER_MODEL_BASE_URL", "https://me:opensesame@models.example/v1")
    with pytest.raises(MendableError, match="SCRUTINEER_MODEL_BASE_URL") as error:
        load()
    assert "opensesame" not in str(error.value)


def test_a_password_of_the_database_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_STATE_URL", "postgresql://me:opensesame@db.example/state")
    settings = load().settings
    assert settings.state_place == "postgresql://me:opensesame@db.example/state"
    assert "opensesame" not in f"{settings} {settings!r} {settings.state_url}"
    monkeypatch.setenv("SCRUTINEER_STATE_URL", "mysql://me:opensesame@db.example/state")
    with pytest.raises(MendableError, match="SCRUTINEER_STATE_URL") as error:
        load()
    assert "opensesame" not in str(error.value)


def test_what_is_remembered_is_in_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_HOME", "kept")
    assert load().settings.state_place == Path("kept/state.sqlite")


def test_a_channel_names_document_sets_that_there_are() -> None:
    Path("scrutineer.toml").write_text(f'{SETS}[slack_channels.C1]\nsets = ["leaders"]\n')
    assert load().settings.slack_channels["C1"].sets == ("leaders",)
    Path("scrutineer.toml").write_text(f'{SETS}[slack_channels.C1]\nsets = ["leeders"]\n')
    with pytest.raises(MendableError, match="C1 names the document set leeders") as error:
        load()
    assert "SCRUTINEER_SLACK_CHANNELS (from scrutineer.toml)" in str(error.value)


@pytest.mark.parametrize("patterns", ["[]", '[""]', '["a", " "]'])
def test_a_document_set_that_hides_nothing_is_refused(patterns: str) -> None:
    Path("scrutineer.toml").write_text(f"[document_sets]\nleaders = {patterns}\n")
    with pytest.raises(MendableError, match="'leaders' needs patterns of paths"):
        load()


def test_a_secret_that_is_too_short_is_told_of_and_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SCRUTINEER_SESSION_SECRET", "opensesame")
    with pytest.raises(MendableError) as error:
        load()
    assert "SCRUTINEER_SESSION_SECRET" in str(error.value)
    assert "32" in str(error.value)
    assert "opensesame" not in str(error.value)
    monkeypatch.setenv("SCRUTINEER_SESSION_SECRET", "x" * 32)
    assert "xxx" not in repr(load().settings)


def test_who_may_do_what_on_the_web_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_WEB_ADMINS", "ann@aldermere.example, group:Improvement team")
    monkeypatch.setenv("SCRUTINEER_SIGN_IN_PROXIES", "10.1.2.3,2001:db8::/32")
    Path("scrutineer.toml").write_text(
        'web_sets = ["members"]\n[document_sets]\nleaders = ["leaders"]\nmembers = ["members"]\n'
        '[web_group_sets]\nleadership = ["leaders"]\n'
    )
    settings = load().settings
    assert settings.web_admins == ("ann@aldermere.example", "group:Improvement team")
    assert settings.sign_in_proxies == ("10.1.2.3", "2001:db8::/32")
    assert (settings.web_sets, settings.web_group_sets) == (
        ("members",),
        {"leadership": ("leaders",)},
    )


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.1", True),
        ("http://127.8.0.1", True),
        ("http://[::1]:8000", True),
        ("http://scrutineer.localhost", True),
        ("http://localhost.aldermere.example", False),
        ("http://0.0.0.0", False),
        ("http://127.0.0.1.aldermere.example", False),
        ("https://scrutineer.aldermere.example", False),
    ],
)
def test_what_leads_to_this_machine_alone(url: str, local: bool) -> None:
    assert on_this_machine(url) is local
