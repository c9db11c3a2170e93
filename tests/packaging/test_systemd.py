"""The units of systemd, by what it says of them itself."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packaging.images import ROOT

FOLDER = ROOT / "deploy" / "systemd"
UNITS = sorted(path.name for path in FOLDER.iterdir())
# Of 100: what is left is for a program that serves over the network.
MOST_EXPOSED = "20"

pytestmark = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"
)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with a program that is there."""
    for name in UNITS:
        text = (FOLDER / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("/opt/scrutineer/bin/scrutineer", "/bin/true"))
    return tmp_path


@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_it(units: Path, name: str) -> None:
    command = ["systemd-analyze", "verify", "--man=no", str(units / name)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_it_is_hardened(units: Path, name: str) -> None:
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}"]
    done = subprocess.run([*command, str(units / name)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-500:]


def test_both_services_are_hardened_alike() -> None:
    def hardening(name: str) -> str:
        return (FOLDER / name).read_text("utf-8").split("# Nothing leaves")[1].split("[Install]")[0]

    assert hardening("scrutineer.service") == hardening("scrutineer-index.service")
