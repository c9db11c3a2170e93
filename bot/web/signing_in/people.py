"""Who somebody is, by what they signed in with, and what they may do."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.settings import Settings
from bot.web.faults import NotAdmittedError
from bot.web.visitors import Role, Visitor, plain_name

_LONGEST_NAME = 320
"""The longest that an e-mail address can be."""

_GROUP = "group:"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in; names of people and groups in small letters."""

    name: str
    groups: frozenset[str] = frozenset()


def person(name: str, groups: Iterable[str]) -> Person | None:
    """Somebody by their name as it was told, None for what can be nobody's."""
    plain = plain_name(name)
    if not plain or len(plain) > _LONGEST_NAME or any(_is_control(c) for c in plain):
        return None
    return Person(plain, frozenset(filter(None, map(plain_name, groups))))


def admitted(settings: Settings, who: Person, *, signs_out: bool = False) -> Visitor:
    """Somebody with the role that the settings give them. Raises `NotAdmittedError` without one."""
    lists = (
        (Role.ADMIN, settings.web_admins),
        (Role.OWNER, settings.web_owners),
        (Role.READER, settings.web_readers),
    )
    for role, names in lists:
        if _is_listed(who, names):
            return Visitor(who.name, role, who.groups, signs_out)
    if not settings.web_readers:
        return Visitor(who.name, Role.READER, who.groups, signs_out)
    raise NotAdmittedError(
        who.name,
        "You may not read these pages",
        f"You are signed in as {who.name}. Ask whoever looks after Scrutineer at your council to "
        "let you in.",
    )


def groups_that_matter(settings: Settings) -> frozenset[str]:
    """The groups that any setting names."""
    listed = (*settings.web_admins, *settings.web_owners, *settings.web_readers)
    named = [name.removeprefix(_GROUP) for name in listed if name.startswith(_GROUP)]
    return frozenset(map(plain_name, (*named, *settings.web_group_sets)))


def _is_listed(who: Person, names: Iterable[str]) -> bool:
    return any(
        plain_name(name.removeprefix(_GROUP)) in who.groups
        if name.startswith(_GROUP)
        else plain_name(name) == who.name
        for name in names
    )


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
