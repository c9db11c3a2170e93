"""Real files for the tests, made on the spot."""

import io
import zipfile
from collections.abc import Sequence

import pypdfium2
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WORDS = "Children in care are seen regularly by their social workers."


def make_pdf(pages: Sequence[str | None] = (WORDS,), *, title: str = "") -> bytes:
    """Make a PDF with a line on each page; a page given as None is a picture."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(400, 300))
    canvas.setTitle(title)
    canvas.setAuthor("Office of Tests")
    for words in pages:
        if words is None:
            canvas.drawImage(ImageReader(Image.new("RGB", (60, 60), "grey")), 20, 20)
        else:
            canvas.drawString(20, 200, words)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def make_scan(pages: Sequence[Sequence[str]], *, dpi: int = 150, turned: int = 0) -> bytes:
    """Make a PDF of A4 pictures of pages with these lines on them, `turned` by right angles."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    for lines in pages:
        for number, text in enumerate(lines):
            canvas.drawString(72, 760 - 30 * number, text)
        canvas.showPage()
    canvas.save()
    made = io.BytesIO()
    across, up = landscape(A4) if turned % 180 else A4
    canvas = Canvas(made, pagesize=(across, up))
    with pypdfium2.PdfDocument(written.getvalue()) as document:
        for page in document:
            picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
            turned_picture = picture.rotate(turned, expand=True)
            canvas.drawImage(ImageReader(turned_picture), 0, 0, across, up)
            canvas.showPage()
    canvas.save()
    return made.getvalue()


def encrypt(pdf: bytes, *, user: str, owner: str = "owner") -> bytes:
    """Lock a PDF with pypdf, as far as it goes without a cryptography package."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(user, owner, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def make_raw_pdf(*objects: bytes) -> bytes:
    """Assemble a PDF from the bodies of objects 1, 2, …; object 1 is the catalogue."""
    made = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj %b endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n%btrailer <</Root 1 0 R/Size %d>>\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
        )
        + b"startxref\n%d\n%%%%EOF\n" % len(made)
    )


def make_zip(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in members.items():
            # A fixed time: the bytes name test cases, which workers must name alike.
            member = zipfile.ZipInfo(name, date_time=(2024, 1, 1, 0, 0, 0))
            archive.writestr(member, contents, zipfile.ZIP_DEFLATED)
    return made.getvalue()
