"""Mutations of PDFs that keep them whole enough to be read far in.

A file is taken apart into its objects; their values, references and unpacked streams are changed,
and it is put together again with a table of places that fits.
"""

import re
import zlib
from collections.abc import Callable
from random import Random

from evals.fuzzing.plain_bytes import scrambled

_OBJECT = re.compile(rb"(\d+)\s+(\d+)\s+obj\b(.*?)\bendobj\b", re.DOTALL)
_STREAM = re.compile(rb"(.*?)\bstream\r?\n(.*)\r?\nendstream", re.DOTALL)
_TRAILER = re.compile(rb"trailer\s*(<<.*?>>)\s*startxref", re.DOTALL)
_REFERENCE = re.compile(rb"\b(\d+) (\d+) R\b")
_NUMBER = re.compile(rb"(?<![\w.#/-])-?\d+(?:\.\d+)?(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z0-9]+")
_LENGTH = re.compile(rb"/Length \d+(?! \d+ R)")
_FLATE = re.compile(rb"/Filter\s*(?:\[\s*)?/FlateDecode(?:\s*\])?")
_MOST_UNPACKED = 4_000_000

_NUMBERS = (
    b"0", b"-1", b"1", b"2", b"255", b"65535", b"65536", b"2147483647", b"-2147483648",
    b"4294967296", b"99999999999999999999", b"0.00001", b"1e9", b"-0.0", b"3.4e38",
)  # fmt: skip
_NAMES = (
    b"/Type", b"/Page", b"/Pages", b"/Catalog", b"/Font", b"/Type0", b"/Type1", b"/Type3",
    b"/TrueType", b"/CIDFontType2", b"/CIDFontType0", b"/Identity-H", b"/Identity-V", b"/XObject",
    b"/Form", b"/Image", b"/Kids", b"/Parent", b"/Count", b"/Contents", b"/Resources",
    b"/MediaBox", b"/CropBox", b"/Rotate", b"/Length", b"/Filter", b"/FlateDecode", b"/LZWDecode",
    b"/ASCII85Decode", b"/ASCIIHexDecode", b"/RunLengthDecode", b"/DCTDecode", b"/JPXDecode",
    b"/CCITTFaxDecode", b"/JBIG2Decode", b"/Crypt", b"/DecodeParms", b"/Predictor", b"/Columns",
    b"/Colors", b"/ToUnicode", b"/Encoding", b"/Differences", b"/Widths", b"/W", b"/DW",
    b"/FirstChar", b"/LastChar", b"/FontDescriptor", b"/FontFile2", b"/FontFile3", b"/FontFile",
    b"/DescendantFonts", b"/Outlines", b"/First", b"/Next", b"/Prev", b"/Last", b"/Dest", b"/A",
    b"/OpenAction", b"/AA", b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/EmbeddedFile",
    b"/Names", b"/PageLabels", b"/Nums", b"/S", b"/D", b"/St", b"/P", b"/ObjStm", b"/XRef",
    b"/Index", b"/N", b"/Encrypt", b"/SMask", b"/Pattern", b"/Shading", b"/ColorSpace",
    b"/Indexed", b"/ICCBased", b"/Separation", b"/DeviceN", b"/Function", b"/FunctionType",
    b"/Group", b"/StructParents", b"/StructTreeRoot", b"/AcroForm", b"/XFA", b"/Annots",
    b"/Metadata", b"/Info", b"/Root", b"/Size", b"/W", b"/OC", b"/OCProperties",
)  # fmt: skip
_OPERATORS = (
    b"q", b"Q", b"BT", b"ET", b"Tj", b"TJ", b"Td", b"TD", b"Tm", b"T*", b"Tf", b"Tr", b"Ts", b"Tc",
    b"Tw", b"Tz", b"TL", b"'", b'"', b"cm", b"re", b"W", b"n", b"f", b"S", b"sh", b"Do", b"gs",
    b"BI", b"ID", b"EI", b"BMC", b"BDC", b"EMC", b"d0", b"d1", b"scn", b"cs",
)  # fmt: skip
_FILTERS = (
    b"/Filter /LZWDecode",
    b"/Filter [/FlateDecode /FlateDecode]",
    b"/Filter [/ASCII85Decode /FlateDecode]",
    b"/Filter /RunLengthDecode",
    b"/Filter /DCTDecode",
    b"/Filter /JPXDecode",
    b"/Filter /JBIG2Decode",
    b"/Filter /CCITTFaxDecode /DecodeParms <</K -1 /Columns 60000 /Rows 60000>>",
    b"/Filter /FlateDecode /DecodeParms <</Predictor 15 /Columns 1000000 /Colors 32>>",
    b"/Filter /FlateDecode /DecodeParms <</Predictor 2 /Columns -1 /BitsPerComponent 32>>",
)

_Objects = list[tuple[int, bytes]]


def mutated_pdf(data: bytes, random: Random) -> bytes:
    """The PDF, damaged."""
    objects = [(int(m[1]), m[3]) for m in _OBJECT.finditer(data)]
    trailer = _TRAILER.search(data)
    if not objects or trailer is None or random.random() < 0.15:
        return scrambled(data, random)
    said = trailer[1]
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5, 9))):
        change = random.choice(_CHANGES)
        change(objects, random)
        if not objects:
            break
    if random.random() < 0.1:
        said = _inside(said, random, [number for number, _ in objects] or [1])
    made = assembled(objects, said, honest=random.random() < 0.8)
    return scrambled(made, random, 2) if random.random() < 0.15 else made


def assembled(objects: _Objects, trailer: bytes, *, honest: bool = True) -> bytes:
    """A file of these objects; unless `honest`, its table of places leads astray."""
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, int] = {}
    for number, body in objects:
        places[number] = len(made)
        made += b"%d 0 obj%bendobj\n" % (number, body)
    start = len(made)
    astray = 0 if honest else 7
    made += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        made += b"%d 1\n%010d 00000 n \n" % (number, place + astray)
    made += b"trailer %b\nstartxref\n%d\n%%%%EOF\n" % (trailer, start + 3 * astray)
    return bytes(made)


def _values(objects: _Objects, random: Random) -> None:
    """Numbers, names and references inside one object."""
    at = random.randrange(len(objects))
    number, body = objects[at]
    head, mark, rest = body.partition(b"stream")
    objects[at] = number, _inside(head, random, [n for n, _ in objects]) + mark + rest


def _inside(head: bytes, random: Random, numbers: list[int]) -> bytes:
    ways: tuple[tuple[re.Pattern[bytes], Callable[[], bytes]], ...] = (
        (_REFERENCE, lambda: b"%d 0 R" % random.choice(numbers)),
        (_REFERENCE, lambda: b"%d 0 R" % random.choice(numbers)),
        (_NUMBER, lambda: random.choice(_NUMBERS)),
        (_NAME, lambda: random.choice(_NAMES)),
        (_NUMBER, lambda: b"[" * 600),
        (_NAME, lambda: random.choice(_NAMES) + b" <<" * random.choice((1, 600))),
        (_NUMBER, lambda: b"%d 0 R" % random.choice(numbers)),
        (_NUMBER, lambda: b"null"),
        (_NUMBER, lambda: b"(" + random.randbytes(20) + b")"),
    )
    pattern, choose = random.choice(ways)
    found = list(pattern.finditer(head))
    for match in sorted(
        random.sample(found, min(len(found), random.choice((1, 1, 2, 8)))),
        key=lambda m: -m.start(),
    ):
        head = head[: match.start()] + choose() + head[match.end() :]
    return head


def _unpacked(objects: _Objects, random: Random) -> None:
    """What a stream holds when it is unpacked: page descriptions, character maps, fonts."""
    streams = [at for at, (_, body) in enumerate(objects) if _STREAM.match(body)]
    if not streams:
        return
    at = random.choice(streams)
    number, body = objects[at]
    match = _STREAM.match(body)
    assert match is not None
    head, packed = match[1], match[2]
    contents, flate = packed, _FLATE.search(head) is not None
    if flate:
        try:
            contents = zlib.decompressobj().decompress(packed, _MOST_UNPACKED)
        except zlib.error:
            flate = False
    contents = (
        _described(contents, random) if random.random() < 0.6 else scrambled(contents, random)
    )
    packed = zlib.compress(contents, 1) if flate else contents
    if random.random() < 0.9:
        head = _LENGTH.sub(b"/Length %d" % len(packed), head)
    objects[at] = number, b"%bstream\n%b\nendstream " % (head, packed)


def _described(contents: bytes, random: Random) -> bytes:
    """A page description or character map with its numbers and operators changed."""
    words = re.split(rb"(\s+)", contents)
    for _ in range(random.choice((1, 3, 20))):
        at = random.randrange(len(words))
        word = words[at]
        if _NUMBER.fullmatch(word):
            words[at] = random.choice(_NUMBERS)
        elif word in _OPERATORS:
            words[at] = random.choice(_OPERATORS)
        elif word.startswith(b"<") and random.random() < 0.5:
            words[at] = b"<%b>" % random.randbytes(random.choice((1, 2, 4, 40))).hex().encode()
        else:
            several = random.choice((1, 1, 2, 500))
            words[at : at + 1] = [word, b" "] * several
    return b"".join(words)


def _filters(objects: _Objects, random: Random) -> None:
    streams = [at for at, (_, body) in enumerate(objects) if _FLATE.search(body)]
    if streams:
        at = random.choice(streams)
        number, body = objects[at]
        objects[at] = number, _FLATE.sub(random.choice(_FILTERS), body, count=1)


def _lost(objects: _Objects, random: Random) -> None:
    del objects[random.randrange(len(objects))]


def _doubled(objects: _Objects, random: Random) -> None:
    """One object's body in the place of another, or under a new number."""
    _, body = random.choice(objects)
    at = random.randrange(len(objects))
    if random.random() < 0.5:
        objects[at] = objects[at][0], body
    else:
        objects.append((max(number for number, _ in objects) + 1, body))


def _torn(objects: _Objects, random: Random) -> None:
    at = random.randrange(len(objects))
    number, body = objects[at]
    objects[at] = number, scrambled(body, random, 3)


_CHANGES: tuple[Callable[[_Objects, Random], None], ...] = (
    _values,
    _values,
    _values,
    _unpacked,
    _unpacked,
    _unpacked,
    _filters,
    _lost,
    _doubled,
    _torn,
)
