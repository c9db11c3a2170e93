"""What the pages of the sample documents look like: paper, typefaces, sizes, bullets."""

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

SQUARES = "\uf06e\u25fc\u25a0"


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of page; sizes in points, `bullets` the glyphs of the first and second level."""

    name: str
    paper: tuple[float, float] = A4
    font: str = "Vera"
    size: float = 11
    title: float = 20
    margins: tuple[float, float] = (26 * mm, 24 * mm)
    bullets: tuple[str, str] = (SQUARES[0], "–")
    council: bool = False
    footed: bool = True

    @property
    def bold(self) -> str:
        """The name of the bold face."""
        return "VeraBd" if self.font == "Vera" else "Helvetica-Bold"

    def style(self, name: str, **changes: object) -> ParagraphStyle:
        """A paragraph style in this layout's typeface, with `changes` made to it."""
        values: dict[str, object] = {
            "fontName": self.font,
            "fontSize": self.size,
            "leading": self.size * 1.32,
            "spaceAfter": self.size * 0.95,
            "bulletFontName": self.font,
            "bulletFontSize": self.size,
            "embeddedHyphenation": 1,
            "allowWidows": 1,
            "allowOrphans": 1,
        }
        return ParagraphStyle(name, **(values | changes))

    def heading(self, level: int) -> ParagraphStyle:
        """The style of a heading of this level, 1 to 3."""
        size = (self.title, self.size + 2.6, self.size + 0.4)[level - 1]
        return self.style(
            f"heading{level}",
            fontName=self.font if level == 1 and not self.council else self.bold,
            fontSize=size,
            leading=size * 1.25,
            spaceBefore=0 if level == 1 else self.size * 0.6,
            spaceAfter=self.size * (1.2 if level == 1 else 0.7),
            keepWithNext=1,
        )


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("report"),
        Layout("report2019", size=11.7, bullets=(SQUARES[1], "–")),
        Layout("letter", size=10.5, title=14, bullets=(SQUARES[2], "–"), footed=False),
        Layout("scan", size=9.6, title=13, bullets=("•", "–"), font="Helvetica", footed=False),
        Layout("front", font="Helvetica", bullets=("•", "–"), council=True, title=18),
        Layout("pack", font="Helvetica", bullets=("•", "–"), council=True, size=10.5, title=16),
        Layout(
            "wide",
            paper=landscape(A4),
            font="Helvetica",
            bullets=("•", "–"),
            council=True,
            size=7.4,
            title=14,
            margins=(14 * mm, 18 * mm),
        ),
        Layout(
            "slides",
            paper=landscape(A4),
            font="Helvetica",
            bullets=("•", "–"),
            council=True,
            size=17,
            title=27,
        ),
    )
}


def register_fonts() -> None:
    """Make the Vera faces that come with reportlab known, once.

    They have no square bullet. The squares borrow the shape of the round one, so that they stand
    in the page's text, and `corpus.sample.drawing` paints a square over it.
    """
    if "Vera" in pdfmetrics.getRegisteredFontNames():
        return
    for name in ("Vera", "VeraBd", "VeraIt", "VeraBI"):
        font = TTFont(name, f"{name}.ttf")
        glyphs = font.face.charToGlyph
        glyphs.update({ord(square): glyphs[ord("•")] for square in SQUARES})
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily("Vera", "Vera", "VeraBd", "VeraIt", "VeraBI")
