import os
from pathlib import Path

import pytest

from bot.faults import MendableError
from bot.settings import keys_from_files, load


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


@pytest.mark.parametrize("content", [b"home = ", b"\xff\xfe"])
def test_a_broken_settings_file_is_named(content: bytes) -> None:
    Path("scrutineer.toml").write_bytes(content)
    with pytest.raises(MendableError, match=r"scrutineer\.toml cannot be read"):
        load()


def test_a_dotenv_of_another_encoding_is_named() -> None:
    Path(".env").write_bytes(b"SCRUTINEER_HOME=\xff\xfe\n")
    with pytest.raises(MendableError, match=r"\.env cannot be read"):
        load()


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of secret files, with another named after it that is empty."""
    folder, other = tmp_path / "secrets", tmp_path / "others"
    folder.mkdir()
    other.mkdir()
    monkeypatch.setenv("SCRUTINEER_SECRETS", f"{folder}{os.pathsep}{other}")
    return folder


def test_a_secret_may_be_a_file(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("scrutineer.toml").write_text('slack_bot_token = "xoxb-toml"\n')
    (secrets / "SCRUTINEER_SLACK_BOT_TOKEN").write_text("xoxb-file\n")
    (secrets / "scrutineer_web_admins").write_text("ann@aldermere.example\n")
    loaded = load()
    token = loaded.settings.slack_bot_token
    assert token is not None
    assert token.get_secret_value() == "xoxb-file"
    assert loaded.settings.web_admins == ("ann@aldermere.example",)
    assert loaded.sources["slack_bot_token"] == "secret file"
    assert loaded.unknown == ()
    monkeypatch.setenv("SCRUTINEER_SLACK_BOT_TOKEN", "xoxb-environment")
    assert load().sources["slack_bot_token"] == "environment"


def test_a_secret_file_as_kubernetes_lays_it_out(secrets: Path) -> None:
    kept = secrets / "..2026_11_22"
    kept.mkdir()
    (kept / "SCRUTINEER_SESSION_SECRET").write_text("x" * 32)
    (secrets / "..data").symlink_to(kept.name)
    (secrets / "SCRUTINEER_SESSION_SECRET").symlink_to("..data/SCRUTINEER_SESSION_SECRET")
    assert load().sources["session_secret"] == "secret file"


def test_a_secret_that_is_wrong_is_told_of_and_not_shown(secrets: Path) -> None:
    (secrets / "SCRUTINEER_STATE_URL").write_text("mysql://me:opensesame@db.example/state")
    with pytest.raises(MendableError, match=r"STATE_URL \(from secret file\)") as error:
        load()
    assert "opensesame" not in str(error.value)
    (secrets / "SCRUTINEER_STATE_URL").write_bytes(b"\xff")
    with pytest.raises(MendableError, match=r"A secret file cannot be read.*state_url"):
        load()


def test_a_secret_file_that_means_nothing_is_told(secrets: Path) -> None:
    (secrets / "scrutineer_state_ulr").write_text("postgresql://db.example/state")
    (secrets / "postgres_password").write_text("opensesame")
    assert load().unknown == ("SCRUTINEER_STATE_ULR (secret file)",)


def test_a_folder_of_secrets_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_SECRETS", "nowhere")
    with pytest.raises(MendableError, match="SCRUTINEER_SECRETS: there is no folder nowhere"):
        load()


def test_a_models_key_may_be_a_file(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What is set during the test is taken back after it.
    for name in ("ALDERMERE_API_KEY", "THORNBECK_API_KEY", "PATH", "SCRUTINEER_X_KEY"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
        (secrets / name.lower()).write_text("from a file\n")
    monkeypatch.delenv("ALDERMERE_API_KEY")
    monkeypatch.setenv("THORNBECK_API_KEY", "from the environment")
    keys_from_files()
    assert os.environ["ALDERMERE_API_KEY"] == "from a file"
    assert os.environ["THORNBECK_API_KEY"] == "from the environment"
    assert os.environ["PATH"] != "from a file"
    assert os.environ["SCRUTINEER_X_KEY"] == ""
