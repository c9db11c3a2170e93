"""Reading a brief from its DOCX file with a plain XML parser."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from evals.briefs.shown import Shown, UnreadableError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EVIDENCE, _OWN = "Evidence", "Brief Words"
# Paragraphs whose words all belong to statements.
_TELLING = {"Brief Finding", "Brief Item"}


def read_word(path: Path) -> list[Shown]:
    """The statements of a brief in their order. Raises `UnreadableError`."""
    try:
        with zipfile.ZipFile(path) as archive:
            body = ElementTree.fromstring(archive.read("word/document.xml"))
            notes = ElementTree.fromstring(archive.read("word/footnotes.xml"))
            styles = ElementTree.fromstring(archive.read("word/styles.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError) as error:
        raise UnreadableError(f"{path} is no brief: {error}") from error
    names = {
        style.get(f"{_W}styleId", ""): name.get(f"{_W}val", "")
        for style in styles.iter(f"{_W}style")
        if (name := style.find(f"{_W}name")) is not None
    }
    footnotes = {note.get(f"{_W}id", ""): _text(note) for note in notes.iter(f"{_W}footnote")}
    return list(_statements(body, names, footnotes))


def _statements(body: Element, names: dict[str, str], footnotes: dict[str, str]) -> Iterator[Shown]:
    section = label = ""
    for paragraph in body.iter(f"{_W}p"):
        style = names.get(_value(paragraph, "pPr/pStyle"), "Normal")
        if style.lower() == "heading 1":
            section, label = _text(paragraph), ""
        elif style.lower().startswith("heading") or style == "Brief Label":
            label = _text(paragraph)
        told, rest = "", ""
        for run in paragraph.iter(f"{_W}r"):
            reference = run.find(f"{_W}footnoteReference")
            if reference is not None:
                note = footnotes.get(reference.get(f"{_W}id", ""))
                yield Shown(told, note, section, label, style == "Brief Item")
                told = ""
            elif names.get(_value(run, "rPr/rStyle")) == _EVIDENCE:
                told += _text(run)
            elif names.get(_value(run, "rPr/rStyle")) == _OWN:
                continue
            else:
                rest += _text(run)
        unnoted = told or (rest.strip(" \t.0123456789") if style in _TELLING else "")
        if unnoted:
            yield Shown(unnoted, None, section, label, style == "Brief Item")


def _value(element: Element, path: str) -> str:
    found = element.find("/".join(f"{_W}{name}" for name in path.split("/")))
    return "" if found is None else found.get(f"{_W}val", "")


def _text(element: Element) -> str:
    return "".join(
        "\t" if each.tag == f"{_W}tab" else each.text or ""
        for each in element.iter()
        if each.tag in (f"{_W}t", f"{_W}tab")
    ).strip()
