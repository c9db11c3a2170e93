"""`compose.yaml`: every service as closed as it can be, and secrets that nobody has to make."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from bot.settings import Settings, variable
from tests.packaging.images import DOCKERFILE, ROOT

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def test_every_service_is_as_closed_as_it_can_be() -> None:
    assert set(SERVICES) == {"app", "chroma", "postgres", "secrets"}
    for name, service in SERVICES.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "privileged" not in service, name
        named = [each.split(":")[0] for each in service["volumes"] if each[0] not in "./"]
        assert set(named) <= set(COMPOSE["volumes"]), name


def test_only_the_pages_are_reached_and_only_from_this_machine() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"app": ["127.0.0.1:8000:8000"]}
    assert COMPOSE["networks"]["back"] == {"internal": True}
    assert SERVICES["chroma"]["networks"] == SERVICES["postgres"]["networks"] == ["back"]


def test_the_pages_wait_for_what_they_need() -> None:
    needed = SERVICES["app"]["depends_on"]
    assert {name: each["condition"] for name, each in needed.items()} == {
        "secrets": "service_completed_successfully",
        "postgres": "service_healthy",
        "chroma": "service_healthy",
    }
    assert all("healthcheck" in SERVICES[name] for name in ("postgres", "chroma"))
    assert "HEALTHCHECK" in DOCKERFILE.read_text("utf-8")


def test_its_settings_are_ones_that_the_program_has() -> None:
    known = {variable(name) for name in Settings.model_fields} | {"SCRUTINEER_SECRETS"}
    assert set(SERVICES["app"]["environment"]) <= known
    assert not [name for name in SERVICES["app"]["environment"] if name.endswith("STATE_URL")]


def test_the_password_is_made_once(tmp_path: Path) -> None:
    [script] = SERVICES["secrets"]["command"]
    script = script.replace("/var/lib/secrets", str(tmp_path))

    def made() -> dict[str, str]:
        subprocess.run([sys.executable, "-c", script], check=True)
        return {path.name: path.read_text() for path in tmp_path.iterdir()}

    first = made()
    assert set(first) == {"postgres_password", "scrutineer_state_url"}
    assert len(first["postgres_password"]) >= 32
    assert f":{first['postgres_password']}@postgres/" in first["scrutineer_state_url"]
    settings = Settings.model_validate({"state_url": first["scrutineer_state_url"]})
    assert settings.state_place == first["scrutineer_state_url"]
    assert made() == first
