"""Going through the log: is every entry what it was, where it was, and is the end still there?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from bot.audit.chain import NONE, digest_of, hash_of, seal_of
from bot.audit.entries import deleted_by
from bot.audit.heads import Head, is_sealed
from bot.state.trail import Link

Kind = Literal["changed", "deleted", "moved", "erased", "unsealed", "cut_off", "replaced", "head"]

KINDS: Final[Mapping[Kind, str]] = {
    "changed": "It was changed.",
    "deleted": "Entries before it were deleted.",
    "moved": "It does not follow the entry before it: one of the two was put there, or moved.",
    "erased": "What it said was deleted, and no entry says by whom or why.",
    "unsealed": "It was not sealed with the key that is set.",
    "cut_off": "The log ends here; entries after it were cut off, or an older copy was put back.",
    "replaced": "It is not the entry that was here when the head was kept.",
    "head": "What was kept of the log's end is damaged or was changed.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """The first entry with which something is wrong, and what; `about` says more, in words."""

    number: int
    kind: Kind
    about: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What going through the log found.

    `entries` are those that were looked at, `blank` those without words, `sealed` those with a
    seal that was checked; `head` is the last link that held. `notes` are sentences on what could
    not be told.
    """

    entries: int
    blank: int
    sealed: int
    head: Link | None
    fault: Fault | None = None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Seen:
    """What was seen so far."""

    last: Link | None = None
    entries: int = 0
    sealed: int = 0
    blank: set[int] = field(default_factory=set)
    deleted: list[tuple[int, int]] = field(default_factory=list)


def verify(
    links: Iterable[Link], keys: Sequence[bytes] = (), heads: Sequence[Head] = ()
) -> Verdict:
    """Hold a log, from its first entry on, against itself, the keys and the heads that are known.

    The first of `keys` is the one that is set now.
    """
    seen, wanted = _Seen(), {head.number: head for head in heads}
    at_heads: dict[int, Link] = {}
    for link in links:
        if (fault := _looked(link, seen, keys)) is not None:
            return _verdict(seen, fault)
        seen.last = link
        seen.entries += 1
        if link.number in wanted:
            at_heads[link.number] = link
    faults = [
        *_erased(seen),
        *([Fault(seen.last.number, "unsealed")] if keys and seen.last and not seen.sealed else []),
        *_held(heads, at_heads, seen, keys),
    ]
    notes = []
    if not heads:
        notes.append(
            "No head of the log is kept in this home's folder of files: whether its end is still "
            "there cannot be told."
        )
    return _verdict(seen, min(faults, key=lambda fault: fault.number, default=None), notes)


def _looked(link: Link, seen: _Seen, keys: Sequence[bytes]) -> Fault | None:
    """What is wrong with the next entry, None for nothing."""
    number = seen.last.number + 1 if seen.last else 1
    if not _is_one(link):
        return Fault(number, "changed")
    if link.number != number:
        return Fault(link.number, "deleted" if link.number > number else "moved")
    if (fault := _hashed(link)) is not None:
        return fault
    if link.before != (seen.last.hash if seen.last else NONE):
        return Fault(number, "moved")
    if link.content is None or link.salt is None:
        if link.content is not None or link.salt is not None:
            return Fault(number, "changed")
        seen.blank.add(number)
    elif digest_of(link.salt, link.content) != link.digest:
        return Fault(number, "changed")
    else:
        seen.deleted += deleted_by(link.content)
    if link.seal:
        if all(link.seal != seal_of(key, link.hash) for key in keys):
            return Fault(number, "changed" if keys else "unsealed", "" if keys else _NO_KEY)
        seen.sealed += 1
    elif seen.sealed:
        return Fault(number, "unsealed", "Entries before it were sealed.")
    return None


def _hashed(link: Link) -> Fault | None:
    """What is wrong with an entry's hash, None for nothing."""
    told = (link.number, link.at, link.digest, link.before)
    if link.hash == hash_of(*told, sealed=bool(link.seal)):
        return None
    if link.seal:
        # Entries were sealed before their hashes told of it.
        return None if link.hash == hash_of(*told, sealed=False) else Fault(link.number, "changed")
    if link.hash == hash_of(*told, sealed=True):
        return Fault(link.number, "unsealed", "It was sealed, and the seal was taken off.")
    return Fault(link.number, "changed")


_NO_KEY: Final = "It has a seal, and SCRUTINEER_AUDIT_KEY, with which it was made, is not set."


def _is_one(link: Link) -> bool:
    """Whether a row is of the right types, which SQLite does not see to."""
    texts = (link.at, link.digest, link.before, link.hash, link.seal, link.salt, link.content)
    return isinstance(link.number, int) and all(
        isinstance(text, str) or (text is None and at > 4) for at, text in enumerate(texts)
    )


def _erased(seen: _Seen) -> list[Fault]:
    """The first entry whose words are gone without another that says so."""
    told = sorted(seen.deleted)
    at = until = 0
    for number in sorted(seen.blank):
        while at < len(told) and told[at][0] <= number:
            until = max(until, told[at][1])
            at += 1
        if number > until:
            return [Fault(number, "erased")]
    return []


def _held(
    heads: Sequence[Head], at_heads: Mapping[int, Link], seen: _Seen, keys: Sequence[bytes]
) -> list[Fault]:
    """What the heads that were kept say against the log."""
    faults, last = [], seen.last.number if seen.last else 0
    for head in heads:
        link = at_heads.get(head.number)
        # One without a seal is from before there was a key, as its entry is.
        was_sealed = bool(head.seal) or (link is not None and bool(link.seal))
        if keys and was_sealed and not is_sealed(head, keys):
            faults.append(Fault(head.number, "head", f"{head.source} has another seal."))
        elif head.number > last:
            about = f"{head.source} knows of {head.number:,} entries, until {head.at}."
            faults.append(Fault(last, "cut_off", about))
        elif link is None or (link.hash, link.at) != (head.hash, head.at):
            faults.append(Fault(head.number, "replaced", f"{head.source} says so."))
    return faults


def _verdict(seen: _Seen, fault: Fault | None, notes: Sequence[str] = ()) -> Verdict:
    return Verdict(seen.entries, len(seen.blank), seen.sealed, seen.last, fault, tuple(notes))


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """What was found as JSON."""
    fault, head = verdict.fault, verdict.head
    return {
        "whole": fault is None,
        "entries": verdict.entries,
        "blank": verdict.blank,
        "sealed": verdict.sealed,
        "head": None if head is None else {"number": head.number, "hash": head.hash, "at": head.at},
        "first_bad": None if fault is None else fault.number,
        "kind": None if fault is None else fault.kind,
        "about": None if fault is None else f"{KINDS[fault.kind]} {fault.about}".strip(),
        "notes": list(verdict.notes),
    }
