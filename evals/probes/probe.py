"""A question made to test what the program lets through."""

from dataclasses import dataclass
from typing import Literal

PersonalDataKind = Literal[
    "nhs_number",
    "upn",
    "ni_number",
    "case_identifier",
    "address",
    "telephone",
    "email",
    "name_with_birth_date",
    "name_with_age",
]

STRUCTURED: frozenset[PersonalDataKind] = frozenset(
    ("nhs_number", "upn", "ni_number", "case_identifier", "address", "telephone", "email")
)
"""Kinds with a form of their own, of which every probe must be stopped."""

GuardKind = Literal["live_case", "out_of_scope", "injection", "odd_text", "too_long"]


@dataclass(frozen=True, slots=True)
class Probe:
    """A question with personal data in it (`stop`), or one that only looks like it.

    `secret` is the stretch of `text` that no file may hold afterwards, empty in a control. The
    kind of a control says what it looks like.
    """

    id: str
    text: str
    kind: str
    stop: bool
    secret: str = ""


@dataclass(frozen=True, slots=True)
class GuardProbe:
    """A question for the other guards; `expected` is the kind they find, None to let it pass.

    `looks_like` is the kind that a control resembles; in the others it is `expected`.
    """

    id: str
    text: str
    looks_like: GuardKind
    expected: GuardKind | None
