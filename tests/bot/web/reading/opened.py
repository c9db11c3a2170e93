"""Documents and pages of the reading room, for tests."""

import re
from html import unescape
from pathlib import Path

from bot.app import App
from bot.reading import Reading
from corpus.layout.cleaning import folded

NEWEST = "aldermere-inspection-2024.pdf"


def marked(page: str) -> str:
    """The words that a page marks for what it was opened for, on one line."""
    found = re.findall(r"<mark(?! class)[^>]*>(.*?)</mark>", page, re.DOTALL)
    return " ".join(unescape(" ".join(found)).split())


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, folded(text)))


def called(app: App, name: str) -> Reading:
    """The document that a file of this name holds, the first of several."""
    for held in app.documents():
        if Path(held.document.path).name == name and held.document.part_of is None:
            reading = app.reading(held.document.id)
            assert reading is not None
            return reading
    raise AssertionError(name)
