"""The demonstration: the sample corpus in a folder of its own, and one question to it."""

import os
from pathlib import Path

from corpus.sample import DOCUMENTS, SCANNED

QUESTION = "What are the current recommendations for Aldermere?"
ABOUT = (
    "Aldermere and its neighbour Thornbeck do not exist: these sample documents were written "
    "for this demonstration."
)

__all__ = ["ABOUT", "DOCUMENTS", "QUESTION", "demo_home", "documents_with_text"]


def demo_home() -> Path:
    """The folder that the demonstration keeps its index in, under the user's caches."""
    caches = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(caches).expanduser() / "scrutineer" / "demo"


def documents_with_text() -> list[Path]:
    """The sample documents that need no scan recognised, and so can be asked about in seconds."""
    return sorted(path for path in DOCUMENTS.iterdir() if path.name != SCANNED)
