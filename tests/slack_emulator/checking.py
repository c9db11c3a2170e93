"""Checks of JSON values against shapes, worded and placed as Slack words and places them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Findings:
    """What is wrong, each with the JSON pointer of its place."""

    found: list[str] = field(default_factory=list)

    def add(self, what: str, path: str) -> None:
        self.found.append(f"{what} [json-pointer:{path}]")


Check = Callable[[Any, str, Findings], None]
"""Takes a value, where it stands, and what to add findings to."""
Rule = Callable[[Json, str, Findings], None]


def string(most: int | None = None, least: int = 0) -> Check:
    def check(value: Any, path: str, findings: Findings) -> None:
        if not isinstance(value, str):
            findings.add("must provide a string", path)
        elif len(value) < least:
            findings.add(f"must be more than {least - 1} characters", path)
        elif most is not None and len(value) > most:
            findings.add(f"must be less than {most + 1} characters", path)

    return check


def matching(pattern: str, what: str) -> Check:
    def check(value: Any, path: str, findings: Findings) -> None:
        if not isinstance(value, str) or re.fullmatch(pattern, value) is None:
            findings.add(f"must be a valid {what}", path)

    return check


def boolean(value: Any, path: str, findings: Findings) -> None:
    if not isinstance(value, bool):
        findings.add("must provide a boolean", path)


def integer(least: int, most: int) -> Check:
    def check(value: Any, path: str, findings: Findings) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            findings.add("must provide an integer", path)
        elif not least <= value <= most:
            findings.add(f"must be between {least} and {most}", path)

    return check


def number(value: Any, path: str, findings: Findings) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        findings.add("must provide a number", path)


def one_of(*allowed: str) -> Check:
    def check(value: Any, path: str, findings: Findings) -> None:
        if value not in allowed:
            findings.add(f"must be one of: {', '.join(allowed)}", path)

    return check


def anything(value: Any, path: str, findings: Findings) -> None:
    """Nothing is wrong with it."""


def url(most: int = 3_000) -> Check:
    in_length = string(most, least=1)

    def check(value: Any, path: str, findings: Findings) -> None:
        before = len(findings.found)
        in_length(value, path, findings)
        valid = re.match(r"(https?://[^\s/]|mailto:.|slack://.)", str(value))
        if len(findings.found) == before and valid is None:
            findings.add("must be a valid url", path)

    return check


def list_of(each: Check, least: int = 0, most: int | None = None) -> Check:
    def check(value: Any, path: str, findings: Findings) -> None:
        if not isinstance(value, list):
            findings.add("must provide an array", path)
            return
        if len(value) < least:
            findings.add(f"no less than {least} items allowed", path)
        if most is not None and len(value) > most:
            findings.add(f"no more than {most} items allowed", path)
        for place, item in enumerate(value):
            each(item, f"{path}/{place}", findings)

    return check


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields that an object may have and must have, and rules over several of them."""

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()

    def check(self, value: Any, path: str, findings: Findings, extra: frozenset[str]) -> None:
        """`extra` are fields that the caller has looked at."""
        before = len(findings.found)
        for name in self.required:
            if name not in value:
                findings.add(f"missing required field: {name}", path)
        for name, item in value.items():
            check = self.required.get(name) or self.optional.get(name)
            if check is not None:
                check(item, f"{path}/{name}", findings)
            elif name not in extra:
                findings.add(f"invalid additional property: {name}", path)
        if len(findings.found) == before:
            for rule in self.rules:
                rule(value, path, findings)


def shaped(shape: Shape) -> Check:
    """An object without a type."""

    def check(value: Any, path: str, findings: Findings) -> None:
        if not isinstance(value, dict):
            findings.add("must provide an object", path)
            return
        shape.check(value, path, findings, frozenset())

    return check


def typed(shapes: Mapping[str, Shape], allowed: frozenset[str] | None = None) -> Check:
    """An object whose `type` says its shape; `allowed` narrows the types for one place."""

    def check(value: Any, path: str, findings: Findings) -> None:
        if not isinstance(value, dict):
            findings.add("must provide an object", path)
            return
        kind = value.get("type")
        if kind is None:
            findings.add("missing required field: type", path)
            return
        if not isinstance(kind, str) or kind not in shapes:
            findings.add(f"unsupported type: {kind}", f"{path}/type")
            return
        if allowed is not None and kind not in allowed:
            findings.add(f"unsupported type: {kind}", f"{path}/type")
            return
        shapes[kind].check(value, path, findings, frozenset({"type"}))

    return check


def either(*names: str) -> Rule:
    """Exactly one of the fields."""

    def rule(value: Json, path: str, findings: Findings) -> None:
        there = [name for name in names if name in value]
        if len(there) != 1:
            findings.add(f"must define exactly one of: {', '.join(names)}", path)

    return rule


def at_least_one(*names: str) -> Rule:
    def rule(value: Json, path: str, findings: Findings) -> None:
        if not any(value.get(name) for name in names):
            findings.add(f"must define at least one of: {', '.join(names)}", path)

    return rule
