"""Mutations that know nothing of a format: bytes changed, moved, doubled and cut."""

from random import Random

_LONGEST_COPY = 4_096
_TELLING = (
    b"\0",
    b"\xff" * 4,
    b"\x7f\xff\xff\xff",
    b"-1",
    b"0",
    b"2147483648",
    b"18446744073709551616",
    b"1e308",
    b"\xc0\x80",  # a zero in overlong UTF-8
    b"\xed\xa0\x80",  # half of a surrogate pair
    b"\xe2\x80\xae",  # right-to-left override
    b"\xef\xbf\xbe",
    b"\x1b[2J",
    b"\r\n\r\n",
    b"%s%n",
    b"A" * 5_000,
    b"(" * 600,
    b"<" * 600,
)


def scrambled(data: bytes, random: Random, most: int = 6) -> bytes:
    """The bytes with one to `most` changes at random places."""
    made = bytearray(data)
    for _ in range(random.randint(1, most)):
        at = random.randrange(len(made) + 1)
        length = min(random.choice((1, 2, 4, 16, 256, _LONGEST_COPY)), len(made) - at)
        match random.randrange(8):
            case 0:
                made[at : at + 1] = bytes([random.randrange(256)])
            case 1:
                if at < len(made):
                    made[at] ^= 1 << random.randrange(8)
            case 2:
                del made[at : at + length]
            case 3:
                made[at:at] = made[at : at + length] * random.choice((1, 1, 2, 30))
            case 4:
                other = random.randrange(len(made) + 1)
                made[other : other + length] = made[at : at + length]
            case 5:
                made[at : at + random.choice((0, 1, 4))] = random.choice(_TELLING)
            case 6:
                made[at:at] = random.randbytes(random.choice((1, 4, 64)))
            case _:
                if random.random() < 0.2:
                    del made[at:]
    return bytes(made)
