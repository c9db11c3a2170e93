"""Mutations of Word files: of the XML inside, of the members, and of the archive around them."""

import io
import re
import warnings
import zipfile
from copy import deepcopy
from random import Random

from lxml import etree

from evals.fuzzing.plain_bytes import scrambled

_WELL_FORMED = 0.9
_DEEPEST = 240
_TAG = re.compile(rb"</?[\w:]+[^<>]*>")
_VALUE = re.compile(rb'="[^"]*"')
_VALUES = (
    b'="0"', b'="-1"', b'="99999999999"', b'=""', b'="\xe2\x80\xae"', b'="&#55296;"', b'="a b"',
    b'="file:///etc/passwd"', b'="../../x"', b'="External"', b'="word/document.xml"', b'="NaN"',
)  # fmt: skip
_TAGS = (
    b"<w:tbl>", b"</w:tbl>", b"<w:tr>", b"</w:tr>", b"<w:tc>", b"</w:tc>", b"<w:p>", b"</w:p>",
    b"<w:r>", b"</w:r>", b"<w:t>", b"</w:t>", b"<w:sdt>", b"<w:ins>", b"<w:del>", b"<w:tab/>",
    b"<w:br/>", b"<w:txbxContent>", b"<!--", b"<![CDATA[", b"]]>", b"<?x?>", b"&lol;", b"&#0;",
    b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>', b"<w:numPr><w:numId w:val='x'/>",
)  # fmt: skip


def mutated_docx(data: bytes, random: Random) -> bytes:
    """The Word file, damaged; in its members more often than around them."""
    if random.random() < 0.15:
        return scrambled(data, random)
    members = _members(data)
    if not members:
        return scrambled(data, random)
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(members))
        if random.random() < 0.85:  # where the words are
            at = next((n for n, (name, _) in enumerate(members) if "word/doc" in name), at)
        name, contents = members[at]
        match random.randrange(10):
            case 0:
                members[at] = name, scrambled(contents, random)
            case 1 if len(members) > 1 and random.random() < 0.4:
                del members[at]
            case 2:
                members.append((random.choice((name, "../" * 8 + name, "/" + name)), contents))
            case 3:
                members[at] = name, random.choice(members)[1]
            case 4:
                codec = random.choice(("utf-16", "utf-7", "cp1252", "utf-32"))
                members[at] = name, contents.decode("utf-8", "replace").encode(codec, "replace")
            case _:
                members[at] = name, mutated_xml(contents, random)
    made = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out,
    ):
        warnings.simplefilter("ignore")  # two members of one name are meant
        for name, contents in members:
            out.writestr(zipfile.ZipInfo(name), contents, zipfile.ZIP_DEFLATED)
    packed = made.getvalue()
    return scrambled(packed, random, 2) if random.random() < 0.1 else packed


def _members(data: bytes) -> list[tuple[str, bytes]]:
    """What the archive holds; nothing where it cannot be opened any more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(member.filename, archive.read(member)) for member in archive.infolist()]
    except Exception:  # zipfile meets damage with errors of a dozen kinds
        return []


def mutated_xml(contents: bytes, random: Random) -> bytes:
    """The markup with elements, tags and values changed, doubled, moved, nested and lost."""
    if random.random() < _WELL_FORMED:
        try:
            return _rearranged(contents, random)
        except (etree.LxmlError, ValueError):  # damaged before, or made too much of
            pass
    for _ in range(random.choice((1, 1, 2, 5))):
        pattern = random.choice((_TAG, _TAG, _VALUE))
        found = list(pattern.finditer(contents))
        if not found:
            return scrambled(contents, random)
        match = random.choice(found)
        new = random.choice(_VALUES if pattern is _VALUE else _TAGS)
        if pattern is _TAG:
            new = random.choice((b"", new, match[0] + new, match[0] * random.choice((2, 40, 400))))
        contents = contents[: match.start()] + new + contents[match.end() :]
        if random.random() < 0.2:
            start, end = sorted((random.choice(found).start(), random.choice(found).end()))
            contents = (
                contents[:start] + contents[start:end] * random.choice((0, 2, 20)) + contents[end:]
            )
    return contents[:2_000_000]


def _rearranged(contents: bytes, random: Random) -> bytes:
    """Well-formed markup whose elements stand where none should."""
    root = etree.fromstring(contents, etree.XMLParser(resolve_entities=False, no_network=True))
    for _ in range(random.choice((1, 2, 5, 15))):
        elements = [each for each in root.iter() if isinstance(each.tag, str)]
        one, other = random.choice(elements), random.choice(elements)
        parent = one.getparent()
        match random.randrange(8):
            case 0 if parent is not None:
                parent.remove(one)
            case 1 if not _holds(one, other):
                other.append(one)
            case 2 if parent is not None and len(elements) < 5_000:
                for _ in range(random.choice((1, 5, 200))):
                    parent.append(deepcopy(one))
            case 3:
                one.tag = other.tag
            case 4:
                for name in one.attrib:
                    one.set(name, random.choice(("0", "-1", "9" * 12, "", "a b", "../x", "\u202e")))
            case 5:
                one.text = random.choice(
                    ("", "1. ", "\u202e", "12 March 2024", "w" * 9_000, "£ | ")
                )
            case 6:
                for _ in range(random.choice((3, 60, _DEEPEST))):
                    one = etree.SubElement(one, other.tag)
            case _:
                one.tail = "".join(other.itertext())[:2_000]
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return made


def _holds(one: etree._Element, other: etree._Element) -> bool:
    return one is other or any(above is one for above in other.iterancestors())
