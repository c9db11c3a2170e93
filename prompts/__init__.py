"""Versioned wording: templates that a reader or a language model sees, and their loader.

Each folder is one template, each file `v<N>.md` one version of it; a released version never
changes, a new one is added. A file may hold several sections, each under a `## name` line.
"""

import re
from functools import lru_cache
from importlib.resources import files


class PromptNotFoundError(LookupError):
    """There is no such template, version or section."""


@lru_cache(maxsize=64)
def load(name: str, version: int | None = None) -> tuple[str, int]:
    """The text of a template and its version; the newest version when none is asked for."""
    folder = files("prompts").joinpath(name)
    versions: list[int] = []
    if folder.is_dir():
        found = (re.fullmatch(r"v(\d+)\.md", entry.name) for entry in folder.iterdir())
        versions = [int(match[1]) for match in found if match]
    wanted = version if version is not None else max(versions, default=0)
    if wanted not in versions:
        raise PromptNotFoundError(f"There is no template {name}/v{wanted}.md.")
    return folder.joinpath(f"v{wanted}.md").read_text(encoding="utf-8"), wanted


def section(name: str, heading: str, version: int | None = None) -> str:
    """One section of a template, white space at its ends stripped."""
    text, number = load(name, version)
    match = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    if match is None:
        raise PromptNotFoundError(f"There is no section {heading} in {name}/v{number}.md.")
    return match[1].strip()
