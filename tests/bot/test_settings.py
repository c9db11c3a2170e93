from pathlib import Path

import pytest

from bot.faults import MendableError
from bot.settings import load


def test_the_defaults_need_nothing() -> None:
    loaded = load()
    assert loaded.settings.home == Path(".scrutineer")
    assert loaded.settings.authority is None
    assert set(loaded.sources.values()) == {"default"}
    assert loaded.unknown == ()


def test_flags_win_over_the_environment_that_over_dotenv_that_over_toml(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("scrutineer.toml").write_text(
        'home = "toml"\nauthority = "Camden"\nembedder = "openai:a"\n'
    )
    assert load().settings.home == Path("toml")
    Path(".env").write_text("SCRUTINEER_HOME=dotenv\nSCRUTINEER_AUTHORITY=Barnet\nOTHER=1\n")
    assert load().settings.home == Path("dotenv")
    monkeypatch.setenv("SCRUTINEER_HOME", "environment")
    assert load().settings.home == Path("environment")
    loaded = load({"home": Path("flag")})
    assert loaded.settings.home == Path("flag")
    assert loaded.settings.authority == "Barnet"
    assert {name: place for name, place in loaded.sources.items() if place != "default"} == {
        "home": "flag",
        "authority": ".env",
        "embedder": "scrutineer.toml",
    }


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_HOME", "")
    assert load().settings.home == Path(".scrutineer")


def test_a_formal_name_of_the_authority_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_AUTHORITY", "London Borough of Merton")
    assert load().settings.authority == "Merton"


def test_names_that_mean_nothing_are_told_with_their_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SCRUTINEER_AUTORITY", "Merton")
    Path(".env").write_text("SCRUTINEER_JUGDE=x\nUNRELATED=y\n")
    Path("scrutineer.toml").write_text('hoem = "x"\n')
    assert load().unknown == (
        "SCRUTINEER_AUTORITY (environment)",
        "SCRUTINEER_JUGDE (.env)",
        "SCRUTINEER_HOEM (scrutineer.toml)",
    )


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


@pytest.mark.parametrize("content", [b"home = ", b"\xff\xfe"])
def test_a_broken_settings_file_is_named(content: bytes) -> None:
    Path("scrutineer.toml").write_bytes(content)
    with pytest.raises(MendableError, match=r"scrutineer\.toml cannot be read"):
        load()


def test_a_dotenv_of_another_encoding_is_named() -> None:
    Path(".env").write_bytes(b"SCRUTINEER_HOME=\xff\xfe\n")
    with pytest.raises(MendableError, match=r"\.env cannot be read"):
        load()


SETS = '[document_sets]\nleaders = ["leaders/**"]\n'


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
