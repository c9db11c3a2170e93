"""The demonstration: the sample corpus in a folder of its own, one question, then a chat."""

import os
from pathlib import Path

from corpus.sample import DOCUMENTS

QUESTION = "What are the current recommendations for Aldermere?"
ABOUT = (
    "Aldermere and its neighbour Thornbeck do not exist: these sample documents were written "
    "for this demonstration."
)

__all__ = ["ABOUT", "DOCUMENTS", "QUESTION", "demo_home"]


def demo_home() -> Path:
    """The folder that the demonstration keeps its index in, under the user's caches."""
    caches = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(caches).expanduser() / "scrutineer" / "demo"
