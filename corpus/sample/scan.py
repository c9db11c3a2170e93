"""Make a PDF of pictures out of a PDF of text, as a scanner would."""

from io import BytesIO
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_DPI = 150


def scan(source: Path, target: Path, seed: int) -> None:
    """Write the pages of `source` as grey, slightly turned, noisy pictures without any text."""
    dice = Random(seed)
    canvas = Canvas(str(target), pagesize=A4, invariant=1, pageCompression=0)
    canvas.setTitle("scan0001")
    with pdfium.PdfDocument(source) as document:
        for page in document:
            picture = page.render(scale=_DPI / 72, grayscale=True).to_pil().convert("L")
            canvas.drawImage(ImageReader(_worn(picture, dice)), 0, 0, *A4)
            canvas.showPage()
    canvas.save()


def _worn(picture: Image.Image, dice: Random) -> BytesIO:
    turned = picture.rotate(
        dice.uniform(-0.6, 0.6), resample=Image.Resampling.BICUBIC, fillcolor=250
    )
    noise = Image.frombytes("L", turned.size, dice.randbytes(turned.width * turned.height))
    jpeg = BytesIO()
    Image.blend(turned, noise, 0.07).save(jpeg, "JPEG", quality=40)
    jpeg.seek(0)
    return jpeg
