"""What is damaged: small files cut from real documents, our own samples, files written here."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from random import Random
from typing import Literal

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from corpus.sample import DOCUMENTS

Kind = Literal["pdf", "docx", "html", "text"]
Seeds = Mapping[Kind, list[bytes]]

_MOST_BYTES = 150_000
_PDFS = 80
_TEXT = 6_000

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def seeds(corpus: Path, random: Random) -> Seeds:
    """Seeds of each kind; of `corpus` some documents, which ones `random` says."""
    samples = [path.read_bytes() for path in sorted(DOCUMENTS.iterdir())]
    pdfs = [data for data in samples if data.startswith(b"%PDF") and len(data) < _MOST_BYTES]
    found = sorted(corpus.rglob("*.pdf"))
    for path in random.sample(found, min(_PDFS, len(found))):
        pdfs += _few_pages(path.read_bytes(), random)
    texts = [*_texts(corpus), *_texts(DOCUMENTS)]
    pages = [data for data in samples if data.lstrip().startswith(b"<")]
    return {
        "pdf": pdfs,
        "docx": [word_file(text) for text in texts],
        "html": [*pages, *map(_web_page, texts)],
        "text": [text.encode() for text in texts],
    }


def _few_pages(data: bytes, random: Random) -> Iterator[bytes]:
    """One or two pages of a PDF as a file of their own, if it is sound and that is small."""
    try:
        reader = PdfReader(io.BytesIO(data))
    except PyPdfError:
        return
    writer = PdfWriter()
    first = random.randrange(len(reader.pages))
    for page in reader.pages[first : first + random.choice((1, 2))]:
        writer.add_page(page)
    writer.add_metadata({"/Title": "Inspection of Aldermere", "/CreationDate": "D:20240304"})
    writer.add_outline_item(title="Findings", page_number=0)
    made = io.BytesIO()
    writer.write(made)
    if len(made.getvalue()) < _MOST_BYTES:
        yield made.getvalue()


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.txt")):
        whole = path.read_text("utf-8", "replace")
        for start in range(0, min(len(whole), 5 * _TEXT), _TEXT):
            yield whole[start : start + _TEXT]


def _web_page(text: str) -> bytes:
    blocks = [escape(block) for block in text.split("\n\n") if block.strip()]
    items = "".join(f"<li>{block[:80]}</li>" for block in blocks[:5])
    rows = "".join(f"<tr><th>{n}</th><td>{b[:40]}</td></tr>" for n, b in enumerate(blocks[:6]))
    body = "".join(f"<h2>{b}</h2>" if len(b) < 60 else f"<p>{b}</p>" for b in blocks)
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Minutes</title></head>"
        f"<body><header>Site</header><main><h1>Minutes</h1>{body}<ul>{items}</ul>"
        f"<table>{rows}</table></main><footer>x</footer></body></html>"
    ).encode()


def word_file(text: str) -> bytes:
    """A Word file with this text: a paragraph for each line, some in a list, some in a table."""
    lines = [escape(line) for line in text.splitlines() if line.strip()]
    blocks = [f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines]
    item = "<w:p><w:pPr><w:pStyle w:val='L'/><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
    blocks += [f"{item}<w:r><w:t>{line[:60]}</w:t></w:r></w:p>" for line in lines[:4]]
    cells = "".join(
        "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:ins><w:r><w:t>"
        f"{line[:30]}</w:t><w:tab/></w:r></w:ins></w:p></w:tc>"
        for line in lines[:3]
    )
    blocks.append(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    body = f"<w:document xmlns:w='{_WORD}'><w:body>{''.join(blocks)}</w:body></w:document>"
    styles = (
        f"<w:styles xmlns:w='{_WORD}'><w:style w:type='paragraph' w:styleId='L'><w:name "
        "w:val='List Bullet'/><w:basedOn w:val='M'/></w:style><w:style w:type='paragraph' "
        "w:styleId='M'><w:name w:val='Body'/></w:style></w:styles>"
    )
    types = (
        f"<Types xmlns='{_PACKAGE}/content-types'><Default Extension='rels' "
        "ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Default "
        f"Extension='xml' ContentType='application/xml'/><Override PartName='/word/document.xml' "
        f"ContentType='{_MAIN}.document.main+xml'/><Override PartName='/word/styles.xml' "
        f"ContentType='{_MAIN}.styles+xml'/></Types>"
    )
    members = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relationship("officeDocument", "word/document.xml"),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": _relationship("styles", "styles.xml"),
        "word/styles.xml": styles,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, contents in members.items():
            archive.writestr(zipfile.ZipInfo(name), contents, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _relationship(kind: str, target: str) -> str:
    return (
        f"<Relationships xmlns='{_PACKAGE}/relationships'><Relationship Id='r1' "
        f"Type='{_OFFICE}/{kind}' Target='{target}'/></Relationships>"
    )
