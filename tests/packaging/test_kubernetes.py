"""The manifests: of Kubernetes' own shape, and agreeing with each other and with the program."""

import tomllib
from collections.abc import Iterator
from typing import Any

import kubernetes_validate
import pytest
import yaml

from bot.settings import Settings
from tests.packaging.images import ROOT, USER

FOLDER = ROOT / "deploy" / "kubernetes"
OLDEST, NEWEST = "1.30", "1.37"
KUSTOMIZATION = yaml.safe_load((FOLDER / "kustomization.yaml").read_text("utf-8"))


def manifests() -> list[dict[str, Any]]:
    return [
        manifest
        for name in KUSTOMIZATION["resources"]
        for manifest in yaml.safe_load_all((FOLDER / name).read_text("utf-8"))
    ]


EVERY = manifests()


def of_kind(kind: str, name: str = "scrutineer") -> dict[str, Any]:
    [found] = [m for m in EVERY if (m["kind"], m["metadata"]["name"]) == (kind, name)]
    return found


def pods() -> Iterator[dict[str, Any]]:
    for manifest in EVERY:
        spec = manifest.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            yield spec["template"]


def test_every_file_is_applied() -> None:
    files = {path.name for path in FOLDER.glob("*.yaml")} - {"kustomization.yaml"}
    assert files == set(KUSTOMIZATION["resources"])


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
@pytest.mark.parametrize("manifest", EVERY, ids=lambda m: f"{m['kind']}-{m['metadata']['name']}")
def test_it_is_what_kubernetes_takes(manifest: dict[str, Any], version: str) -> None:
    kubernetes_validate.validate(manifest, version, strict=True)


def test_a_misspelt_field_would_be_found() -> None:
    service = of_kind("Service")
    service = {**service, "spec": {**service["spec"], "selectr": {}}}
    with pytest.raises(kubernetes_validate.ValidationError, match="selectr"):
        kubernetes_validate.validate(service, NEWEST, strict=True)


def test_every_pod_may_do_as_little_as_it_can() -> None:
    every = list(pods())
    assert len(every) == 3
    for pod in every:
        spec = pod["spec"]
        assert spec["automountServiceAccountToken"] is False
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["runAsUser"] == USER
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        for container in spec["containers"]:
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }
            assert {"cpu", "memory"} <= set(container["resources"]["requests"])
            assert "memory" in container["resources"]["limits"]
            assert "env" not in container
            mounted = {mount["name"] for mount in container["volumeMounts"]}
            claims = manifests_claims(spec)
            assert mounted <= claims


def manifests_claims(spec: dict[str, Any]) -> set[str]:
    """The volumes that a pod has; a StatefulSet's own come from its templates."""
    return {volume["name"] for volume in spec["volumes"]} | {"data"}


def test_what_is_chosen_by_labels_is_there() -> None:
    labels = [pod["metadata"]["labels"] for pod in pods()]
    for kind in ("Service", "PodDisruptionBudget"):
        selector = of_kind(kind)["spec"]["selector"]
        assert selector.get("matchLabels", selector) in labels
    deployment = of_kind("Deployment")["spec"]
    assert deployment["selector"]["matchLabels"] == deployment["template"]["metadata"]["labels"]
    assert deployment["replicas"] > of_kind("PodDisruptionBudget")["spec"]["minAvailable"]


def test_that_it_runs_and_that_it_can_answer_are_told_apart() -> None:
    [container] = of_kind("Deployment")["spec"]["template"]["spec"]["containers"]
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert {"name": "http", "containerPort": 8000} in container["ports"]


def test_its_settings_are_ones_that_the_program_has() -> None:
    written = tomllib.loads(of_kind("ConfigMap")["data"]["scrutineer.toml"])
    assert set(written) <= set(Settings.model_fields)
    secret = {"state_url": "postgresql://db.example/state", "session_secret": "x" * 32}
    settings = Settings.model_validate({**written, **secret, "oidc_client_secret": "x"})
    assert settings.sign_in == "oidc"
    assert "--published-on-loopback" not in str(EVERY)


def test_nothing_is_reached_that_is_not_named() -> None:
    closed = of_kind("NetworkPolicy", "nothing")["spec"]
    assert closed == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    for rule in of_kind("NetworkPolicy")["spec"]["egress"]:
        assert rule["to"]
        assert rule["ports"]
