"""What a run is made with, so that every figure can be made again: `config.json`."""

import hashlib
import platform
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import prompts
from bot.settings import Settings
from evals.cases import Case
from evals.metrics import SEED
from evals.sources import sha256

FILE = "config.json"
ROOT = Path(__file__).resolve().parents[1]
_PACKAGES = ("corpus", "retrieval", "prompts", "bot")
_SOURCES = frozenset({".py", ".md", ".toml", ".txt", ".sql", ".json"})
# What may change without any answer being another; each answer knows its own question.
_LOOSE = frozenset({"suites", "commit", "cases", "asked", "registers", "probed", "seed"})
# Settings that an answer depends on; the rest may hold secrets.
_SETTINGS = ("authority", "embedder", "model", "model_temperature", "model_tokens", "judge")
_ADDRESSES = ("model_base_url", "chroma_url")

Config = Mapping[str, Any]


def configuration(
    settings: Settings,
    corpus: Path,
    documents: Sequence[Mapping[str, Any]],
    files: Sequence[Path],
    cases: Sequence[Case],
    suites: Sequence[str],
    registers: Path | None,
    *,
    probed: bool = False,
) -> dict[str, Any]:
    """All that the figures of a run depend on.

    `registers` is the folder of gold registers, `probed`: whether the probes were asked too.
    """
    return {
        "version": _version(),
        "commit": _commit(),
        "code": _code(),
        "python": platform.python_version(),
        "settings": _settings(settings),
        "prompts": _prompts(),
        "corpus": {
            "path": str(corpus.resolve()),
            "documents": len(documents),
            "sha256": _of(f"{d['id']} {d['source']['sha256']}" for d in documents),
        },
        "cases": [{"path": str(file.resolve()), "sha256": sha256(file)} for file in files],
        "asked": len(cases),
        "suites": list(suites),
        "registers": None if registers is None else str(registers),
        "probed": probed,
        "seed": SEED,
    }


def changes(before: Config, after: Config) -> list[str]:
    """What answers depend on that differs between two configurations, by name."""
    keys = [*before, *(key for key in after if key not in before)]
    return [key for key in keys if key not in _LOOSE and before.get(key) != after.get(key)]


def _version() -> str:
    try:
        return version("scrutineer")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "(not installed)"


def _commit() -> str | None:
    """The commit that is checked out, with a "+" where files differ from it; None without git."""
    try:
        head, changed = (
            subprocess.run(
                ["git", "-C", str(ROOT), *arguments],
                capture_output=True,
                text=True,
                check=True,
                timeout=20,
            ).stdout.strip()
            for arguments in (
                ("rev-parse", "HEAD"),
                ("status", "--porcelain", "--untracked-files=no"),
            )
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return f"{head}+" if changed else head


def _code() -> str:
    """A hash of all that makes answers, committed or not."""
    files = (p for name in _PACKAGES for p in (ROOT / name).rglob("*") if p.suffix in _SOURCES)
    return _of(f"{p.relative_to(ROOT)} {_content(p)}" for p in sorted(files))


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _of(lines: Iterator[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _settings(settings: Settings) -> dict[str, Any]:
    values = settings.model_dump(mode="json")
    told = {name: values[name] for name in _SETTINGS if name in values}
    for name in _ADDRESSES:
        told[name] = _without_user(values.get(name))
    return told


def _without_user(address: str | None) -> str | None:
    """A web address without the name and password that it may hold."""
    if address is None:
        return None
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _prompts() -> dict[str, int]:
    folders = (p.name for p in (ROOT / "prompts").iterdir() if any(p.glob("v*.md")))
    return {name: prompts.load(name)[1] for name in sorted(folders)}
