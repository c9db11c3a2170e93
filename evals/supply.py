"""What the program is made of: its packages, their licences, and what is known against them.

    python -m evals.supply licences            writes docs/licences.md
    python -m evals.supply sbom FILE           a CycloneDX bill of materials, the same for a lock
    python -m evals.supply audit               asks pip-audit, or says that it was not asked

All from `requirements.lock`; licences are as the installed packages state them.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

ROOT: Final = Path(__file__).parents[1]
LOCK: Final = ROOT / "requirements.lock"
LICENCES: Final = ROOT / "docs" / "licences.md"
ELSEWHERE: Final = "(not for this platform)"
_LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_LONGEST: Final = 60
_HEAD: Final = """# Licences

Of every package that is installed to run Scrutineer, as it states it itself. Made by
`python -m evals.supply licences`; a test holds it against `requirements.lock`.

| package | version | licence |
|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Package:
    """A package of a lock, with the hashes of its files."""

    name: str
    version: str
    hashes: tuple[str, ...]


def locked(lock: Path = LOCK) -> list[Package]:
    """The packages of a lock file, in its order."""
    text = lock.read_text("utf-8")
    found = list(_LOCKED.finditer(text))
    ends = [each.start() for each in found[1:]] + [len(text)]
    return [
        Package(each["name"], each["version"], tuple(_HASH.findall(text, each.end(), end)))
        for each, end in zip(found, ends, strict=True)
    ]


def licence(name: str) -> str:
    """What a package says of its licence; `ELSEWHERE` where it is not installed."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ELSEWHERE
    classified = [
        each.rpartition(" :: ")[2]
        for each in told.get_all("Classifier") or ()
        if each.startswith("License :: ") and not each.endswith("OSI Approved")
    ]
    stated = [(told.get_all(field) or [""])[0] for field in ("License-Expression", "License")]
    said = stated[0] or " and ".join(classified) or stated[1]
    line = said.strip().split("\n")[0]
    return line if 0 < len(line) <= _LONGEST else "see its files"


def licences(lock: Path = LOCK) -> str:
    """The page of licences."""
    rows = (f"| {p.name} | {p.version} | {licence(p.name)} |\n" for p in locked(lock))
    return _HEAD + "".join(rows)


def sbom(lock: Path = LOCK) -> dict[str, Any]:
    """A CycloneDX 1.6 bill of materials; of the same lock it is always the same."""
    packages = locked(lock)
    told = " ".join(f"{p.name}=={p.version}" for p in packages)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, told)}",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "scrutineer", "bom-ref": "scrutineer"}
        },
        "components": list(map(_component, packages)),
        "dependencies": [{"ref": "scrutineer", "dependsOn": [_url(p) for p in packages]}],
    }


def _component(package: Package) -> dict[str, Any]:
    stated = licence(package.name)
    return {
        "type": "library",
        "bom-ref": _url(package),
        "name": package.name,
        "version": package.version,
        "purl": _url(package),
        **({} if stated == ELSEWHERE else {"licenses": [{"license": {"name": stated}}]}),
        # Files of one package for several platforms: each is named, since any may be installed.
        "properties": [
            {"name": "scrutineer:file:sha256", "value": each} for each in package.hashes
        ],
    }


def _url(package: Package) -> str:
    return f"pkg:pypi/{package.name.lower().replace('_', '-')}@{package.version}"


def audit(lock: Path = LOCK) -> int:
    """The exit status of pip-audit; 0, and plain words, where there is none to ask."""
    program = shutil.which("pip-audit")
    if program is None:
        say("SKIPPED: pip-audit is not installed, so nothing is known of vulnerabilities.")
        return 0
    call = [program, "--requirement", str(lock), "--disable-pip", "--progress-spinner", "off"]
    return subprocess.run(call, check=False).returncode


def main(arguments: Sequence[str]) -> int:
    """Do what the first argument names."""
    match list(arguments):
        case ["licences"]:
            LICENCES.write_text(licences(), "utf-8")
        case ["sbom", name]:
            Path(name).write_text(json.dumps(sbom(), indent=2) + "\n", "utf-8")
        case ["audit"]:
            return audit()
        case _:
            say(__doc__ or "")
            return 2
    return 0


def say(line: str) -> None:
    """Print one line now."""
    sys.stdout.write(f"{line}\n")


def rows(page: str) -> Iterator[tuple[str, str, str]]:
    """Package, version and licence of each row of a page of licences."""
    for line in page.split("\n"):
        if line.startswith("| ") and not line.startswith("| package"):
            name, version, stated = (cell.strip() for cell in line.strip("|").split(" | "))
            yield name, version, stated


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
