"""The list of licences is that of the lock, and the bill of materials is always the same."""

import json
from pathlib import Path

import pytest

from evals.supply import ELSEWHERE, LICENCES, audit, licence, locked, main, rows, sbom


def test_every_package_of_the_lock_is_listed_with_its_licence() -> None:
    """Mend it with `python -m evals.supply licences`."""
    listed = list(rows(LICENCES.read_text("utf-8")))
    assert [(name, version) for name, version, _ in listed] == [
        (package.name, package.version) for package in locked()
    ]
    for name, _, stated in listed:
        if (found := licence(name)) != ELSEWHERE:
            assert stated == found, name


def test_none_of_them_binds_what_uses_it() -> None:
    for name, _, stated in rows(LICENCES.read_text("utf-8")):
        assert "AGPL" not in stated.upper(), name
        assert "AFFERO" not in stated.upper(), name


def test_a_bill_of_materials_names_each_with_its_hashes(tmp_path: Path) -> None:
    made = tmp_path / "sbom.json"
    assert main(["sbom", str(made)]) == 0
    held = json.loads(made.read_text())
    assert held == json.loads(json.dumps(sbom()))
    assert (held["bomFormat"], held["specVersion"]) == ("CycloneDX", "1.6")
    parts = held["components"]
    assert len(parts) == len(locked())
    assert all(part["properties"] for part in parts)
    assert len({part["bom-ref"] for part in parts}) == len(parts)


def test_an_audit_that_cannot_be_made_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("evals.supply.shutil.which", lambda _: None)
    assert audit() == 0
    assert capsys.readouterr().out.startswith("SKIPPED: pip-audit is not installed")


def test_other_words_are_no_command() -> None:
    assert main([]) == 2
