"""A brief as a PDF file: tagged, its fonts within it, footnotes at the foot of their page."""

import json
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from bot.briefs.content import Brief
from bot.briefs.writers.layout import layout


def pdf(brief: Brief, public_url: str | None = None) -> bytes:
    """The whole brief as a PDF file (PDF/UA-1 where every letter has its shape in the fonts)."""
    made = layout(brief, public_url)
    with TemporaryDirectory(prefix="scrutineer-brief-") as folder:
        for name, data in made.pictures.items():
            Path(folder, name).write_bytes(data)
        Path(folder, "brief.json").write_text(json.dumps(made.values), encoding="utf-8")
        source = Path(folder, "brief.typ")
        template = files("bot.briefs.writers").joinpath("brief.typ")
        source.write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
        # The fonts that come with the compiler alone, so that every machine makes the same file.
        compiler = typst.Compiler(str(source), root=folder, ignore_system_fonts=True)
        try:
            compiled = compiler.compile(format="pdf", pdf_standards=["ua-1"])
        except typst.TypstError:
            # A letter that the fonts lack: still tagged, but no longer to the standard.
            compiled = compiler.compile(format="pdf")
    if not isinstance(compiled, bytes):
        raise TypeError("the compiler gave no single file")
    return compiled
