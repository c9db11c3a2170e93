"""Seals: checksums kept beside what they are of, so that a byte that changed on a disk is noticed.

SQLite holds no checksums of its own. A changed byte that leaves its pages well formed would be
read as if it had always stood there: a figure in a quote, a date, a grade. CRC-32 finds every
change of up to 32 bits in a row and costs a microsecond; it is not for keeping anybody out.
"""

import struct
import zlib
from collections.abc import Iterable

_Value = str | bytes | int | None


def seal_of(*values: _Value) -> int:
    """The seal of these values, in this order: a number of 32 bits."""
    return zlib.crc32(b"\0".join(map(_bytes, values)))


def chain_of(rows: Iterable[tuple[_Value, ...]]) -> int:
    """The seal of rows of values, in their order, none missing."""
    seal = 0
    for row in rows:
        seal = zlib.crc32(b"\0".join(map(_bytes, row)) + b"\n", seal)
    return seal


def pack_seals(seals: Iterable[int]) -> bytes:
    """Little-endian uint32, one for each."""
    return b"".join(struct.pack("<I", seal) for seal in seals)


def unpack_seals(data: bytes) -> tuple[int, ...]:
    """The inverse of `pack_seals`. Raises `struct.error`."""
    return struct.unpack(f"<{len(data) // 4}I", data)


def _bytes(value: _Value) -> bytes:
    if isinstance(value, bytes):
        return value
    return str(value).encode("utf-8", "surrogatepass")
