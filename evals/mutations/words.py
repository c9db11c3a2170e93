"""The mutator's own words, as `words.toml` has them."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of the file, in its order. Raises `KeyError`."""
    return tuple(_all()[name])


@cache
def _all() -> dict[str, list[str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
