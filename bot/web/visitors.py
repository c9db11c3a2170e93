"""Who looks at a page, and what they may do."""

import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection


class Role(IntEnum):
    """What somebody may do; each may do what those before may."""

    READER = 1
    OWNER = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who looks at pages: what they are called, their role, and their groups.

    `signs_out`: their sign-in is ours to end.
    """

    name: str
    role: Role
    groups: frozenset[str] = frozenset()
    signs_out: bool = False

    @property
    def asker(self) -> str:
        """Who they are in what is remembered, where people of Slack are as well."""
        return f"web:{self.name}"


def visitor_of(request: HTTPConnection) -> Visitor:
    """Who sent a request, as sign-in found out."""
    visitor = request.state.visitor
    assert isinstance(visitor, Visitor)
    return visitor


def required(request: HTTPConnection, role: Role) -> Visitor:
    """Who sent a request. Raises `HTTPException` 403 where that takes a higher role."""
    visitor = visitor_of(request)
    if visitor.role < role:
        raise HTTPException(403)
    return visitor


def plain_name(name: str) -> str:
    """The name of somebody or of a group as it is compared: letters are small ones."""
    return unicodedata.normalize("NFC", name.strip()).casefold()
