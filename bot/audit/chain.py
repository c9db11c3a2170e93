"""How entries are chained, so that none can be changed, taken out or moved unnoticed.

With `C(x)` the JSON of x in ASCII, keys sorted, no white space, as bytes:

    digest(n) = SHA-256(salt(n) + content(n))           salt: 32 random hex digits, as ASCII
    hash(n)   = SHA-256(C([n, at(n), digest(n), hash(n - 1)]))       hash(0): 64 zeros
                SHA-256(C([n, at(n), digest(n), hash(n - 1), "sealed"]))      where a key is set
    seal(n)   = HMAC-SHA-256(key, hash(n))              "" where no key is set

each as hex digits, which is what goes into the next; `content(n)` is C(entry). When an entry's
words are deleted, its salt goes with them: the digest that is left, by which the chain still
holds, tells nothing of words, not even to somebody who guesses them. That an entry is sealed goes
into its hash, so that a seal which was taken off is missed.

Whoever can write to the table can make a chain anew from any entry on. What shows it is a seal,
where they do not have the key, and a head that was kept elsewhere (`bot.audit.heads`, exports).
"""

import hashlib
import hmac
import json
import secrets
from datetime import UTC, datetime
from typing import Any, Final

from bot.state.trail import Link

NONE: Final = "0" * 64
"""What the first entry has for the hash of the one before."""


def canonical(value: Any) -> str:
    """JSON in the one form that is hashed, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest_of(salt: str, content: str) -> str:
    """The digest of an entry's words."""
    return hashlib.sha256((salt + content).encode("utf-8", "backslashreplace")).hexdigest()


def hash_of(number: int, at: str, digest: str, before: str, *, sealed: bool) -> str:
    """The hash of an entry that follows the one with the hash `before`, and is sealed or not."""
    told = [number, at, digest, before, *(["sealed"] if sealed else [])]
    return hashlib.sha256(canonical(told).encode("ascii")).hexdigest()


def seal_of(key: bytes | None, told: str) -> str:
    """The seal of a hash, or of anything else in hex digits; "" without a key."""
    return "" if key is None else hmac.new(key, told.encode(), hashlib.sha256).hexdigest()


def linked(last: Link | None, content: Any, key: bytes | None, now: datetime | None = None) -> Link:
    """The link that follows `last`, of an entry as JSON."""
    number = last.number + 1 if last else 1
    before = last.hash if last else NONE
    at = (now or datetime.now(UTC)).isoformat(timespec="microseconds")
    salt, words = secrets.token_hex(16), canonical(content)
    digest = digest_of(salt, words)
    hashed = hash_of(number, at, digest, before, sealed=key is not None)
    return Link(number, at, salt, words, digest, before, hashed, seal_of(key, hashed))
