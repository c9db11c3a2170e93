import subprocess
import sys

import pytest

from bot.models import connecting
from bot.models.asking import Model
from bot.models.connecting import connected
from bot.models.faults import ModelSetupError


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        ("anthropic:claude", "anthropic"),
        ("azure_openai:gpt", "openai"),
        ("bedrock_converse:claude", "bedrock"),
        ("ollama:llama3", "ollama"),
        ("openai:gpt", "openai"),
    ],
)
def test_a_missing_package_is_told_with_the_command_that_mends_it(
    monkeypatch: pytest.MonkeyPatch, name: str, extra: str
) -> None:
    monkeypatch.setattr(connecting, "find_spec", lambda _: None)
    with pytest.raises(ModelSetupError, match=rf"pip install 'scrutineer\[{extra}\]'"):
        Model(name)


def test_a_missing_key_is_told_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelSetupError, match="OPENAI_API_KEY"):
        connected("openai:gpt", None, 1)


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    connected("openai:local", "http://127.0.0.1:9/v1", 1)


def test_a_provider_that_nobody_knows_is_told() -> None:
    with pytest.raises(ModelSetupError, match="nobody:nothing cannot be set up"):
        connected("nobody:nothing", None, 1)


def test_azure_needs_its_address_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "x")
    monkeypatch.delenv("OPENAI_API_VERSION", raising=False)
    with pytest.raises(ModelSetupError, match="OPENAI_API_VERSION and AZURE_OPENAI_ENDPOINT"):
        connected("azure_openai:gpt", None, 1)
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-10-21")
    connected("azure_openai:gpt", "https://aldermere.openai.azure.com", 1)


def test_what_cannot_be_set_up_is_told_without_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    def told_too_much(*_: object, **__: object) -> None:
        raise ValueError("the key opensesame is of no use")

    monkeypatch.setenv("OPENAI_API_KEY", "opensesame")
    monkeypatch.setattr("langchain.chat_models.init_chat_model", told_too_much)
    with pytest.raises(ModelSetupError, match="SCRUTINEER_MODEL_BASE_URL") as error:
        connected("openai:gpt", None, 1)
    assert "opensesame" not in str(error.value)
    assert error.value.__cause__ is None


def test_nothing_of_a_provider_is_imported_before_it_is_asked() -> None:
    seen = (
        "import sys\n"
        "from pathlib import Path\n"
        "from bot.app import open_app\n"
        "from bot.settings import Settings\n"
        "open_app(Settings(home=Path('home')))\n"
        "assert not [n for n in sys.modules if n.startswith(('bot.models', 'tenacity'))]\n"
        "open_app(Settings(home=Path('home'), model='openai:gpt', judge='anthropic:claude'))\n"
        "assert not [n for n in sys.modules if n.startswith(('openai', 'langchain'))]\n"
    )
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
