"""Words of questions by what they do, kept as data in `question_words.toml`."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal


@lru_cache(maxsize=8)
def question_words(role: Literal["frame", "soft", "list", "grading", "small"]) -> frozenset[str]:
    """The lower-case words of a role, as the data file explains the roles."""
    listing = files(__package__).joinpath("question_words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(listing)[role].split())
