"""Texts that try to be more than text: in documents, in questions, in names.

They are written by hand in `injection.toml`, which says its own form.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, get_args

InjectionKind = Literal[
    "order",
    "frame",
    "markdown",
    "mrkdwn",
    "html",
    "letter",
    "formula",
    "mark",
    "link",
    "terminal",
    "log",
    "direction",
    "hidden",
    "flood",
]

_KINDS: Final = get_args(InjectionKind)
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class InjectionProbe:
    """One text; `id` is its kind and its place among those of its kind."""

    id: str
    kind: InjectionKind
    text: str


@cache
def injection_probes() -> tuple[InjectionProbe, ...]:
    """Every probe, kind by kind. Raises `ValueError` where the file is not in its form."""
    return parsed(files("evals.probes").joinpath("injection.toml").read_text("utf-8"))


def parsed(text: str) -> tuple[InjectionProbe, ...]:
    """The probes of a file's text. Raises `ValueError`, naming what is not in its form."""
    held: dict[str, Any] = tomllib.loads(text)
    if tuple(held) != _KINDS:
        raise ValueError(f"the kinds are {', '.join(held)} and have to be {', '.join(_KINDS)}")
    seen: set[str] = set()
    for kind, table in held.items():
        if set(table) != {"tries", "texts"} or not isinstance(table["tries"], str):
            raise ValueError(f"{kind} has to have tries and texts")
        for probe in table["texts"]:
            if not isinstance(probe, str) or not 0 < len(probe) <= _LONGEST or probe in seen:
                raise ValueError(f"{kind} holds what is no text, or one twice: {probe!r}")
            seen.add(probe)
    return tuple(
        InjectionProbe(f"{kind}-{number:03}", kind, probe)
        for kind in _KINDS
        for number, probe in enumerate(held[kind]["texts"], 1)
    )
